/**
 * OSM nodes, closed ways and multipolygons → facilities by service. An area
 * becomes a point inside it; a park its outer edge, with the entrances and gates
 * that are mapped on it. What is mapped twice (a node inside its own area, a part inside its
 * whole) is merged when the names agree or one has none.
 */

import { AreaIndex, areaSquareMetres, pointInside, polygonsOf } from "../../core/areas.ts";
import type { Issue } from "../../core/errors.ts";
import {
  type AttributeValue,
  ENTRANCES_ATTRIBUTE,
  type Facilities,
  OUTLINE_ATTRIBUTE,
  type Service,
} from "../../core/model/facility.ts";
import type { AreaGeometry, Position } from "../../core/model/geometry.ts";
import type { OsmData } from "./osm-data.ts";
import { OSM_SERVICES, servicesOfTags } from "./osm-services.ts";
import type { OsmTags } from "./osm-source.ts";
import { assembleArea, polygonOfWay, positionsOfWay } from "./rings.ts";

/** Services reached along the edge of their area. */
const EDGE_SERVICES = new Set(["park"]);

interface Found {
  readonly id: string;
  readonly name: string;
  readonly point: Position;
  readonly area: AreaGeometry | null;
  readonly squareMetres: number;
}

function foundArea(id: string, tags: OsmTags, area: AreaGeometry): Found {
  return { id, name: tags.get("name") ?? "", point: pointInside(area), area, squareMetres: areaSquareMetres(area) };
}

function gather(data: OsmData): Map<string, Found[]> {
  const byService = new Map<string, Found[]>(OSM_SERVICES.map((service) => [service.id, []]));
  const put = (tags: OsmTags, make: () => Found | null): void => {
    const services = servicesOfTags(tags);
    if (services.length === 0) return;
    const found = make();
    if (found) for (const service of services) byService.get(service)?.push(found);
  };
  for (const { id, lon, lat, tags } of data.points) {
    put(tags, () => ({ id: `n${id}`, name: tags.get("name") ?? "", point: [lon, lat], area: null, squareMetres: 0 }));
  }
  for (const way of data.ways) {
    put(way.tags, () => {
      const area = polygonOfWay(data, way);
      if (area) return foundArea(`w${way.id}`, way.tags, area);
      const { positions } = positionsOfWay(data, way);
      const middle = positions[positions.length >> 1];
      return middle
        ? { id: `w${way.id}`, name: way.tags.get("name") ?? "", point: middle, area: null, squareMetres: 0 }
        : null;
    });
  }
  for (const relation of data.relations) {
    put(relation.tags, () => {
      const { area } = assembleArea(data, relation);
      return area && foundArea(`r${relation.id}`, relation.tags, area);
    });
  }
  return byService;
}

function plainName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[\p{M}\s\p{P}]/gu, "")
    .toLowerCase();
}

function namesAgree(a: string, b: string): boolean {
  const [first, second] = [plainName(a), plainName(b)];
  return first === "" || second === "" || first.includes(second) || second.includes(first);
}

/** Those that are not part of a larger one of the same service. */
function mergeDoubles(found: readonly Found[]): Found[] {
  const index = new AreaIndex(found.map((one) => one.area));
  return found.filter((one, row) => {
    const holders = index
      .findAll(one.point[0], one.point[1])
      .flatMap((holder) => (holder === row ? [] : (found[holder] ?? [])));
    return !holders.some((whole) => {
      const larger =
        whole.squareMetres > one.squareMetres || (whole.squareMetres === one.squareMetres && whole.id < one.id);
      return larger && namesAgree(whole.name, one.name);
    });
  });
}

function positionsOf(one: Found, serviceId: string): readonly Position[] {
  if (!one.area || !EDGE_SERVICES.has(serviceId)) return [one.point];
  let largest: readonly Position[] = [];
  for (const [outer] of polygonsOf(one.area)) if (outer && outer.length > largest.length) largest = outer;
  return largest;
}

/** Which facilities are outlines, and the entrances mapped on them, as the model's attributes. */
function attributesOf(
  serviceId: string,
  found: readonly Found[],
  entrances: ReadonlySet<string>,
): Record<string, AttributeValue[]> {
  if (!EDGE_SERVICES.has(serviceId)) return {};
  const named = found.map((one) => {
    const places = new Set(positionsOf(one, serviceId).map(([lon, lat]) => `${lon} ${lat}`));
    return one.area ? [...places].filter((place) => entrances.has(place)).join("; ") || null : null;
  });
  const isOutline = found.map((one) => one.area !== null);
  return {
    ...(isOutline.includes(true) ? { [OUTLINE_ATTRIBUTE]: isOutline } : {}),
    ...(named.some((places) => places !== null) ? { [ENTRANCES_ATTRIBUTE]: named } : {}),
  };
}

function toFacilities(serviceId: string, found: readonly Found[], entrances: ReadonlySet<string>): Facilities {
  const starts = new Uint32Array(found.length + 1);
  const coordinates: number[] = [];
  found.forEach((one, row) => {
    for (const [lon, lat] of positionsOf(one, serviceId)) coordinates.push(lon, lat);
    starts[row + 1] = coordinates.length / 2;
  });
  return {
    serviceId,
    count: found.length,
    ids: found.map((one) => one.id),
    names: found.map((one) => one.name),
    coordinates: Float64Array.from(coordinates),
    starts,
    attributes: attributesOf(serviceId, found, entrances),
  };
}

export interface FacilitiesFromOsm {
  readonly services: readonly Service[];
  readonly facilities: readonly Facilities[];
}

/** All services with at least one facility; merged doubles are counted in a warning per service. */
export function facilitiesFromOsm(data: OsmData, layer: string, issues: Issue[]): FacilitiesFromOsm {
  const byService = gather(data);
  const entrances = new Set(
    [...data.entrances].map((slot) => `${data.coordinates[2 * slot]} ${data.coordinates[2 * slot + 1]}`),
  );
  const services: Service[] = [];
  const facilities: Facilities[] = [];
  for (const service of OSM_SERVICES) {
    const found = byService.get(service.id) ?? [];
    if (found.length === 0) continue;
    const kept = mergeDoubles(found);
    services.push(service);
    facilities.push(toFacilities(service.id, kept, entrances));
    if (kept.length < found.length) {
      const details = { what: "merged", count: found.length - kept.length, before: found.length, kept: kept.length };
      issues.push({ code: "assumed", severity: "warning", layer, field: `facilities:${service.id}`, details });
    }
  }
  if (services.length === 0) issues.push({ code: "no-facilities", severity: "warning", layer });
  return { services, facilities };
}
