import { describe, expect, it } from "vitest";
import { tellIssues } from "../../src/cli/tell-issues.ts";
import type { Issue } from "../../src/core/errors.ts";

const unknown = (row: number): Issue => ({
  code: "unknown-id",
  severity: "error",
  layer: "人口.csv",
  row,
  field: "代码",
  value: `1402${row}`,
  details: { what: "community", file: "communities" },
});

describe("issues on the command line", () => {
  it("that few rows share are told one by one", () => {
    const told = tellIssues([2, 3].map(unknown));
    expect(told.match(/研究里没有/g)).toHaveLength(2);
    expect(told).toContain('row 3, field 代码, value "14023"');
  });

  it("that many rows share are explained once, with every row, and counted at the end", () => {
    const rows = Array.from({ length: 224 }, (_, at) => at + 2);
    const note: Issue = { code: "empty-file", severity: "warning", layer: "空.csv" };
    const told = tellIssues([...rows.map(unknown), note]);
    expect(told.match(/研究里没有/g)).toHaveLength(1);
    expect(told).toContain("同样的问题共 224 处 in all: rows 2–225");
    expect(told.trimEnd().split("\n").at(-1)).toBe("共 224 处错误、1 处提示 in all: 224 errors, 1 notes");
  });

  it("none is nothing", () => {
    expect(tellIssues([])).toBe("");
  });
});
