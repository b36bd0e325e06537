import { describe, expect, it } from "vitest";
import { tellByContent } from "../../../src/io/layers/assign-meanings.ts";
import { columnFor } from "../../../src/io/tables/column-names.ts";
import { type Column, GeometryCollector } from "../../../src/io/tables/feature-table.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";

function nameOf(columns: readonly Column[]): string | undefined {
  const issues = new IssueList();
  const table = tellByContent(new GeometryCollector().toTable(columns), {}, "layer", issues);
  return columnFor(table, "name")?.name;
}

function text(name: string, ...values: string[]): Column {
  return { name, type: "String", values };
}

describe("the name of rows", () => {
  it("is not the county that all of them lie in, where another column tells them apart", () => {
    const counties = text("XZQMC", "云冈区", "云冈区", "云冈区", "云冈区", "云冈区");
    const own = ["康吉社区", "福泰里社区", "平泉社区", "新区里社区", "口泉村"];
    expect(nameOf([counties, text("F3", ...own)])).toBe("F3");
    expect(nameOf([counties, text("F3", "康吉社区", "康吉社区", "康吉社区", "康吉社区", "口泉村")])).toBe("XZQMC");
    // Counties that are rows of their own keep their names.
    const many = text("XZQMC", "云冈区", "平城区", "新荣区", "云州区", "左云县");
    expect(nameOf([many, text("F3", ...own)])).toBe("XZQMC");
  });
});

describe("what columns are told to be by their cells", () => {
  it("looks at each header a few times, however many columns there are", () => {
    let looks = 0;
    const columns = Array.from(
      { length: 3000 },
      (_, index): Column => ({
        get name() {
          looks++;
          return `c${index}`;
        },
        type: "String",
        values: [],
      }),
    );
    tellByContent(new GeometryCollector().toTable(columns), {}, "wide.csv", new IssueList());
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(100 * columns.length);
  });
});
