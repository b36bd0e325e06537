import { describe, expect, it } from "vitest";
import { systemInTitle } from "../../../src/io/layers/system-in-title.ts";
import { csv, importAll, QUARTERS, STREETS } from "../import/toy-ground.ts";

describe("a system in a layer's name", () => {
  it.each([
    ["居家养老服务站（高德）.kml", "gcj02"],
    ["资料/2024/百度地图导出_诊所.csv", "bd09"],
    ["养老.xlsx › 高德坐标", "gcj02"],
    ["poi_gcj02.csv", "gcj02"],
    ["clinic-BD09.geojson", "bd09"],
    ["腾讯地图采集点.xlsx", "gcj02"],
  ])("is read from %s", (title, system) => {
    expect(systemInTitle(title)).toBe(system);
  });

  it.each([
    "高德街道社区卫生服务站.csv",
    "高德小学.kml",
    "百度科技园停车场.csv",
    "高德转84.csv",
    "高德坐标（已纠偏）.xlsx",
    "gcj02_to_wgs84.csv",
    "高德、百度地图.xlsx",
    "Baiduri.csv",
    "诊所.csv",
  ])("is not read from %s", (title) => {
    expect(systemInTitle(title)).toBe("");
  });

  it("is that of a few places that no street could tell, whether of a sheet or of shapes", async () => {
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>甲诊所</name><Point><coordinates>113.003,40.0005</coordinates></Point></Placemark></Document></kml>`;
    const rows = "名称,经度,纬度\n甲诊所,113.003,40.0005\n";
    const lonOf = async (name: string, text: string) => {
      const { study } = await importAll([STREETS, QUARTERS, csv(name, text, "facilities:clinic")]);
      return study.facilities[0]?.coordinates[0];
    };
    for (const [ending, text] of [
      ["kml", kml],
      ["csv", rows],
    ] as const) {
      expect(await lonOf(`诊所.${ending}`, text)).toBe(113.003);
      expect(await lonOf(`诊所（高德）.${ending}`, text)).toBeCloseTo(112.99614, 4);
    }
  });
});
