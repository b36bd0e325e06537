/** The generated city as a study: layers in degrees, names, units, sources and assumptions. */
import type { AreaGeometry, Position } from "../../src/core/model/geometry.ts";
import { CYCLE_BOTH, type Streets, WALK_BOTH } from "../../src/core/model/streets.ts";
import type { Barrier, ContextShape, Study } from "../../src/core/model/study.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";
import type { Inconsistency, Target } from "../../src/core/plan/target.ts";
import type { City, CityHome } from "./build-city.ts";
import { placeFacilities, SERVICES } from "./facilities.ts";
import { type NodedStreet, nodeStreets, openWalls } from "./node-streets.ts";
import { type Point, toDegrees } from "./plane.ts";
import { createRandom } from "./random.ts";
import { ASSUMPTIONS, SOURCES } from "./sources.ts";
import { groupTownships } from "./townships.ts";

export function createStudy(
  city: City,
  plan: { targets: readonly Target[]; inconsistencies: readonly Inconsistency[] },
  seed: number,
): Study {
  const townships = groupTownships(city);
  const count = city.communities.length;
  const column = (of: (home: CityHome) => number): Float64Array => Float64Array.from(city.homes, of);
  return {
    id: "datong",
    title: { zh: "大同市 · 十四五公共服务规划", en: "Datong · 14th Five-Year Plan for public services" },
    demonstration: true,
    date: "2020-11-01",
    sources: SOURCES,
    services: SERVICES,
    units: townships.units,
    assumptions: ASSUMPTIONS,
    origins: [],
    streets: createStreets(nodeStreets(city.canvas)),
    streetBlocks: { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) },
    communities: {
      count,
      ids: city.communities.map(
        ({ county, urban, number }) => `${county.code}-${urban ? "S" : "C"}${String(number).padStart(3, "0")}`,
      ),
      names: city.communities.map(
        ({ county, urban, number }) => `${county.short}-${urban ? "" : "村"}${String(number).padStart(3, "0")}`,
      ),
      parentIds: townships.ofCommunity,
      kinds: city.communities.map(({ urban }) => (urban ? "urban" : "village")),
      areas: city.communities.map(({ area }) => toArea(area)),
      centres: Float64Array.from(city.communities.flatMap(({ centre }) => toDegrees(centre))),
      approximate: true,
    },
    demand: {
      count: city.homes.length,
      coordinates: Float64Array.from(city.homes.flatMap(({ point }) => toDegrees(point))),
      communityIndexes: Int32Array.from(city.homes, ({ community }) => community),
      unit: "people",
      people: {
        all: column(({ people }) => people),
        "0-2": column(({ infants }) => infants),
        "3-6": column(({ kindergarten }) => kindergarten),
        "60+": column(({ over60 }) => over60),
        "65+": column(({ over65 }) => over65),
        "80+": column(({ over80 }) => over80),
      },
      landSquareMetres: column(({ squareMetres }) => squareMetres),
    },
    facilities: placeFacilities(city, townships.ofCommunity, createRandom(seed + 1)),
    barriers: createBarriers(city),
    context: createContext(city),
    targets: plan.targets,
    inconsistencies: plan.inconsistencies,
    edits: NO_EDITS,
    scenarios: [],
  };
}

/** Pieces that hang together with nothing else and are shorter than this are left out. */
const SHORTEST_PIECE_POSITIONS = 12;

function createStreets(noded: readonly NodedStreet[]): Streets {
  const kept = dropLoosePieces(noded.filter(({ positions }) => positions.length >= 2));
  const coordinates: number[] = [];
  const starts = [0];
  for (const { positions } of kept) {
    for (const position of positions) coordinates.push(...position);
    starts.push(coordinates.length / 2);
  }
  return {
    count: kept.length,
    coordinates: Float64Array.from(coordinates),
    starts: Uint32Array.from(starts),
    permissions: Uint8Array.from(kept, ({ kind }) =>
      kind === "motorway" ? 0 : kind === "footway" || kind === "steps" ? WALK_BOTH : WALK_BOTH | CYCLE_BOTH,
    ),
    classes: kept.map(({ kind }) => kind),
    names: kept.map(({ name }) => name ?? ""),
    ids: kept.map((_, index) => `s${index + 1}`),
  };
}

function dropLoosePieces(streets: readonly NodedStreet[]): NodedStreet[] {
  const parents = streets.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] as number;
    parents[index] = root;
    return root;
  };
  const seen = new Map<string, number>();
  streets.forEach(({ positions, kind }, index) => {
    if (kind === "motorway") return;
    for (const position of positions) {
      const key = position.join();
      const other = seen.get(key);
      if (other === undefined) seen.set(key, index);
      else parents[rootOf(index)] = rootOf(other);
    }
  });
  const sizes = new Map<number, number>();
  streets.forEach(({ positions }, index) => {
    sizes.set(rootOf(index), (sizes.get(rootOf(index)) ?? 0) + positions.length);
  });
  return streets.filter(
    ({ kind }, index) => kind === "motorway" || (sizes.get(rootOf(index)) ?? 0) >= SHORTEST_PIECE_POSITIONS,
  );
}

function toRing(points: readonly Point[]): Position[] {
  const ring = points.map(toDegrees);
  const first = ring[0];
  const last = ring.at(-1);
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) ring.push([first[0], first[1]]);
  return ring;
}

function toArea(area: readonly (readonly (readonly Point[])[])[]): AreaGeometry | null {
  const polygons = area.map((rings) => rings.map(toRing));
  const [only] = polygons;
  if (!only) return null;
  return polygons.length === 1
    ? { type: "Polygon", coordinates: only }
    : { type: "MultiPolygon", coordinates: polygons };
}

function createBarriers(city: City): Barrier[] {
  const { canvas } = city;
  return [
    ...canvas.waters.map(
      ({ name, ring }): Barrier => ({
        kind: "water",
        name,
        geometry: { type: "Polygon", coordinates: [toRing(ring)] },
      }),
    ),
    ...canvas.railways.map(
      ({ name, points }): Barrier => ({
        kind: "railway",
        name,
        geometry: { type: "LineString", coordinates: points.map(toDegrees) },
      }),
    ),
    ...openWalls(canvas).map(
      ({ name, points }): Barrier => ({
        kind: "wall",
        name,
        geometry: { type: "LineString", coordinates: points.map(toDegrees) },
      }),
    ),
  ];
}

function createContext(city: City): ContextShape[] {
  const place = (kind: "place", name: string, point: Point): ContextShape => ({
    kind,
    name,
    geometry: { type: "Point", coordinates: toDegrees(point) },
  });
  return [
    ...city.borders.flatMap(({ code, area }): ContextShape[] => {
      const geometry = toArea(area);
      const name = city.communities.find(({ county }) => county.code === code)?.county.name ?? code;
      return geometry ? [{ kind: "county-border", name, geometry }] : [];
    }),
    ...city.canvas.greens.map(
      ({ name, ring }): ContextShape => ({
        kind: "green",
        name,
        geometry: { type: "Polygon", coordinates: [toRing(ring)] },
      }),
    ),
    ...city.seats.map(({ name, point }) => place("place", name, point)),
    ...city.settlements.map(({ name, point }) => place("place", name, point)),
  ];
}
