import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/core/errors.ts";
import { groupIssues, rowsOfGroup } from "../../../src/core/model/issue-groups.ts";

function unknownCode(row: string | number, layer = "人口.csv"): Issue {
  return { code: "unknown-id", severity: "error", layer, row, field: "代码", value: `1402${row}` };
}

describe("issues that say the same", () => {
  it("of many rows are one group with its rows as ranges; none is lost", () => {
    const rows = [2, 3, 4, 7, 9, 10];
    const other: Issue = { code: "empty-file", severity: "error", layer: "空.csv" };
    const groups = groupIssues([
      ...rows.slice(0, 3).map((row) => unknownCode(row)),
      other,
      unknownCode(7),
      ...[9, 10].map((row) => unknownCode(row)),
    ]);
    expect(groups.map(({ issues }) => issues.length)).toEqual([6, 1]);
    expect(groups.map(rowsOfGroup)).toEqual(["2–4, 7, 9–10", ""]);
  });

  it("of few rows are told one by one, each with its value", () => {
    const issues = [2, 3, 4, 5, 6].map((row) => unknownCode(row));
    expect(groupIssues(issues).map(({ first }) => first)).toEqual(issues);
  });

  it("in two layers, or of another severity, stay apart", () => {
    const issues = [2, 3, 4, 5, 6, 7].flatMap((row): Issue[] => [
      unknownCode(row),
      unknownCode(row, "老人.csv"),
      { ...unknownCode(row), severity: "warning" },
    ]);
    expect(groupIssues(issues).map(({ issues: { length } }) => length)).toEqual([6, 6, 6]);
  });

  it("of features with names list the names", () => {
    const [group] = groupIssues(["甲", "乙", "丙", "丁", "戊", "己"].map((row) => unknownCode(row)));
    expect(group && rowsOfGroup(group)).toBe("甲, 乙, 丙, 丁, 戊, 己");
  });
});
