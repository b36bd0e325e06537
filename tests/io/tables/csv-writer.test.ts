import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { fixed, formatCsv } from "../../../src/io/tables/csv-writer.ts";

describe("the CSV writer", () => {
  it("writes what a CSV reader reads back, formulas defused", () => {
    const cell = fc.string({ unit: fc.constantFrom(..."ab,\"\n\r'=+-@\t 一二0.5".split("")), minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const parsed = Papa.parse<string[]>(formatCsv(["a", "b"], rows).replace(/\n$/, ""), { newline: "\n" });
        expect(parsed.data.slice(1)).toEqual(
          rows.map((row) =>
            row.map((text) => {
              const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]\d*\.?\d+$/.test(text);
              // What looks guarded already is guarded once more, so that taking one off gives what was meant.
              return isFormula || /^'+[=+\-@\t\r\d]/.test(text) ? `'${text}` : text;
            }),
          ),
        );
      }),
    );
  });

  it("never lets a cell begin a formula", () => {
    for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
      const line = formatCsv(["a"], [[`${start}cmd()`]]).split("\n")[1] ?? "";
      expect(line.replace(/^"/, "")).toMatch(/^'/);
    }
  });

  it("leaves numbers alone, negative ones too", () => {
    expect(formatCsv(["a", "b"], [["-5", { number: "-0.25" }]])).toBe("a,b\n-5,-0.25\n");
  });

  it("fixes decimals and leaves undefined numbers empty", () => {
    const values = [1.005, -0.001, Number.NaN, Number.POSITIVE_INFINITY, null];
    expect(values.map((value) => fixed(value, 2).number)).toEqual(["1.00", "0.00", "", "", ""]);
  });
});
