import { describe, expect, it } from "vitest";
import { readDescribedFields } from "../../../src/io/vector/described-fields.ts";

const read = (text: string): unknown => {
  const fields = readDescribedFields(text);
  return fields && Object.fromEntries(fields);
};

describe("the description of a placemark", () => {
  it("that is a table of two columns, or lines of pairs, is fields", () => {
    const table =
      '<html><body><table border="1"><tr><td colspan="2">甲社区</td></tr><tr><td>类型</td><td>日间照料中心</td></tr>\n<tr><td>床位数</td><td>20&nbsp;</td></tr><tr><td>电话</td><td></td></tr></table></body></html>';
    expect(read(table)).toEqual({ 类型: "日间照料中心", 床位数: "20", 电话: "" });
    expect(read("所属街道：高山镇")).toEqual({ 所属街道: "高山镇" });
    expect(read("所属街道：高山镇<br/><b>床位</b>: 12<br>")).toEqual({ 所属街道: "高山镇", 床位: "12" });
    expect(read("编号：7\r\n备注：开放时间 8:00-18:00\r\n")).toEqual({ 编号: "7", 备注: "开放时间 8:00-18:00" });
  });

  it.each([
    "已挂牌",
    "",
    "https://example.com/a",
    "<b>一 & 二</b>",
    "8:00-18:00",
    "甲：1<br>甲：2",
    "该站点位于社区东侧，负责人：王某<br>每周三闭馆<br>需预约",
    "<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>",
  ])("that says anything else stays as it is: %s", (text) => {
    expect(read(text)).toBeNull();
  });

  it("is looked at in one go, however it is written", () => {
    for (const text of ["<".repeat(19_999), "<table".repeat(3000), "a：".repeat(9000), "<td></td>".repeat(2000)])
      expect(() => readDescribedFields(text)).not.toThrow();
    expect(read(`甲：${"x".repeat(20_000)}`)).toBeNull();
  });
});
