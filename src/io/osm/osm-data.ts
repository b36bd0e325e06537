/**
 * The parts of an OSM file that a study can use, gathered in three visits:
 * relations, then ways (their members among them), then the nodes that those
 * ways use. Node positions lie in typed arrays for the nodes in use only, so a
 * province's extract needs some hundred megabytes rather than all of its nodes.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import { blockedModes, isEntrance, isStreet } from "../../core/network/street-access.ts";
import { pointConditions } from "../../core/network/street-conditions.ts";
import { breathe } from "../breathe.ts";
import { NumberList } from "./number-list.ts";
import {
  adminLevelOf,
  barrierLineOf,
  contextAreaOf,
  homesIn,
  isGroundWithoutHomes,
  isPlace,
  isWaterArea,
} from "./osm-kinds.ts";
import { servicesOfTags } from "./osm-services.ts";
import { NO_TAGS, type OsmSource, type OsmTags } from "./osm-source.ts";

export interface OsmPoint {
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags: OsmTags;
}

export interface OsmWayMember {
  readonly wayId: number;
  readonly role: string;
}

export interface OsmRelation {
  readonly id: number;
  readonly tags: OsmTags;
  readonly members: readonly OsmWayMember[];
}

export interface OsmWay {
  readonly id: number;
  readonly tags: OsmTags;
  /** Slots of its nodes between these two in `OsmData.slots`. */
  readonly first: number;
  readonly end: number;
}

/** What a node on a street stops, and under what conditions (bits of model/streets). */
export interface NodeBlock {
  readonly stops: number;
  readonly conditions: number;
}

export interface OsmData {
  readonly bounds: Bounds | null;
  readonly date: string;
  readonly ways: readonly OsmWay[];
  /** Ways that relations refer to, by id. */
  readonly memberWays: ReadonlyMap<number, OsmWay>;
  /** Node slots of all ways, one after the other. */
  readonly slots: Int32Array;
  /** Node id of each slot, ascending. */
  readonly nodeIds: Float64Array;
  /** Interleaved lon, lat by slot; NaN where the file lacks the node. */
  readonly coordinates: Float64Array;
  readonly relations: readonly OsmRelation[];
  /** Nodes that may be facilities or places. */
  readonly points: readonly OsmPoint[];
  /** Nodes on streets that stop a mode: slot → WALK_BOTH / CYCLE_BOTH bits. */
  readonly blocks: ReadonlyMap<number, NodeBlock>;
  /** Nodes on streets that speak of opening times in a way that is not read. */
  readonly unreadTimes: number;
  /** Slots of nodes by which people enter an area: entrances and gates that are open to walkers. */
  readonly entrances: ReadonlySet<number>;
}

/** Ways that are kept, and their nodes: those of several provinces. More would not fit into a page's memory. */
const MOST_WAYS = 4_000_000;
const MOST_REFERENCES = 30_000_000;

function refuseLarge(layer: string, unit: string, limit: number): never {
  throw new BadDataError([{ code: "too-large", severity: "error", layer, details: { unit, limit } }]);
}

/** Node ids in use, in order, and where each stands. Files mostly list nodes in order, so the next one is usually near. */
class NodeSlots {
  readonly ids: Float64Array;
  private cursor = 0;

  constructor(references: Float64Array) {
    const sorted = references.slice().sort();
    let count = 0;
    for (let index = 0; index < sorted.length; index++) {
      if (index === 0 || sorted[index] !== sorted[index - 1]) sorted[count++] = sorted[index] as number;
    }
    this.ids = sorted.slice(0, count);
  }

  /** Slot of a node id, -1 where no way uses it. */
  find(id: number): number {
    const { ids } = this;
    let low = 0;
    let high = this.cursor;
    if ((ids[this.cursor] as number) <= id) {
      low = this.cursor;
      let step = 1;
      for (; low + step < ids.length && (ids[low + step] as number) <= id; step *= 2) low += step;
      high = Math.min(ids.length - 1, low + step);
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((ids[middle] as number) <= id) low = middle;
      else high = middle - 1;
    }
    this.cursor = low;
    return ids[low] === id ? low : -1;
  }
}

function isAreaOfUse(tags: OsmTags): boolean {
  return (
    !Number.isNaN(adminLevelOf(tags)) ||
    isWaterArea(tags) ||
    contextAreaOf(tags) !== null ||
    isGroundWithoutHomes(tags) ||
    servicesOfTags(tags).length > 0
  );
}

function isRelationOfUse(tags: OsmTags): boolean {
  const type = tags.get("type");
  const ofUse = isAreaOfUse(tags) || homesIn(tags) !== "none" || isStreet(tags);
  return ofUse && (type === "multipolygon" || type === "boundary");
}

/** Tags that buildings share are kept once: millions of them say no more than `building=yes`. */
class BuildingTags {
  private readonly known = new Map<string, OsmTags>();

