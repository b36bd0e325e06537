/** Points that belong to a trail or a park that was brought, and points that look alike. */
import { describe, expect, it } from "vitest";
import { box, csv, feature, geojson, importAll, QUARTERS, STREETS } from "../import/toy-ground.ts";

const line = (name: string, north: number): unknown =>
  feature(
    "LineString",
    [
      [113.002, north],
      [113.009, north],
    ],
    { 名称: name },
  );
const point = (properties: Readonly<Record<string, string>>, lon = 113.002): unknown =>
  feature("Point", [lon, 40.0051], properties);
const TRAILS = geojson("健身步道.geojson", [line("御河步道", 40.0051), line("北山步道", 40.006)]);
const park = (name: string, west: number): unknown => feature("Polygon", [box(west, 40.005, 0.001)], { 名称: name });
const PARKS = geojson("公园范围.geojson", [park("大同公园", 113.002), park("和阳门", 113.006)]);

async function bring(...files: Parameters<typeof importAll>[0][number][]) {
  const { study, told } = await importAll([STREETS, QUARTERS, ...files]);
  const namesOf = (id: string) => [...(study.facilities.find(({ serviceId }) => serviceId === id)?.names ?? [])].sort();
  return { trails: namesOf("fitness-trail"), parks: namesOf("park"), told };
}

describe("marks on trails", () => {
  const ends = geojson("健身步道起终点.geojson", [
    point({ 步道名称: "御河步道", 点类型: "起点" }),
    point({ 步道名称: "御河步道", 点类型: "终点" }, 113.009),
  ]);

  it("are left out beside the trails, in whichever file", async () => {
    const { trails, told } = await bring(TRAILS, ends);
    expect(trails).toEqual(["北山步道", "御河步道"]);
    expect(told).toContain("trail-marks-left");
    const mixed = [line("御河步道", 40.0051), point({ 名称: "1号驿站" }), point({ 名称: "环湖" })];
    expect((await bring(geojson("绿道.geojson", mixed))).trails).toEqual(["御河步道", "环湖"].sort());
    const mark = (name: string, shape: string) => `<Placemark><name>${name}</name>${shape}</Placemark>`;
    const track = "<LineString><coordinates>113.002,40.0051 113.009,40.0051</coordinates></LineString>";
    const pavilion = mark("云中亭", "<Point><coordinates>113.005,40.0051</coordinates></Point>");
    const text = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${mark("御河步道", track)}${pavilion}</Document></kml>`;
    expect((await bring(csv("绿道.kml", text))).trails).toEqual(["御河步道"]);
  });

  it("are all that is known where no trail was brought, and trails given as points are trails", async () => {
    expect((await bring(ends)).trails).toHaveLength(2);
    const listed = csv(
      "健身步道.csv",
      "名称,起点,经度,纬度\n南山步道,起点,113.004,40.005\n东山绿道,公厕,113.006,40.005\n",
    );
    expect((await bring(TRAILS, listed)).trails).toEqual(["东山绿道", "北山步道", "南山步道", "御河步道"]);
    const mixed = [line("御河步道", 40.0051), point({ BDMC: "南山步道" })];
    expect((await bring(geojson("绿道.geojson", mixed))).trails).toHaveLength(2);
  });
});

describe("gates of parks", () => {
  const gates = (...rows: readonly string[]) =>
    csv(
      "公园出入口.csv",
      `名称,所属公园,经度,纬度\n${rows.map((row, at) => `${row},113.00${at + 2},40.005`).join("\n")}\n`,
    );

  it("are no parks beside the parks that they are of", async () => {
    const { parks, told } = await bring(PARKS, gates("大同公园南门,大同公园", "东门,大同公园", "大同公园3号出入口,"));
    expect(parks).toEqual(["和阳门", "大同公园"].sort());
    expect(told).toContain("gates-left");
    const coded = csv(
      "公园大门.csv",
      "DMMC,公园名称,经度,纬度\n南,大同公园,113.002,40.005\n北,大同公园,113.003,40.006\n",
    );
    expect((await bring(PARKS, coded)).parks).toEqual(["和阳门", "大同公园"].sort());
  });

  it("stay where their park was not brought, and parks that are called after gates are parks", async () => {
    expect((await bring(PARKS, gates("儿童公园南门,儿童公园"))).parks).toContain("儿童公园南门");
    expect((await bring(gates("儿童公园南门,儿童公园", "儿童公园北门,儿童公园"))).parks).toHaveLength(2);
    const told = csv("公园.csv", "公园名称,主入口,经度,纬度\n儿童公园,儿童公园南门,113.003,40.005\n");
    expect((await bring(PARKS, told)).parks).toContain("儿童公园");
    const pocket = csv("口袋公园.csv", "名称,经度,纬度\n小西门,113.003,40.005\n大同公园西园,113.004,40.005\n");
    expect((await bring(PARKS, pocket)).parks).toEqual(["大同公园", "和阳门", "大同公园西园", "小西门"].sort());
  });
});

describe("things that stand in facilities", () => {
  it("are no facilities of the kind, but places where something else is said are", async () => {
    const rows = "配置单位,经度,纬度\n大同市体育馆,113.002,40.005\n御东图书馆,113.004,40.005\n";
    const clinics = csv("诊所.csv", "名称,经度,纬度\n甲诊所,113.002,40.005\n");
    const served = async (name: string) => {
      const { study } = await importAll([STREETS, QUARTERS, clinics, csv(name, rows)]);
      return study.facilities.map(({ serviceId }) => serviceId).sort();
    };
    expect(await served("资料/AED配置清单.csv")).toEqual(["clinic"]);
    expect(await served("资料/体育场馆AED.csv")).toEqual(["clinic"]);
    expect(await served("资料/清单.csv")).toEqual(["clinic", "library", "sports-venue"]);
    expect(await served("资料/PAEDS清单.csv")).toEqual(["clinic", "library", "sports-venue"]);
  });
});
