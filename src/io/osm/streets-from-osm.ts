/**
 * OSM ways → the street layer. A way is cut where the file lacks its nodes (the
 * extract's edge); squares mapped as areas keep their rings, which paths meet.
 * Nodes that stop a mode become street blocks.
 */
import type { StreetBlocks, Streets } from "../../core/model/streets.ts";
import { isStreet, streetPermissions } from "../../core/network/street-access.ts";
import { streetConditions } from "../../core/network/street-conditions.ts";
import { PositionList } from "../tables/feature-table.ts";
import { conditionsOf } from "./layer-conditions.ts";
import type { OsmData, OsmWay } from "./osm-data.ts";
import { NO_TAGS, type OsmTags } from "./osm-source.ts";

class StreetCollector {
  private readonly data: OsmData;
  private readonly positions = new PositionList();
  private readonly starts: number[] = [0];
  private readonly permissions: number[] = [];
  private readonly conditions: number[] = [];
  private unreadTimes = 0;
  private readonly classes: string[] = [];
  private readonly names: string[] = [];
  private readonly ids: string[] = [];
  private readonly nodeIds: number[] = [];

  constructor(data: OsmData) {
    this.data = data;
  }

  add(way: OsmWay, tags: OsmTags): void {
    const { permissions } = streetPermissions(tags);
    const { bits, isUnread } = streetConditions(tags);
    if (isUnread && permissions !== 0) this.unreadTimes++;
    let part = 0;
    let length = 0;
    let previous = -1;
    const finish = (): void => {
      if (length >= 2) {
        part++;
        this.starts.push(this.positions.length);
        this.permissions.push(permissions);
        this.conditions.push(bits);
        this.classes.push(tags.get("highway") ?? tags.get("railway") ?? tags.get("man_made") ?? "platform");
        this.names.push(tags.get("name") ?? "");
        this.ids.push(part === 1 ? `w${way.id}` : `w${way.id}-${part}`);
      } else {
        this.positions.length = this.starts[this.starts.length - 1] ?? 0;
        this.nodeIds.length = this.positions.length;
      }
      length = 0;
      previous = -1;
    };
    for (let at = way.first; at < way.end; at++) {
      const slot = this.data.slots[at] as number;
      const lon = this.data.coordinates[2 * slot] as number;
      if (Number.isNaN(lon)) {
        finish();
      } else if (slot !== previous) {
        this.positions.push(lon, this.data.coordinates[2 * slot + 1] as number);
        this.nodeIds.push(this.data.nodeIds[slot] as number);
        length++;
        previous = slot;
      }
    }
    finish();
  }

  finish(): OsmStreets {
    const streets: Streets = {
      count: this.ids.length,
      coordinates: this.positions.toArray(),
      starts: Uint32Array.from(this.starts),
      permissions: Uint8Array.from(this.permissions),
      classes: this.classes,
      names: this.names,
      ids: this.ids,
      ...conditionsOf(this.conditions),
    };
    return { streets, nodeIds: Float64Array.from(this.nodeIds), unreadTimes: this.unreadTimes };
  }
}

export interface OsmStreets {
  readonly streets: Streets;
  /** OSM node id of each position in `streets.coordinates`. */
  readonly nodeIds: Float64Array;
  /** Streets that speak of opening times in a way that is not read. */
  readonly unreadTimes: number;
}

/** All streets of the file, in the file's order, with the node behind each vertex; none at all is for the caller to refuse. */
export function collectOsmStreets(data: OsmData): OsmStreets {
  const collector = new StreetCollector(data);
  for (const way of data.ways) if (way.tags !== NO_TAGS && isStreet(way.tags)) collector.add(way, way.tags);
  for (const relation of data.relations) {
    if (!isStreet(relation.tags)) continue;
    for (const { wayId } of relation.members) {
      const way = data.memberWays.get(wayId);
      if (way && !isStreet(way.tags)) collector.add(way, relation.tags);
    }
  }
  return collector.finish();
}

/** Nodes on streets that stop somebody, always or under a condition. */
export function streetBlocksFromOsm(data: OsmData): StreetBlocks {
  const slots = [...data.blocks.keys()].filter((slot) => !Number.isNaN(data.coordinates[2 * slot]));
  return {
    count: slots.length,
    coordinates: Float64Array.from(
      slots.flatMap((slot) => [data.coordinates[2 * slot] as number, data.coordinates[2 * slot + 1] as number]),
    ),
    stops: Uint8Array.from(slots, (slot) => data.blocks.get(slot)?.stops ?? 0),
    ...conditionsOf(slots.map((slot) => data.blocks.get(slot)?.conditions ?? 0)),
  };
}
