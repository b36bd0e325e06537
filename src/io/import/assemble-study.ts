/**
 * A base study (or none) and the layers of other files → one study. A layer that
 * a file brings takes the place of the base's; whatever rests on it (which
 * community a demand point lies in) is worked out again.
 */

import { AreaIndex } from "../../core/areas.ts";
import type { AdministrativeUnit, Communities } from "../../core/model/community.ts";
import type { Demand, GroupId } from "../../core/model/demand.ts";
import type { Facilities, LocalizedText, Service } from "../../core/model/facility.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import type { StreetBlocks, Streets } from "../../core/model/streets.ts";
import type { Barrier, ContextShape, Study } from "../../core/model/study.ts";
import { NO_EDITS } from "../../core/plan/plan-edits.ts";
import { boundsOfStreets, demandAssumptions, topicOfAssumption } from "../osm/build-osm-study.ts";
import { assignCommunities, demandFromStreets } from "../osm/demand-from-osm.ts";
import { sampleStreets } from "../osm/sample-streets.ts";
import { geometryAt } from "../tables/feature-table.ts";
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";
import type { LayerRole } from "./detect-roles.ts";
import { serviceOfId } from "./known-services.ts";
import {
  barriersFromTables,
  communitiesFromTables,
  demandFromTables,
  facilitiesFromTables,
} from "./layer-from-features.ts";
import { streetsFromTables } from "./streets-from-table.ts";

/** A table, the part it plays and the rows that play it. */
export interface RoledTable {
  readonly role: LayerRole;
  readonly labelled: LabelledTable;
  readonly rows: readonly number[];
}

/** A study (an OSM file's, say) of which only one layer was asked for. */
export interface StudyPart {
  readonly role: LayerRole;
  readonly layer: string;
  readonly study: Study;
}

/** What a study is put together from. */
export interface Ingredients {
  readonly base: Study | null;
  /** Single layers of other studies; they take the place of the base's. */
  readonly parts: readonly StudyPart[];
  /** Layers of tables; they take the place of both. */
  readonly tables: readonly RoledTable[];
  /** False where a file could not be read: it may have held a part that is missing, so only its own fault is told. */
  readonly allRead: boolean;
}

/** How far beyond the streets a facility or a demand point may lie, in degrees of latitude (about 1 km). */
const MARGIN_DEGREES = 0.009;

function hasStreets(streets: Streets | null): streets is Streets {
  return streets?.permissions.some((bits) => bits !== 0) ?? false;
}

/** Reports each feature that lies off the streets, and says where lon and lat are swapped. */
function checkInside({ labelled, rows }: RoledTable, streets: Bounds, issues: IssueList): void {
  const { table, layer, labels } = labelled;
  const widening = MARGIN_DEGREES / Math.max(0.1, Math.cos((((streets[1] + streets[3]) / 2) * Math.PI) / 180));
  const [west, south, east, north] = [
    streets[0] - widening,
    streets[1] - MARGIN_DEGREES,
    streets[2] + widening,
    streets[3] + MARGIN_DEGREES,
  ];
  const within = (lon: number, lat: number): boolean => lon >= west && lon <= east && lat >= south && lat <= north;
  for (const row of rows) {
    const at = table.starts[row] ?? 0;
    const lon = table.coordinates[2 * at] ?? Number.NaN;
    const lat = table.coordinates[2 * at + 1] ?? Number.NaN;
    if (at === table.starts[row + 1] || !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90) || within(lon, lat)) continue;
    const details: Record<string, string> = within(lat, lon)
      ? { what: "swapped" }
      : { extent: streets.map((side) => side.toFixed(4)).join(", ") };
    issues.error("outside-study", layer, { row: labels[row], value: `${lon}, ${lat}`, details });
  }
}

/** People stated for whole communities, spread over the streets inside each by length. */
function demandFromCommunities(
  communities: Communities,
  people: ReadonlyMap<GroupId, Float64Array>,
  streets: Streets,
  issues: IssueList,
): Demand {
  const samples = sampleStreets(streets);
  const index = new AreaIndex(communities.areas);
  const metresIn = new Float64Array(communities.count);
  const coordinates: number[] = [];
  const owners: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < samples.metres.length; row++) {
    const [lon, lat] = [samples.coordinates[2 * row] as number, samples.coordinates[2 * row + 1] as number];
    const owner = index.find(lon, lat);
    if (owner < 0) continue;
    coordinates.push(lon, lat);
    owners.push(owner);
    weights.push(samples.metres[row] as number);
    metresIn[owner] = (metresIn[owner] as number) + (samples.metres[row] as number);
  }
  for (let owner = 0; owner < communities.count; owner++) {
    if (metresIn[owner] !== 0) continue;
    coordinates.push(communities.centres[2 * owner] as number, communities.centres[2 * owner + 1] as number);
    owners.push(owner);
    weights.push(1);
    metresIn[owner] = 1;
  }
  const spread = [...people].map(([groupId, totals]) => {
    const amounts = Float64Array.from(
      owners,
      (owner, row) => ((totals[owner] as number) * (weights[row] as number)) / (metresIn[owner] as number),
    );
    return [groupId, amounts] as const;
  });
  const all = spread.find(([groupId]) => groupId === "all")?.[1] ?? new Float64Array(owners.length);
  issues.warn("assumed", "communities", { field: "people", details: { what: "people-spread", count: owners.length } });
  return {
    count: owners.length,
    coordinates: Float64Array.from(coordinates),
    communityIndexes: Int32Array.from(owners),
    unit: "people",
    people: { ...Object.fromEntries(spread), all },
    landSquareMetres: null,
  };
}

