import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../src/io/sha256.ts";
import { readStudyFile, writeStudyFile } from "../../../src/io/study/study-file.ts";
import { readStudyFolder, writeStudyFolder } from "../../../src/io/study/study-folder.ts";
import { issuesOf } from "../bad-data.ts";
import { createStudy } from "../create-study.ts";

async function unpacked(): Promise<Record<string, Uint8Array>> {
  return { ...unzipSync(await writeStudyFile(createStudy())) };
}

describe("a study file", () => {
  it("gives back the study that was written, value for value", async () => {
    const study = createStudy();
    expect(await readStudyFile(await writeStudyFile(study))).toEqual(study);
  });

  it("has the same bytes whenever it is written", async () => {
    expect(await writeStudyFile(createStudy())).toEqual(await writeStudyFile(createStudy()));
  });

  it("writes no file for a layer that is empty", async () => {
    const files = await writeStudyFolder(createStudy({ barriers: [], context: [] }));
    expect([...files.keys()].sort()).toEqual([
      "communities.fgb",
      "demand.fgb",
      "facilities-clinic.fgb",
      "facilities-fitness-trail.fgb",
      "manifest.json",
      "street-blocks.fgb",
      "streets.fgb",
    ]);
  });

  it("says 演示数据 in the header of each layer of demonstration data", async () => {
    const files = await writeStudyFolder(createStudy());
    for (const [name, bytes] of files) {
      expect(new TextDecoder().decode(bytes.subarray(0, 2000)), name).toContain("演示数据");
    }
  });

  it("is refused when it is empty, cut off or no zip", async () => {
    const bytes = await writeStudyFile(createStudy());
    expect((await issuesOf(readStudyFile(new Uint8Array(0))))[0]?.code).toBe("empty-file");
    expect((await issuesOf(readStudyFile(bytes.subarray(0, bytes.length - 40))))[0]?.code).toBe("truncated-file");
    expect((await issuesOf(readStudyFile(strToU8("hello there"))))[0]?.code).toBe("unknown-format");
  });

  it("names every missing and every altered layer at once", async () => {
    const files = await unpacked();
    delete files["demand.fgb"];
    files["streets.fgb"] = (files["streets.fgb"] ?? new Uint8Array(0)).slice(0, -8);
    const altered = Uint8Array.from(files["communities.fgb"] ?? []);
    altered[altered.length - 3] = 77;
    files["communities.fgb"] = altered;
    const issues = await issuesOf(readStudyFile(zipSync(files)));
    expect(issues.map((issue) => `${issue.layer} ${issue.code}`)).toEqual([
      "communities.fgb changed-file",
      "demand.fgb missing-layer",
      "streets.fgb changed-file",
    ]);
  });

  it("is refused when its manifest is of a later version", async () => {
    const files = await unpacked();
    files["manifest.json"] = strToU8('{"format":"minsheng-study","version":4}');
    const [issue] = await issuesOf(readStudyFile(zipSync(files)));
    expect(issue).toMatchObject({ code: "unsupported-version", value: "4", details: { supported: 3 } });
  });

  it("lists each field of the manifest that is wrong", async () => {
    const files = await unpacked();
    const manifest = JSON.parse(new TextDecoder().decode(files["manifest.json"]));
    manifest.description.title.en = 3;
    manifest.demandUnit = "sheep";
    files["manifest.json"] = strToU8(JSON.stringify(manifest));
    const issues = await issuesOf(readStudyFile(zipSync(files)));
    expect(issues.map((issue) => issue.field)).toEqual(["description.title.en", "demandUnit"]);
  });

  it("refuses entries whose names lead out of the folder", async () => {
    const files = await unpacked();
    const [issue] = await issuesOf(readStudyFile(zipSync({ ...files, "../evil.fgb": strToU8("x") })));
    expect(issue).toMatchObject({ code: "bad-value", value: "../evil.fgb" });
  });

  it("refuses more entries than a study can have", async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, strToU8("x")]));
    expect((await issuesOf(readStudyFile(zipSync(many))))[0]?.code).toBe("too-large");
  });
});

describe("a study's layers", () => {
  it("are refused with every bad coordinate, amount and row named", async () => {
    const study = createStudy();
    const bad = createStudy({
      streets: { ...study.streets, coordinates: study.streets.coordinates.with(0, Number.NaN) },
      demand: {
        ...study.demand,
        communityIndexes: Int32Array.of(0, 9, -1),
        people: { all: Float64Array.of(-1, 20, 0) },
      },
    });
    const files = await writeStudyFolder(bad);
    const issues = await issuesOf(readStudyFolder(async (name) => files.get(name) ?? null));
    expect(issues.map((issue) => [issue.layer, issue.code, issue.row, issue.field ?? ""].join(" "))).toEqual([
      "streets.fgb bad-coordinate 1 ",
      "demand.fgb bad-value 2 communityRow",
      "demand.fgb bad-value 1 people",
    ]);
  });

  it("are refused with what is wrong in plan.json", async () => {
    const files = await unpacked();
    const plan = strToU8('{"targets":[{"id":"T01"}],"inconsistencies":[]}');
    const manifest = JSON.parse(new TextDecoder().decode(files["manifest.json"]));
    manifest.files["plan.json"] = { sha256: await sha256(plan), bytes: plan.length };
    files["manifest.json"] = strToU8(JSON.stringify(manifest));
    const issues = await issuesOf(readStudyFile(zipSync({ ...files, "plan.json": plan })));
    expect(new Set(issues.map((issue) => issue.layer))).toEqual(new Set(["plan.json"]));
  });

  it("of an empty study are refused, each by name", async () => {
    const none = new Float64Array(0);
    const empty = createStudy({
      streets: {
        count: 0,
        coordinates: none,
        starts: Uint32Array.of(0),
        permissions: new Uint8Array(0),
        classes: [],
        names: [],
        ids: [],
      },
      communities: {
        count: 0,
        ids: [],
        names: [],
        parentIds: [],
        kinds: [],
        areas: [],
        centres: none,
        approximate: false,
      },
      demand: {
        count: 0,
        coordinates: none,
        communityIndexes: new Int32Array(0),
        unit: "people",
        people: { all: none },
        landSquareMetres: null,
      },
      facilities: [],
    });
    const files = await writeStudyFolder(empty);
    const issues = await issuesOf(readStudyFolder(async (name) => files.get(name) ?? null));
    expect(issues.map((issue) => issue.code)).toEqual(["no-streets", "no-communities", "no-demand", "empty-study"]);
  });
});
