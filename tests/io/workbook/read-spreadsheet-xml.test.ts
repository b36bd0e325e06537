import { describe, expect, it } from "vitest";
import type { BadDataError } from "../../../src/core/errors.ts";
import { openSources } from "../../../src/io/import/open-sources.ts";
import { isSpreadsheetXml } from "../../../src/io/workbook/detect-spreadsheet-xml.ts";
import { readSpreadsheetXml } from "../../../src/io/workbook/read-spreadsheet-xml.ts";
import { utf8 } from "../bad-data.ts";
import { encodeGbk } from "../vector/encode-gbk.ts";

const NAMESPACES =
  'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"';

function book(sheets: string, declaration = '<?xml version="1.0"?>'): string {
  return `${declaration}<?mso-application progid="Excel.Sheet"?><Workbook ${NAMESPACES}><Styles><Style ss:ID="s1"><NumberFormat ss:Format="000000"/></Style></Styles>${sheets}</Workbook>`;
}

const cell = (type: string, value: string, attributes = ""): string =>
  `<Cell${attributes}><Data ss:Type="${type}">${value}</Data></Cell>`;

const SHEET = `<Worksheet ss:Name="名单"><Table ss:ExpandedColumnCount="5">
<Row>${cell("String", "某区一览表", ' ss:MergeAcross="3"')}</Row>
<Row ss:Index="3">${cell("String", "街道", ' ss:MergeDown="1"')}<Cell ss:MergeAcross="1"/>${cell("String", "编码")}</Row>
<Row><Cell ss:Index="2"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>甲</B>中心</ss:Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>${cell("Number", "20")}${cell("Number", "1234", ' ss:StyleID="s1"')}</Row>
<Row>${cell("DateTime", "2024-05-01T00:00:00.000")}${cell("Boolean", "1")}${cell("Error", "#DIV/0!")}</Row>
</Table></Worksheet>`;

describe("an XML spreadsheet of Excel 2003", () => {
  it("is read sheet by sheet: places, merged areas, rich text without comments, codes, days, errors told", async () => {
    const hidden = `<Worksheet ss:Name="旧"><Table><Row>${cell("String", "x")}</Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>`;
    const empty = '<Worksheet ss:Name="空"><Table/></Worksheet>';
    const layers = await readSpreadsheetXml(utf8(book(SHEET + empty + hidden)), "名单.xls");
    expect(layers.map(({ name, format }) => `${name} ${format}`)).toEqual(["名单 XML 2003", "旧 XML 2003"]);
    expect(layers[0]?.grid).toEqual({
      rows: [["某区一览表"], [], ["街道", null, null, "编码"], [null, "甲中心", 20, "001234"], ["2024-05-01", true]],
      merges: [
        { top: 0, left: 0, bottom: 0, right: 3 },
        { top: 2, left: 0, bottom: 3, right: 0 },
        { top: 2, left: 1, bottom: 2, right: 2 },
      ],
    });
    expect(layers[0]?.issues).toMatchObject([
      { row: 5, field: "C", value: "#DIV/0!", details: { what: "formula-error" } },
    ]);
    expect(layers[1]?.issues).toMatchObject([{ details: { what: "hidden-sheet" } }]);
  });

  it("is opened whatever its name, and in GBK where it says so", async () => {
    const { layers, unread } = await openSources([{ name: "名单.xls", bytes: utf8(book(SHEET)) }]);
    expect([layers.length, unread]).toEqual([1, []]);
    const declared = book(SHEET, '<?xml version="1.0" encoding="GB2312"?>');
    const [layer] = await readSpreadsheetXml(encodeGbk(declared), "a.xml");
    expect(layer?.grid.rows[0]).toEqual(["某区一览表"]);
    expect(isSpreadsheetXml(utf8('<?xml version="1.0"?><osm><Workbook/></osm>'))).toBe(false);
  });

  it("wherever it breaks off, keeps what stands before the break and says so, or is refused", async () => {
    const bytes = utf8(book(SHEET));
    for (let hundredth = 1; hundredth < 100; hundredth++) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * hundredth) / 100));
      const read = await readSpreadsheetXml(cut, "a.xml").catch(({ issues }: BadDataError) => [{ issues }]);
      expect(read.at(-1)?.issues.some(({ severity }) => severity === "error")).toBe(true);
    }
  });

  it("that claims places far out is read within bounds or refused", async () => {
    const far = `<Worksheet ss:Name="a"><Table><Row ss:Index="99999999"><Cell ss:Index="99999999" ss:MergeDown="99999999">${cell("Number", "1")}</Cell></Row></Table></Worksheet>`;
    await expect(readSpreadsheetXml(utf8(book(far)), "a.xml")).rejects.toMatchObject({ issues: [{}] });
  });
});