const SPREAD_ASSUMPTION: LocalizedText = {
  zh: "社区人口按居住街道长度均匀分布到街道上",
  en: "People of each community are spread evenly along its residential streets",
};

/** Units named by the communities and not listed yet, as townships under their own name. */
function unitsNamedBy(communities: Communities, known: readonly AdministrativeUnit[]): AdministrativeUnit[] {
  const ids = new Set(known.map((unit) => unit.id));
  const named = [...new Set(communities.parentIds)].filter((id) => id !== "" && !ids.has(id));
  return [
    ...known,
    ...named.map((id): AdministrativeUnit => ({ id, name: id, parentId: "", level: "township", type: "" })),
  ];
}

class Assembly {
  private readonly base: Study | null;
  private readonly parts: readonly StudyPart[];
  private readonly tables: readonly RoledTable[];
  private readonly issues: IssueList;

  constructor({ base, parts, tables }: Ingredients, issues: IssueList) {
    this.base = base;
    this.parts = parts;
    this.tables = tables;
    this.issues = issues;
  }

  with(role: LayerRole): LabelledTable[] {
    return this.tables.filter((table) => table.role === role).map(({ labelled }) => labelled);
  }

  /** The study whose layer of that role is taken where no table brings one. */
  source(role: LayerRole): Study | null {
    return this.parts.find((part) => part.role === role)?.study ?? this.base;
  }

  streets(): Streets | null {
    const tables = this.with("streets");
    return tables.length > 0 ? streetsFromTables(tables, this.issues) : (this.source("streets")?.streets ?? null);
  }

  barriers(): readonly Barrier[] {
    const tables = this.with("barriers");
    if (tables.length > 0) return barriersFromTables(tables, this.issues);
    const own = this.parts.some(({ role }) => role === "barriers");
    return this.source(own ? "barriers" : "streets")?.barriers ?? [];
  }

  boundaries(): ContextShape[] {
    return this.with("boundary").flatMap(({ table, layer, labels }) =>
      Array.from({ length: table.count }, (_, row): ContextShape[] => {
        const geometry = geometryAt(table, row);
        if (geometry && geometry.type !== "Point") return [{ kind: "city-border", name: "", geometry }];
        this.issues.error("bad-value", layer, {
          row: labels[row],
          field: "geometry",
          details: { expected: "Polygon" },
        });
        return [];
      }).flat(),
    );
  }

  facilities(): Facilities[] {
    const roles = new Set(this.tables.map(({ role }) => role).filter((role) => role.startsWith("facilities:")));
    const fromTables = [...roles].map((role) =>
      facilitiesFromTables(
        role.slice("facilities:".length),
        this.tables.filter((table) => table.role === role),
        this.issues,
      ),
    );
    const fromParts = this.parts.flatMap(({ role, study, layer }) => {
      if (!role.startsWith("facilities:") || roles.has(role)) return [];
      const found = study.facilities.filter(({ serviceId }) => `facilities:${serviceId}` === role);
      if (found.length === 0) this.issues.error("no-facilities", layer, { field: role });
      return found;
    });
    return [...fromTables, ...fromParts];
  }

  checkExtent(streets: Streets): void {
    const bounds = boundsOfStreets(streets);
    for (const table of this.tables) {
      if (table.role === "demand" || table.role.startsWith("facilities:")) checkInside(table, bounds, this.issues);
    }
  }

  demand(streets: Streets, communities: Communities, people: ReadonlyMap<GroupId, Float64Array>): Demand {
    const tables = this.with("demand");
    if (tables.length > 0) {
      const points = demandFromTables(tables, this.issues);
      const communityIndexes = assignCommunities(points.coordinates, communities);
      return { ...points, count: communityIndexes.length, communityIndexes, unit: "people" };
    }
    if (people.has("all")) return demandFromCommunities(communities, people, streets, this.issues);
    const source = this.source("demand");
    if (source) {
      const same = communities === source.communities;
      const { demand } = source;
      return same ? demand : { ...demand, communityIndexes: assignCommunities(demand.coordinates, communities) };
    }
    const announced: Parameters<typeof demandFromStreets>[3] = [];
    const demand = demandFromStreets(streets, communities, "demand", announced);
    for (const issue of announced) this.issues.add(issue);
    return demand;
  }
}

