import { describe, expect, it } from "vitest";
import { type Column, type Spreadsheet, tableSheet } from "../../../src/io/workbook/spreadsheet.ts";
import { writeSpreadsheet } from "../../../src/io/workbook/write-spreadsheet.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { readXlsx, tableOf } from "../../support/read-xlsx.ts";

interface Row {
  readonly name: string;
  readonly count: number | null;
  readonly share: number;
  readonly day: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: "名称", width: 10, kind: "text", value: ({ name }) => name },
  { header: "人数（人）", width: 10, kind: "count", value: ({ count }) => count },
  { header: "覆盖率", width: 10, kind: "share", value: ({ share }) => ({ number: share.toFixed(6) }) },
  { header: "日期", width: 10, kind: "date", value: ({ day }) => day },
];

function bookOf(rows: Iterable<Row>): Spreadsheet {
  return {
    title: "试表 & <题>",
    author: "某单位",
    date: "2026-01-02",
    mark: "演示数据",
    sheets: [
      { name: "说明", title: "说明", sections: [{ heading: "概况", rows: [["名", "=1+1"]] }] },
      tableSheet({ name: "表一", title: "表一", basis: "单位：人", columns: COLUMNS, rows, frozenColumns: 1 }),
    ],
  };
}

const write = (rows: Iterable<Row>): Uint8Array => finishSteps(writeSpreadsheet(bookOf(rows)));
const row = (changes: Partial<Row>): Row => ({ name: "甲", count: 1, share: 0.5, day: "2020-11-01", ...changes });
const read = (rows: Iterable<Row>) => tableOf(readXlsx(write(rows))[1] as ReturnType<typeof readXlsx>[number]);

describe("a spreadsheet file", () => {
  it("holds numbers as numbers in their formats, and days as days", () => {
    const [first] = read([row({ count: 12_345, share: 1 / 3 })]);
    expect(first?.get("人数（人）")).toMatchObject({ type: "n", text: "12345", format: "#,##0" });
    expect(first?.get("覆盖率")).toMatchObject({ type: "n", text: "0.333333", format: "0.0%" });
    // 2020-11-01 is day 44136 of spreadsheets.
    expect(first?.get("日期")).toMatchObject({ type: "n", text: "44136", format: "yyyy-mm-dd" });
  });

  it("leaves a cell empty where there is no number, and a day that is none as it was written", () => {
    const [first] = read([row({ count: null, day: "不详" })]);
    expect(first?.has("人数（人）")).toBe(false);
    expect(first?.get("日期")).toMatchObject({ type: "inlineStr", text: "不详" });
    expect(read([row({ count: Number.NaN })])[0]?.has("人数（人）")).toBe(false);
  });

  it.each(["=1+1", "+86", "-甲", "@x", '=HYPERLINK("http://x")'])("keeps %s a text, for a later edit too", (name) => {
    expect(read([row({ name })])[0]?.get("名称")).toMatchObject({
      type: "inlineStr",
      text: name,
      isQuoted: true,
      hasFormula: false,
    });
  });

  it("keeps marks, spaces, ids with zeros in front, and drops what XML does not allow", () => {
    for (const name of ['<甲>&"乙"', "  两端  ", "0012", "_x0041_", "🏥"])
      expect(
        read([row({ name })])[0]
          ?.get("名称")
          ?.text.replaceAll("_x005F_", "_"),
      ).toBe(name);
    expect(read([row({ name: "甲\u0001乙\ud800" })])[0]?.get("名称")?.text).toBe("甲乙");
    expect(read([row({ name: "长".repeat(40_000) })])[0]?.get("名称")?.text).toMatch(/^长{30000,}……（截断）$/);
  });

  it("freezes the header and filters every row", () => {
    const [, sheet] = readXlsx(write([row({}), row({}), row({})]));
    expect([sheet?.frozenRows, sheet?.filter]).toEqual([3, "A3:D6"]);
  });

  it("is a whole file without any row", () => {
    const [, sheet] = readXlsx(write([]));
    expect([sheet?.rows.length, sheet?.filter]).toEqual([3, "A3:D3"]);
  });

  it("is the same bytes whenever it is written", () => {
    expect(write([row({})])).toEqual(write([row({})]));
  });

  it("takes a hundred thousand rows that are made as they are written", () => {
    function* many(): Generator<Row> {
      for (let index = 0; index < 100_000; index++) yield row({ name: `社区 ${index}`, count: index });
    }
    const rows = read(many());
    expect(rows).toHaveLength(100_000);
    expect(rows.at(-1)?.get("人数（人）")?.text).toBe("99999");
  });
});
