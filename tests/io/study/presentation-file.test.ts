import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadDataError, type Issue } from "../../../src/core/errors.ts";
import {
  type DocumentSettings,
  type MapLayout,
  mergePresentations,
  NO_PRESENTATION,
  type Presentation,
  type StageView,
} from "../../../src/core/model/presentation.ts";
import { parsePresentation, writePresentation } from "../../../src/io/study/presentation-file.ts";
import { readStudyFile, writeStudyFile } from "../../../src/io/study/study-file.ts";
import { createRandomStudy } from "../../support/random-study.ts";

const layout: MapLayout = {
  id: "layout-1",
  name: "全市",
  page: "A3",
  isPortrait: false,
  title: "大同市日间照料覆盖",
  organisation: "大同市民政局",
  stamp: { kind: "reviewed", number: "晋S(2026)001号" },
  maps: [{ serviceId: "clinic", scenarioName: "baseline", measure: "peopleShare" }],
  extent: { kind: "view", center: [113.3, 40.1], metresPerMillimetre: 50 },
  classes: { method: "plan", count: 5 },
  withLegend: true,
  withScaleBar: true,
  withNorthArrow: true,
  withInset: false,
  withGrid: false,
  withBasemap: true,
  withNames: true,
  withFacilities: true,
};
const view: StageView = {
  id: "view-1",
  sentence: "=1+1 <b>",
  serviceId: "clinic",
  scope: { areaId: "core", kind: "urban" },
  scenarioName: "baseline",
  beforeScenarioName: null,
  measure: "verdict",
  cutoffMinutes: 15,
  camera: { center: [113.3, 40.1], zoom: 11 },
  notes: "先说结论",
};
const documents: DocumentSettings = {
  title: "评估",
  organisation: "",
  stamp: { kind: "internal" },
  scenarioNames: ["甲"],
};
const presentation: Presentation = { layouts: [layout], views: [view], documents };

function issuesOf(change: (json: Record<string, never>) => unknown): readonly Issue[] {
  const json = JSON.parse(writePresentation(presentation));
  try {
    parsePresentation(JSON.stringify(change(json) ?? json));
  } catch (error) {
    if (error instanceof BadDataError) return error.issues;
    throw error;
  }
  return [];
}

describe("presentation.json", () => {
  it("is kept in the study file and read as it was", async () => {
    const study = { ...createRandomStudy(3), presentation };
    const again = await readStudyFile(await writeStudyFile(study));
    expect(again.presentation).toEqual(presentation);
    expect((await readStudyFile(await writeStudyFile(createRandomStudy(3)))).presentation).toBeUndefined();
  });

  it("tells every fault with its field", () => {
    const issues = issuesOf((json) => ({
      ...json,
      layouts: [{ ...layout, page: "A9", classes: { method: "plan", count: 1 } }],
      views: [{ ...view, camera: { center: [113, 95], zoom: 11 }, script: "x" }],
    }));
    expect(issues.map(({ field }) => field)).toEqual([
      "layouts.0.page",
      "layouts.0.classes.count",
      "views.0.camera.center.1",
      "views.0.script",
    ]);
    expect(issuesOf(() => ({ layouts: [layout, { ...layout, id: "layout-2" }], views: [view, view] }))).toEqual([
      { code: "duplicate-id", severity: "error", layer: "presentation.json", field: "layouts.name", value: "全市" },
      { code: "duplicate-id", severity: "error", layer: "presentation.json", field: "views.id", value: "view-1" },
    ]);
    expect(() => parsePresentation("{")).toThrow(BadDataError);
  });

  it("never takes what was cut off anywhere", () => {
    const text = writePresentation(presentation);
    fc.assert(
      fc.property(fc.nat(text.length - 3), (length) => {
        expect(() => parsePresentation(text.slice(0, length))).toThrow(BadDataError);
      }),
    );
  });
});

describe("presentations of two places", () => {
  it("lose nothing: equal ids are one, equal names are told apart", () => {
    const other = { ...layout, id: "layout-9" };
    const merged = mergePresentations(
      { ...NO_PRESENTATION, layouts: [other, { ...layout, title: "旧" }], views: [view] },
      presentation,
    );
    expect(merged.layouts.map(({ id, name, title }) => [id, name, title])).toEqual([
      ["layout-9", "全市 2", "大同市日间照料覆盖"],
      ["layout-1", "全市", "大同市日间照料覆盖"],
    ]);
    expect(merged.views).toEqual([view]);
    expect(mergePresentations(NO_PRESENTATION, presentation)).toEqual(presentation);
    expect(mergePresentations(presentation, NO_PRESENTATION)).toEqual(presentation);
  });
});
