import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { cellNumber, cellText, scanBareRecords } from "../../../src/io/tables/csv-cells.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All records as text with their rows, the bytes handed over in chunks of a size. */
function scan(text: string | Uint8Array, chunkSize = 7): { row: number; cells: string[] }[] {
  const bytes = typeof text === "string" ? bytesOf(text) : text;
  const found: { row: number; cells: string[] }[] = [];
  const scanner = scanBareRecords((record) => {
    found.push({ row: record.row, cells: Array.from({ length: record.count }, (_, cell) => cellText(record, cell)) });
  });
  for (let at = 0; at < bytes.length; at += chunkSize) scanner.push(bytes.slice(at, at + chunkSize));
  scanner.finish();
  return found;
}

const cellsOf = (text: string, chunkSize?: number): string[][] => scan(text, chunkSize).map(({ cells }) => cells);

function numberIn(text: string): number {
  let value = Number.NaN;
  const scanner = scanBareRecords((record) => {
    value = cellNumber(record, 0);
  });
  scanner.push(bytesOf(`${text}\n`));
  scanner.finish();
  return value;
}

describe("bare cells of a CSV", () => {
  it("reads lines that end in LF, CRLF or CR, with and without a last one", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      expect(cellsOf(`a,b${end}1,2${end}3,4`), JSON.stringify(end)).toEqual([
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
      ]);
      expect(cellsOf(`a,b${end}1,2${end}`)).toHaveLength(2);
    }
  });

  it("understands quotes: commas, line breaks and doubled quotes within, blanks around", () => {
    expect(cellsOf('id,x\n"a,b" , "say ""hi""\nthere"\n"", 5 \n')).toEqual([
      ["id", "x"],
      ["a,b", 'say "hi"\nthere'],
      ["", "5"],
    ]);
  });

  it("takes quotes within a cell that is not quoted for letters, whatever stands beside it", () => {
    expect(cellsOf('a,b\n5"" x,"say ""hi"""\n5"" x,1\n')).toEqual([
      ["a", "b"],
      ['5"" x', 'say "hi"'],
      ['5"" x', "1"],
    ]);
  });

  it("drops the byte order mark, skips blank lines and counts them as rows", () => {
    expect(scan("\uFEFFid\n\n7\n , \n8\n")).toEqual([
      { row: 1, cells: ["id"] },
      { row: 3, cells: ["7"] },
      { row: 5, cells: ["8"] },
    ]);
  });

  it("takes the semicolon or tab that the header has instead of a comma", () => {
    expect(cellsOf("a;b\n1;2")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(cellsOf("a\tb\n1\t\t")).toEqual([
      ["a", "b"],
      ["1", "", ""],
    ]);
  });

  it("says in which row a quote was never closed", () => {
    const scanner = scanBareRecords(() => undefined);
    scanner.push(bytesOf('id\n1\n"2\n3\n'));
    scanner.finish();
    expect(scanner.openQuoteRow).toBe(3);
  });

  it("gives up on a record without an end, and takes nothing more", () => {
    const scanner = scanBareRecords(() => undefined);
    scanner.push(bytesOf('id,x\n"open'));
    for (let chunk = 0; chunk < 5; chunk++) scanner.push(new Uint8Array(1 << 22).fill(97));
    expect(scanner.isOverlong).toBe(true);
  });

  it("reads what Papa Parse reads, whatever the chunks", () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", "b", " ", '"', ",", "\n", "0", "编"), maxLength: 5 }),
      fc.integer().map(String),
    );
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 40 }), fc.constantFrom("\n", "\r\n"), (rows, size, newline) => {
        const text = `h,i${newline}${Papa.unparse(rows, { newline })}`;
        const expected = Papa.parse<string[]>(text, { delimiter: ",", newline })
          .data.map((cells) => cells.map((one) => one.replace(/^[ \t]+|[ \t]+$/g, "")))
          .filter((cells) => cells.some((one) => one !== ""));
        expect(cellsOf(text, size)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("reads numbers as correctly rounded as the language does", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 0, max: 12 }),
        (value, places) => {
          for (const text of [String(value), value.toFixed(Math.min(places, 12)), value.toExponential(places)])
            expect(numberIn(text), text).toBe(Number(text));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["5", 5],
    ["+5.", 5],
    ["-.5", -0.5],
    ["1e3", 1000],
    ["1.25E-2", 0.0125],
    ["00012.50", 12.5],
    ["0.1", 0.1],
    ["123456789.12345678", 123456789.12345678],
    ["１２", 12],
    ["0.000000000000000000000001", 1e-24],
  ])("%s is a number", (text, value) => {
    expect(numberIn(text)).toBe(value);
  });

  it.each(["-", ".", "1,5", "1e", "0x10", "Infinity", "NaN", "1 2", "12人", "--1", "1.2.3"])("%s is none", (text) => {
    expect(numberIn(`"${text}"`)).toBeNaN();
  });
});
