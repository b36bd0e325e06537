import { describe, expect, it } from "vitest";
import { kindOfUnits } from "../../../src/core/model/unit-tree.ts";

const STUDY = {
  communities: { ids: ["c"], names: ["社区"], parentIds: ["s"] },
  units: [
    { id: "s", name: "街道一", level: "township", parentId: "k", type: "街道" },
    { id: "t", name: "镇一", level: "township", parentId: "k", type: "镇" },
    { id: "k", name: "区", level: "county", parentId: "", type: "区" },
  ],
} as const;

describe("what units above communities are called", () => {
  it.each([
    [["s"], "street"],
    [["t"], "town"],
    [["s", "t"], "township"],
    [["s", "k"], "unit"],
    [["s", "unknown"], "unit"],
  ] as const)("%s: %s", (ids, kind) => {
    expect(kindOfUnits(STUDY, ids)).toBe(kind);
  });
});
