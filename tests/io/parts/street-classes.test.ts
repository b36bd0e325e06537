import { describe, expect, it } from "vitest";
import { findClassColumn, readStreetClass } from "../../../src/io/parts/street-classes.ts";
import type { Column } from "../../../src/io/tables/feature-table.ts";

function column(name: string, values: readonly string[]): Column {
  return { name, type: "String", values };
}

describe("classes of streets in words", () => {
  it.each([
    ["高速公路", "motorway"],
    ["高速公路匝道", "motorway_link"],
    ["城市快速路", "trunk"],
    ["主干路", "primary"],
    ["次干路", "secondary"],
    ["省道", "primary"],
    ["支路", "unclassified"],
    ["人行天桥", "footway"],
    ["步行街", "pedestrian"],
    ["机耕路", "track"],
    ["小区路", "residential"],
    ["Residential", "residential"],
  ])("%s is %s", (word, expected) => {
    expect(readStreetClass(word)).toBe(expected);
  });

  it("knows no class in a name of a place or a code", () => {
    expect(["魏都大厦", "3", "", "constructor"].map(readStreetClass)).toEqual([null, null, null, null]);
  });

  it("stand in a column of few words said over and over, whatever its header", () => {
    const rows = 40;
    const classes = Array.from(
      { length: rows },
      (_, row) => ["主干路", "次干路", "支路", "高速公路"][row % 4] as string,
    );
    const names = Array.from({ length: rows }, (_, row) => `迎宾${row}街巷`);
    expect(findClassColumn({ count: rows, columns: [column("名称", names), column("DLLX", classes)] })?.name).toBe(
      "DLLX",
    );
    expect(findClassColumn({ count: rows, columns: [column("名称", names)] })).toBeNull();
    const mostlyEmpty = classes.map((word, row) => (row < 10 ? word : ""));
    expect(findClassColumn({ count: rows, columns: [column("DLLX", mostlyEmpty)] })).toBeNull();
  });
});
