/**
 * A base study (or none) and the layers of other files → one study. A layer that
 * a file brings takes the place of the base's; whatever rests on it (which
 * community a demand point lies in) is worked out again.
 */

import type { WorkControl } from "../../core/analysis-result.ts";
import type { AdministrativeUnit, Communities } from "../../core/model/community.ts";
import type { Demand, GroupId } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import type { StreetBlocks, Streets } from "../../core/model/streets.ts";
import type { Barrier, ContextShape, Study } from "../../core/model/study.ts";
import { NO_EDITS } from "../../core/plan/plan-edits.ts";
import { breathe } from "../breathe.ts";
import { areaOfShape } from "../communities/choose-border.ts";
import { layCommunityCells } from "../communities/communities-from-points.ts";
import { boundsOfStreets, topicOfAssumption } from "../osm/build-osm-study.ts";
import { communitiesFromTables, type ReadCommunities } from "../parts/communities-from-tables.ts";
import { bordersFromTables, contextFromTables, putBordersIn } from "../parts/context-from-tables.ts";
import { barriersFromTables } from "../parts/layer-from-features.ts";
import { streetBlocksFromTables } from "../parts/street-blocks-from-tables.ts";
import { streetsFromTables } from "../parts/streets-from-table.ts";
import { unitsFromTables } from "../parts/units-from-tables.ts";
import { applyControl, type ControlledGroup, type PeopleControl } from "../people/control-totals.ts";
import type { CommunityTotals, SpreadPeople } from "../people/spread-people.ts";
import type { PopulationRaster } from "../raster/population-raster.ts";
import type { LayerRole, RoledTable } from "../roles/detect-roles.ts";
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";
import { type GatheredFacilities, gatherFacilities, readBroughtFacilities } from "./gather-facilities.ts";
import { gatherPeople } from "./gather-people.ts";
import { type FacilityJoin, isAboutJoin, type JoiningByService } from "./join-facilities.ts";
import { tellOverlaps } from "./list-overlap.ts";
import { type BroughtOrigin, traceOrigins, traceSources } from "./trace-origins.ts";

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
  readonly populationRasters: readonly PopulationRaster[];
  /** What is known of the files that were brought, parts aside; left out where a study is made only to be looked at. */
  readonly origins?: readonly BroughtOrigin[];
  /** People of the whole study as known from elsewhere; differences are told, and scaled away where asked. */
  readonly peopleControl?: PeopleControl;
  /** How brought facilities come to those of the base; a service that is not named is replaced. */
  readonly joining?: JoiningByService;
  /** False where a file could not be read: it may have held a part that is missing, so only its own fault is told. */
  readonly allRead: boolean;
}

const NO_BLOCKS: StreetBlocks = { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };

/** How far beyond the streets a facility or a demand point may lie, in degrees of latitude (about 1 km). */
const MARGIN_DEGREES = 0.009;

interface BroughtCommunities extends ReadCommunities {
  readonly assumptions: readonly LocalizedText[];
}

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

/** Units named by the communities and not listed yet, as townships under the name that rows give them, else under their id. */
function unitsNamedBy(
  communities: Communities,
  known: readonly AdministrativeUnit[],
  names: ReadonlyMap<string, string>,
): AdministrativeUnit[] {
  const ids = new Set(known.map((unit) => unit.id));
  const named = [...new Set(communities.parentIds)].filter((id) => id !== "" && !ids.has(id));
  return [
    ...known,
    ...named.map(
      (id): AdministrativeUnit => ({ id, name: names.get(id) ?? id, parentId: "", level: "township", type: "" }),
    ),
  ];
}

class Assembly {
  private readonly base: Study | null;
  private readonly parts: readonly StudyPart[];
  private readonly tables: readonly RoledTable[];
  private readonly rasters: readonly PopulationRaster[];
  private readonly issues: IssueList;

  constructor({ base, parts, tables, populationRasters }: Ingredients, issues: IssueList) {
    this.base = base;
    this.parts = parts;
    this.tables = tables;
    this.rasters = populationRasters;
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
    return bordersFromTables(this.with("boundary"), this.issues);
  }

