import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/core/errors.ts";
import { BadDataError } from "../../../src/core/errors.ts";
import { parseScenarios, writeScenarios } from "../../../src/io/study/scenario-file.ts";
import { readStudyFile, writeStudyFile } from "../../../src/io/study/study-file.ts";
import { createStudy } from "../create-study.ts";

function faultsOf(content: string): readonly Issue[] {
  try {
    parseScenarios(content);
  } catch (error) {
    if (error instanceof BadDataError) return error.issues;
  }
  return [];
}

const MOVE = {
  id: "e1",
  isOff: false,
  kind: "move-facility",
  serviceId: "clinic",
  facilityId: "c1",
  to: [113, 40],
} as const;
const fileOf = (...edits: readonly unknown[]): string =>
  JSON.stringify({ scenarios: [{ id: "s1", name: "方案一", edits }] });

describe("scenarios.json", () => {
  it("tells every fault at once, with its path", () => {
    const faults = faultsOf(
      fileOf(
        { ...MOVE, to: [200, 40] },
        { ...MOVE, id: "", kind: "move-facility" },
        { id: "e3", isOff: false, kind: "explode" },
        { ...MOVE, speed: 3 },
        { id: "e5", isOff: false, kind: "change-profile", profileId: "horse", speedMetresPerSecond: -1 },
      ),
    );
    const fields = faults.map(({ field }) => field);
    for (const field of [
      "scenarios.0.edits.0.to.0",
      "scenarios.0.edits.1.id",
      "scenarios.0.edits.2.kind",
      "scenarios.0.edits.3.speed",
      "scenarios.0.edits.4.profileId",
      "scenarios.0.edits.4.speedMetresPerSecond",
    ])
      expect(fields).toContain(field);
    expect(faults.every(({ severity, layer }) => severity === "error" && layer === "scenarios.json")).toBe(true);
  });

  it("tells names and ids that stand twice, and the baseline's name", () => {
    const scenarios = [
      { id: "s1", name: "方案一", edits: [MOVE, MOVE] },
      { id: "s1", name: "方案一", edits: [] },
      { id: "s2", name: "baseline", edits: [] },
    ];
    const faults = faultsOf(JSON.stringify({ scenarios }));
    expect(faults.map(({ code, field, value }) => `${code} ${field} ${value}`)).toEqual([
      "duplicate-id edits e1",
      "duplicate-id id s1",
      "duplicate-id name 方案一",
      "bad-value name baseline",
    ]);
  });

  it.each(["__proto__", "constructor", "prototype"])("refuses an attribute called %s", (name) => {
    const edit = `{"id":"e","isOff":false,"kind":"resize-facility","serviceId":"a","facilityId":"b","attributes":{"${name}":1}}`;
    expect(faultsOf(`{"scenarios":[{"id":"s","name":"n","edits":[${edit}]}]}`)).not.toEqual([]);
    expect(faultsOf(`{"scenarios":[{"id":"s","name":"n","edits":[],"${name}":1}]}`)).not.toEqual([]);
  });

  it("refuses what is no JSON, rings that stay open and people below nobody", () => {
    expect(faultsOf("{").map(({ code }) => code)).toEqual(["unreadable-file"]);
    const estate = (geometry: unknown, people: unknown) =>
      fileOf({ id: "e", isOff: false, kind: "add-estate", name: "", geometry, people });
    const open = {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      ],
    };
    expect(faultsOf(estate(open, { all: 1 }))).toHaveLength(1);
    const point = { type: "Point", coordinates: [0, 0] };
    expect(faultsOf(estate(point, { all: -1, horses: 3 })).length).toBeGreaterThanOrEqual(2);
    expect(faultsOf(estate(point, { "60+": 1 }))).not.toEqual([]);
    expect(faultsOf(estate(point, { all: 1 }))).toEqual([]);
  });

  it("a study file without it has no scenarios, and one with a bad one is refused with its faults", async () => {
    const study = createStudy();
    expect((await readStudyFile(await writeStudyFile(study))).scenarios).toEqual([]);
    const scenarios = parseScenarios(fileOf(MOVE));
    expect((await readStudyFile(await writeStudyFile({ ...study, scenarios }))).scenarios).toEqual(scenarios);
    const doubled = [...scenarios, ...scenarios];
    await expect(readStudyFile(await writeStudyFile({ ...study, scenarios: doubled }))).rejects.toThrow("duplicate-id");
    expect(parseScenarios(writeScenarios([]))).toEqual([]);
  });
});
