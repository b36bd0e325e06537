import { describe, expect, it } from "vitest";
import { tellByContent } from "../../../src/io/layers/assign-meanings.ts";
import { type Column, GeometryCollector } from "../../../src/io/tables/feature-table.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";

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
