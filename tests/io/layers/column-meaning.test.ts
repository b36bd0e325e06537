import { describe, expect, it } from "vitest";
import { assignMeanings } from "../../../src/io/layers/assign-meanings.ts";
import { recogniseMeaning } from "../../../src/io/layers/recognise-meaning.ts";
import { findListColumns } from "../../../src/io/roster/list-columns.ts";
import { type ColumnMeaning, groupColumns } from "../../../src/io/tables/column-names.ts";
import { tableOfPoints } from "../../../src/io/tables/feature-table.ts";

function tableOf(...names: readonly string[]) {
  const columns = names.map((name, at) => ({ name, type: "String" as const, values: [String(at)] }));
  return tableOfPoints(new Float64Array(2), columns, "", "");
}

const meaningsOf = (names: readonly string[], decided: Partial<Record<ColumnMeaning, string | null>> = {}) => {
  const table = assignMeanings(tableOf(...names), decided);
  return table.columns.map(({ name }) => recogniseMeaning(table, name));
};

describe("what a column means", () => {
  it("is told by its header, people of a group among them", () => {
    expect(meaningsOf(["编码", "社区名称", "常住人口", "60岁及以上", "0-2岁", "备注"])).toEqual([
      "id",
      "name",
      "people",
      "group:60+",
      "group:0-2",
      null,
    ]);
  });

  it("is what somebody decides, and no other column has that meaning then", () => {
    expect(meaningsOf(["老人", "60岁及以上"], { "group:60+": "老人" })).toEqual(["group:60+", null]);
    expect(meaningsOf(["老人", "60岁及以上"], { "group:60+": null })).toEqual([null, null]);
    const table = assignMeanings(tableOf("老人", "60岁及以上"), { "group:60+": "老人" });
    expect(groupColumns(table).get("60+")?.values).toEqual(["0"]);
  });

  it("is the facility's name before its community's, whatever kind of facility the header names", () => {
    expect(meaningsOf(["社区", "卫生室名称"])).toEqual([null, "name"]);
    expect(meaningsOf(["社区名称", "街道名称"])).toEqual(["name", "parentId"]);
    const { name, community } = findListColumns(tableOf("社区", "幼儿园名称"));
    expect([name?.name, community?.name]).toEqual(["幼儿园名称", "社区"]);
  });
});
