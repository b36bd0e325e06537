/** Study files over time: what was written once is read for ever, what is newer is refused with a sentence, what is unknown is said. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { describeIssue as describeOnPage } from "../../../src/app/describe-issue.ts";
import { describeIssue } from "../../../src/cli/describe-issue.ts";
import type { Issue } from "../../../src/core/errors.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { readStudyFile, writeStudyFile } from "../../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../../src/worker/in-process-client.ts";
import { packStudy } from "../../../src/worker/pack-study.ts";
import { issuesOf } from "../bad-data.ts";
import { createStudy } from "../create-study.ts";

/** Each written when its version was the newest; none may ever be written again. */
const [VERSION_1, VERSION_2, VERSION_3] = ["version-1", "version-2", "version-3"].map(
  (name) => new Uint8Array(readFileSync(join(import.meta.dirname, `fixtures/${name}.mscircle`))),
) as [Uint8Array, Uint8Array, Uint8Array];

describe("a study file of version 1", () => {
  it("gives the study that was written into it", async () => {
    const read = await readStudyFile(VERSION_1);
    const { id, title, services, units, sources, communities, facilities, barriers, context } = createStudy();
    expect(read).toMatchObject({ id, title, services, units, sources, communities, facilities, barriers, context });
    expect([...read.streets.coordinates]).toEqual([...createStudy().streets.coordinates]);
    expect([...read.demand.people.all]).toEqual([...createStudy().demand.people.all]);
  });

  it("has no origins of layers, as nothing is known of them", async () => {
    expect((await readStudyFile(VERSION_1)).origins).toEqual([]);
  });

  it("comes out as a file of this version that gives the same study", async () => {
    const read = await readStudyFile(VERSION_1);
    expect(await readStudyFile(await writeStudyFile(read))).toEqual(read);
  });
});

describe("a study kept in the browser by an earlier version", () => {
  it("opens, and is packed as a study of this version", async () => {
    const file = { name: "kept.mscircle", bytes: VERSION_1 };
    const client = createInProcessClient({ fetchBytes: async () => null });
    const { study } = await client.request("openFiles", { files: [file], adminLevel: null });
    expect([study.title.zh, study.origins]).toEqual(["玩具", []]);
    client.dispose();
    const { bytes } = await packStudy({ file, plan: [] });
    expect(strFromU8(unzipSync(bytes)["manifest.json"] as Uint8Array)).toContain('"version": 3');
    expect(await readStudyFile(bytes)).toEqual(await readStudyFile(VERSION_1));
  });
});

describe("a study file of version 2", () => {
  it("gives the origins of its layers, of whose systems nobody knows what else was weighed or who confirmed them", async () => {
    const { origins, ...study } = await readStudyFile(VERSION_2);
    expect(origins.map(({ layer, file, system }) => [layer, file, system?.basis])).toEqual([
      ["streets", "town.osm.pbf", "file"],
      ["facilities:clinic", "诊所.csv", "weighed"],
      ["demand", "人口.xlsx", undefined],
    ]);
    expect(origins.flatMap(({ system }) => (system ? [[system.isConfirmed, system.weighed]] : []))).toEqual([
      [false, []],
      [false, []],
    ]);
    expect({ ...study, origins: [] }).toEqual(await readStudyFile(VERSION_1));
  });

  it("comes out as a file of this version that gives the same study", async () => {
    const read = await readStudyFile(VERSION_2);
    expect(await readStudyFile(await writeStudyFile(read))).toEqual(read);
  });
});

describe("a study file of version 3", () => {
  it("tells what the streets said of each system and who confirmed it, and comes out as the bytes that went in", async () => {
    const study = await readStudyFile(VERSION_3);
    const { system } = study.origins.find(({ layer }) => layer === "facilities:clinic") ?? {};
    expect(system).toMatchObject({ id: "gcj02", basis: "weighed", isConfirmed: true });
    expect(system?.weighed.map(({ id, medianMetres }) => [id, medianMetres])).toEqual([
      ["gcj02", 12.4],
      ["EPSG:4326", 420],
      ["bd09", null],
    ]);
    const again = unzipSync(await writeStudyFile(study));
    expect(again["manifest.json"]).toEqual(unzipSync(VERSION_3)["manifest.json"]);
  });

  it("is refused with the field where an origin is none", async () => {
    const files = { ...unzipSync(VERSION_3) };
    const manifest = strFromU8(files["manifest.json"] as Uint8Array);
    const broken = manifest
      .replace('"basis": "weighed"', '"basis": "guessed"')
      .replace('"medianMetres": 420', '"medianMetres": -420')
      .replace('"count": 3', '"count": -3');
    files["manifest.json"] = strToU8(broken);
    const issues = await issuesOf(readStudyFile(zipSync(files)));
    expect(issues.map(({ code, field }) => `${code} ${field}`)).toEqual([
      "bad-value description.origins.1.system.basis",
      "bad-value description.origins.1.system.weighed.1.medianMetres",
      "bad-value description.origins.1.leftOut.0.count",
    ]);
  });
});

describe("a study file of a later version", () => {
  it("is refused with a sentence that says so, on the command line and in the page", async () => {
    const files = { ...unzipSync(VERSION_1) };
    const manifest = new TextDecoder().decode(files["manifest.json"]);
    files["manifest.json"] = strToU8(manifest.replace('"version": 1', '"version": 4'));
    const issues = await issuesOf(readStudyFile(zipSync(files), "new.mscircle"));
    expect(issues).toMatchObject([{ code: "unsupported-version", value: "4" }]);
    expect(describeIssue(issues[0] as Issue)).toContain("文件由更新的版本写出");
    expect(describeOnPage(issues[0] as Issue).title.zh).toMatch(/版本/);
  });
});

describe("a file in a study file that no study has", () => {
  it("is passed over and said, however the file is opened", async () => {
    const bytes = zipSync({ ...unzipSync(VERSION_1), "notes.txt": strToU8("记事") });
    const warnings: Issue[] = [];
    const study = await readStudyFile(bytes, "noted.mscircle", warnings);
    expect(warnings).toMatchObject([
      { code: "assumed", severity: "warning", layer: "noted.mscircle", value: "notes.txt" },
    ]);
    expect(study.communities.count).toBe(3);
    const imported = await importFiles([{ name: "noted.mscircle", bytes }], { adminLevel: null });
    expect(imported.issues).toEqual(warnings);
    expect(describeIssue(warnings[0] as Issue)).toContain("再保存时不会带上");
    expect(Object.keys(unzipSync(await writeStudyFile(study)))).not.toContain("notes.txt");
  });

  it("is not said of the files that every study may have", async () => {
    const warnings: Issue[] = [];
    await readStudyFile(VERSION_1, "a", warnings);
    expect(warnings).toEqual([]);
  });
});
