import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { IssueCode } from "../../../src/core/errors.ts";
import { describeSheetIssue } from "../../../src/io/spreadsheet/sheet-words.ts";

const IO = join(import.meta.dirname, "../../../src/io");
const FOLDERS = ["spreadsheet", "workbook", "import", "archive", "layers", "tables"].map((room) => join(IO, room));
const WORDS = join(IO, "spreadsheet/sheet-words.ts");

function textOf(folders: readonly string[]): string {
  return folders
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => path !== WORDS && path.endsWith(".ts"))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}

describe("the words for what is noticed in a sheet", () => {
  it("say in both languages what an old workbook is and how to save it", () => {
    const details = { what: "save-as-xlsx", found: "Excel 97–2003 / WPS (.xls, .et)" };
    const words = describeSheetIssue({ code: "unknown-format", severity: "error", layer: "a.xls", details });
    expect(words?.what.zh).toContain(".et");
    expect(words?.todo.zh).toContain("另存为");
    expect(words?.todo.en).toContain("Save as");
  });

  it("are there for every reason that the readers give, and none is left over", () => {
    const text = textOf(FOLDERS);
    const words = readFileSync(WORDS, "utf8");
    const known = [...words.matchAll(/^ {2}"([a-z-]+):([a-z-]+)"/gm)].map(
      ([, code = "", what = ""]) => [code, what] as const,
    );
    expect(known.length).toBeGreaterThan(25);
    for (const [code, what] of known) {
      expect(text, `${code}:${what}`).toMatch(
        what.endsWith("-column") ? /`\$\{renamed\}-column`/ : new RegExp(`"${what}"`),
      );
      const issue = {
        code: code as IssueCode,
        severity: "error",
        layer: "a",
        field: "A",
        value: "1",
        details: { what, unit: what, limit: 1, found: "x", count: 1, plain: "x", factor: 10, names: "x", header: "x" },
      } as const;
      const found = describeSheetIssue(issue);
      expect(found?.what.zh).not.toMatch(/undefined|^$/);
      expect(found?.what.en).not.toBe("");
    }
    const given = [...textOf(FOLDERS.slice(0, 2)).matchAll(/(?:what: |this\.report\([^)]*?, )"([a-z-]+)"/g)].map(
      ([, what]) => what,
    );
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
