import { describe, expect, it } from "vitest";
import { csv, importAll, QUARTERS, STREETS } from "./toy-ground.ts";

const placemark = (name: string, east: number, description: string): string =>
  `<Placemark><name>${name}</name><description><![CDATA[${description}]]></description><Point><coordinates>${113 + east / 1000},40.005</coordinates></Point></Placemark>`;

describe("placemarks in folders of several kinds", () => {
  it("are told by their folders where only some say in their descriptions what they are", async () => {
    const homes = ["甲", "乙", "丙"].map((name, at) => placemark(name, 2 + at, "类型：日间照料中心<br/>床位数：20"));
    const canteens = ["丁", "戊"].map((name, at) => placemark(name, 10 + at, "已挂牌"));
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>民政</name><Folder><name>日间照料</name>${homes.join("")}</Folder><Folder><name>老年助餐点</name>${canteens.join("")}</Folder></Document></kml>`;
    const { study } = await importAll([STREETS, QUARTERS, csv("民政.kml", kml)]);
    expect(study.facilities.map(({ serviceId, count }) => [serviceId, count])).toEqual([
      ["elderly-day-care", 3],
      ["elderly-canteen", 2],
    ]);
  });
});
