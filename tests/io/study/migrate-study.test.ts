import { describe, expect, it } from "vitest";
import { migrateManifest, STUDY_VERSION } from "../../../src/io/study/migrate-study.ts";
import { issuesOf } from "../bad-data.ts";

async function refused(value: unknown) {
  return await issuesOf((async () => migrateManifest(value, "manifest.json"))());
}

describe("a manifest of version 1", () => {
  it("becomes one of this version without origins, all else as it was", () => {
    const first = { format: "minsheng-study", version: 1, description: { id: "a", sources: [1] }, files: { x: 1 } };
    expect(migrateManifest(first, "manifest.json")).toEqual({
      ...first,
      version: STUDY_VERSION,
      description: { id: "a", sources: [1], origins: [] },
    });
  });

  it("that is no whole manifest is left to the schema to refuse", () => {
    expect(migrateManifest({ version: 1, description: "no" }, "m")).toEqual({
      version: STUDY_VERSION,
      description: "no",
    });
  });
});

describe("a manifest of version 2", () => {
  it("becomes one of this version in which no system was confirmed, all else as it was", () => {
    const system = { id: "gcj02", basis: "weighed" };
    const origins = [{ layer: "a", system }, { layer: "b", system: null }, "no origin"];
    expect(migrateManifest({ version: 2, description: { id: "a", origins } }, "manifest.json")).toEqual({
      version: STUDY_VERSION,
      description: {
        id: "a",
        origins: [{ layer: "a", system: { ...system, isConfirmed: false, weighed: [] } }, ...origins.slice(1)],
      },
    });
    expect(migrateManifest({ version: 2, description: { origins: 7 } }, "m")).toEqual({
      version: STUDY_VERSION,
      description: { origins: 7 },
    });
  });
});

describe("a manifest", () => {
  it("of this version is left as it is", () => {
    const own = { version: STUDY_VERSION, description: { origins: [{}] } };
    expect(migrateManifest(own, "manifest.json")).toEqual(own);
  });

  it("of any other version is refused with the version", async () => {
    for (const version of [0, -1, 1.5, STUDY_VERSION + 1, "1", null, undefined, Number.NaN])
      expect(await refused({ version })).toMatchObject([{ code: "unsupported-version", value: String(version) }]);
    for (const value of [null, [], 7]) expect(await refused(value)).toMatchObject([{ code: "unsupported-version" }]);
  });
});
