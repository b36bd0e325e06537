import { describe, expect, it } from "vitest";
import type { SourceLayer } from "../../../src/io/tables/source-layer.ts";
import { detectVector } from "../../../src/io/vector/detect-vector.ts";
import { readVectorLayers } from "../../../src/io/vector/read-vector-layers.ts";
import { utf8 } from "../bad-data.ts";
import { featuresOf, onlyShapes, type ShapeFeature } from "./shape-texts.ts";

const FIELDS = [
  { name: "OBJECTID", type: "esriFieldTypeOID", alias: "OBJECTID" },
  { name: "SSMC", type: "esriFieldTypeString", alias: "设施名称" },
  {
    name: "SSLX",
    type: "esriFieldTypeString",
    alias: "设施类型",
    domain: {
      type: "codedValue",
      codedValues: [
        { code: "01", name: "幼儿园" },
        { code: "02", name: "小学" },
      ],
    },
  },
  { name: "JCSJ", type: "esriFieldTypeDate", alias: "建成时间" },
];
const ROW = { OBJECTID: 1, SSMC: "甲园", SSLX: "01", JCSJ: 1_577_836_800_000 };

const point = (attributes: object, x = 113.2, y = 40.1): object => ({ attributes, geometry: { x, y } });
const set = (features: readonly unknown[], more: object = {}): object => ({
  geometryType: "esriGeometryPoint",
  spatialReference: { wkid: 4490 },
  fields: FIELDS,
  features,
  ...more,
});
const read = async (document: object): Promise<readonly SourceLayer[]> => {
  const { groups } = await readVectorLayers([{ name: "a.json", bytes: utf8(JSON.stringify(document)) }]);
  return groups.flatMap(({ layers }) => layers);
};
const toldOf = (layers: readonly SourceLayer[]): string[] =>
  layers.flatMap(({ issues }) => issues.map(({ code, details }) => String(details?.what ?? code)));
const rowsOf = async (document: object): Promise<readonly ShapeFeature["properties"][]> =>
  featuresOf(onlyShapes(await read(document))).map(({ properties }) => properties);

