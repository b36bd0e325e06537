import { strFromU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import type { Study } from "../../../src/core/model/study.ts";
import type { ReportFacts } from "../../../src/report/facts/report-facts.ts";
import { makePaper } from "../../../src/report/paper/make-paper.ts";
import type { DrawPicture } from "../../../src/report/paper/paper-body.ts";
import type { ReportRequest } from "../../../src/report/report-request.ts";
import { createStudy } from "../../io/create-study.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { createCircle } from "../../support/drawn-targets.ts";
import { factsOf } from "../facts/facts-of.ts";
import { readDocx } from "./read-docx.ts";

const REQUEST: ReportRequest = {
  formats: ["docx"],
  parameters: DEFAULT_PARAMETERS,
  scenarioNames: [],
  title: "",
  organisation: "",
  stamp: { kind: "internal" },
  date: "2026-11-29",
  layout: null,
  inputs: {},
};
const NO_PICTURES: DrawPicture = async () => null;
/** One grey pixel. */
const PNG = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);

function createTown(changes: Partial<Study> = {}): Study {
  return { ...createDrawnStudy("A-1-2---3-----4", { spacingMetres: 75, communityColumns: [6, 10] }), ...changes };
}

const make = async (facts: ReportFacts, request: Partial<ReportRequest> = {}, draw = NO_PICTURES) =>
  readDocx(await makePaper(facts, { ...REQUEST, ...request }, draw));

describe("the report as a Word document", () => {
  const facts = factsOf(createTown({ targets: [createCircle("T1", 300)] }));

  it("has native headings, numbered as government reports are, the conclusion first", async () => {
    const { paragraphs } = await make(facts);
    const chapters = paragraphs.filter(({ style }) => style === "Heading1").map(({ text }) => text);
    expect(chapters).toEqual([
      "一、评估概况",
      "二、各类设施覆盖情况",
      "三、规划目标评估",
      "四、缺口与原因",
      "五、建议",
      "附录一  方法与口径",
      "附录二  数据来源",
      "附录三  溯源",
    ]);
    const first = paragraphs.findIndex(({ style }) => style === "Heading1");
    expect(paragraphs[first + 1]?.text).toContain(
      "1 个有 80% 以上的居民能在步行 5 分钟内到达卫生服务站，覆盖居民 30.0%",
    );
    expect(paragraphs.filter(({ style }) => style === "Heading2").map(({ text }) => text)).toContain("（一）主要结论");
  });

  it("repeats the header of every table and breaks no row", async () => {
    const { tables } = await make(facts);
    const written = tables.filter(({ rows }) => rows.length > 1);
    expect(written.length).toBeGreaterThan(4);
    for (const { headerRows, breakableRows } of written) expect([headerRows, breakableRows]).toEqual([1, 0]);
  });

  it("says the numbers of its facts in the tables of districts and gaps", async () => {
    const { tables } = await make(facts);
    const rows = tables.flatMap((table) => table.rows.map((row) => row.join(" ")));
    expect(rows).toContain("合计 1 3 1 33.3% 1 000 700 30.0% 30.0%");
    expect(rows.some((row) => row.startsWith("卫生服务站 丙 示例街道 400 0% 14.6"))).toBe(true);
  });

  it("lists its contents with a page each, and numbers pages between dashes on either side", async () => {
    const { paragraphs, files } = await make(facts);
    const entries = paragraphs.filter(({ style }) => style.startsWith("TOC")).map(({ text }) => text);
    expect(entries.length).toBeGreaterThan(10);
    for (const entry of entries) expect(entry).toMatch(/\d$/);
    const footers = Object.keys(files).filter((name) => /word\/footer\d*\.xml/.test(name));
    expect(footers).toHaveLength(2);
    for (const name of footers) expect(strFromU8(files[name] as Uint8Array)).toMatch(/— [\s\S]*PAGE[\s\S]* —/);
    expect(strFromU8(files["word/settings.xml"] as Uint8Array)).toContain("evenAndOddHeaders");
  });

  it("has the paper, the margins, the lines and the typefaces of GB/T 9704", async () => {
    const { files } = await make(facts);
    const document = strFromU8(files["word/document.xml"] as Uint8Array);
    const styles = strFromU8(files["word/styles.xml"] as Uint8Array);
    const number = (name: string): number[] =>
      [...document.matchAll(new RegExp(`<w:pgMar[^>]* w:${name}="(\\d+)"`, "g"))].map(([, value]) => Number(value));
    // 37, 35, 28 and 26 mm in twentieths of a point, to a twentieth.
    const margins = { top: 2098, bottom: 1984, left: 1587, right: 1474 } as const;
    for (const [name, twips] of Object.entries(margins))
      for (const value of number(name)) expect([name, Math.abs(value - twips) <= 1]).toEqual([name, true]);
    expect(number("top")).toHaveLength(2);
    for (const name of ["方正小标宋简体", "仿宋", "黑体", "楷体"])
      expect([name, styles.includes(`w:eastAsia="${name}"`)]).toEqual([name, true]);
    expect(/w:line="560"[^>]*w:lineRule="exact"/.test(styles)).toBe(true);
    expect(styles.includes('w:firstLineChars="200"')).toBe(true);
    const fonts = strFromU8(files["word/fontTable.xml"] as Uint8Array);
    expect(fonts.includes('w:altName w:val="仿宋_GB2312"')).toBe(true);
  });

  it("says on the cover what may be shown to whom, and that the data are a demonstration", async () => {
    const { paragraphs } = await make(facts);
    expect(paragraphs.slice(0, 2).map(({ text }) => text)).toEqual(["内部资料 · 未经审图", "演示数据"]);
    const reviewed = await make(factsOf(createTown({ demonstration: false })), {
      stamp: { kind: "reviewed", number: "晋S(2026)001号" },
      organisation: "某规划院",
      title: "某报告",
    });
    expect(reviewed.text).toContain("审图号：晋S(2026)001号");
    expect(reviewed.text).toContain("某规划院");
    expect(reviewed.paragraphs.find(({ style }) => style === "Title")?.text).toBe("某报告");
    expect(reviewed.text).not.toMatch(/演示数据|未经审图/);
  });

  it("places a picture with words for those who cannot see it, as wide as the text at most", async () => {
    const asked: string[] = [];
    const { pictures, text } = await make(facts, {}, async (id) => {
      asked.push(id);
      return id === "upright-map:clinic" ? { png: PNG, widthMm: 400, heightMm: 100 } : null;
    });
    expect(asked).toContain("upright-map:clinic");
    expect(pictures).toHaveLength(1);
    expect(pictures[0]?.altText).toContain("卫生服务站覆盖情况。口径：");
    expect(pictures[0]?.widthMm).toBeCloseTo(84, 0);
    expect(text).toContain("图 1  手绘小城卫生服务站覆盖情况");
  });

  it("puts the districts of a service beside its map, in a table of their own under their own number", async () => {
    const { tables, text } = await make(facts, {}, async (id) =>
      id === "upright-map:clinic" ? { png: PNG, widthMm: 84, heightMm: 98 } : null,
    );
    const beside = tables.find(({ rows }) => rows[0]?.join(" ") === "区县 缺口 未达标 覆盖率");
    expect(beside?.rows.at(-1)).toEqual(["合计", "700", "2/3", "30.0%"]);
    expect(text).toContain("表 2  各区县覆盖情况");
  });

  it("says why where there is no picture", async () => {
    const { pictures, text } = await make(facts);
    expect(pictures).toEqual([]);
    expect(text).toContain("（本处未附图：研究范围没有可绘制的界线或点位）");
  });

  it("marks every parameter that nobody chose, and names what makes the numbers again", async () => {
    const { tables, text } = await make(facts, { inputs: { "a.mscircle": "ab".repeat(32) } });
    const rows = tables.flatMap((table) => table.rows);
    // Two parameters a row.
    const parameters = rows.filter((row) => row.length === 6).flatMap((row) => [row.slice(0, 3), row.slice(3)]);
    expect(parameters).toContainEqual(["时限", "5 分钟", "已选定"]);
    expect(parameters).toContainEqual(["社区达标比例", "80%", "默认"]);
    expect(rows).toContainEqual(["a.mscircle", "ab".repeat(32)]);
    expect(text).toContain("minsheng report a.mscircle --format docx");
  });

  it("is the same bytes whenever it is made", async () => {
    const draw: DrawPicture = async () => ({ png: PNG, widthMm: 100, heightMm: 50 });
    expect(await makePaper(facts, REQUEST, draw)).toEqual(await makePaper(facts, REQUEST, draw));
  });

  it("stops where it is told to", async () => {
    let steps = 0;
    const stop = async () => {
      steps++;
      if (steps === 3) throw new Error("stop");
    };
    await expect(makePaper(facts, REQUEST, NO_PICTURES, stop)).rejects.toThrow("stop");
  });
});

