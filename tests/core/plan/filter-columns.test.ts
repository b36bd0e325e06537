import { describe, expect, it } from "vitest";
import { listFilterColumns, readFilterValue } from "../../../src/core/plan/filter-columns.ts";
import { createPointFacilities } from "../../support/random-study.ts";

const layer = (serviceId: string, attributes: Record<string, (string | number | boolean | null)[]>) => ({
  ...createPointFacilities(serviceId, new Float64Array(8)),
  attributes,
});
const schools = layer("school", {
  ownership: ["公办", "民办", "公办", null],
  places: [90, 90, 120, 150],
  open: [true, false, true, true],
  empty: [null, null, "", null],
  outline: [true, true, true, true],
});
const nurseries = layer("nursery", { ownership: ["普惠", "公办", "公办", "公办"] });

describe("the columns that filters are offered", () => {
  it("hold the values of all layers with the facilities that have them, most first, and how many say nothing", () => {
    const columns = listFilterColumns([schools, nurseries]);
    expect(columns.map(({ attribute, emptyCount }) => [attribute, emptyCount])).toEqual([
      ["ownership", 1],
      ["places", 4],
      ["open", 4],
    ]);
    expect(columns[0]?.values).toEqual([
      { value: "公办", count: 5 },
      { value: "普惠", count: 1 },
      { value: "民办", count: 1 },
    ]);
    expect(columns[1]?.values[0]).toEqual({ value: 90, count: 2 });
  });

  it("a written value is of the column's own kind, as a filter compares it", () => {
    const [ownership, places, open] = listFilterColumns([schools]);
    expect(readFilterValue(" 90 ", places)).toBe(90);
    expect(readFilterValue("90", ownership)).toBe("90");
    expect(readFilterValue("是", open)).toBe(true);
    expect(readFilterValue("否", undefined)).toBe(false);
    expect(readFilterValue("三级", undefined)).toBe("三级");
  });
});
