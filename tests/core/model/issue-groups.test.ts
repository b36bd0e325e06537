import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/core/errors.ts";
import { groupIssues, rowsOfGroup } from "../../../src/core/model/issue-groups.ts";

function unknownCode(row: string | number, layer = "人口.csv"): Issue {
  return { code: "unknown-id", severity: "error", layer, row, field: "代码", value: `1402${row}` };
}

const many = Array.from({ length: 20 }, (_, at) => at + 12);

describe("issues that say the same", () => {
  it("of many rows are one group with its rows as ranges; none is lost", () => {
    const other: Issue = { code: "empty-file", severity: "error", layer: "空.csv" };
    const before = [2, 3, 4].map((row) => unknownCode(row));
    const after = [7, ...many].map((row) => unknownCode(row));
    const groups = groupIssues([...before, other, ...after]);
    expect(groups.map(({ issues }) => issues.length)).toEqual([24, 1]);
    expect(groups.map(rowsOfGroup)).toEqual(["2–4, 7, 12–31", ""]);
  });

  it("of few rows are told one by one, each with its value", () => {
    const issues = many.map((row) => unknownCode(row));
    expect(groupIssues(issues).map(({ first }) => first)).toEqual(issues);
  });

  it("in two layers, or of another severity, stay apart", () => {
    const issues = [2, ...many].flatMap((row): Issue[] => [
      unknownCode(row),
      unknownCode(row, "老人.csv"),
      { ...unknownCode(row), severity: "warning" },
    ]);
    expect(groupIssues(issues).map(({ issues: { length } }) => length)).toEqual([21, 21, 21]);
  });

  it("of features with names list the names", () => {
    const [group] = groupIssues([2, ...many].map((row) => unknownCode(`村${row}`)));
    expect(group && rowsOfGroup(group)).toMatch(/^村2, 村12, 村13, .*村31$/);
  });
});