function mergeServices(
  base: Study | null,
  brought: readonly Facilities[],
  hasGroup: (groupId: GroupId) => boolean,
): { services: Service[]; facilities: Facilities[] } {
  const services = [...(base?.services ?? [])];
  for (const { serviceId } of brought) {
    if (!services.some(({ id }) => id === serviceId)) services.push(serviceOfId(serviceId, hasGroup));
  }
  const facilities = services.flatMap(
    ({ id }) =>
      brought.find(({ serviceId }) => serviceId === id) ??
      base?.facilities.find(({ serviceId }) => serviceId === id) ??
      [],
  );
  return { services, facilities };
}

/** The base's sentences that still hold, and those of the layers that replaced it. */
function assumptionsOf(base: Study | null, communities: Communities, demand: Demand, spread: boolean): LocalizedText[] {
  const sameDemand = base !== null && base.demand.coordinates === demand.coordinates;
  const sameCommunities = base?.communities === communities;
  const kept = (base?.assumptions ?? []).filter((text) => {
    const topic = topicOfAssumption(text);
    return topic === "demand" ? sameDemand : topic !== "communities" || sameCommunities;
  });
  return [...kept, ...(sameDemand ? [] : demandAssumptions(demand.unit)), ...(spread ? [SPREAD_ASSUMPTION] : [])];
}

const NO_BLOCKS: StreetBlocks = { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };

/** Puts the study together. Faults go to `issues`; null where a part is missing without which there is no study. */
export function assembleStudy(
  ingredients: Ingredients,
  description: Pick<Study, "id" | "title">,
  issues: IssueList,
): Study | null {
  const { base, parts, tables, allRead } = ingredients;
  const assembly = new Assembly(ingredients, issues);
  const streets = assembly.streets();
  const communityTables = assembly.with("communities");
  const fromTables = communityTables.length > 0 ? communitiesFromTables(communityTables, issues) : null;
  const communities = fromTables?.communities ?? assembly.source("communities")?.communities ?? null;
  const facilities = assembly.facilities();
  const boundaries = assembly.boundaries();
  if (hasStreets(streets)) assembly.checkExtent(streets);
  const brought = [...new Set([...parts.map(({ layer }) => layer), ...tables.map(({ labelled }) => labelled.layer)])];
  const where = brought.join(", ") || description.id;
  if (allRead && base === null && brought.length === 0) issues.error("empty-study", description.id);
  else if (allRead) {
    if (!hasStreets(streets)) issues.error("no-streets", where);
    if ((communities?.count ?? 0) === 0) issues.error("no-communities", where);
  }
  if (!hasStreets(streets) || !communities || communities.count === 0) return null;

  const demand = assembly.demand(streets, communities, fromTables?.people ?? new Map());
  if (demand.count === 0) issues.error("no-demand", where);
  const merged = mergeServices(base, facilities, (groupId) => demand.people[groupId] !== undefined);
  if (merged.facilities.length === 0 && !base) issues.warn("no-facilities", description.id);
  const spread = (fromTables?.people.has("all") ?? false) && assembly.with("demand").length === 0;
  const ownSources = tables.map(({ labelled }) => labelled.layer);
  const streetSource = assembly.source("streets");
  const communitySource = fromTables ? base : assembly.source("communities");
  return {
    ...description,
    demonstration: base?.demonstration ?? false,
    date: base?.date ?? parts[0]?.study.date ?? "",
    sources: [
      ...(base?.sources ?? []),
      ...parts.flatMap(({ role, study }) => study.sources.map((source) => ({ ...source, layer: role }))),
      ...[...new Set(ownSources)].map((layer) => ({
        layer,
        source: layer,
        licence: "",
        date: "",
        simulated: false,
        note: "",
      })),
    ],
    services: merged.services,
    units: unitsNamedBy(communities, communitySource?.units ?? []),
    assumptions: assumptionsOf(base, communities, demand, spread),
    streets,
    streetBlocks: streetSource && streets === streetSource.streets ? streetSource.streetBlocks : NO_BLOCKS,
    communities,
    demand,
    facilities: merged.facilities,
    barriers: assembly.barriers(),
    context: [...(streetSource?.context ?? []), ...boundaries],
    targets: base?.targets ?? [],
    inconsistencies: base?.inconsistencies ?? [],
    edits: base?.edits ?? NO_EDITS,
    scenarios: base?.scenarios ?? [],
    ...(base?.presentation ? { presentation: base.presentation } : {}),
  };
}
