/**
 * Demand where no census is at hand: the floor area of buildings that may hold
 * homes (footprint × storeys), each at a point inside; without such buildings,
 * metres of residential street. The unit travels with every figure, because it
 * counts floor or street, not people.
 */

import type { WorkControl } from "../../core/analysis-result.ts";
import { AreaIndex, areaSquareMetres, pointInside } from "../../core/areas.ts";
import type { Issue } from "../../core/errors.ts";
import type { Communities } from "../../core/model/community.ts";
import type { Demand, DemandUnit } from "../../core/model/demand.ts";
import type { AreaGeometry } from "../../core/model/geometry.ts";
import type { Streets } from "../../core/model/streets.ts";
import { Pace } from "../breathe.ts";
import type { OsmData } from "./osm-data.ts";
import { homesIn, isGroundWithoutHomes, levelsOf } from "./osm-kinds.ts";
import type { OsmTags } from "./osm-source.ts";
import { assembleArea, polygonOfWay } from "./rings.ts";
import { sampleStreets } from "./sample-streets.ts";

/** Ways between two looks at the clock. */
const WAYS_AT_ONCE = 1024;
/** Storeys of a building that does not say, where no building of the extract does. */
export const USUAL_LEVELS = 2;

function groundWithoutHomes(data: OsmData): AreaIndex {
  const areas: (AreaGeometry | null)[] = [];
  for (const way of data.ways) if (isGroundWithoutHomes(way.tags)) areas.push(polygonOfWay(data, way));
  for (const relation of data.relations)
    if (isGroundWithoutHomes(relation.tags)) areas.push(assembleArea(data, relation).area);
  return new AreaIndex(areas);
}

/** The median of numbers; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

interface Homes {
  readonly coordinates: number[];
  readonly squareMetres: number[];
  /** NaN where not tagged. */
  readonly levels: number[];
}

async function homesFromOsm(data: OsmData, control: WorkControl): Promise<Homes> {
  const ground = groundWithoutHomes(data);
  const homes: Homes = { coordinates: [], squareMetres: [], levels: [] };
  const put = (tags: OsmTags, shape: () => AreaGeometry | null): void => {
    const kind = homesIn(tags);
    if (kind === "none") return;
    const area = shape();
    if (!area) return;
    const [lon, lat] = pointInside(area);
    if (kind === "maybe" && ground.find(lon, lat) >= 0) return;
    const squareMetres = areaSquareMetres(area);
    if (!(squareMetres > 0)) return;
    homes.coordinates.push(lon, lat);
    homes.squareMetres.push(squareMetres);
    homes.levels.push(levelsOf(tags));
  };
  const pace = new Pace(control, "assembling");
  for (const [row, way] of data.ways.entries()) {
    if (row % WAYS_AT_ONCE === 0) await pace.step(row, data.ways.length);
    put(way.tags, () => polygonOfWay(data, way));
  }
  for (const relation of data.relations) put(relation.tags, () => assembleArea(data, relation).area);
  return homes;
}

/** Puts points into communities: the index of the community that holds each, -1 outside all. */
export function assignCommunities(coordinates: Float64Array, communities: Communities): Int32Array {
  const index = new AreaIndex(communities.areas);
  return Int32Array.from({ length: coordinates.length / 2 }, (_, row) =>
    index.find(coordinates[2 * row] as number, coordinates[2 * row + 1] as number),
  );
}

function toDemand(
  coordinates: Float64Array,
  amounts: Float64Array,
  unit: DemandUnit,
  communities: Communities,
): Demand {
  return {
    count: amounts.length,
    coordinates,
    communityIndexes: assignCommunities(coordinates, communities),
    unit,
    people: { all: amounts },
    landSquareMetres: null,
  };
}

/** Metres of residential street as demand, announced in a warning. */
export function demandFromStreets(streets: Streets, communities: Communities, layer: string, issues: Issue[]): Demand {
  const samples = sampleStreets(streets, layer);
  const details = { what: "demand-from-streets", basis: samples.basis, count: samples.metres.length };
  issues.push({ code: "assumed", severity: "warning", layer, field: "demand", details });
  return toDemand(samples.coordinates, samples.metres, "residential-street-m", communities);
}

/** Residential floor area, or metres of residential street where the file has no such buildings. */
export async function demandFromOsm(
  data: OsmData,
  streets: Streets,
  communities: Communities,
  layer: string,
  issues: Issue[],
  control: WorkControl,
): Promise<Demand> {
  const homes = await homesFromOsm(data, control);
  const count = homes.squareMetres.length;
  if (count === 0) return demandFromStreets(streets, communities, layer, issues);
  const tagged = homes.levels.filter((levels) => !Number.isNaN(levels));
  const usual = tagged.length > 0 ? medianOf(tagged) : USUAL_LEVELS;
  if (tagged.length < count) {
    issues.push({
      code: "assumed",
      severity: "warning",
      layer,
      field: "building:levels",
      value: String(usual),
      details: {
        what: "levels",
        count: count - tagged.length,
        buildings: count,
        basis: tagged.length > 0 ? "median" : "usual",
      },
    });
  }
  const floor = Float64Array.from(homes.squareMetres, (squareMetres, row) => {
    const levels = homes.levels[row] ?? Number.NaN;
    return squareMetres * (Number.isNaN(levels) ? usual : levels);
  });
  return toDemand(Float64Array.from(homes.coordinates), floor, "residential-floor-m2", communities);
}
