import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAngle, parsePair } from "../../../src/io/spreadsheet/angle-text.ts";
import { axisOf } from "../../../src/io/spreadsheet/axis-names.ts";
import { findPositions, type PositionColumns } from "../../../src/io/spreadsheet/find-positions.ts";
import { readPositions, type SheetPositions } from "../../../src/io/spreadsheet/read-positions.ts";
import { drawGrid, type ReadGrid, readGrid } from "./drawn-grid.ts";

interface Located extends SheetPositions {
  readonly chosen: PositionColumns | undefined;
  readonly all: readonly PositionColumns[];
  readonly read: ReadGrid;
}

async function locate(drawing: string): Promise<Located> {
  const read = await readGrid(drawGrid(drawing));
  const all = findPositions(read.columns);
  const chosen = all[0];
  if (!chosen) throw new Error("no positions");
  return { ...(await readPositions(read, chosen, "表", read.issues)), chosen, all, read };
}

function pairsOf({ coordinates }: SheetPositions, decimals = 4): string[] {
  return Array.from(
    { length: coordinates.length / 2 },
    (_, row) => `${coordinates[2 * row]?.toFixed(decimals)} ${coordinates[2 * row + 1]?.toFixed(decimals)}`,
  );
}

const LON = 113 + 17 / 60 + 35.27 / 3600;

describe("an angle as people write it", () => {
  it.each([
    "113°17′35.27″E",
    "113°17'35.27\"",
    "113º17’35.27”",
    "113度17分35.27秒",
    "东经113°17′35.27″",
    "E113°17′35.27″",
    "113-17-35.27",
    "113:17:35.27",
    "113 17 35.27",
    "113° 17′ 35.27″ E",
    "113°17''35.27".replace("''", "'"),
    "１１３°１７′３５．２７″",
    "113d17m35.27s",
    "113°17′35.27''",
  ])("is read: %s", (text) => {
    expect(parseAngle(text)).toMatchObject({ isSexagesimal: true });
    expect(parseAngle(text)?.value).toBeCloseTo(LON, 9);
  });

  it.each([
    ["113.29", 113.29, ""],
    ["113.29°E", 113.29, "lon"],
    ["北纬40.07", 40.07, "lat"],
    ["纬度：40.07", 40.07, "lat"],
    ["40.07N", 40.07, "lat"],
    ["7.42W", -7.42, "lon"],
    ["S33°30′", -33.5, "lat"],
    ["113°17.588′", 113.29313333, ""],
    ["38439704.062", 38439704.062, ""],
  ])("is read with its axis: %s", (text, value, axis) => {
    expect(parseAngle(text)?.value).toBeCloseTo(value, 6);
    expect(parseAngle(text)?.axis).toBe(axis);
  });

  it.each([
    "",
    "迎宾街17号",
    "113°75′",
    "113°17′61″",
    "2024-01-05",
    "1.13e2x",
    "E113°E",
    "113.29.1",
    "-",
    "°",
    "N/A",
    "12:30:99",
  ])("is not read: %s", (text) => {
    expect(parseAngle(text)).toBeNull();
  });

  it("is read back, whatever signs it was written with", () => {
    const signs = fc.constantFrom(
      ["°", "′", "″"],
      ["度", "分", "秒"],
      ["-", "-", ""],
      [":", ":", ""],
      ["° ", "' ", '"'],
    );
    fc.assert(
      fc.property(fc.nat(179), fc.nat(59), fc.nat(5999), signs, (degrees, minutes, hundredths, [d, m, s]) => {
        const text = `${degrees}${d}${minutes}${m}${(hundredths / 100).toFixed(2)}${s}`;
        expect(parseAngle(text)?.value).toBeCloseTo(degrees + minutes / 60 + hundredths / 360_000, 9);
      }),
    );
  });
});

describe("a cell that holds both coordinates", () => {
  it.each([
    "113.29,40.07",
    "113.29，40.07",
    "（113.29，40.07）",
    "[113.29, 40.07]",
    "113.29 40.07",
    "113.29;40.07",
    "113.29、40.07",
    "113.29/40.07",
    "E113.29 N40.07",
    "东经113.29，北纬40.07",
    "东经113.29°北纬40.07°",
    "经度:113.29 纬度:40.07",
    "113.29E40.07N",
    "POINT(113.29 40.07)",
    "SRID=4326;POINT Z (113.29 40.07 1000)",
    '{"type":"Point","coordinates":[113.29,40.07]}',
  ])("is read: %s", (text) => {
    const pair = parsePair(text);
    expect([pair?.first.value, pair?.second.value]).toEqual([113.29, 40.07]);
  });

  it.each([
    "113°17′35.27″E 40°4′12″N",
    "113°17′35.27″E40°4′12″N",
    "E113°17′35.27″N40°4′12″",
    "113 17 35.27 40 4 12",
    "113-17-35.27, 40-4-12",
  ])("is read with minutes: %s", (text) => {
    const pair = parsePair(text);
    expect(pair?.first.value).toBeCloseTo(LON, 9);
    expect(pair?.second.value).toBeCloseTo(40.07, 9);
  });

  it.each(["", "113.29", "1,2,3", "迎宾街, 17号", "113 17 35", "POINT EMPTY", "POINT(1)", ",", "甲,乙"])(
    "is not read: %s",
    (text) => {
      expect(parsePair(text)).toBeNull();
    },
  );
});

