/** Small isochrones for tests: a town in metres, and a band shown in characters. */

import { DEFAULT_GROUND, type GroundOptions } from "../../src/core/isochrone/ground-options.ts";
import { type Isochrone, IsochroneMaker } from "../../src/core/isochrone/isochrone.ts";
import { OffStreetGround } from "../../src/core/isochrone/off-street-ground.ts";
import type { AreaGeometry, Position } from "../../src/core/model/geometry.ts";
import { CYCLE_BOTH, type Streets, WALK_BOTH } from "../../src/core/model/streets.ts";
import type { Barrier } from "../../src/core/model/study.ts";
import { buildNetwork } from "../../src/core/network/build-network.ts";
import { findComponents } from "../../src/core/network/components.ts";
import type { Network } from "../../src/core/network/network.ts";
import { indexBarriers, type Snaps, StreetIndex } from "../../src/core/network/snap.ts";
import { buildSearchGraph, type Direction } from "../../src/core/routing/search-graph.ts";

const WEST = 113.3;
const SOUTH = 40.08;
const METRES_PER_LON = 85_170;
const METRES_PER_LAT = 111_040;

export type Metres = readonly [x: number, y: number];

/** Degrees of a place given in metres from the town's south-western corner (to 1e-7°; true to 1e-3 of the length). */
export function atMetres([x, y]: Metres): Position {
  return [Math.round((WEST + x / METRES_PER_LON) * 1e7) / 1e7, Math.round((SOUTH + y / METRES_PER_LAT) * 1e7) / 1e7];
}

/** Streets along these lines; permissions default to both ways for everybody. */
export function createStreets(lines: readonly (readonly Metres[])[], permissions: readonly number[] = []): Streets {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length);
  return {
    count: lines.length,
    coordinates: Float64Array.from(lines.flatMap((line) => line.flatMap(atMetres))),
    starts: Uint32Array.from(starts),
    permissions: Uint8Array.from(lines, (_, index) => permissions[index] ?? WALK_BOTH | CYCLE_BOTH),
    classes: lines.map(() => "residential"),
    names: lines.map(() => ""),
    ids: lines.map((_, index) => `w${index}`),
  };
}

export function createWall(...line: readonly Metres[]): Barrier {
  return { kind: "wall", name: "", geometry: { type: "LineString", coordinates: line.map(atMetres) } };
}

export function createWater(...rings: readonly (readonly Metres[])[]): Barrier {
  const closed = rings.map((ring) => [...ring, ring[0] as Metres].map(atMetres));
  return { kind: "water", name: "", geometry: { type: "Polygon", coordinates: closed } };
}

export interface ToyTown {
  readonly streets: Streets;
  readonly barriers?: readonly Barrier[];
  readonly ground?: Partial<GroundOptions>;
  readonly direction?: Direction;
  readonly metresPerSecond?: number;
}

export interface OpenTown {
  readonly network: Network;
  readonly ground: OffStreetGround;
  readonly maker: IsochroneMaker;
  /** Attaches places (interleaved lon, lat). */
  readonly snap: (points: Float64Array) => Snaps;
  /** One isochrone of all places together. */
  readonly isochrone: (places: readonly Metres[], cutoffsSeconds: readonly number[]) => Isochrone;
}

export function openTown({ streets, barriers = [], ground = {}, direction, metresPerSecond = 1 }: ToyTown): OpenTown {
  const network = buildNetwork(streets, { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) });
  const components = findComponents(network, "walk");
  const index = new StreetIndex(network, { ...components, usableEdges: components.permittedEdges, islandCount: 0 });
  const offStreet = new OffStreetGround(network, "walk", barriers, { ...DEFAULT_GROUND, ...ground });
  const maker = new IsochroneMaker(buildSearchGraph(network, { mode: "walk", metresPerSecond }, direction), offStreet);
  const snap = (points: Float64Array): Snaps => index.snap(points, 300, indexBarriers(barriers), "toy");
  return {
    network,
    ground: offStreet,
    maker,
    snap,
    isochrone: (places, cutoffs) => {
      const snaps = snap(Float64Array.from(places.flatMap(atMetres)));
      const points = Int32Array.from(places.keys());
      return maker.make({ snaps, sourceOfPoint: points }, points, cutoffs);
    },
  };
}

/** Even-odd over all rings. */
export function holdsPoint(area: AreaGeometry, [lon, lat]: Position): boolean {
  const polygons = area.type === "Polygon" ? [area.coordinates] : area.coordinates;
  let inside = false;
  for (const ring of polygons.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = ring[i - 1] as Position;
      const [x2, y2] = ring[i] as Position;
      if (y1 > lat !== y2 > lat && x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1) > lon) inside = !inside;
    }
  }
  return inside;
}

/** A band in characters, north above: `#` inside, `.` outside, one character each `step` metres. */
export function drawBand(area: AreaGeometry, from: Metres, to: Metres, step: number): string {
  const lines: string[] = [];
  for (let y = to[1]; y >= from[1]; y -= step) {
    let line = "";
    for (let x = from[0]; x <= to[0]; x += step) line += holdsPoint(area, atMetres([x, y])) ? "#" : ".";
    lines.push(line);
  }
  return lines.join("\n");
}
