/** The shape of sheets and stage views, as they stand in study files and in the browser's storage. What is not named here is refused. */
import * as v from "valibot";
import { PLAIN_DOCUMENTS, type Presentation } from "../../core/model/presentation.ts";

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const id = v.pipe(text(200), v.nonEmpty());
const between = (least: number, most: number) => v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most));
const position = v.strictTuple([between(-180, 180), between(-89, 89)]);
const measure = v.picklist(["peopleShare", "landShare", "verdict", "straightShare", "difference"]);
const LONGEST_SENTENCE = 2000;
const LONGEST_NOTES = 20_000;

const stamp = v.variant("kind", [
  v.strictObject({ kind: v.literal("internal") }),
  v.strictObject({ kind: v.literal("reviewed"), number: text(100) }),
]);

const layout = v.strictObject({
  id,
  name: v.pipe(text(200), v.nonEmpty()),
  page: v.picklist(["A4", "A3", "A2", "A1", "A0", "16:9"]),
  isPortrait: v.boolean(),
  title: text(LONGEST_SENTENCE),
  organisation: text(200),
  stamp,
  maps: v.pipe(v.array(v.strictObject({ serviceId: id, scenarioName: id, measure })), v.minLength(1), v.maxLength(6)),
  extent: v.variant("kind", [
    v.strictObject({ kind: v.literal("study") }),
    v.strictObject({ kind: v.literal("unit"), unitId: id }),
    v.strictObject({ kind: v.literal("view"), center: position, metresPerMillimetre: between(0.01, 100_000) }),
  ]),
  classes: v.strictObject({
    method: v.picklist(["equal", "quantile", "natural", "plan"]),
    count: v.pipe(between(2, 9), v.integer()),
  }),
  withLegend: v.boolean(),
  withScaleBar: v.boolean(),
  withNorthArrow: v.boolean(),
  withInset: v.boolean(),
  withGrid: v.boolean(),
  withBasemap: v.boolean(),
  withNames: v.boolean(),
  withFacilities: v.boolean(),
});

const view = v.strictObject({
  id,
  sentence: text(LONGEST_SENTENCE),
  serviceId: id,
  scope: v.strictObject({ areaId: id, kind: v.picklist(["all", "urban", "village"]) }),
  scenarioName: id,
  beforeScenarioName: v.nullable(id),
  measure,
  cutoffMinutes: between(0.1, 60),
  camera: v.strictObject({ center: position, zoom: between(0, 24) }),
  notes: text(LONGEST_NOTES),
});

const documents = v.strictObject({
  title: text(LONGEST_SENTENCE),
  organisation: text(200),
  stamp,
  scenarioNames: v.pipe(v.array(id), v.maxLength(1000)),
});

const MOST = 500;

export const presentationSchema: v.GenericSchema<unknown, Presentation> = v.strictObject({
  layouts: v.pipe(v.array(layout), v.maxLength(MOST)),
  views: v.pipe(v.array(view), v.maxLength(MOST)),
  documents: v.optional(documents, PLAIN_DOCUMENTS),
});
