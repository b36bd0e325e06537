import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BadDataError } from "../../../src/core/errors.ts";
import { openSources } from "../../../src/io/import/open-sources.ts";
import { isHtmlWithTable } from "../../../src/io/spreadsheet/detect-html.ts";
import { decodeHtml } from "../../../src/io/spreadsheet/html-scanner.ts";
import { readHtml } from "../../../src/io/spreadsheet/read-html.ts";
import { utf8 } from "../bad-data.ts";
import { encodeGbk } from "../vector/encode-gbk.ts";

async function tablesOf(html: string) {
  return await readHtml(utf8(html), "名单.xls", undefined);
}

async function rowsOf(html: string) {
  return (await tablesOf(html)).map(({ grid }) => grid.rows);
}

/** As Excel and the exports of many systems write it. */
const OFFICE = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<!--[if gte mso 9]><xml><x:Name>表<td>假</td></x:Name></xml><![endif]--><style>td {mso-number-format:"\\@";}</style></head>
<body><TABLE border=1 x:str><col width=72>
<tr height=20><td colspan=3 class='x"l'>某区养老设施一览表</td></tr>
<tr><th rowspan="2">街道<th>名称<th>床位
<tr><td>甲&nbsp;中心<br>（新）</td><td x:num>1,200</td></tr>
<tr><td>南街道</td><td>A &amp; B &lt;乙&gt;</td><td></td></tr>
</TABLE></body></html>`;

describe("a web page called .xls", () => {
  it("is read as its table: merged cells, entities, line breaks, end tags left out", async () => {
    const [layer, ...others] = await tablesOf(OFFICE);
    expect(others).toEqual([]);
    expect(layer).toMatchObject({ file: "名单.xls", name: "", format: "HTML", encoding: "utf-8", issues: [] });
    expect(layer?.grid).toEqual({
      rows: [
        ["某区养老设施一览表"],
        ["街道", "名称", "床位"],
        [null, "甲 中心\n（新）", "1,200"],
        ["南街道", "A & B <乙>"],
      ],
      merges: [
        { top: 0, left: 0, bottom: 0, right: 2 },
        { top: 1, left: 0, bottom: 2, right: 0 },
      ],
    });
  });

  it("gives each table that has rows, and leaves those that only lay out the page", async () => {
    const page = `<table><tr><td><table><tr><td>名称</td><td>床位</td></tr><tr><td>甲</td><td>3</td></tr></table></td></tr></table>
      <table><tr><td>名称<td>医生<tr><td>乙<td>5</table>`;
    expect(await rowsOf(page)).toEqual([
      [
        ["名称", "床位"],
        ["甲", "3"],
      ],
      [
        ["名称", "医生"],
        ["乙", "5"],
      ],
    ]);
  });

  it("is told by what it begins with, and opened as a sheet whatever its name", async () => {
    expect(isHtmlWithTable(utf8(OFFICE))).toBe(true);
    for (const other of ["<html><body>登录超时</body></html>", "<kml><table>", "名称,床位\n<table>,3", ""])
      expect(isHtmlWithTable(utf8(other))).toBe(false);
    const { layers, unread, issues } = await openSources([{ name: "名单.xls", bytes: utf8(OFFICE) }]);
    expect([layers.length, unread, issues]).toEqual([1, [], []]);
    const page = await openSources([{ name: "a.xls", bytes: utf8("<html><body>登录超时</body></html>") }]);
    expect(page.issues[0]?.details).toMatchObject({ what: "save-as-xlsx", found: "HTML (.xls)" });
  });

  it("may be in GBK, and says so where the page does not", async () => {
    const html = "<table><tr><td>名称</td><td>社区</td></tr><tr><td>向阳幼儿园</td><td>新华社区</td></tr></table>";
    const plain = await readHtml(encodeGbk(html), "a.xls", undefined);
    expect(plain[0]?.grid.rows[1]).toEqual(["向阳幼儿园", "新华社区"]);
    const said = await readHtml(encodeGbk(`<html><meta charset="gb2312">${html}</html>`), "a.xls", undefined);
    expect(said[0]?.grid.rows[1]).toEqual(["向阳幼儿园", "新华社区"]);
    expect(said[0]?.issues).toEqual([]);
  });

  it("that breaks off keeps the rows before the break and says so", async () => {
    const whole = "<table><tr><td>名称<td>床位</tr><tr><td>甲<td>3</tr></table>";
    for (const cut of [whole.length - 3, whole.length - 20]) {
      const [layer] = await tablesOf(whole.slice(0, cut));
      expect(layer?.issues).toMatchObject([{ code: "truncated-file", severity: "error" }]);
      expect(layer?.grid.rows[0]).toEqual(["名称", "床位"]);
    }
    await expect(tablesOf("<table><tr><td></td></tr></table>")).rejects.toMatchObject({
      issues: [{ code: "empty-file" }],
    } satisfies Partial<Record<keyof BadDataError, unknown>>);
  });

  it("holds out against spans and depths that nobody could mean", async () => {
    const wide = "<tr><td rowspan=60000 colspan=9999999>x</td></tr>".repeat(3000);
    await expect(tablesOf(`<table>${wide}</table>`)).rejects.toMatchObject({ issues: [{ code: "too-large" }] });
    const deep = "<table><tr><td>".repeat(2000);
    await expect(tablesOf(deep)).rejects.toMatchObject({ issues: [{ code: "unreadable-file" }] });
    await expect(tablesOf(deep.slice(0, 150))).rejects.toMatchObject({ issues: [{ code: "truncated-file" }] });
  });

  it("whatever stands in it, is read or refused", async () => {
    const piece = fc.constantFrom(
      "<table>",
      "<tr>",
      "<td>",
      "<td colspan='2",
      ">",
      "</table>",
      "<!--",
      "-->",
      "<script>",
      "&#x;",
      "甲",
      "<",
      "<br/>",
      "</td>",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const layers = await tablesOf(`<table>${pieces.join("")}`).catch(({ issues }: BadDataError) => issues);
        expect(Array.isArray(layers)).toBe(true);
      }),
    );
  });

  it("has the numbers that a spreadsheet wrote beside the rounded ones; codes and days stay as they are shown", async () => {
    const cells =
      '<td x:num="113.2931312">113.29<td sdval="0.1251" sdnum="1033;">13%<td x:num>7<td x:num="12">0012<td sdval="45413">2024-05-01';
    expect(await rowsOf(`<table><tr><td>经度<tr>${cells}</table>`)).toEqual([
      [["经度"], [113.2931312, 0.1251, "7", "0012", "2024-05-01"]],
    ]);
  });

  it("has entities that are none as they stand", () => {
    expect(decodeHtml("&nbsp;&#20013;&#x4e2d;&foo;&amp;lt; A&B&#0;")).toBe(" 中中&foo;&lt; A&B&#0;");
  });
});
