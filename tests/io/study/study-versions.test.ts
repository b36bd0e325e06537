/** Study files over time: what was written once is read for ever, what is newer is refused with a sentence, what is unknown is said. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { describeIssue as describeOnPage } from "../../../src/app/describe-issue.ts";
import { describeIssue } from "../../../src/cli/describe-issue.ts";
import type { Issue } from "../../../src/core/errors.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { readStudyFile, writeStudyFile } from "../../../src/io/study/study-file.ts";
import { issuesOf } from "../bad-data.ts";
import { createStudy } from "../create-study.ts";

/** Written by the first release; it must never be written again. */
const VERSION_1 = new Uint8Array(readFileSync(join(import.meta.dirname, "fixtures/version-1.mscircle")));

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

describe("a study file of a later version", () => {
  it("is refused with a sentence that says so, on the command line and in the page", async () => {
    const files = { ...unzipSync(VERSION_1) };
    const manifest = new TextDecoder().decode(files["manifest.json"]);
    files["manifest.json"] = strToU8(manifest.replace('"version": 1', '"version": 3'));
    const issues = await issuesOf(readStudyFile(zipSync(files), "new.mscircle"));
    expect(issues).toMatchObject([{ code: "unsupported-version", value: "3" }]);
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
