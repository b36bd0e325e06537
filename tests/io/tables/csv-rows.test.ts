import { describe, expect, it } from "vitest";
import { CsvRows, encodeCell } from "../../../src/io/tables/csv-rows.ts";

function collect(capacity?: number): { rows: CsvRows; text: () => string } {
  const parts: Uint8Array[] = [];
  const rows = new CsvRows((bytes) => parts.push(bytes.slice()), ["id", "metres"], capacity);
  const text = (): string => {
    rows.flush();
    return parts.map((part) => new TextDecoder().decode(part)).join("");
  };
  return { rows, text };
}

describe("CSV rows", () => {
  it("write numbers with three decimals, as toFixed would where it does not meet halves", () => {
    const values = [0, 0.0004, 0.0006, 1, 9.9994, 9.9996, 12.3456, 999.9999, 1000, 123_456.789, 9_999_999.9994, 1e12];
    const { rows, text } = collect();
    for (const value of values) {
      rows.cell(encodeCell("a"));
      rows.thousandths(value);
      rows.endRow();
    }
    expect(text()).toBe(`id,metres\n${values.map((value) => `a,${value.toFixed(3)}\n`).join("")}`);
    expect(rows.rowCount).toBe(values.length);
  });

  it("quote ids where they must and change nothing else in them", () => {
    const { rows, text } = collect();
    for (const id of ["=1", "a,b", 'say "no"', "two\nlines", "社区"]) {
      rows.cell(encodeCell(id));
      rows.thousandths(1);
      rows.endRow();
    }
    expect(text()).toBe('id,metres\n=1,1.000\n"a,b",1.000\n"say ""no""",1.000\n"two\nlines",1.000\n社区,1.000\n');
  });

  it("give the same bytes however small the buffer, with cells that are larger than it", () => {
    const write = (capacity: number): string => {
      const { rows, text } = collect(capacity);
      for (let i = 0; i < 300; i++) {
        rows.cell(encodeCell("x".repeat(i)));
        rows.thousandths(i * 1.1);
        rows.endRow();
      }
      return text();
    };
    expect(write(100)).toBe(write(2 ** 20));
  });
});
