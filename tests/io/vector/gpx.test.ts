import { describe, expect, it } from "vitest";
import { BadDataError } from "../../../src/core/errors.ts";
import { textAt } from "../../../src/io/tables/feature-table.ts";
import { detectVector } from "../../../src/io/vector/detect-vector.ts";
import { readGpx } from "../../../src/io/vector/read-gpx.ts";
import { csv, importAll, QUARTERS, STREETS } from "../import/toy-ground.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const gpx = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="eTrex" xmlns="http://www.topografix.com/GPX/1/1"><metadata><name>文件</name></metadata>${inner}</gpx>`;
const WAYPOINTS = gpx(
  '<wpt lat="40.005" lon="113.002"><ele>1045.1</ele><name>甲互助幸福院</name><extensions><a><name>别名</name></a></extensions></wpt><wpt lat="40.006" lon="113.012"><name>乙互助幸福院</name><cmt>床位10 &amp; 厨房</cmt></wpt><trk><name>轨迹</name><trkseg><trkpt lat="40" lon="113"/></trkseg></trk>',
);

const CLINIC = csv("诊所.csv", "名称,经度,纬度\n甲诊所,113.002,40.005\n");

describe("waypoints of a handheld receiver", () => {
  it("are points with what they say of themselves; where somebody walked is told, not read", async () => {
    expect(detectVector("a.gpx", utf8(WAYPOINTS))).toBe("gpx");
    const [layer] = await readGpx(utf8(WAYPOINTS), "a.gpx");
    if (layer?.kind !== "shapes") throw new Error("no shapes");
    expect([...layer.table.coordinates]).toEqual([113.002, 40.005, 113.012, 40.006]);
    const cells = layer.table.columns.map((column) => [column.name, textAt(column, 0), textAt(column, 1)]);
    expect(cells).toEqual([
      ["name", "甲互助幸福院", "乙互助幸福院"],
      ["cmt", "", "床位10 & 厨房"],
      ["ele", "1045.1", ""],
    ]);
    expect(layer.issues).toMatchObject([{ severity: "warning", details: { what: "tracks-left", count: 1 } }]);
  });

  it("are imported as the facilities that their names say", async () => {
    const { study } = await importAll([STREETS, QUARTERS, csv("航点.gpx", WAYPOINTS)]);
    expect(study.facilities.map(({ serviceId, count }) => [serviceId, count])).toEqual([["elderly-day-care", 2]]);
  });

  it("without a position are faults, and a file without any, or cut anywhere, is refused", async () => {
    const [layer] = await readGpx(
      utf8(gpx('<wpt lat="91" lon="113"/><wpt lon="113"/><wpt lat="40" lon="113"/>')),
      "a.gpx",
    );
    expect(layer?.issues.map(({ code, row }) => [code, row])).toEqual([
      ["bad-coordinate", 1],
      ["bad-coordinate", 2],
    ]);
    await expect(readGpx(utf8(gpx("")), "a.gpx")).rejects.toThrow(BadDataError);
    const bytes = utf8(WAYPOINTS);
    for (let end = 0; end < bytes.length - 1; end += 7)
      await expect(readGpx(bytes.subarray(0, end), "a.gpx")).rejects.toThrow(BadDataError);
  });
});

const walk = (name: string, step = 0.001): string =>
  `<trk><name>${name}</name><trkseg>${[0, 1, 2].map((at) => `<trkpt lat="40.0051" lon="${113.002 + at * step}"><ele>9</ele></trkpt>`).join("")}</trkseg></trk>`;
const mark = (name: string): string => `<wpt lat="40.005" lon="113.003"><name>${name}</name></wpt>`;

describe("tracks of a handheld receiver", () => {
  const served = async (name: string, inner: string) => {
    const { study, told } = await importAll([STREETS, QUARTERS, CLINIC, csv(name, gpx(inner))]);
    const trails = study.facilities.find(({ serviceId }) => serviceId === "fitness-trail");
    const places = trails ? Array.from(trails.starts) : [];
    return { names: trails?.names, places, streets: study.streets.count, told };
  };

  it("are trails where they or their file say so, as lines; posts along them are none", async () => {
    const marks = ["起点", "1号驿站", "公厕", "观鸟点"].map(mark).join("");
    const { names, places, told } = await served("册/御河绿道.gpx", marks + walk("2023-05-06"));
    expect([names, places]).toEqual([["御河绿道"], [0, 3]]);
    expect(told).toContain("trail-marks-left");
    expect((await served("册/a.gpx", walk("滨河步道") + walk("回家"))).names).toEqual(["滨河步道"]);
  });

  it("are neither trails nor streets where somebody only walked, and stop no folder", async () => {
    for (const [name, track] of [
      ["册/2023-05-06.gpx", "回家"],
      ["册/步道巡查.gpx", "轨迹"],
      ["册/a.gpx", "绿道考察"],
    ] as const) {
      const { names, streets, told } = await served(name, walk(track));
      expect([names, streets]).toEqual([undefined, 2]);
      expect(told).toContain("tracks-left");
    }
  });
});
