import { describe, expect, it } from "vitest";
import { systemWords } from "../../../src/app/import/import-words.ts";
import { textIn } from "../../../src/app/strings/text.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";

const titleOf = (id: string): string => findCoordinateSystem(id)?.title ?? "";

describe("a coordinate system in words", () => {
  it.each([
    ["EPSG:4490", "CGCS2000（按 WGS84 处理）"],
    ["EPSG:4547", "CGCS2000 三度带高斯-克吕格，中央子午线 114°E"],
    ["EPSG:4526", "CGCS2000 三度带高斯-克吕格，第 38 带"],
    ["EPSG:4498", "CGCS2000 六度带高斯-克吕格，第 20 带"],
    ["EPSG:4610", "西安 80"],
    ["EPSG:4326", "WGS84"],
    ["gcj02", "GCJ-02（高德、腾讯）"],
  ])("%s is %s on a Chinese page, and its title on an English one", (id, words) => {
    expect(systemWords(textIn("zh-CN"), titleOf(id))).toBe(words);
    expect(systemWords(textIn("en"), titleOf(id))).toBe(titleOf(id));
  });
});
