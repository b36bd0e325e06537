import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isQuoted, spanText } from "../../../src/io/tables/csv-cells.ts";
import { CsvScanner } from "../../../src/io/tables/csv-scanner.ts";

interface Seen {
  readonly row: number;
  readonly cells: readonly string[];
  readonly quoted: readonly boolean[];
}

/** Splits a text that comes in pieces; answers the records and all their bytes joined again. */
function split(text: string, pieceBytes: number): { records: Seen[]; joined: string; scanner: CsvScanner } {
  const records: Seen[] = [];
  const pieces: Uint8Array[] = [];
  const scanner = new CsvScanner((record) => {
    pieces.push(record.bytes.slice(record.from, record.to));
    const places = Array.from({ length: record.count }, (_, cell) => cell);
    const cells = places.map((cell) => spanText(record, cell));
    records.push({ row: record.row, cells, quoted: places.map((cell) => isQuoted(record, cell)) });
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) scanner.push(bytes.subarray(at, at + pieceBytes));
  scanner.finish();
  return { records, joined: Buffer.concat(pieces).toString("utf8"), scanner };
}

describe("records of a CSV as spans of its bytes", () => {
  it("have their cells without quotes and blanks, wherever the pieces are cut", () => {
    const text = '\uFEFFid, "名, 称" ,x\r\n1,"a ""b""\r\nc",2\r\n\r\n3\n,,"4"';
    for (let size = 1; size < 40; size++) {
      const { records, joined } = split(text, size);
      expect(joined).toBe(text);
      expect(records.map(({ cells }) => cells)).toEqual([
        ["id", "名, 称", "x"],
        ["1", 'a "b"\r\nc', "2"],
        [""],
        ["3"],
        ["", "", "4"],
      ]);
      expect(records.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
      expect(records[1]?.quoted).toEqual([false, true, false]);
    }
  });

  it("lose no byte of any text", () => {
    const text = fc.string({
      unit: fc.constantFrom('"', ",", ";", "\t", "\r", "\n", " ", "a", "社", "\uFEFF"),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (written, size) => {
        expect(split(written, size).joined).toBe(written);
        expect(split(written, size).records).toEqual(split(written, 1000).records);
      }),
      { numRuns: 500 },
    );
  });

  it("say where a quote was opened and never closed, and end where a record has no end", () => {
    expect(split('a,b\n1,"2\n3,4\n', 5).scanner.openQuoteRow).toBe(2);
    expect(split('a,b\n1,"', 5).scanner.openQuoteRow).toBe(2);
    expect(split(`a,b\n"${"x".repeat(17_000_000)}`, 1 << 20).scanner.isOverlong).toBe(true);
  });

  it("say where they have more cells than are counted", () => {
    const found: boolean[] = [];
    const scanner = new CsvScanner(({ isCut }) => found.push(isCut));
    scanner.push(new TextEncoder().encode(`a${",".repeat(5000)}\n1\n`));
    scanner.finish();
    expect(found).toEqual([true, false]);
  });
});