  /** The shapes for orientation: those that are brought, else those of the study whose streets these are; borders that are brought are put in. */
  context(borders: readonly ContextShape[]): ContextShape[] {
    const tables = this.with("context");
    const own = this.parts.some(({ role }) => role === "context") ? "context" : "streets";
    const shapes = tables.length > 0 ? contextFromTables(tables, this.issues) : (this.source(own)?.context ?? []);
    return putBordersIn(shapes, borders);
  }

  /** Places that somebody cannot pass: those that are brought, else those of the streets' own study. */
  streetBlocks(streets: Streets): StreetBlocks {
    const tables = this.with("street-blocks");
    if (tables.length > 0) return streetBlocksFromTables(tables, this.issues);
    const part = this.parts.find(({ role }) => role === "street-blocks")?.study;
    const source = this.source("streets");
    return part?.streetBlocks ?? (source && streets === source.streets ? source.streetBlocks : NO_BLOCKS);
  }

  /** Units above communities: those that are brought, else those of the study whose communities these are; and whatever the communities name. */
  units(communities: Communities, brought: BroughtCommunities | null): AdministrativeUnit[] {
    const tables = this.with("units");
    const part = this.parts.find(({ role }) => role === "units")?.study;
    const source = part ?? (brought ? this.base : this.source("communities"));
    const known = tables.length > 0 ? unitsFromTables(tables, this.issues) : (source?.units ?? []);
    return unitsNamedBy(communities, known, brought?.parentNames ?? new Map());
  }

  /** Whether a layer that is brought says that it is demonstration data. */
  get isDemonstration(): boolean {
    return this.tables.some(({ labelled }) => labelled.mark === "demonstration");
  }

  checkExtent(streets: Streets): void {
    const bounds = boundsOfStreets(streets);
    for (const table of this.tables) {
      if (table.role === "demand" || table.role.startsWith("facilities:")) checkInside(table, bounds, this.issues);
    }
  }

  /** The communities of tables, points among them with cells for outlines; null where no table brings any, or they cannot be laid out. */
  communities(streets: Streets | null): BroughtCommunities | null {
    const tables = this.with("communities");
    if (tables.length === 0) return null;
    const read = communitiesFromTables(tables, this.issues);
    if (!read.arePoints || !streets) return { ...read, assumptions: [] };
    const ground = {
      boundaries: this.boundaries().flatMap(({ geometry }) => areaOfShape(geometry) ?? []),
      context: this.source("streets")?.context ?? [],
      streetPositions: streets.coordinates,
    };
    const laid = layCommunityCells(read.communities, read.rows, ground, this.issues);
    return { ...read, communities: laid?.communities ?? read.communities, assumptions: laid ? [laid.assumption] : [] };
  }

  people(
    streets: Streets,
    communities: Communities,
    units: readonly AdministrativeUnit[],
    ownTotals: CommunityTotals,
  ): Promise<SpreadPeople> {
    const sources = {
      streets,
      communities,
      units,
      ownTotals,
      assumptions: [...this.with("communities"), ...this.with("people")].flatMap((table) => table.assumptions ?? []),
      totalTables: this.with("people"),
      pointTables: this.with("demand"),
      buildingTables: this.with("buildings"),
      rasters: this.rasters,
      source: this.source("demand"),
    };
    return gatherPeople(sources, this.issues);
  }
}

/** The base's sentences that still hold. */
function keptAssumptions(
  base: Study | null,
  communities: Communities,
  demand: Demand,
  { joins, services }: GatheredFacilities,
): LocalizedText[] {
  const replaced = joins.filter(({ joining }) => joining === "replace").map(({ serviceId }) => serviceId);
  const unjoined = services.filter(({ id }) => replaced.includes(id));
  const sameDemand = base !== null && base.demand.coordinates === demand.coordinates;
  const sameCommunities = base?.communities === communities;
  return (base?.assumptions ?? []).filter((text) => {
    if (unjoined.some((service) => isAboutJoin(text, service))) return false;
    const topic = topicOfAssumption(text);
    return topic === "demand" ? sameDemand : topic !== "communities" || sameCommunities;
  });
}