  of(tags: OsmTags): OsmTags {
    const building = tags.get("building") ?? "";
    const levels = tags.get("building:levels") ?? "";
    const key = `${building}|${levels}`;
    let shared = this.known.get(key);
    if (!shared) {
      shared = new Map(
        levels === ""
          ? [["building", building]]
          : [
              ["building", building],
              ["building:levels", levels],
            ],
      );
      this.known.set(key, shared);
    }
    return shared;
  }
}

async function readRelations(source: OsmSource, control: WorkControl): Promise<OsmRelation[]> {
  const relations: OsmRelation[] = [];
  await source.visit(
    {
      relation: (id, members, tags) => {
        if (!isRelationOfUse(tags)) return;
        const ways = members.filter((member) => member.type === "way" && !Number.isNaN(member.ref));
        relations.push({ id, tags, members: ways.map(({ ref, role }) => ({ wayId: ref, role })) });
      },
    },
    control,
  );
  return relations;
}

interface ReadWays {
  readonly ways: OsmWay[];
  readonly memberWays: Map<number, OsmWay>;
  readonly references: Float64Array;
  readonly streetWays: ReadonlySet<OsmWay>;
}

async function readWays(
  source: OsmSource,
  relations: readonly OsmRelation[],
  layer: string,
  control: WorkControl,
): Promise<ReadWays> {
  const wanted = new Set(relations.flatMap((relation) => relation.members.map((member) => member.wayId)));
  const buildingTags = new BuildingTags();
  const references = new NumberList();
  const ways: OsmWay[] = [];
  const memberWays = new Map<number, OsmWay>();
  const streetWays = new Set<OsmWay>();
  await source.visit(
    {
      way: (id, refs, tags) => {
        const street = tags !== NO_TAGS && isStreet(tags);
        const ofUse = street || (tags !== NO_TAGS && (isAreaOfUse(tags) || barrierLineOf(tags) !== null));
        const home = !ofUse && homesIn(tags) !== "none";
        const member = wanted.has(id);
        if (!ofUse && !home && !member) return;
        const first = references.length;
        for (let index = 0; index < refs.length; index++) references.push(refs[index] as number);
        const way: OsmWay = {
          id,
          tags: ofUse ? tags : home ? buildingTags.of(tags) : NO_TAGS,
          first,
          end: references.length,
        };
        if (ways.length === MOST_WAYS) refuseLarge(layer, "ways", MOST_WAYS);
        if (references.length > MOST_REFERENCES) refuseLarge(layer, "nodes", MOST_REFERENCES);
        ways.push(way);
        if (street) streetWays.add(way);
        if (member) memberWays.set(id, way);
      },
    },
    control,
  );
  return { ways, memberWays, references: references.view(), streetWays };
}

/** Gathers what a study needs from an OSM file. Throws what the source throws (BadDataError, cancelled), and BadDataError (too-large). */
export async function readOsmData(source: OsmSource, layer: string, control: WorkControl): Promise<OsmData> {
  const relations = await readRelations(source, control);
  const { ways, memberWays, references, streetWays } = await readWays(source, relations, layer, control);
  await breathe(control);
  const nodeSlots = new NodeSlots(references);
  await breathe(control);
  const slots = Int32Array.from(references, (id) => nodeSlots.find(id));
  const onStreet = new Uint8Array(nodeSlots.ids.length);
  for (const way of streetWays) for (let at = way.first; at < way.end; at++) onStreet[slots[at] as number] = 1;
  const coordinates = new Float64Array(2 * nodeSlots.ids.length).fill(Number.NaN);
  const points: OsmPoint[] = [];
  const blocks = new Map<number, NodeBlock>();
  let unreadTimes = 0;
  const entrances = new Set<number>();
  await source.visit(
    {
      node: (id, lon, lat, tags) => {
        if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return;
        const slot = nodeSlots.find(id);
        if (slot >= 0) {
          coordinates[2 * slot] = lon;
          coordinates[2 * slot + 1] = lat;
        }
        if (tags === NO_TAGS) return;
        if (slot >= 0 && isEntrance(tags)) entrances.add(slot);
        if (slot >= 0 && onStreet[slot] === 1) {
          const stops = blockedModes(tags);
          const { bits, isUnread } = pointConditions(tags);
          if (isUnread) unreadTimes++;
          if (stops !== 0 || bits !== 0) blocks.set(slot, { stops, conditions: bits });
        }
        if (isPlace(tags) || servicesOfTags(tags).length > 0) points.push({ id, lon, lat, tags });
      },
    },
    control,
  );
  const nodeIds = nodeSlots.ids;
  const { bounds, date } = source;
  return {
    bounds,
    date,
    ways,
    memberWays,
    slots,
    nodeIds,
    coordinates,
    relations,
    points,
    blocks,
    unreadTimes,
    entrances,
  };
}