describe("a report of a study that has little", () => {
  it("says that there is no plan, no facility and no source, and gives no share for them", async () => {
    const { text, tables } = await make(factsOf(createTown({ facilities: [], sources: [], targets: [] })));
    expect(text).toContain("研究里没有卫生服务站，无法检验覆盖。");
    expect(text).toContain("研究没有注明数据来源。");
    expect(text).toContain("研究里没有能够检验的服务。");
    const districts = tables.flatMap(({ rows }) => rows).find((row) => row[0] === "合计" && row.length === 9);
    expect(districts).toBeUndefined();
    expect(text).not.toMatch(/覆盖率为 0%/);
  });

  it("takes names with marks and control characters, and communities without outlines", async () => {
    const study = createStudy();
    const names = ["<甲>&\u0001", "=1+1", "长".repeat(300)];
    const { text } = await make(
      factsOf({ ...study, communities: { ...study.communities, names } }, [], {
        ...DEFAULT_PARAMETERS,
        cutoffSeconds: 10,
      }),
    );
    expect(text).toContain("<甲>&");
  });
});

describe("scenarios in the report", () => {
  it("stand in a chapter of their own beside the study as it is", async () => {
    const scenario: Scenario = {
      id: "s",
      name: "东头一处",
      edits: [
        {
          kind: "add-facility",
          id: "e",
          isOff: false,
          serviceId: "clinic",
          facilityId: "new",
          name: "新站",
          coordinates: [[113.3 + 0.0123, 40.1]],
          attributes: {},
        },
      ],
    };
    const { text, tables } = await make(factsOf(createTown(), [scenario]));
    expect(text).toContain("五、方案比较");
    expect(text).toContain("东头一处：增设 新站。");
    const table = tables.find(({ rows }) => rows[0]?.[1] === "方案");
    expect(table?.rows.slice(1)).toEqual([
      ["卫生服务站", "现状", "1", "1", "30.0%", "700", "—", "—"],
      ["卫生服务站", "东头一处", "2", "2", "70.0%", "300", "400", "0"],
    ]);
  });
});