/** Streets, communities, people, and all the rest. */
const ASSEMBLY_STEPS = 4;

/** A study with what became of single layers on the way. */
export interface AssembledStudy {
  readonly study: Study;
  /** Services that the base had and files brought. */
  readonly joins: readonly FacilityJoin[];
  /** People before they were scaled. */
  readonly groups: readonly ControlledGroup[];
}

/** Puts the study together. Faults go to `issues`; null where a part is missing without which there is no study. Throws AnalysisError("cancelled"). */
export async function assembleStudy(
  ingredients: Ingredients,
  description: Pick<Study, "id" | "title">,
  issues: IssueList,
  control: WorkControl = {},
): Promise<AssembledStudy | null> {
  const { base, parts, tables, allRead, populationRasters } = ingredients;
  const assembly = new Assembly(ingredients, issues);
  let done = 0;
  const step = async (): Promise<void> => {
    control.onProgress?.({ stage: "assembling", done: done++, total: ASSEMBLY_STEPS });
    await breathe(control);
  };
  await step();
  const streets = assembly.streets();
  await step();
  const fromTables = assembly.communities(streets);
  const communities = fromTables?.communities ?? assembly.source("communities")?.communities ?? null;
  tellOverlaps(ingredients.tables, issues);
  const facilities = readBroughtFacilities(ingredients, issues);
  const boundaries = assembly.boundaries();
  if (hasStreets(streets)) assembly.checkExtent(streets);
  const ownSources = [...new Set([...tables.map(({ labelled }) => labelled.layer)])];
  const rasterSources = [...new Set(populationRasters.map(({ file }) => file))];
  const brought = [...new Set([...parts.map(({ layer }) => layer), ...ownSources, ...rasterSources])];
  const where = brought.join(", ") || description.id;
  if (allRead && base === null && brought.length === 0) issues.error("empty-study", description.id);
  else if (allRead) {
    if (!hasStreets(streets)) issues.error("no-streets", where);
    if ((communities?.count ?? 0) === 0) issues.error("no-communities", where);
  }
  if (!hasStreets(streets) || !communities || communities.count === 0) return null;

  const units = assembly.units(communities, fromTables);
  await step();
  const gathered = await assembly.people(streets, communities, units, fromTables?.people ?? new Map());
  await step();
  const controlled = applyControl(gathered.demand, ingredients.peopleControl, issues);
  const { demand } = controlled;
  if (demand.count === 0) issues.error("no-demand", where);
  const hasGroup = (groupId: GroupId): boolean => demand.people[groupId] !== undefined;
  const merged = gatherFacilities(facilities, ingredients, hasGroup, issues);
  if (base?.demonstration === false && assembly.isDemonstration)
    issues.warn("assumed", base.id, { field: "demonstration", details: { what: "demonstration-brought" } });
  if (merged.facilities.length === 0 && !base) issues.warn("no-facilities", description.id);
  const study: Study = {
    ...description,
    demonstration: base?.demonstration === true || assembly.isDemonstration,
    date: base?.date ?? parts[0]?.study.date ?? "",
    sources: traceSources(ingredients),
    services: merged.services,
    units,
    assumptions: [
      ...keptAssumptions(base, communities, gathered.demand, merged),
      ...(fromTables?.assumptions ?? []),
      ...gathered.assumptions,
      ...controlled.assumptions,
      ...merged.assumptions,
    ],
    origins: traceOrigins(ingredients, (fromTables?.people.size ?? 0) > 0, merged.joins),
    streets,
    streetBlocks: assembly.streetBlocks(streets),
    communities,
    demand,
    facilities: merged.facilities,
    barriers: assembly.barriers(),
    context: assembly.context(boundaries),
    targets: base?.targets ?? [],
    inconsistencies: base?.inconsistencies ?? [],
    edits: base?.edits ?? NO_EDITS,
    scenarios: base?.scenarios ?? [],
    ...(base?.presentation ? { presentation: base.presentation } : {}),
  };
  return { study, joins: merged.joins, groups: controlled.groups };
}
