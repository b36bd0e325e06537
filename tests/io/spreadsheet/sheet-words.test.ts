import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { IssueCode } from "../../../src/core/errors.ts";
import { describeSheetIssue } from "../../../src/io/spreadsheet/sheet-words.ts";

const FOLDER = join(import.meta.dirname, "../../../src/io/spreadsheet");

describe("the words for what is noticed in a sheet", () => {
  it("say in both languages what an old workbook is and how to save it", () => {
    const details = { what: "save-as-xlsx", found: "Excel 97–2003 / WPS (.xls, .et)" };
    const words = describeSheetIssue({ code: "unknown-format", severity: "error", layer: "a.xls", details });
    expect(words?.what.zh).toContain(".et");
    expect(words?.todo.zh).toContain("另存为");
    expect(words?.todo.en).toContain("Save as");
  });

  it("are there for every reason that the readers give, and none is left over", () => {
    const text = readdirSync(FOLDER)
      .filter((name) => name !== "sheet-words.ts")
      .map((name) => readFileSync(join(FOLDER, name), "utf8"))
      .join("\n");
    const words = readFileSync(join(FOLDER, "sheet-words.ts"), "utf8");
    const known = [...words.matchAll(/^ {2}"([a-z-]+):([a-z-]+)"/gm)].map(
      ([, code = "", what = ""]) => [code, what] as const,
    );
    expect(known.length).toBeGreaterThan(25);
    for (const [code, what] of known) {
      expect(text, `${code}:${what}`).toMatch(new RegExp(`"${what}"|\`\\$\\{renamed\\}-column\``));
      const issue = {
        code: code as IssueCode,
        severity: "error",
        layer: "a",
        field: "A",
        value: "1",
        details: { what, unit: what, limit: 1, found: "x", count: 1 },
      } as const;
      const found = describeSheetIssue(issue);
      expect(found?.what.zh).not.toMatch(/undefined|^$/);
      expect(found?.what.en).not.toBe("");
    }
    const given = [...text.matchAll(/(?:what: |this\.report\([^)]*?, )"([a-z-]+)"/g)].map(([, what]) => what);
    const left = given.filter((what) => !known.some(([, other]) => other === what));
    expect(left).toEqual([]);
  });

  it("leave issues of other files alone", () => {
    expect(describeSheetIssue({ code: "bad-value", severity: "error", layer: "a" })).toBeNull();
    expect(
      describeSheetIssue({ code: "bad-value", severity: "error", layer: "a", details: { what: "__proto__" } }),
    ).toBeNull();
  });
});