describe("JSON of ArcGIS services", () => {
  it("gives features with aliases as headers, codes in words, and days", async () => {
    const layers = await read(set([point(ROW), point({ ...ROW, SSLX: "02", JCSJ: null })]));
    const layer = onlyShapes(layers);
    expect(layer.table.crsCode).toBe(4490);
    expect(featuresOf(layer)).toEqual([
      {
        geometry: { type: "Point", coordinates: [113.2, 40.1] },
        properties: { OBJECTID: 1, 设施名称: "甲园", 设施类型: "幼儿园", 建成时间: "2020-01-01" },
      },
      {
        geometry: { type: "Point", coordinates: [113.2, 40.1] },
        properties: { OBJECTID: 1, 设施名称: "甲园", 设施类型: "小学", 建成时间: null },
      },
    ]);
    expect(toldOf(layers)).toEqual(["aliases-used", "codes-in-words"]);
  });

  it("keeps names that are known or that an alias repeats, and codes that are no codes of the list", async () => {
    const fields = [
      { name: "名称", alias: "别名" },
      { name: "A1", alias: "床位" },
      { name: "A2", alias: "床位" },
      { name: "B1", domain: { codedValues: [{ code: -1, name: "未知" }] } },
      { name: "C1", alias: "社区", domain: { codedValues: [{ code: "140213001001", name: "东社区" }] } },
    ];
    const row = { 名称: "甲", A1: 1, A2: 2, B1: 120, C1: "140213001001" };
    const document = set([point(row), point({ ...row, B1: 80 }), point({ ...row, B1: -1 })], { fields });
    expect((await rowsOf(document))[2]).toEqual({
      名称: "甲",
      A1: 1,
      A2: 2,
      B1: -1,
      社区: "140213001001",
      "社区（域值）": "东社区",
    });
    expect(toldOf(await read(document))).toEqual(["codes-left", "aliases-used", "codes-in-words"]);
    const unknown = await read(set([point(ROW), point({ ...ROW, SSLX: "09" })]));
    expect(featuresOf(onlyShapes(unknown))[1]?.properties.设施类型).toBe("09");
    expect(toldOf(unknown)).toContain("codes-unknown");
  });

  it.each([
    ["midnight in Beijing", [1_577_808_000_000, 1_577_894_400_000], ["2020-01-01", "2020-01-02"], true],
    ["an hour", [1_577_836_800_000, 1_577_840_400_000], ["2020-01-01T00:00:00Z", "2020-01-01T01:00:00Z"], false],
    ["before 1970", [-86_400_000, 0], ["1969-12-31", "1970-01-01"], false],
  ] as const)("reads moments of %s", async (_, moments, days, isTold) => {
    const document = set(moments.map((JCSJ) => point({ ...ROW, JCSJ })));
    expect((await rowsOf(document)).map(({ 建成时间: day }) => day)).toEqual(days);
    expect(toldOf(await read(document)).includes("days-of-beijing")).toBe(isTold);
  });

  it("leaves numbers that no field calls a date", async () => {
    const fields = FIELDS.map((field) => ({ ...field, type: "esriFieldTypeDouble" }));
    expect((await rowsOf(set([point(ROW)], { fields })))[0]?.建成时间).toBe(ROW.JCSJ);
  });

  it("tells holes by the way they run, reads every kind of shape, and says which it does not", async () => {
    const ring = (at: number, size: number, isHole = false): number[][] => {
      const clockwise = [
        [at, at],
        [at, at + size],
        [at + size, at + size],
        [at + size, at],
        [at, at],
      ];
      return isHole ? clockwise.toReversed() : clockwise;
    };
    const shapes = [
      { rings: [ring(0, 9), ring(20, 3), ring(1, 2, true)] },
      { rings: [ring(0, 9), ring(1, 2, true)], hasZ: true },
      {
        paths: [
          [
            [0, 0, 7],
            [1, 1, 7],
          ],
        ],
      },
      {
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      { x: "NaN", y: "NaN" },
      {
        curveRings: [
          [
            [0, 0],
            {
              c: [
                [1, 1],
                [2, 0],
              ],
            },
          ],
        ],
      },
      { x: "113", y: 40 },
    ];
    const layers = await read(set(shapes.map((geometry) => ({ attributes: {}, geometry }))));
    const found = featuresOf(onlyShapes(layers)).map(({ geometry }) => geometry);
    expect(found.map((geometry) => geometry?.type ?? null)).toEqual([
      "MultiPolygon",
      "Polygon",
      "LineString",
      "MultiPoint",
      null,
      null,
      null,
    ]);
    expect(found[0]?.coordinates).toEqual([[ring(0, 9), ring(1, 2, true)], [ring(20, 3)]]);
    expect(toldOf(layers)).toEqual(["bad-value", "heights-dropped", "unsupported-shape"]);
  });

  it.each([
    [{ wkid: 102100, latestWkid: 3857 }, 3857, "EPSG:102100"],
    [{ wkid: 4547 }, 4547, ""],
    [{ wkt: 'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]' }, 0, /^GEOGCS/],
    [{}, 0, ""],
  ])("states its system: %j", async (spatialReference, code, text) => {
    const layer = onlyShapes(await read(set([point(ROW)], { spatialReference })));
    expect(layer.table.crsCode).toBe(code);
    expect(layer.crsText).toMatch(text === "" ? /^$/ : text);
  });

  it("is cells where nothing has a shape", async () => {
    const [layer] = await read(set([{ attributes: ROW }]));
    expect(layer?.kind === "cells" && layer.grid.rows[0]).toEqual(["OBJECTID", "设施名称", "设施类型", "建成时间"]);
  });

  it("says where a service cut it off, in its own JSON and in GeoJSON", async () => {
    expect(toldOf(await read(set([point(ROW)], { exceededTransferLimit: true })))).toContain("transfer-limit");
    expect(toldOf(await read(set([point(ROW)], { exceededTransferLimit: false })))).not.toContain("transfer-limit");
    const feature = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [113, 40] } };
    const geojson = { type: "FeatureCollection", features: [feature], properties: { exceededTransferLimit: true } };
    expect(toldOf(await read(geojson))).toEqual(["transfer-limit"]);
  });

  it("is refused where it only describes a layer, is quantized, or names several systems", async () => {
    const { features: _, ...description } = set([]) as Record<string, unknown>;
    expect(toldOf(await read(description))).toEqual(["layer-description"]);
    const transform = { originPosition: "upperLeft", scale: [1, 1], translate: [0, 0] };
    expect(toldOf(await read(set([point(ROW)], { transform })))).toEqual(["quantized-positions"]);
    const placed = [4326, 4547].map((wkid) => ({
      attributes: ROW,
      geometry: { x: 1, y: 1, spatialReference: { wkid } },
    }));
    const several = set(placed, { spatialReference: null });
    expect(toldOf(await read(several))).toEqual(["several-systems"]);
  });

  it("is not what only speaks of such words", () => {
    const feature = { type: "Feature", properties: { geometryType: "esriGeometryPoint", attributes: {} } };
    const kindOf = (document: object): string | null => detectVector("a.json", utf8(JSON.stringify(document)));
    expect(kindOf({ type: "FeatureCollection", features: [feature] })).toBe("geojson");
    expect(kindOf({ features: [feature], type: "FeatureCollection" })).toBe("geojson");
    expect(kindOf({ elements: [{ attributes: {} }] })).toBeNull();
    expect(kindOf({ note: "Topology", features: [1] })).toBeNull();
  });
});
