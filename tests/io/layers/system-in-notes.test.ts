import { describe, expect, it } from "vitest";
import { keepRows } from "../../../src/io/layers/lay-out-layer.ts";
import { systemInNotes } from "../../../src/io/layers/system-in-notes.ts";
import type { SheetPositions } from "../../../src/io/spreadsheet/read-positions.ts";
import { tableOfPoints } from "../../../src/io/tables/feature-table.ts";
import { csv, importAll, QUARTERS, STREETS } from "../import/toy-ground.ts";

function named(note: string, eastings: SheetPositions["eastings"], zone = 0): string {
  const unit = eastings === "" ? "degrees" : "metres";
  const grid = { rows: [["台账"], [note], ["名称", "X", "Y"], ["甲", 1, 2]], merges: [] };
  return systemInNotes(
    grid,
    { headerRows: [3], dataRows: Uint32Array.of(3), skipped: [] },
    { coordinates: new Float64Array(0), unit, eastings, zone, faults: [] },
  );
}

describe("the system that a line above a table names", () => {
  it.each([
    ["坐标系：2000国家大地坐标系，中央子午线114°", "zone", 38, "EPSG:4526"],
    ["坐标系统：CGCS2000", "zone", 40, "EPSG:4528"],
    ["坐标系：2000国家大地坐标系，中央子午线120°", "no-zone", 0, "EPSG:4549"],
    ["1980西安坐标系 3度带", "zone", 38, "EPSG:2362"],
    ["坐标采集：手持GPS（WGS-84）", "", 0, "EPSG:4326"],
    ["坐标来源：百度坐标拾取器", "", 0, "bd09"],
  ] as const)("%s", (note, eastings, zone, system) => {
    expect(named(note, eastings, zone)).toBe(system);
  });

  it.each([
    ["2000国家大地坐标系，中央子午线111°", "zone", 38],
    ["2000国家大地坐标系", "no-zone", 0],
    ["坐标由1980西安坐标系转为2000国家大地坐标系", "zone", 38],
    ["地方独立坐标系", "zone", 38],
    ["坐标：百度或高德拾取", "", 0],
    ["坐标由手持机采集，与高德地图有偏差", "", 0],
    ["坐标未经百度坐标系转换", "", 0],
    ["百度贴吧联系群", "", 0],
  ] as const)("is none where it is not clear: %s", (note, eastings, zone) => {
    expect(named(note, eastings, zone)).toBe("");
  });

  it("places the rows without a question", async () => {
    const rows = "甲公墓,4429627.2,38414666.6\n乙公墓,4429627.2,38414751.9\n";
    const list = csv("公墓.csv", `公墓登记表\n坐标系：2000国家大地坐标系\n名称,X坐标,Y坐标\n${rows}`);
    const { study } = await importAll([STREETS, QUARTERS, list]);
    const [lon, lat] = study.facilities[0]?.coordinates ?? [];
    expect([lon?.toFixed(2), lat?.toFixed(2)]).toEqual(["113.00", "40.00"]);
  });

  it("or below it", async () => {
    const rows = "甲,113.006983,40.006191\n乙,113.006983,40.006191";
    const place = async (note: string) => {
      const list = csv("图书馆.csv", `名称,经度,纬度\n${rows}\n${note}\n`);
      const { study } = await importAll([STREETS, QUARTERS, list]);
      return study.facilities[0]?.coordinates[0];
    };
    expect(await place("注：坐标采用高德地图坐标系（GCJ-02）")).toBeLessThan(113.002);
    expect(await place("注：坐标与高德地图有偏差")).toBe(113.006983);
  });

  it("stays with the rows that are left where others are taken out", () => {
    const table = { ...tableOfPoints(Float64Array.of(113, 40, 113.1, 40), [], "", ""), crsText: "bd09" };
    const labelled = { layer: "", format: "CSV", encoding: "", table, labels: [2, 3] };
    expect(keepRows(labelled, (row) => row === 0).table).toMatchObject({ count: 1, crsText: "bd09" });
  });
});
