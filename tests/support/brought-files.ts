/** Files as a planner of Datong would bring them, made from the shipped study: lists on other datums, in other encodings, without places. */
import type { Position } from "../../src/core/model/geometry.ts";
import type { Study } from "../../src/core/model/study.ts";
import { GCJ02 } from "../../src/io/crs/china-offsets.ts";
import { encodeGbk } from "../io/vector/encode-gbk.ts";
import { writeShapefile } from "../io/vector/write-shapefile.ts";
import { writeXlsx } from "../io/workbook/write-xlsx.ts";
import type { GivenFile } from "./use-page.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every fifth facility of a service, at most `count`. */
function placesOf({ facilities }: Study, serviceId: string, count: number): readonly Position[] {
  const layer = facilities.find((one) => one.serviceId === serviceId);
  if (!layer) throw new Error(`${serviceId} is not in the study`);
  return Array.from({ length: Math.min(count, Math.floor(layer.count / 5)) }, (_, row): Position => {
    const at = layer.starts[5 * row] as number;
    return [layer.coordinates[2 * at] as number, layer.coordinates[2 * at + 1] as number];
  });
}

/** A list of kindergartens as a web map gives it; the first has a script for a name. */
export function createAmapList(study: Study): GivenFile {
  const rows = placesOf(study, "kindergarten", 60).map(([lon, lat], row) => {
    const [x, y] = GCJ02.fromDegrees(lon, lat);
    const name = row === 0 ? "<img src=x onerror=document.title='hacked'>幼儿园" : `第${row + 1}幼儿园`;
    return `${row + 1},${name},${x.toFixed(6)},${y.toFixed(6)},${90 + row}`;
  });
  return { name: "幼儿园.csv", bytes: utf8(`序号,名称,经度,纬度,学位\n${rows.join("\n")}\n`) };
}

/** A shapefile in GBK that says so nowhere, its parts side by side. */
export function createGbkShapefile(study: Study): readonly GivenFile[] {
  const features = placesOf(study, "clinic", 40).map((coordinates, row) => ({
    geometry: { type: "Point" as const, coordinates: [coordinates[0], coordinates[1]] as const },
    properties: { 名称: `平城区第${row + 1}卫生服务站`, 床位: 5 + row },
  }));
  const fields = [
    { name: "名称", type: "C", length: 40 },
    { name: "床位", type: "N", length: 6 },
  ] as const;
  const { shp, shx, dbf } = writeShapefile(features, fields, { encode: encodeGbk });
  return [
    { name: "卫生服务站.shp", bytes: shp },
    { name: "卫生服务站.shx", bytes: shx },
    { name: "卫生服务站.dbf", bytes: dbf },
  ];
}

/** A workbook as an office keeps it: a title over all columns, a header of two merged rows, subtotals and a sum. */
export function createOfficeWorkbook(study: Study): GivenFile {
  const places = placesOf(study, "elderly-day-care", 12);
  const rows = places.flatMap(([lon, lat], row) => {
    const own = [row + 1, `第${row + 1}日间照料中心`, lon, lat, 20 + row];
    return row === 5 ? [own, [null, "小计", null, null, 135]] : [own];
  });
  return {
    name: "日间照料中心.xlsx",
    bytes: writeXlsx({
      sheets: [
        {
          name: "台账",
          rows: [
            ["大同市社区老年人日间照料中心台账"],
            ["序号", "名称", "位置", null, "床位"],
            [null, null, "经度", "纬度", null],
            ...rows,
            [null, "合计", null, null, 306],
          ],
          merges: ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"],
        },
      ],
    }),
  };
}

/** A list without any position: rows name their communities, one of them wrongly, one not at all. */
export function createPlainList({ communities, units }: Study): GivenFile {
  const rows = Array.from({ length: 30 }, (_, row) => {
    const index = 40 * row;
    const id = communities.ids[index] as string;
    const name = communities.names[index] as string;
    const district = units.find((unit) => unit.id === id.slice(0, 6))?.name;
    // A name that lacks its first character is likely to be meant, no more.
    const written = row % 15 === 0 ? name : name.slice(1);
    return `${row + 1},第${row + 1}卫生室,${written},${district},${3 + (row % 4)}`;
  });
  const broken = ["31,第31卫生室,不存在的社区,,3", "32,第32卫生室,,,3"];
  return {
    name: "卫生室.csv",
    bytes: encodeGbk(`序号,卫生室名称,社区,区县,医生\n${[...rows, ...broken].join("\n")}\n`),
  };
}

/** A new list of kindergartens: the first ten are in the study already, under the same name and id, the others are new. */
export function createOverlappingList(study: Study): GivenFile {
  const layer = study.facilities.find(({ serviceId }) => serviceId === "kindergarten") as Study["facilities"][number];
  const rows = Array.from({ length: 40 }, (_, row) => {
    const at = layer.starts[9 * row] as number;
    const [lon, lat] = [layer.coordinates[2 * at] as number, layer.coordinates[2 * at + 1] as number];
    const isKnown = row < 10;
    // Some 20 m north of where the study has it.
    const name = isKnown ? layer.names[9 * row] : `新建第${row}幼儿园`;
    return `${isKnown ? layer.ids[9 * row] : `new-${row}`},${name},${lon},${lat + 0.0002},CGCS2000,120`;
  });
  return { name: "幼儿园新增.csv", bytes: utf8(`编号,名称,经度,纬度,坐标系,学位数\n${rows.join("\n")}\n`) };
}

/** People by community, men and women in columns of their own and none of both. */
export function createSexesTable({ communities }: Study): GivenFile {
  const rows = Array.from({ length: 60 }, (_, row) => {
    const index = 10 * row;
    return `${communities.ids[index]},${communities.names[index]},${900 + row},${1000 + row}`;
  });
  return { name: "社区人口.csv", bytes: utf8(`统计用区划代码,社区名称,男,女\n${rows.join("\n")}\n`) };
}

/** People by community, everybody and the old. */
export function createAgesTable({ communities }: Study): GivenFile {
  const rows = Array.from({ length: 60 }, (_, row) => {
    const index = 10 * row;
    return `${communities.ids[index]},${communities.names[index]},${1900 + row},${400 + row}`;
  });
  return { name: "社区人口.csv", bytes: utf8(`统计用区划代码,社区名称,常住人口,60岁及以上\n${rows.join("\n")}\n`) };
}

/** A list so long that reading it takes a while. */
export function createLargeList(study: Study, count = 60_000): GivenFile {
  const places = placesOf(study, "kindergarten", 100);
  const rows = Array.from({ length: count }, (_, row) => {
    const [lon, lat] = places[row % places.length] as Position;
    return `${row},幼儿园${row},${(lon + (row % 97) * 1e-5).toFixed(6)},${lat.toFixed(6)},某路 ${row} 号,${row % 300}`;
  });
  return { name: "幼儿园.csv", bytes: utf8(`编号,名称,经度,纬度,地址,学位数\n${rows.join("\n")}\n`) };
}
