/** The shape and the bounds of siting questions, as they stand in plan files and in the browser's storage. What is not named here is refused. */
import * as v from "valibot";
import { GROUP_IDS } from "../../core/model/demand.ts";
import { PROFILES, type ProfileId } from "../../core/model/parameters.ts";
import { MOST_CORNERS, MOST_POINTS, MOST_REQUIRED, type SiteQuestion } from "../../core/plan/site-form.ts";
import { SITING_MODELS } from "../../core/siting/siting-problem.ts";

const name = v.pipe(v.string(), v.maxLength(200));
const id = v.pipe(name, v.nonEmpty());
const ids = v.pipe(v.array(id), v.maxLength(20_000));
const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const whole = (least: number, most: number) => v.pipe(between(least, most), v.integer());
const position = v.strictTuple([between(-180, 180), between(-89, 89)]);
const cell = v.union([v.pipe(v.string(), v.maxLength(2000)), v.pipe(v.number(), v.finite()), v.boolean(), v.null()]);
const ring = v.pipe(
  v.array(position),
  v.minLength(4),
  v.check((all) => {
    const [first, last] = [all[0], all.at(-1)];
    return first?.[0] === last?.[0] && first?.[1] === last?.[1];
  }, "a ring that ends where it begins"),
);
const rings = v.pipe(v.array(ring), v.minLength(1));
const area = v.variant("type", [
  v.strictObject({ type: v.literal("Polygon"), coordinates: rings }),
  v.strictObject({ type: v.literal("MultiPolygon"), coordinates: v.array(rings) }),
]);

const keptPoints = v.pipe(
  v.strictObject({
    name: id,
    ids: v.pipe(v.array(id), v.maxLength(MOST_POINTS)),
    positions: v.pipe(v.array(position), v.maxLength(MOST_POINTS)),
    columns: v.record(id, v.pipe(v.array(cell), v.maxLength(MOST_POINTS))),
  }),
  v.check(
    (file) =>
      [file.positions, ...Object.values(file.columns)].every((list) => list.length === file.ids.length) &&
      new Set(file.ids).size === file.ids.length,
    "as many positions and cells as ids, each id once",
  ),
);
const keptAreas = v.pipe(
  v.strictObject({ name: id, areas: v.array(area) }),
  v.check(
    ({ areas }) => areas.reduce((sum, { coordinates }) => sum + coordinates.flat(3).length / 2, 0) <= MOST_CORNERS,
    `at most ${MOST_CORNERS} corners`,
  ),
);

const MOST_MONEY = 1e9;
const MOST_PLACES = 1e6;

/** Bounds are those of the form's fields; `years` × `budget` may be more. */
const form = v.strictObject({
  model: v.picklist(SITING_MODELS),
  newSites: whole(1, 9999),
  keepsStanding: v.boolean(),
  gridMetres: between(100, 20_000),
  longestSeconds: between(300, 3600),
  timeLimitSeconds: between(1, 3600),
  areaKind: v.picklist(["all", "units", "communities"]),
  areaUnitIds: ids,
  areaCommunityIds: ids,
  candidateKind: v.picklist(["grid", "layer", "file", "drawn"]),
  candidateServiceId: v.nullable(id),
  candidateFile: v.nullable(keptPoints),
  drawnSites: v.pipe(v.array(position), v.maxLength(MOST_POINTS)),
  requiredSites: v.optional(v.pipe(v.array(position), v.maxLength(MOST_REQUIRED)), []),
  excludedLayers: ids,
  excludedFile: v.nullable(keptAreas),
  drawnAreas: v.pipe(v.array(v.pipe(v.array(position), v.minLength(3), v.maxLength(MOST_CORNERS))), v.maxLength(1000)),
  isBacked: v.boolean(),
  isEquity: v.boolean(),
  aversion: between(0.1, 5),
  isCapped: v.boolean(),
  hasBudget: v.boolean(),
  costColumn: v.nullable(name),
  siteCost: v.nullable(between(0, MOST_MONEY)),
  budget: v.nullable(between(0, MOST_MONEY)),
  isYearly: v.boolean(),
  years: whole(2, 20),
  isNumberFree: v.boolean(),
  hasPlaces: v.boolean(),
  newPlaces: v.nullable(between(1, MOST_PLACES)),
  standingKind: v.picklist(["layer", "each", "unlimited"]),
  standingPlaces: v.nullable(between(0, MOST_PLACES)),
});

const parameters = v.strictObject({
  profileId: v.nullable(v.picklist(Object.keys(PROFILES) as ProfileId[])),
  speedMetresPerSecond: v.nullable(between(0.1, 20)),
  groupId: v.nullable(v.picklist(GROUP_IDS)),
  cutoffSeconds: between(1, 3600),
  snapRadiusMetres: between(1, 10_000),
  slope: v.boolean(),
  stairsFactor: between(1, 100),
  crossingSeconds: between(0, 3600),
  night: v.boolean(),
  steepestIncline: v.nullable(between(0.001, 1)),
});

/** The name "" is the question in the form. */
export const siteQuestion: v.GenericSchema<unknown, SiteQuestion> = v.strictObject({
  name,
  serviceId: id,
  parameters,
  form,
});
