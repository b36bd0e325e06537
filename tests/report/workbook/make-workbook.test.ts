import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { ReportRequest } from "../../../src/report/report-request.ts";
import { makeWorkbook } from "../../../src/report/workbook/make-workbook.ts";
import { convertWithOffice } from "../../support/convert-with-office.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { type ReadCell, readXlsx, tableOf } from "../../support/read-xlsx.ts";
import { hasProgram } from "../../support/run-reader.ts";
import { runDatong } from "../facts/datong-facts.ts";

const { facts, hashes, communities, targets, ledger } = await runDatong();
const request: ReportRequest = {
  formats: ["xlsx"],
  parameters: DEFAULT_PARAMETERS,
  scenarioNames: [],
  title: "",
  organisation: "某规划院",
  stamp: { kind: "internal" },
  date: "2026-11-29",
  layout: null,
  inputs: hashes,
  origin: { study: "datong", plan: null },
};
const bytes = finishSteps(makeWorkbook(facts, request));
const sheets = new Map(readXlsx(bytes).map((sheet) => [sheet.name, sheet]));
const table = (name: string): ReadonlyMap<string, ReadCell>[] => {
  const sheet = sheets.get(name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return tableOf(sheet);
};
const numberIn = (row: ReadonlyMap<string, ReadCell> | undefined, column: string): number | null => {
  const cell = row?.get(column);
  if (!cell) return null;
  expect(cell.type).toBe("n");
  return Number(cell.text);
};
const numberOf = (text: string | undefined): number | null => (text ? Number(text) : null);

describe("the workbook of the Datong study", () => {
  it("has its sheets in the order in which they are read, tables frozen and with a filter", () => {
    expect([...sheets.keys()]).toEqual([
      "说明",
      "分区汇总",
      "社区覆盖",
      "目标评估",
      "问题台账",
      "缺口清单",
      "规划不一致",
      "假设",
    ]);
    for (const { name, frozenRows, filter, rows } of sheets.values())
      if (name !== "说明") expect([name, frozenRows, filter.endsWith(String(rows.length))]).toEqual([name, 3, true]);
  });

  it("holds every row of communities.csv with the same numbers in numeric cells", () => {
    const rows = table("社区覆盖");
    expect(rows).toHaveLength(communities.length);
    const titles = new Map(facts.study.services.map(({ id, title }) => [id, title.zh]));
    const words = { met: "达标", "not-met": "未达标", "not-testable": "不可检验" } as const;
    rows.forEach((row, index) => {
      const csv = communities[index];
      const seconds = numberOf(csv?.medianSeconds);
      const minutes = numberIn(row, "用时中位数（分钟）");
      expect([
        row.get("社区代码")?.text,
        row.get("社区")?.text,
        row.get("服务")?.text,
        row.get("是否达标")?.text,
      ]).toEqual([
        csv?.communityId,
        csv?.name,
        titles.get(csv?.service ?? ""),
        words[csv?.verdict as keyof typeof words],
      ]);
      expect([
        numberIn(row, "总量（人）"),
        numberIn(row, "范围内（人）"),
        numberIn(row, "覆盖率（路网）"),
        numberIn(row, "覆盖率（直线）"),
        numberIn(row, "居住用地覆盖率"),
        minutes === null ? null : Number((minutes * 60).toFixed(1)),
        row.get("最近设施代码")?.text ?? "",
      ]).toEqual([
        numberOf(csv?.people),
        numberOf(csv?.peopleCovered),
        numberOf(csv?.peopleShare),
        numberOf(csv?.straightLineShare),
        numberOf(csv?.landShare),
        seconds,
        csv?.nearestFacilityId,
      ]);
    });
  });

  it("judges all targets as targets.csv does, each tested value a number, each untested one empty", () => {
    const rows = table("目标评估");
    expect(rows).toHaveLength(targets.length);
    const words = {
      met: "达标",
      "not-met": "未达标",
      "not-testable": "不可检验",
      "no-number": "计划无指标值",
    } as const;
    rows.forEach((row, index) => {
      const csv = targets[index];
      expect([row.get("编号")?.text, row.get("结论")?.text]).toEqual([
        csv?.targetId,
        words[csv?.verdict as keyof typeof words],
      ]);
      expect(numberIn(row, "达标比例")).toBe(numberOf(csv?.share));
      expect(numberIn(row, "目标值")).toBe(numberOf(csv?.target));
      if (csv?.verdict !== "not-testable") return;
      expect([numberIn(row, "达标比例"), numberIn(row, "现状值"), numberIn(row, "缺口（人）")]).toEqual([
        null,
        null,
        null,
      ]);
      expect(row.get("不可检验的原因")?.text).toBeTruthy();
    });
  });

  it("holds the problem ledger row by row", () => {
    const rows = table("问题台账");
    expect(rows).toHaveLength(ledger.length);
    rows.forEach((row, index) => {
      const csv = ledger[index];
      const text = (column: string): string => row.get(column)?.text ?? "";
      expect([text("单元"), text("目标编号"), text("措施"), text("责任单位"), numberIn(row, "缺口（人）")]).toEqual([
        csv?.unit,
        csv?.targetId,
        csv?.measure,
        csv?.responsible,
        numberOf(csv?.peopleShort),
      ]);
      expect([text("状态"), text("办理情况")]).toEqual([csv?.state, csv?.status]);
    });
  });

  it("sums districts to the whole, and lists every gap", () => {
    const rows = table("分区汇总");
    const totals = rows.filter((row) => row.get("区县")?.text.endsWith("合计"));
    expect(totals.map((row) => numberIn(row, "缺口（人）"))).toEqual(
      facts.services.map(({ whole }) => whole.people - whole.peopleCovered),
    );
    expect(table("缺口清单")).toHaveLength(communities.filter(({ verdict }) => verdict === "not-met").length);
  });

  it("says what it is made of: demonstration, date, version, parameters, hashes, command", () => {
    const texts = sheets.get("说明")?.rows.flatMap((row) => [...row.values()].map(({ text }) => text)) ?? [];
    const all = texts.join("\n");
    expect(all).toContain("演示数据");
    expect(all).toContain("2020-11-01");
    expect(all).toContain(facts.version);
    expect(all).toContain("某规划院");
    for (const hash of Object.values(hashes)) expect(texts).toContain(hash);
    expect(texts.filter((text) => text === "默认").length).toBeGreaterThan(5);
    expect(texts.some((text) => text.startsWith("minsheng report datong"))).toBe(true);
  });
});

describe.skipIf(!hasProgram("soffice"))("read by LibreOffice (skipped where soffice is not installed)", () => {
  it("gives the people of every community and the text of every ledger row", { timeout: 240_000 }, () => {
    const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
    const files = convertWithOffice("book.xlsx", bytes, filter);
    const read = (name: string): string[][] =>
      Papa.parse<string[]>(files.get(`book-${name}.csv`)?.toString().trimEnd() ?? "").data;
    const [, , header = [], ...rows] = read("社区覆盖");
    const at = header.findIndex((text) => text.replace("\n", "") === "总量（人）");
    expect(rows.map((cells) => Number(cells[at]))).toEqual(communities.map(({ people }) => Number(people)));
    const [, , , ...problems] = read("问题台账");
    expect(problems.map((cells) => cells[3])).toEqual(ledger.map(({ unit }) => unit));
  });
});