describe("the axis that a header names", () => {
  it.each([
    ["经度", "lon"],
    ["东经(°)", "lon"],
    ["gcj02_lng", "lon"],
    ["wgs84Lon", "lon"],
    ["Longitude", "lon"],
    ["纬度_百度", "lat"],
    ["LAT", "lat"],
    ["X坐标", "x"],
    ["坐标Y", "y"],
    ["POINT_X", "x"],
    ["Y(m)", "y"],
    ["横坐标", "east"],
    ["纵坐标", "north"],
    ["位置 › 经度", "lon"],
    ["E", "east"],
    ["colony", ""],
    ["flat", ""],
    ["platform", ""],
    ["名称", ""],
    ["__proto__", ""],
    ["constructor", ""],
    ["ex", ""],
  ])("%s → %s", (name, role) => {
    expect(axisOf(name).role).toBe(role);
  });

  it("is taken off the rest, which pairs have in common", () => {
    for (const [first, second] of [
      ["gcj02_lon", "gcj02_lat"],
      ["百度经度", "百度纬度"],
      ["位置 › X", "位置 › Y"],
      ["bdlng", "bdlat"],
    ] as const) {
      expect(axisOf(first).rest).toBe(axisOf(second).rest);
      expect(axisOf(first).rest).not.toBe("");
    }
  });
});

