import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import { detectEncoding } from "../../../src/io/spreadsheet/detect-encoding.ts";
import { readDelimited } from "../../../src/io/spreadsheet/read-delimited.ts";
import { issuesOf, lines, utf8 } from "../bad-data.ts";
import { encodeGbk } from "../vector/encode-gbk.ts";
import { encodeBig5, encodeUtf16 } from "./encode-text.ts";

const TABLE = "名称,街道,经度\n第一幼儿园,新旺街道,113.29\n社区日间照料中心,南关街道,113.30\n";

async function rowsOf(bytes: Uint8Array, options = {}): Promise<readonly (readonly unknown[])[]> {
  const [layer] = await readDelimited(bytes, "a.csv", options);
  return layer?.grid.rows ?? [];
}

function joined(...parts: readonly (Uint8Array | number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe("the encoding of a text", () => {
  const swapped = encodeUtf16(TABLE).map((_, index, bytes) => bytes[index ^ 1] as number);
  it.each([
    ["UTF-8", utf8(TABLE), "utf-8", "certain"],
    ["UTF-8 with a mark", joined([0xef, 0xbb, 0xbf], utf8(TABLE)), "utf-8", "certain"],
    ["plain ASCII", utf8("a,b\n1,2\n"), "utf-8", "certain"],
    ["GBK", encodeGbk(TABLE), "gb18030", "likely"],
    ["Big5", encodeBig5("名稱,街道,經度\n第一幼稚園,中正區信義路,121.5\n國民小學,臺北市,121.6\n"), "big5", "likely"],
    ["UTF-16 with a mark", joined([0xff, 0xfe], encodeUtf16(TABLE)), "utf-16le", "certain"],
    ["UTF-16 without one", encodeUtf16(TABLE), "utf-16le", "likely"],
    ["UTF-16, big end first", swapped, "utf-16be", "likely"],
    ["French of Windows", Uint8Array.from("école,é\nà,ç\nöä,ü\n", (c) => c.charCodeAt(0)), "windows-1252", "guessed"],
  ])("is told by its bytes: %s", (_, bytes, encoding, certainty) => {
    expect(detectEncoding(bytes)).toMatchObject({ encoding, certainty });
  });

  it("is the stated one where there is one, and unknown where the label is", () => {
    expect(detectEncoding(encodeGbk(TABLE), "GBK")).toMatchObject({ encoding: "gbk", certainty: "stated" });
    expect(detectEncoding(utf8(TABLE), "klingon")).toBeNull();
  });

  it("is none for bytes that are no text", () => {
    expect(detectEncoding(Uint8Array.of(0, 1, 2, 3, 0, 0, 7, 8, 9, 0))).toBeNull();
  });

  it("stays UTF-8 when the file is cut off within a letter", () => {
    const bytes = utf8(TABLE);
    for (let cut = 1; cut < 12; cut++)
      expect(detectEncoding(bytes.subarray(0, bytes.length - cut))?.encoding).toBe("utf-8");
  });
});

describe("delimited text", () => {
  it("gives the same cells in every encoding, and says where the encoding is not certain", async () => {
    const wanted = await rowsOf(utf8(TABLE));
    expect(wanted[1]).toEqual(["第一幼儿园", "新旺街道", "113.29"]);
    for (const bytes of [encodeGbk(TABLE), encodeUtf16(TABLE), joined([0xff, 0xfe], encodeUtf16(TABLE))])
      expect(await rowsOf(bytes)).toEqual(wanted);
    const [layer] = await readDelimited(encodeGbk(TABLE), "a.csv");
    expect(layer?.encoding).toBe("gb18030");
    expect(layer?.issues).toMatchObject([{ code: "assumed", severity: "warning", field: "encoding" }]);
  });

  it.each([
    [",", "a,b\n1;5,2\n3;5,4\n"],
    ["\t", "a\tb\n1,5\t2\n3,5\t4\n"],
    [";", "a;b\n1,5;2\n3,5,7;4\n"],
  ])("is split where most rows agree: %j", async (delimiter, text) => {
    const rows = await rowsOf(utf8(text));
    expect(rows).toEqual(
      text
        .trim()
        .split("\n")
        .map((line) => line.split(delimiter)),
    );
  });

  it("does not take a full-width comma for a delimiter", async () => {
    expect(await rowsOf(utf8("名称，别名,值\n甲，乙,1\n"))).toEqual([
      ["名称，别名", "值"],
      ["甲，乙", "1"],
    ]);
  });

  it("can be told its delimiter, and honours a first line that states it", async () => {
    expect(await rowsOf(utf8("a;b,c\n1;2,3\n"), { delimiter: ";" })).toEqual([
      ["a", "b,c"],
      ["1", "2,3"],
    ]);
    expect((await rowsOf(utf8("sep=;\na;b,c\n1;2,3\n")))[1]).toEqual(["a", "b,c"]);
  });

  it("understands quotes, doubled quotes, breaks within them and every line end", async () => {
    const text = 'a,"b ""c""",\r"x\ny",2,3\n\n,,\r\n4,,';
    expect(await rowsOf(utf8(text))).toEqual([["a", 'b "c"'], ["x\ny", "2", "3"], [], [], ["4"]]);
  });

  it("loses one cell, not the rest, to a quote that is never closed", async () => {
    const rest = Array.from({ length: 400 }, (_, index) => `${index},甲,乙`).join("\n");
    const [layer] = await readDelimited(utf8(`序号,名称,备注\n1,"管径 5,x\n${rest}\n`), "a.csv");
    expect(layer?.grid.rows).toHaveLength(402);
    expect(layer?.grid.rows[1]).toEqual(["1", '"管径 5', "x"]);
    expect(lines(layer?.issues ?? [])).toEqual(["a.csv bad-value 2 quotes"]);
  });

  it("does not let a stray quote swallow the rows down to the next one", async () => {
    const rest = Array.from({ length: 300 }, (_, index) => `${index},甲,乙`).join("\n");
    const [layer] = await readDelimited(utf8(`a,b,c\n1,"2,3\n${rest}\n7,"8",9\n`), "a.csv");
    expect(layer?.grid.rows).toHaveLength(303);
    expect(layer?.grid.rows.at(-1)).toEqual(["7", "8", "9"]);
  });

  it("keeps formulas, signs and strange headers as the text they are", async () => {
    const rows = await rowsOf(utf8("__proto__,constructor,=1+1\n=CMD(),+5,-3\n@SUM(A1),0012,'0012\n"));
    expect(rows).toEqual([
      ["__proto__", "constructor", "=1+1"],
      ["=CMD()", "+5", "-3"],
      ["@SUM(A1)", "0012", "'0012"],
    ]);
  });

  it("names rows with letters that the encoding does not have", async () => {
    const bytes = joined(utf8("名称,地址\n幼儿园,迎宾街\n日间照料中心,"), [0xff], utf8("街道办事处旁\n".repeat(20)));
    const [layer] = await readDelimited(bytes, "a.csv");
    expect(lines(layer?.issues ?? [])).toContain("a.csv bad-value 3 encoding");
  });

  it("refuses empty files, files of blank lines, and files that are no text", async () => {
    expect(lines(await issuesOf(readDelimited(new Uint8Array(), "a.csv")))).toEqual(["a.csv empty-file"]);
    expect(lines(await issuesOf(readDelimited(utf8("\n ,\n\n".replace(" ", "")), "a.csv")))).toEqual([
      "a.csv empty-file",
    ]);
    expect(lines(await issuesOf(readDelimited(Uint8Array.of(1, 0, 2, 0, 0, 3), "a.csv")))).toEqual([
      "a.csv unreadable-file encoding",
    ]);
  });

  it("drops nothing in silence from a row that is too wide", async () => {
    const [layer] = await readDelimited(utf8(`${",".repeat(20_000)}x\n1,2\n`), "a.csv", { delimiter: "," });
    expect(lines(layer?.issues ?? [])).toEqual(["a.csv bad-value 1 columns"]);
  });

  it("refuses a record without an end instead of holding it", async () => {
    const bytes = new Uint8Array(5 << 20).fill(0x61);
    expect(lines(await issuesOf(readDelimited(bytes, "a.csv")))).toEqual(["a.csv too-large 1"]);
  });

  it("refuses a file of too many rows before it reads any, unless quotes make fewer rows of its lines", async () => {
    const many = new Uint8Array(40_000_000).fill(0x31);
    for (let at = 9; at < many.length; at += 10) many[at] = 0x0a;
    const seen: number[] = [];
    const control = { onProgress: ({ done }: { readonly done: number }) => seen.push(done) };
    expect(await issuesOf(readDelimited(many, "a.csv", {}, control))).toMatchObject([
      { code: "too-large", details: { unit: "rows", limit: 1_048_576 } },
    ]);
    expect(seen).toEqual([]);
    const line = `${"1".repeat(30)},"${"2\n".repeat(30)}"\n`;
    expect(await rowsOf(utf8(line.repeat(400_000)))).toHaveLength(400_000);
  });

  it("reads half a million rows and stops when it is called off", async () => {
    const bytes = utf8(`id,lon,lat,name\n${"14021300,113.2931,40.0756,幼儿园\n".repeat(500_000)}`);
    expect(await rowsOf(bytes)).toHaveLength(500_001);
    const signal = { aborted: false };
    const onProgress = ({ done }: { done: number }): void => {
      signal.aborted ||= done > 0;
    };
    await expect(readDelimited(bytes, "a.csv", {}, { signal, onProgress })).rejects.toThrow(AnalysisError);
  });

  it("reads back whatever cells were written with quotes, in pieces of any size", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "，", ",", '"', "\n", "\r", "中", " ", "1"), maxLength: 6 });
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(table, async (cells) => {
        const text = cells.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\r\n");
        const rows = await rowsOf(utf8(`"h1","h2","h3"\r\n${text}`), { delimiter: ",", encoding: "utf-8" });
        const read = cells.map((_, row) => [0, 1, 2].map((column) => rows[row + 1]?.[column] ?? ""));
        expect(read).toEqual(cells);
      }),
    );
  });

  it("reads any bytes to a table or an issue, never to anything else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const layers = await readDelimited(bytes, "a.csv").catch(() => null);
        if (layers === null) await issuesOf(readDelimited(bytes, "a.csv"));
        else expect(layers[0]?.grid.rows.length).toBeGreaterThan(0);
      }),
    );
  });
});
