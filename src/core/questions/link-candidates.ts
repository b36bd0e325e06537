/**
 * Where a short link would shorten a walk: pairs of street places on both sides of
 * something that only streets cross, or at a dead end. For each far place the near one
 * with the cheapest way over is enough: who gains by another gains by this one too. No street
 * may lie between them, else the link would begin there.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { distanceMetres, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Bounds, Position } from "../model/geometry.ts";
import type { LinkKind } from "../model/link-kind.ts";
import { CYCLE_BOTH, type Streets, WALK_BOTH } from "../model/streets.ts";
import { type BarrierCrossing, BarrierIndex } from "../network/barrier-index.ts";
import { SegmentGrid } from "../network/segment-grid.ts";
import type { StreetIndex } from "../network/snap.ts";
import type { ReachField } from "./asked-reach.ts";
import { listStreetPlaces, PlaceCells, type StreetPlaces } from "./street-places.ts";

/** Longest link over each, between the street places at its ends. */
const MOST_LINK_METRES: Readonly<Record<LinkKind, number>> = {
  bridge: 400,
  "railway-crossing": 200,
  "road-crossing": 200,
  "wall-gate": 150,
  "dead-end": 100,
  "locked-gate": 0.01,
};
const FARTHEST_METRES = 200;
const FARTHEST_OVER_WATER_METRES = 400;
/** A place this near a street is on it. */
const ON_STREET_METRES = 0.5;
/** A link through more walls than this is no opening. */
const MOST_CROSSINGS = 2;

export interface LinkCandidate {
  readonly near: number;
  readonly far: number;
  readonly metres: number;
  /** Cost of the far place by the link, in ticks. */
  readonly ticks: number;
  readonly kind: LinkKind;
  readonly crossings: readonly BarrierCrossing[];
}

/** Streets that a mode may not use at all, as something to be crossed; null where there are none. */
function indexForbiddenStreets(
  { count, coordinates, permissions, starts }: Streets,
  mode: "walk" | "cycle",
): SegmentGrid | null {
  const bits = mode === "walk" ? WALK_BOTH : CYCLE_BOTH;
  const ends: number[] = [];
  for (let street = 0; street < count; street++) {
    if (((permissions[street] as number) & bits) !== 0) continue;
    for (let at = starts[street] as number; at + 1 < (starts[street + 1] as number); at++) {
      ends.push(...coordinates.subarray(2 * at, 2 * at + 4));
    }
  }
  return ends.length === 0 ? null : new SegmentGrid({ count: ends.length / 4, ends: Float64Array.from(ends) }, 200);
}

export interface LinkGround {
  readonly places: StreetPlaces;
  readonly cells: PlaceCells;
  /** Level metres from each place to a facility, in ticks; Infinity where none is reached. */
  readonly ticks: Float64Array;
  readonly ticksPerMetre: number;
  readonly barriers: BarrierIndex;
  readonly waterWithin: (position: Position, metres: number) => boolean;
  readonly kindOfBarrier: (barrierIndex: number) => "water" | "railway" | "wall";
  readonly forbidden: SegmentGrid | null;
  readonly streets: StreetIndex;
}

/** The streets of a field with all that a link over them meets; costs are still to be filled in. */
export function layOutGround(
  session: AnalysisSession,
  { search, costs }: ReachField,
  bounds: Bounds | null,
): LinkGround {
  const { study, network, barrierIndex } = session;
  const { travel } = search;
  const places = listStreetPlaces(network, session.components(travel), study.streetBlocks, bounds);
  const water = session.remember(
    "water index",
    () => new BarrierIndex(study.barriers.filter(({ kind }) => kind === "water")),
  );
  return {
    places,
    cells: new PlaceCells(places),
    ticks: new Float64Array(places.count),
    ticksPerMetre: costs.field.graph.ticksPerMetre,
    barriers: barrierIndex,
    waterWithin: (position, metres) => water.hasWithin(position, metres),
    kindOfBarrier: (index) => study.barriers[index]?.kind ?? "wall",
    forbidden: session.remember(`forbidden streets ${travel.mode}`, () =>
      indexForbiddenStreets(study.streets, travel.mode),
    ),
    streets: session.streetIndex(travel),
  };
}