describe("the positions of a sheet", () => {
  it("are degrees in columns of that name", async () => {
    const found = await locate("名称|经度|纬度\n甲|113.2931|40.0756\n乙|113.3|40.08");
    expect(found.chosen).toMatchObject({
      east: 1,
      north: 2,
      unit: "degrees",
      isSwapped: false,
      basis: "names",
      fit: 1,
    });
    expect(pairsOf(found)).toEqual(["113.2931 40.0756", "113.3000 40.0800"]);
  });

  it("are put right where the columns are exchanged, and said to be", async () => {
    const found = await locate("名称|经度|纬度\n甲|40.0756|113.2931\n乙|40.08|113.3");
    expect(found.chosen).toMatchObject({ east: 2, north: 1, isSwapped: true, basis: "names" });
    expect(pairsOf(found)).toEqual(["113.2931 40.0756", "113.3000 40.0800"]);
  });

  it("are read from minutes and seconds", async () => {
    const found = await locate("名称|东经|北纬\n甲|113°17′35.27″|40°04′32.07″\n乙|113-18-00|40-04-48");
    expect(found.chosen).toMatchObject({ isSexagesimal: true, unit: "degrees" });
    expect(pairsOf(found)).toEqual(["113.2931 40.0756", "113.3000 40.0800"]);
  });

  it.each([
    "名称|经度|||纬度||\n|度|分|秒|度|分|秒",
    "名称|经度（度）|经度（分）|经度（秒）|纬度（度）|纬度（分）|纬度（秒）",
  ])("are put together of degrees, minutes and seconds in columns of their own: %j", async (header) => {
    const found = await locate(`${header}\n甲|113|17|35.27|40|4|32.07\n乙|113|18|0|40|4|48\n丙|113||2|40|5|0`);
    expect(found.chosen).toMatchObject({ unit: "degrees", isSexagesimal: true, basis: "names" });
    expect(pairsOf(found).slice(0, 2)).toEqual(["113.2931 40.0756", "113.3000 40.0800"]);
    expect(found.faults).toEqual([{ index: 2, fault: "missing" }]);
  });

  it.each([
    ["坐标", "113.2931,40.0756", "113.3,40.08", false],
    ["经纬度", "40.0756,113.2931", "40.08,113.3", true],
    ["geom", "POINT(113.2931 40.0756)", "POINT (113.3 40.08)", false],
    ["位置", "东经113.2931，北纬40.0756", "北纬40.08，东经113.3", false],
  ])("are read from one cell: %s", async (name, first, second, northFirst) => {
    const found = await locate(`名称|${name}\n甲|${first}\n乙|${second}`);
    expect(found.chosen).toMatchObject({ east: 1, north: 1, notation: "pair", northFirst });
    expect(pairsOf(found)).toEqual(["113.2931 40.0756", "113.3000 40.0800"]);
  });

  it("take X for the northing and Y for the easting with its zone, as in official use", async () => {
    const found = await locate("名称|X|Y\n甲|4438159.889|38439704.062\n乙|4367182.325|38519736.026");
    expect(found.chosen).toMatchObject({ east: 2, north: 1, unit: "metres", isSwapped: true });
    expect(found).toMatchObject({ eastings: "zone", zone: 38, faults: [] });
    expect(pairsOf(found, 3)[0]).toBe("38439704.062 4438159.889");
  });

  it.each([
    ["名称|横坐标|纵坐标\n甲|439704.06|4438159.89\n乙|519736.03|4367182.33", "no-zone", 0],
    ["名称|X坐标|Y坐标\n甲|439704.06|4438159.89\n乙|519736.03|4367182.33", "no-zone", 0],
    ["名称|x|y\n甲|12611334|4876000\n乙|12611400|4876100", "mercator", 0],
    ["名称|x|y\n甲|13411334|4176000\n乙|13411400|4176100", "mercator-or-zone", 13],
    ["名称|x|y\n甲|20439704|4438159\n乙|20439705|4438160", "zone", 20],
    ["名称|x|y\n甲|5021.3|7012.1\n乙|4999.1|6800.5", "other", 0],
  ])("say what kind their eastings are: %s", async (drawing, eastings, zone) => {
    const found = await locate(drawing);
    expect(found).toMatchObject({ unit: "metres", eastings, zone, faults: [] });
  });

  it("hold without names where contents leave no doubt, and not where they do", async () => {
    const found = await locate("甲|113.29312|40.07561\n乙|113.30001|40.08002\n丙|113.30101|40.08102");
    expect(found.chosen).toMatchObject({ east: 1, north: 2, basis: "contents" });
    const doubtful = await readGrid(drawGrid("名称|学位|教师\n甲|113|40\n乙|120|35\n丙|90|30"));
    expect(findPositions(doubtful.columns)).toEqual([]);
  });

  it("hold by name alone elsewhere in the world", async () => {
    const found = await locate("name|lon|lat\na|7.4246|43.7384\nb|-7.42|-33.74");
    expect(found.chosen).toMatchObject({ unit: "degrees", isSwapped: false });
    expect(pairsOf(found)).toEqual(["7.4246 43.7384", "-7.4200 -33.7400"]);
  });

  it("offer each of two systems with its own partner", async () => {
    const { all, read } = await locate(
      "名称|gcj02经度|gcj02纬度|wgs84经度|wgs84纬度\n甲|113.3001|40.0768|113.2931|40.0756\n乙|113.3101|40.0868|113.3031|40.0856",
    );
    expect(all.map(({ east, north }) => [read.columns[east]?.name, read.columns[north]?.name])).toEqual([
      ["gcj02经度", "gcj02纬度"],
      ["wgs84经度", "wgs84纬度"],
    ]);
  });

  it("name every row that has none, with the reason", async () => {
    const found = await locate(
      `
名称|经度|纬度
甲|113.2931|40.0756
乙||40.08
丙|—|—
丁|0|0
戊|40.08|113.3
己|迎宾街|40.08
庚|513.3|40.08
辛|439704.06|4438159.89
壬|１１３．３|40.08
癸|113.31|40.09
子|113.32|40.1
丑|113.33|40.11
寅|113.34|40.12
卯|113.34|40.12
辰|113.34|40.12`,
    );
    expect(found.faults.map(({ index, fault }) => `${found.read.labels[index]} ${fault}`)).toEqual([
      "3 missing",
      "4 missing",
      "5 zero",
      "7 not-a-number",
      "8 off-globe",
      "9 other-unit",
    ]);
    expect(pairsOf(found)[8]).toBe("113.3000 40.0800");
    for (const { index } of found.faults) expect(found.coordinates[2 * index]).toBeNaN();
    const issues = found.read.issues.all().filter(({ code }) => code === "bad-coordinate");
    expect(issues.map(({ row }) => row)).toEqual([3, 4, 5, 7, 8, 9]);
    expect(issues[3]).toMatchObject({ severity: "error", value: "迎宾街, 40.08", details: { what: "not-a-number" } });
  });

  it("are exchanged back, and named, in the few rows whose axes are the other way round, in degrees and in metres", async () => {
    for (const [table, exchanged] of [
      ["名称|经度|纬度\n甲|113.29|40.07\n乙|113.3|40.08\n丙|40.09|113.31", "113.3100 40.0900"],
      ["名称|X|Y\n甲|4438159|38439704\n乙|4438160|38439705\n丙|38439706|4438161", "38439706.0000 4438161.0000"],
    ] as const) {
      const found = await locate(table);
      expect(found.faults).toEqual([]);
      expect(pairsOf(found)[2]).toBe(exchanged);
      const told = found.read.issues.all().filter(({ details }) => details?.what === "axes-exchanged");
      expect(told.map(({ severity, row }) => [severity, row])).toEqual([["warning", 4]]);
    }
  });

  it("are read from one cell where somebody pasted both there, either way round, and that is told", async () => {
    const rows =
      "甲|113.29|40.07\n乙|113.3|40.08\n丙|113.31，40.09|\n丁||40.1,113.32\n戊|12，13|\n己|113.34，40.1|40.2";
    const found = await locate(`名称|经度|纬度\n${rows}`);
    expect(pairsOf(found).slice(2, 4)).toEqual(["113.3100 40.0900", "113.3200 40.1000"]);
    expect(found.faults.map(({ index, fault }) => [index, fault])).toEqual([
      [4, "missing"],
      [5, "not-a-number"],
    ]);
    const told = found.read.issues.all().filter(({ details }) => details?.what === "pair-in-one-cell");
    expect(told.map(({ severity, row }) => [severity, row])).toEqual([
      ["warning", 4],
      ["warning", 5],
    ]);
  });

  it("stay without a place where as many rows have their axes the one way as the other, or exchanging leads to another zone", async () => {
    const half = await locate("名称|经度|纬度\n甲|113.29|40.07\n乙|113.3|40.08\n丙|40.09|113.31\n丁|40.1|113.32");
    expect(half.faults.map(({ index, fault }) => [index, fault])).toEqual([
      [2, "swapped"],
      [3, "swapped"],
    ]);
    const zones = await locate("名称|X|Y\n甲|4438159|38439704\n乙|4438160|38439705\n丙|37439706|4438161");
    expect(zones.faults).toEqual([{ index: 2, fault: "other-zone" }]);
    expect(zones.read.issues.all().some(({ details }) => details?.what === "axes-exchanged")).toBe(false);
  });

  it("name rows of another zone than most", async () => {
    const found = await locate(
      "名称|X|Y\n甲|4438159|38439704\n乙|4438160|38439705\n丙|4438161|439706\n丁|4438161|37439706",
    );
    expect(found.zone).toBe(38);
    expect(found.faults.map(({ index, fault }) => [index, fault])).toEqual([
      [2, "other-zone"],
      [3, "other-zone"],
    ]);
  });

  it("are found again in whatever notation and order they were written", async () => {
    const point = fc.record({
      lon: fc.double({ min: 74, max: 135, noNaN: true }),
      lat: fc.double({ min: 4, max: 53, noNaN: true }),
    });
    const sexagesimal = (value: number): string => {
      const whole = Math.floor(value);
      const minutes = Math.floor((value - whole) * 60);
      return `${whole}°${minutes}′${Math.min(59.9999, ((value - whole) * 60 - minutes) * 60).toFixed(4)}″`;
    };
    const notations: Readonly<Record<string, (lon: number, lat: number) => string>> = {
      "名称|经度|纬度": (lon, lat) => `${lon.toFixed(6)}|${lat.toFixed(6)}`,
      "名称|纬度|经度": (lon, lat) => `${lat.toFixed(6)}|${lon.toFixed(6)}`,
      "名称|lng|lat": (lon, lat) => `${lat.toFixed(6)}|${lon.toFixed(6)}`,
      "名称|X|Y": (lon, lat) => `${sexagesimal(lon)}|${sexagesimal(lat)}`,
      "名称|坐标": (lon, lat) => `${lat.toFixed(6)}，${lon.toFixed(6)}`,
      "名称|WKT": (lon, lat) => `POINT (${lon.toFixed(6)} ${lat.toFixed(6)})`,
    };
    const notation = fc.constantFrom(...Object.keys(notations));
    await fc.assert(
      fc.asyncProperty(fc.array(point, { minLength: 2, maxLength: 20 }), notation, async (points, header) => {
        const rows = points.map(({ lon, lat }) => `甲|${notations[header]?.(lon, lat)}`);
        const found = await locate([header, ...rows].join("\n"));
        expect(found.faults).toEqual([]);
        points.forEach(({ lon, lat }, row) => {
          expect(found.coordinates[2 * row]).toBeCloseTo(lon, 5);
          expect(found.coordinates[2 * row + 1]).toBeCloseTo(lat, 5);
        });
      }),
    );
  });
});
