import { describe, expect, it } from "vitest";
import { contentOf, distinctShare } from "../../../src/io/tables/column-content.ts";
import type { Column } from "../../../src/io/tables/feature-table.ts";

function texts(values: readonly (string | null)[]): Column {
  return { name: "F1", type: "String", values };
}

describe("what cells tell", () => {
  it.each([
    [["140225100010", "140225100011", null], "codes"],
    [["永安社区居委会", "南关村村委会", "武村"], "communities"],
    [["永安镇", "西坊城镇", "青磁窑乡", "古城街道办事处"], "townships"],
    [["平城区", "浑源县"], "counties"],
    [["第一幼儿园", "南关幼儿园（分园）", "武村小学"], "facilities"],
    [["武村日间照料中心", "南关村卫生室"], "facilities"],
    [["社区", "社区"], null],
    [["武村"], null],
    [["是", "否", "是"], null],
    [["", null], null],
    [["13800001111", "0352-123"], null],
  ] as const)("%j is %s", (values, expected) => {
    expect(contentOf(texts(values))).toBe(expected);
  });

  it("is told of numbers too where they are codes, and of no other numbers", () => {
    expect(contentOf({ name: "DM", type: "Double", values: Float64Array.of(140225100010, 140225100011) })).toBe(
      "codes",
    );
    expect(contentOf({ name: "DM", type: "Double", values: Float64Array.of(13800001111, 1.5) })).toBeNull();
  });

  it("is nothing where one in four says something else", () => {
    expect(contentOf(texts(["武村", "南关村", "东坊城村", "备注"]))).toBeNull();
  });

  it("counts what is filled in and unlike the rest", () => {
    expect(distinctShare(texts(["a", "b", "b", null]))).toBe(0.5);
    expect(distinctShare(texts([]))).toBe(0);
  });
});