/** The least of what the places cost from which a link could come. */
export class LeastNear {
  private readonly ground: LinkGround;
  /** By cell: the least cost in it, and in the cells that a link could come from; NaN where not yet looked at. */
  private readonly leastNearCell: Float64Array;
  private readonly leastInCell: Float64Array;

  /** @param costs of the ground's places, by whichever way to travel and in whichever unit */
  constructor(ground: LinkGround, costs: Float64Array) {
    this.ground = ground;
    const { cells, places } = ground;
    this.leastNearCell = new Float64Array(cells.columns * cells.rows).fill(Number.NaN);
    this.leastInCell = new Float64Array(cells.columns * cells.rows).fill(Infinity);
    for (let place = 0; place < places.count; place++) {
      const cell =
        cells.columnOf(places.lons[place] as number) + cells.columns * cells.rowOf(places.lats[place] as number);
      const cost = costs[place] as number;
      if (cost < (this.leastInCell[cell] as number)) this.leastInCell[cell] = cost;
    }
  }

  /** A cost that no place from which a link could come lies below, nor the place itself. */
  at(place: number): number {
    const { cells, places } = this.ground;
    const [lon, lat] = [places.lons[place] as number, places.lats[place] as number];
    const column = cells.columnOf(lon);
    const row = cells.rowOf(lat);
    const cell = column + cells.columns * row;
    const known = this.leastNearCell[cell] as number;
    if (!Number.isNaN(known)) return known;
    // Places of a cell lie within a cell's width of each other: the reach over water is asked once for all.
    const isByWater = this.ground.waterWithin([lon, lat], FARTHEST_OVER_WATER_METRES + 2 * cells.cellMetres);
    const span = cells.cellsWithin(isByWater ? FARTHEST_OVER_WATER_METRES : FARTHEST_METRES);
    let least = Infinity;
    for (let y = Math.max(0, row - span); y <= Math.min(cells.rows - 1, row + span); y++) {
      for (let x = Math.max(0, column - span); x <= Math.min(cells.columns - 1, column + span); x++) {
        const cost = this.leastInCell[x + cells.columns * y] as number;
        if (cost < least) least = cost;
      }
    }
    this.leastNearCell[cell] = least;
    return least;
  }
}

export class LinkFinder {
  private readonly ground: LinkGround;
  private readonly found: { place: number; metres: number; ticks: number }[] = [];

  constructor(ground: LinkGround) {
    this.ground = ground;
  }

  /** How far a link from a place may reach. */
  private reachOf(place: number): number {
    return this.ground.waterWithin(this.positionOf(place), FARTHEST_OVER_WATER_METRES)
      ? FARTHEST_OVER_WATER_METRES
      : FARTHEST_METRES;
  }

  positionOf(place: number): Position {
    const { lons, lats } = this.ground.places;
    return [lons[place] as number, lats[place] as number];
  }

  /** The cheapest link to a far place, at a cost below `mostTicks`; null where there is none. */
  find(far: number, mostTicks: number): LinkCandidate | null {
    for (const { place, metres, ticks } of this.sortNear(far, mostTicks)) {
      const link = this.judge(place, far, metres, ticks);
      if (link !== null) return link;
    }
    return null;
  }

  /** The cheapest link of each of some kinds. */
  findEach(far: number, mostTicks: number, kinds: readonly LinkKind[]): LinkCandidate[] {
    const open = new Set(kinds);
    const found: LinkCandidate[] = [];
    for (const { place, metres, ticks } of this.sortNear(far, mostTicks)) {
      if (open.size === 0) break;
      const link = this.judge(place, far, metres, ticks);
      if (link !== null && open.delete(link.kind)) found.push(link);
    }
    return found;
  }

  private sortNear(far: number, mostTicks: number): readonly { place: number; metres: number; ticks: number }[] {
    return this.listNear(far, this.reachOf(far), mostTicks).sort((a, b) => a.ticks - b.ticks || a.place - b.place);
  }

