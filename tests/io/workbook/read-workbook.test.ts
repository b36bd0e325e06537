import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { readSheet } from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import type { CellLayer } from "../../../src/io/tables/source-layer.ts";
import { readWorkbook } from "../../../src/io/workbook/read-workbook.ts";
import { tableSheet } from "../../../src/io/workbook/spreadsheet.ts";
import { writeSpreadsheet } from "../../../src/io/workbook/write-spreadsheet.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { issuesOf, lines, utf8 } from "../bad-data.ts";
import { type WrittenCell, type WrittenWorkbook, writeXlsx } from "./write-xlsx.ts";

async function firstLayer(book: WrittenWorkbook): Promise<CellLayer> {
  const [layer] = await readWorkbook(writeXlsx(book), "设施.xlsx");
  if (!layer) throw new Error("no layer");
  return layer;
}

async function rowsOf(rows: readonly (readonly WrittenCell[])[], rest: Partial<WrittenWorkbook> = {}) {
  const { grid, issues } = await firstLayer({ sheets: [{ name: "表", rows }], ...rest });
  return { rows: grid.rows, issues };
}

describe("a workbook", () => {
  it("is read sheet by sheet, empty ones left out, hidden ones said to be hidden", async () => {
    const layers = await readWorkbook(
      writeXlsx({
        sheets: [
          {
            name: "幼儿园",
            rows: [
              ["名称", "人数"],
              ["第一幼儿园", 300],
            ],
          },
          { name: "空", rows: [] },
          { name: "旧<表>", rows: [[true]], state: "veryHidden" },
        ],
      }),
      "设施.xlsx",
    );
    expect(layers.map(({ name, format, grid }) => [name, format, grid.rows])).toEqual([
      [
        "幼儿园",
        "XLSX",
        [
          ["名称", "人数"],
          ["第一幼儿园", 300],
        ],
      ],
      ["旧<表>", "XLSX", [[true]]],
    ]);
    expect(lines(layers.flatMap(({ issues }) => issues))).toEqual(["设施.xlsx › 旧<表> assumed sheet"]);
  });

  it("keeps empty rows and columns, so that a row's number is that of whoever opens the file", async () => {
    const { rows } = await rowsOf([[], [null, null, "标题"], [], ["a", null, 1]]);
    expect(rows).toEqual([[], [null, null, "标题"], [], ["a", null, 1]]);
  });

  it("tells merged areas", async () => {
    const { grid } = await firstLayer({
      sheets: [
        {
          name: "表",
          rows: [["标题"], ["位置", null], ["经度", "纬度"]],
          merges: ["A1:B1", "$A$2:$B$2", "bad", "C9:AA7"],
        },
      ],
    });
    expect(grid.merges).toEqual([
      { top: 0, left: 0, bottom: 0, right: 1 },
      { top: 1, left: 0, bottom: 1, right: 1 },
      { top: 6, left: 2, bottom: 8, right: 26 },
    ]);
  });

  it("gives days and times as ISO text, padded codes with their zeros, and other numbers as they are", async () => {
    const formats = [
      'yyyy"年"m"月"d"日"',
      "yyyy-mm-dd hh:mm",
      "h:mm:ss",
      "000000",
      "#,##0.00;[Red]-#,##0.00",
      "0.0%",
      "[$-804]mmmm",
    ];
    const cell = (style: number, value: number): WrittenCell => ({ xml: `<c s="${style}"><v>${value}</v></c>` });
    const { rows } = await rowsOf(
      [
        [
          cell(1, 45413),
          cell(2, 45413.354166666664),
          cell(3, 0.5),
          cell(4, 1234),
          cell(5, 1234.5),
          cell(6, 0.125),
          cell(7, 61),
          cell(1, 59),
          cell(2, 45413),
        ],
      ],
      { formats },
    );
    expect(rows[0]).toEqual([
      "2024-05-01",
      "2024-05-01T08:30:00",
      "12:00:00",
      "001234",
      1234.5,
      0.125,
      "1900-03-01",
      "1900-02-28",
      "2024-05-01",
    ]);
    const old = await rowsOf([[cell(1, 43951)]], { formats, is1904: true });
    expect(old.rows[0]).toEqual(["2024-05-01"]);
  });

  it("counts days from 1904 although an extension of the workbook has an element of the same name", async () => {
    const written = unzipSync(
      writeXlsx({
        sheets: [{ name: "表", rows: [[{ xml: '<c s="1"><v>43951</v></c>' }]] }],
        formats: ["yyyy-mm-dd"],
        is1904: true,
      }),
    );
    const list = strFromU8(written["xl/workbook.xml"] as Uint8Array).replace(
      "</workbook>",
      '<extLst><ext uri="{79F54976}" xmlns:x14="x"><x14:workbookPr defaultImageDpi="32767"/></ext></extLst></workbook>',
    );
    const [layer] = await readWorkbook(zipSync({ ...written, "xl/workbook.xml": strToU8(list) }), "设施.xlsx");
    expect(layer?.grid.rows[0]).toEqual(["2024-05-01"]);
  });

  it("in the strict form of the standard is read, its days being moments of ISO 8601", async () => {
    const days = ["2024-05-01", "2024-05-01T00:00:00.000Z", "2024-05-01T08:30:00.000Z"];
    const cells = days.map((day) => ({ xml: `<c t="d"><v>${day}</v></c>` }));
    const parts = unzipSync(writeXlsx({ sheets: [{ name: "表", rows: [["建成", "复核", "开放"], cells] }] }));
    const strict = Object.entries(parts).map(([path, part]): [string, Uint8Array] => {
      const text = strFromU8(part)
        .replaceAll(
          "http://schemas.openxmlformats.org/officeDocument/2006/",
          "http://purl.oclc.org/ooxml/officeDocument/",
        )
        .replaceAll(
          "http://schemas.openxmlformats.org/spreadsheetml/2006/",
          "http://purl.oclc.org/ooxml/spreadsheetml/",
        );
      return [path, strToU8(text)];
    });
    const [layer] = await readWorkbook(zipSync(Object.fromEntries(strict)), "设施.xlsx");
    expect(layer?.grid.rows).toEqual([
      ["建成", "复核", "开放"],
      ["2024-05-01", "2024-05-01", "2024-05-01T08:30:00"],
    ]);
  });

  it("passes over cells that are only coloured, wherever they stand, and never loses the place of the next", async () => {
    const sheetOf = async (rows: string) => {
      const part = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
      return (await firstLayer({ sheets: [{ name: "表", rows: [], part }] })).grid.rows;
    };
    const styled = '<c r="A1" s="1"/><c r="B1"><v>2</v></c><c r="C1" s="3"/><c r="D1"><v>4</v></c><c r="E1"/>';
    expect(await sheetOf(`<row r="1">${styled}</row><row r="2"><c r="A2" s="1"/></row>`)).toEqual([[null, 2, null, 4]]);
    expect(await sheetOf('<row><c s="1"/><c><v>2</v></c><c r="C1" s="1"/><c><v>4</v></c></row>')).toEqual([
      [null, 2, null, 4],
    ]);
    const raw = '<c r="A1" t="inlineStr"><is><t><![CDATA[<c r="A1" s="1"/>]]></t></is></c>';
    expect(await sheetOf(`<row r="1">${raw}</row>`)).toEqual([['<c r="A1" s="1"/>']]);
    // Longer than the pieces in which a sheet is read.
    const many = Array.from({ length: 40_000 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}" s="1"/></row>`);
    expect(await sheetOf(`${many.join("")}<row r="40001"><c r="C40001"><v>7</v></c></row>`)).toHaveLength(40_001);
  });

  it("takes the saved value of a formula and computes nothing", async () => {
    const { rows, issues } = await rowsOf([
      [
        { xml: '<c r="A1"><f>1+1</f><v>5</v></c>' },
        { xml: '<c r="B1" t="str"><f>CONCATENATE("a","b")</f><v>存下的</v></c>' },
        { xml: '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>' },
        { xml: '<c r="D1"><f>SUM(A1:A9)</f></c>' },
        { xml: '<c r="E1" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r><rPh><t>fu</t></rPh></is></c>' },
        "=1+1",
        "_x000D_行",
      ],
    ]);
    expect(rows[0]?.slice(0, 2)).toEqual([5, "存下的"]);
    expect(rows[0]?.slice(2)).toEqual([null, null, "富文本", "=1+1", "\r行"]);
    expect(issues.map(({ field, value, details }) => [field, value, details?.what])).toEqual([
      ["C", "#DIV/0!", "formula-error"],
      ["D", "", "formula-not-computed"],
    ]);
  });

  it("says which numbers have lost digits and which rows were hidden", async () => {
    const part = `<worksheet><sheetData><row r="1"><c r="A1"><v>140213198001010012</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row></sheetData></worksheet>`;
    const { issues, grid } = await firstLayer({ sheets: [{ name: "表", rows: [], part }] });
    expect(grid.rows).toHaveLength(2);
    expect(issues.map(({ row, details }) => [row, details?.what])).toEqual([
      [1, "digits-lost"],
      [2, "hidden-rows"],
    ]);
  });

  it("reads parts whose names have prefixes, and texts in pieces", async () => {
    const part = `<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="str"><x:v>a &amp; <![CDATA[<b>]]></x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const { grid } = await firstLayer({ sheets: [{ name: "表", rows: [], part }] });
    expect(grid.rows).toEqual([["a & <b>", 2]]);
  });

  it("agrees with another reader on a file of its own documents", async () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ id: `0${index}`, people: index * 37, share: index / 50 }));
    const sheet = tableSheet<(typeof rows)[number]>({
      name: "社区",
      title: "社区覆盖",
      basis: "单位：人",
      frozenColumns: 1,
      rows,
      columns: [
        { header: "编码", width: 10, kind: "text", value: ({ id }) => id },
        { header: "人口", width: 10, kind: "count", value: ({ people }) => people },
        { header: "覆盖率", width: 10, kind: "share", value: ({ share }) => share },
      ],
    });
    const steps = writeSpreadsheet({ title: "t", author: "a", date: "2024-05-01", mark: "", sheets: [sheet] });
    const bytes = finishSteps(steps);
    const [layer] = await readWorkbook(bytes, "a.xlsx");
    const other = await readSheet(Buffer.from(bytes));
    const width = Math.max(...other.map((cells) => cells.length));
    const padded = layer?.grid.rows.map((cells) => [...cells, ...new Array(width - cells.length).fill(null)]);
    expect(padded).toEqual(other);
    expect(layer?.grid.rows[3]).toEqual(["00", 0, 0]);
  });
});

describe("a workbook that is none", () => {
  const compound = (entry: string): Uint8Array => {
    const bytes = new Uint8Array(2048);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes.set(new Uint8Array(Uint16Array.from(entry, (letter) => letter.charCodeAt(0)).buffer), 1024);
    return bytes;
  };
  it.each([
    ["an old workbook", compound("Workbook"), "save-as-xlsx"],
    ["a protected workbook", compound("EncryptedPackage"), "protected"],
    ["a text of WPS", compound("WordDocument"), "no-workbook"],
    ["a binary workbook", zipSync({ "xl/workbook.bin": strToU8("x") }), "save-as-xlsx"],
    ["an OpenDocument sheet", zipSync({ mimetype: strToU8("x"), "content.xml": strToU8("x") }), "save-as-xlsx"],
    ["a workbook of Apple Numbers", zipSync({ "Index/Document.iwa": strToU8("x") }), "save-as-xlsx"],
    ["a web page called .xls", utf8("<html><table><tr><td>1</td></tr></table></html>"), "save-as-xlsx"],
    ["XML of 2003", utf8('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), "save-as-xlsx"],
  ])("is named with what helps: %s", async (_, bytes, what) => {
    const issues = await issuesOf(readWorkbook(bytes, "a.xls"));
    expect(issues).toMatchObject([{ code: "unknown-format", severity: "error", details: { what } }]);
  });

  it("is refused where it is empty, has no cells or is another zip", async () => {
    expect(lines(await issuesOf(readWorkbook(new Uint8Array(), "a.xlsx")))).toEqual(["a.xlsx empty-file"]);
    const blank = writeXlsx({ sheets: [{ name: "表", rows: [] }] });
    expect(lines(await issuesOf(readWorkbook(blank, "a.xlsx")))).toEqual(["a.xlsx empty-file"]);
    const other = zipSync({ "a.txt": strToU8("x") });
    expect(lines(await issuesOf(readWorkbook(other, "a.xlsx")))).toEqual(["a.xlsx unknown-format"]);
  });
});

describe("a hostile workbook", () => {
  /** The same archive with other sizes of what is unpacked in its directory. */
  const claim = (bytes: Uint8Array, part: string, size: number): Uint8Array => {
    const changed = bytes.slice();
    const view = new DataView(changed.buffer);
    for (let at = 0; at + 46 < changed.length; at++) {
      if (view.getUint32(at, true) !== 0x02014b50) continue;
      const name = new TextDecoder().decode(changed.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
      if (name === part) view.setUint32(at + 24, size, true);
    }
    return changed;
  };
  const table = writeXlsx({ sheets: [{ name: "表", rows: Array.from({ length: 99 }, (_, row) => ["设施", row]) }] });

  it("cannot unpack to more than is allowed", async () => {
    const bomb = claim(table, "xl/worksheets/sheet1.xml", 700 * 1024 * 1024);
    expect([...new Set(lines(await issuesOf(readWorkbook(bomb, "a.xlsx"))))]).toEqual(["a.xlsx too-large"]);
  });

  it("cannot unpack to more than it claims", async () => {
    const [issue] = await issuesOf(readWorkbook(claim(table, "xl/worksheets/sheet1.xml", 900), "a.xlsx"));
    expect(issue).toMatchObject({ code: "unreadable-file", details: { what: "checksum" } });
  });

  it("does not get its entities expanded", async () => {
    const part = `<!DOCTYPE w [<!ENTITY a "${"x".repeat(100)}"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`;
    const { issues, grid } = await firstLayer({ sheets: [{ name: "表", rows: [], part }] });
    expect(issues).toMatchObject([{ code: "unreadable-file", severity: "error" }]);
    expect(grid.rows).toEqual([]);
  });

  it.each([
    ["far-out cells", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', []],
    ["rows beyond the last", '<row r="99999999"><c><v>1</v></c></row>', ["bad-value"]],
    ["columns beyond the last", '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>', ["bad-value"]],
    ["rows in the wrong order", '<row r="5"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>', ["bad-value"]],
    [
      "texts that are not there",
      '<row><c t="s"><v>99</v></c><c t="s"><v>-1</v></c><c t="s"><v>__proto__</v></c><c><v>1</v></c></row>',
      ["bad-value", "bad-value", "bad-value"],
    ],
    [
      "numbers that are none",
      "<row><c><v>1e999</v></c><c><v>NaN</v></c><c><v>1</v></c></row>",
      ["bad-value", "bad-value"],
    ],
    ["nesting", `<row><c>${"<a>".repeat(100)}`, ["unreadable-file"]],
    ["an end too early", "<row><c><v>1</v></c></row><row><c><v>2", ["truncated-file"]],
  ])("is read within bounds: %s", async (_, rows, codes) => {
    const end = rows.endsWith("</row>") ? "</sheetData></worksheet>" : "";
    const part = `<worksheet><sheetData>${rows}${end}`;
    const { issues } = await firstLayer({
      sheets: [
        { name: "表", rows: [], part },
        { name: "好", rows: [["a"]] },
      ],
    });
    expect(issues.map(({ code }) => code)).toEqual(codes);
  });

  it("may claim a thousand full-width rows of nothing but is refused before they are held", async () => {
    const rows = Array.from(
      { length: 1600 },
      (_, row) => `<row r="${row + 1}"><c r="XFD${row + 1}"><v>1</v></c></row>`,
    );
    const part = `<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`;
    const { issues } = await firstLayer({ sheets: [{ name: "表", rows: [], part }] });
    expect(issues.map(({ code }) => code)).toEqual(["too-large"]);
  });

  it("is an issue wherever it is cut off", async () => {
    const rows = Array.from({ length: 200 }, (_, row) => [`设施${row}`, row * 1.5, row]);
    const bytes = writeXlsx({ sheets: [{ name: "表", rows }] });
    for (let percent = 1; percent < 100; percent++) {
      const issues = await issuesOf(
        readWorkbook(bytes.subarray(0, Math.floor((bytes.length * percent) / 100)), "a.xlsx"),
      );
      expect(issues.every(({ severity }) => severity === "error")).toBe(true);
    }
  });

  it("gives cells or issues, whatever bytes are broken", async () => {
    const rows = Array.from({ length: 30 }, (_, row) => [`设施${row}`, row * 1.5, row]);
    const bytes = writeXlsx({ sheets: [{ name: "表", rows, merges: ["A1:B1"] }] });
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const broken = bytes.slice();
        for (const [at, byte] of changes) broken[at] = byte;
        const layers = await readWorkbook(broken, "a.xlsx").catch(() => null);
        if (layers === null) await issuesOf(readWorkbook(broken, "a.xlsx"));
      }),
      { numRuns: 150 },
    );
  });

  it("stops when it is called off", async () => {
    const bytes = writeXlsx({ sheets: [{ name: "表", rows: [["a"]] }] });
    await expect(readWorkbook(bytes, "a.xlsx", { signal: { aborted: true } })).rejects.toThrow(AnalysisError);
  });
});
