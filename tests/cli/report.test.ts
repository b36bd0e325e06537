import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UndoneError } from "../../src/cli/command.ts";
import { explainRefusal } from "../../src/cli/explain-refusal.ts";
import { type MapLayout, NO_PRESENTATION } from "../../src/core/model/presentation.ts";
import type { Scenario } from "../../src/core/model/scenario.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { defaultLayout } from "../../src/report/sheet/default-layout.ts";
import { createStudy } from "../io/create-study.ts";
import { createTown } from "../io/toy-osm.ts";
import { readSlides } from "../support/read-slides.ts";
import { inFolder, runMain } from "./run-main.ts";

const DAY = ["--date", "2026-11-29"];
const DECK = "玩具-公共服务覆盖评估-2026-11-29.pptx";
const BOOK = "玩具-公共服务覆盖评估-2026-11-29.xlsx";

async function writeToy(at: (name: string) => string, changes: Parameters<typeof createStudy>[0] = {}) {
  writeFileSync(at("toy.mscircle"), await writeStudyFile(createStudy(changes)));
  return at("toy.mscircle");
}

const textsOf = (path: string): string[] =>
  readSlides(new Uint8Array(readFileSync(path))).slides.flatMap(({ texts }) => texts);

describe("minsheng report", () => {
  it("writes the documents that are asked for, and says their names and sizes", () =>
    inFolder(async (at) => {
      const study = await writeToy(at);
      const { status, stdout, stderr } = await runMain(
        ...["report", study, "--format", "xlsx,pptx,svg", "--out", at("out"), ...DAY],
      );
      expect(stderr).toContain("drawing …");
      expect(status).toBe(0);
      expect(readdirSync(at("out")).sort()).toEqual([DECK, BOOK, "玩具-诊所-A3-2026-11-29.svg"].sort());
      for (const name of readdirSync(at("out"))) expect(stdout).toContain(name);
      expect(stdout).toContain("演示数据");
      expect(stdout).toMatch(/\d+ kB/);
    }));

  it("gives the same bytes each time, and prints the command that makes them again", () =>
    inFolder(async (at) => {
      const study = await writeToy(at);
      const options = ["--format", "pptx,xlsx", "--cutoff-minutes", "10", "--title", "生活圈 汇报", ...DAY];
      await runMain("report", study, ...options, "--out", at("one"));
      const { status, stdout } = await runMain("report", study, ...options, "--out", at("two"), "--json");
      expect(status).toBe(0);
      for (const name of [DECK, BOOK])
        expect(Buffer.compare(readFileSync(join(at("one"), name)), readFileSync(join(at("two"), name)))).toBe(0);
      const answer = JSON.parse(stdout);
      expect(answer.files.map(({ path }: { path: string }) => path)).toEqual([
        join(at("two"), DECK),
        join(at("two"), BOOK),
      ]);
      expect(answer).toMatchObject({ command: "report", date: "2026-11-29", demonstration: true });
      expect(answer.parameters.cutoffSeconds).toBe(600);
      expect(textsOf(join(at("one"), DECK)).join("\n")).toContain(
        'minshengreporttoy.mscircle--formatpptx,xlsx--cutoff-minutes10--title"生活圈汇报"--date2026-11-29--outDIR',
      );
    }));

  it("takes title, organisation and review number into the documents", () =>
    inFolder(async (at) => {
      const study = await writeToy(at);
      const words = ["--title", "十五分钟圈", "--organisation", "某市规划院", "--review-number", "晋S(2026)1号"];
      await runMain("report", study, "--format", "pptx", ...words, "--out", at("out"), ...DAY);
      const texts = textsOf(join(at("out"), DECK));
      for (const text of ["十五分钟圈", "编制单位某市规划院", "审图号：晋S(2026)1号"]) expect(texts).toContain(text);
      expect(texts.join("")).not.toContain("未经审图");
    }));

  it("holds scenarios against the study as it is", () =>
    inFolder(async (at) => {
      const edit = { id: "e1", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId: "007" } as const;
      const scenarios: Scenario[] = [{ id: "s1", name: "关闭一处", edits: [edit] }];
      const study = await writeToy(at, { scenarios });
      const { status } = await runMain(
        ...["report", study, "--format", "pptx", "--scenario", "关闭一处", "--out", at("out"), ...DAY],
      );
      expect(status).toBe(0);
      expect(textsOf(join(at("out"), DECK))).toContain("方案比较");
    }));

  it("draws a sheet that is saved with the study", () =>
    inFolder(async (at) => {
      const toy = createStudy();
      const layout: MapLayout = { ...defaultLayout(toy, "clinic"), id: "l1", name: "汇报用图", title: "东社区一带" };
      const study = await writeToy(at, { presentation: { ...NO_PRESENTATION, layouts: [layout] } });
      const sheet = ["--format", "svg", "--layout", "汇报用图", ...DAY];
      expect((await runMain("report", study, ...sheet, "--out", at("out"))).status).toBe(0);
      const [name] = readdirSync(at("out"));
      expect(name).toContain("汇报用图");
      expect(readFileSync(join(at("out"), name as string), "utf8")).toContain("东社区一带");
      const unknown = await runMain("report", study, "--layout", "没有", "--out", at("no"), ...DAY);
      expect(unknown.status).toBe(2);
      expect(unknown.stderr).toContain("Its sheets: 汇报用图");
    }));

  it("lists every problem at once and writes nothing", () =>
    inFolder(async (at) => {
      const study = await writeToy(at);
      const { status, stderr } = await runMain(
        ...["report", study, "other", "--out", at("out"), "--format", "pptx,ppt,", "--date", "2026-02-30"],
        ...["--speed", "-1", "--service", "sheep", "--scenario", "2035", "--plan", at("none.json"), "--fast"],
        ...["--title", "长".repeat(300)],
      );
      expect(status).toBe(2);
      for (const part of ["other", "ppt is unknown", "(empty)", "2026-02-30", '"-1"', "sheep", "2035", "none.json"])
        expect(stderr, part).toContain(part);
      for (const part of ["--fast", "--title is longer"]) expect(stderr, part).toContain(part);
      expect(existsSync(at("out"))).toBe(false);
      const missing = await runMain("report");
      expect(missing.status).toBe(2);
      expect(missing.stderr).toContain("--out DIR is missing");
    }));

  it("replaces documents only with --force", () =>
    inFolder(async (at) => {
      const study = await writeToy(at);
      mkdirSync(at("out"));
      writeFileSync(join(at("out"), DECK), "kept");
      const asked = ["report", study, "--format", "pptx,xlsx", "--out", at("out"), ...DAY];
      const standing = await runMain(...asked);
      expect(standing.status).toBe(2);
      expect(standing.stderr).toContain(`${DECK} exists`);
      expect(readFileSync(join(at("out"), DECK), "utf8")).toBe("kept");
      expect(readdirSync(at("out"))).toEqual([DECK]);
      expect((await runMain(...asked, "--force")).status).toBe(0);
      expect(readdirSync(at("out")).sort()).toEqual([DECK, BOOK].sort());
    }));

  it.skipIf(process.getuid?.() === 0)(
    "says in a sentence that a folder may not be written to (not for root, who may)",
    () =>
      inFolder(async (at) => {
        const study = await writeToy(at);
        mkdirSync(at("shut"));
        chmodSync(at("shut"), 0o500);
        const { status, stderr } = await runMain("report", study, "--format", "pptx", "--out", at("shut"), ...DAY);
        expect(status).toBe(1);
        expect(stderr).toContain("没有写入");
        expect(readdirSync(at("shut"))).toEqual([]);
      }),
  );

  it("says in a sentence what the system refuses: a full disk, no permission; other faults stay themselves", () => {
    const refused = (code: string): Error => explainRefusal(Object.assign(new Error(code), { code }), "/mnt/usb");
    for (const code of ["ENOSPC", "EDQUOT"]) expect(refused(code).message).toContain("磁盘空间不足");
    for (const code of ["EACCES", "EPERM", "EROFS"])
      expect(refused(code).message).toContain("没有写入 /mnt/usb 的权限");
    expect(refused("ENOSPC")).toBeInstanceOf(UndoneError);
    expect(refused("EISDIR").message).toBe("EISDIR");
  });

  it("leaves nothing behind where a document cannot be written", () =>
    inFolder(async (at) => {
      const study = await writeToy(at);
      writeFileSync(at("file"), "");
      const { status, stderr } = await runMain("report", study, "--format", "pptx", "--out", at("file/out"), ...DAY);
      expect(status).toBe(1);
      expect(stderr).not.toContain("Unexpected");
      expect(readdirSync(at("")).sort()).toEqual(["file", "toy.mscircle"]);
    }));

  it("ends with exit 1 where a sound study has nothing to report on", () =>
    inFolder(async (at) => {
      const study = await writeToy(at, { services: [], facilities: [] });
      const { status, stderr } = await runMain("report", study, "--format", "pptx", "--out", at("out"), ...DAY);
      expect(status).toBe(1);
      expect(stderr).toContain("no facilities");
      expect(existsSync(at("out"))).toBe(false);
    }));

  it("reports on a study without people, and calls its floor or streets what they are", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      await runMain("import", at("town.osm"), "--out", at("town.mscircle"));
      const { status } = await runMain(
        ...["report", at("town.mscircle"), "--format", "pptx,xlsx,svg", "--out", at("out"), ...DAY],
      );
      expect(status).toBe(0);
      const deck = readdirSync(at("out")).find((name) => name.endsWith(".pptx")) as string;
      expect(textsOf(join(at("out"), deck)).join("")).not.toContain("缺口人数");
    }));
});