  private listNear(far: number, reach: number, mostTicks: number): { place: number; metres: number; ticks: number }[] {
    const { places, cells, ticks, ticksPerMetre } = this.ground;
    const { found } = this;
    found.length = 0;
    const [lon, lat] = this.positionOf(far);
    const perLon = metresPerDegreeOfLongitude(lat);
    const perLat = metresPerDegreeOfLatitude(lat);
    const span = cells.cellsWithin(reach);
    const column = cells.columnOf(lon);
    const row = cells.rowOf(lat);
    for (let y = Math.max(0, row - span); y <= Math.min(cells.rows - 1, row + span); y++) {
      const first = Math.max(0, column - span) + y * cells.columns;
      const last = Math.min(cells.columns - 1, column + span) + y * cells.columns;
      const end = cells.starts[last + 1] as number;
      for (let i = cells.starts[first] as number; i < end; i++) {
        const place = cells.members[i] as number;
        const cost = ticks[place] as number;
        if (cost >= mostTicks) continue;
        const dx = ((places.lons[place] as number) - lon) * perLon;
        const dy = ((places.lats[place] as number) - lat) * perLat;
        const metres = Math.sqrt(dx * dx + dy * dy);
        const total = cost + metres * ticksPerMetre;
        if (metres > reach || total >= mostTicks || place === far) continue;
        found.push({ place, metres, ticks: total });
      }
    }
    return found;
  }

  private judge(near: number, far: number, about: number, ticks: number): LinkCandidate | null {
    const { barriers, forbidden, kindOfBarrier, places, streets, ticksPerMetre } = this.ground;
    const from = this.positionOf(near);
    const to = this.positionOf(far);
    if (places.isGate[near] === 1 || places.isGate[far] === 1) return this.judgeGate(near, far, about, ticks);
    const isBlocked = barriers.crosses(from, to);
    const isForbidden = forbidden?.crosses(from[0], from[1], to[0], to[1]) ?? false;
    const isDeadEnd = places.isDeadEnd[near] === 1 || places.isDeadEnd[far] === 1;
    if (!isBlocked && !isForbidden && !(isDeadEnd && about <= MOST_LINK_METRES["dead-end"])) return null;
    if (streets.crossesStreet(from[0], from[1], to[0], to[1])) return null;
    const crossings = isBlocked ? barriers.listCrossings(from, to) : [];
    if (crossings.length > MOST_CROSSINGS) return null;
    const kinds = crossings.map(({ barrierIndex }) => kindOfBarrier(barrierIndex));
    const kind: LinkKind = kinds.includes("water")
      ? "bridge"
      : kinds.includes("railway")
        ? "railway-crossing"
        : isForbidden
          ? "road-crossing"
          : kinds.includes("wall")
            ? "wall-gate"
            : "dead-end";
    const metres = distanceMetres(from[0], from[1], to[0], to[1]);
    if (metres > MOST_LINK_METRES[kind] || (kind === "dead-end" && !isDeadEnd)) return null;
    if (this.runsAlongStreet(from, to)) return null;
    return { near, far, metres, ticks: ticks + (metres - about) * ticksPerMetre, kind, crossings };
  }

  /** What crosses no street and has its middle on one lies along it: a one-way street is there already. */
  private runsAlongStreet(from: Position, to: Position): boolean {
    const [lon, lat] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return this.ground.streets.findFoot(lon, lat, ON_STREET_METRES, null).segmentIndex >= 0;
  }

  /** A gate is passed from its one side to its other; no new link begins at one. */
  private judgeGate(near: number, far: number, metres: number, ticks: number): LinkCandidate | null {
    const { isGate } = this.ground.places;
    const isOne = isGate[near] === 1 && isGate[far] === 1 && metres <= MOST_LINK_METRES["locked-gate"];
    if (!isOne) return null;
    return { near, far, metres, ticks, kind: "locked-gate", crossings: [] };
  }
}
