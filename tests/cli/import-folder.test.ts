import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readStudyFile } from "../../src/io/study/study-file.ts";
import { createTown } from "../io/toy-osm.ts";
import { inFolder, runMain } from "./run-main.ts";

const list = (...names: readonly string[]): string =>
  `名称,经度,纬度\n${names.map((name, row) => `${name},113.00${row + 2},40.001\n`).join("")}`;

/** A town beside a folder as an office hands it over: folders in folders, a letter, a photograph, locks and settings. */
function writeFolder(at: (name: string) => string): void {
  writeFileSync(at("town.osm"), createTown().bytes());
  for (const folder of ["资料", "资料/2024年", "资料/照片"]) mkdirSync(at(folder));
  writeFileSync(at("资料/2024年/日间照料中心.csv"), list("甲日间照料中心", "乙日间照料中心"));
  writeFileSync(at("资料/公墓.csv"), list("南山公墓"));
  writeFileSync(at("资料/照片/1.jpg"), Uint8Array.of(0xff, 0xd8, 0xff));
  writeFileSync(at("资料/~$公墓.xlsx"), "lock");
  writeFileSync(at("资料/.DS_Store"), "x");
  // A link back to the folder is no folder.
  symlinkSync(at("资料"), at("资料/2024年/回"));
}

describe("a folder of minsheng import", () => {
  it("is all files in it, each with its path; what is no data is listed", () =>
    inFolder(async (at) => {
      writeFolder(at);
      const out = at("made.mscircle");
      const { status, stdout, stderr } = await runMain("import", at("town.osm"), at("资料"), "--out", out);
      expect(status, stderr).toBe(0);
      expect(stdout).toContain("资料/2024年/日间照料中心.csv");
      expect(stderr).toContain("还有 1 个文件不是可导入的数据（1.jpg）");
      const { facilities } = await readStudyFile(new Uint8Array(readFileSync(out)));
      const counts = Object.fromEntries(facilities.map(({ serviceId, count }) => [serviceId, count]));
      expect(counts).toMatchObject({ "elderly-day-care": 2, "funeral-home": 1 });
    }));

  it("has no part or system of its own: those are of single files", () =>
    inFolder(async (at) => {
      writeFolder(at);
      const words = ["--as", "facilities:library", "--crs", "bd09", "--out", at("made.mscircle")];
      const { status, stderr } = await runMain("import", at("town.osm"), at("资料"), ...words);
      expect(status).toBe(2);
      expect(stderr).toContain("--as stands behind the folder");
      expect(stderr).toContain("--crs stands behind the folder");
    }));

  it("takes a file that is named besides once, as is said of it", () =>
    inFolder(async (at) => {
      writeFolder(at);
      const out = at("made.mscircle");
      const words = [at("资料"), at("资料/公墓.csv"), "--as", "facilities:park", "--out", out];
      const { status, stderr } = await runMain("import", at("town.osm"), ...words);
      expect(status, stderr).toBe(0);
      const { facilities } = await readStudyFile(new Uint8Array(readFileSync(out)));
      expect(facilities.find(({ serviceId }) => serviceId === "park")?.count).toBe(1);
      expect(facilities.find(({ serviceId }) => serviceId === "funeral-home")).toBeUndefined();
    }));
});
