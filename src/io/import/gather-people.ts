/**
 * The people of a study from whatever there is. Totals of communities (tables, the communities' own columns) are spread over the best
 * places known: points with people, buildings, a raster, the homes of the study that is added to, streets. Without totals the places speak
 * for themselves, as people, floor area or metres of street.
 */
import type { Issue } from "../../core/errors.ts";
import type { AdministrativeUnit, Communities } from "../../core/model/community.ts";
import type { DemandUnit } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Streets } from "../../core/model/streets.ts";
import type { Study } from "../../core/model/study.ts";
import { demandAssumptions } from "../osm/build-osm-study.ts";
import { assignCommunities, demandFromStreets } from "../osm/demand-from-osm.ts";
import { demandFromTables } from "../parts/demand-from-tables.ts";
import { indexUnits } from "../people/find-unit.ts";
import { checkGroupTotals, warnOfGroups } from "../people/group-totals.ts";
import { peopleFromTables, type StatedPeople } from "../people/people-table.ts";
import { shareUnitTotals } from "../people/share-unit-totals.ts";
import { placesFromBuildings } from "../people/spread-over-buildings.ts";
import { placesFromRasters } from "../people/spread-over-raster.ts";
import {
  type CommunityTotals,
  type Places,
  type PlacesBasis,
  placesOnStreets,
  type SpreadPeople,
  spreadPeople,
} from "../people/spread-people.ts";
import type { PopulationRaster } from "../raster/population-raster.ts";
import { exampleNames } from "../tables/column-names.ts";
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";

export interface PeopleSources {
  readonly streets: Streets;
  readonly communities: Communities;
  /** Townships, counties and what else lies above communities. */
  readonly units: readonly AdministrativeUnit[];
  /** What the communities' own rows state. */
  readonly ownTotals: CommunityTotals;
  /** Tables without positions: people by community. */
  readonly totalTables: readonly LabelledTable[];
  /** Points with people. */
  readonly pointTables: readonly LabelledTable[];
  readonly buildingTables: readonly LabelledTable[];
  readonly rasters: readonly PopulationRaster[];
  /** What the totals of communities rest on beyond the files' own figures. */
  readonly assumptions: readonly LocalizedText[];
  /** The study whose people count where no file brings any. */
  readonly source: Study | null;
}

interface FoundPlaces {
  readonly places: Places;
  readonly assumptions: readonly LocalizedText[];
}

const BASIS: Readonly<Record<DemandUnit, PlacesBasis>> = {
  people: "homes",
  "residential-floor-m2": "floor",
  "residential-street-m": "streets",
};

/** The community that a point names as its own, where there is one of that id; else that in which it lies. */
function communitiesOfPoints(coordinates: Float64Array, ids: readonly string[], communities: Communities): Int32Array {
  const indexes = assignCommunities(coordinates, communities);
  if (ids.every((id) => id === "")) return indexes;
  const byId = new Map(communities.ids.map((id, index) => [id, index]));
  return indexes.map((index, row) => byId.get(ids[row] as string) ?? index);
}

/** Places that files bring, the best first; null where none does. */
async function findPlaces(sources: PeopleSources, issues: IssueList): Promise<FoundPlaces | null> {
  const { communities, pointTables, buildingTables, rasters } = sources;
  if (pointTables.length > 0) {
    const { communityIds, ...points } = demandFromTables(pointTables, issues);
    const communityIndexes = communitiesOfPoints(points.coordinates, communityIds, communities);
    const demand = { ...points, count: communityIndexes.length, communityIndexes };
    const assumptions = pointTables.flatMap((table) => table.assumptions ?? []);
    return { places: { basis: BASIS[points.unit], demand }, assumptions };
  }
  if (buildingTables.length > 0) return placesFromBuildings(buildingTables, communities, issues);
  return rasters.length > 0 ? await placesFromRasters(rasters, communities, issues) : null;
}

/** The people of the study that is added to, in the communities as they are now. */
function placesOfSource({ source, communities, streets }: PeopleSources): Places {
  if (!source || source.demand.unit === "residential-street-m") return placesOnStreets(streets, communities);
  const { demand } = source;
  const communityIndexes =
    communities === source.communities ? demand.communityIndexes : assignCommunities(demand.coordinates, communities);
  return { basis: demand.unit === "people" ? "homes" : "floor", demand: { ...demand, communityIndexes } };
}

/** Demand without any totals. */
function demandAsItStands(sources: PeopleSources, found: FoundPlaces | null, issues: IssueList): SpreadPeople {
  const { source, communities, streets } = sources;
  if (found) {
    const { demand } = found.places;
    return { demand, assumptions: [...demandAssumptions(demand.unit), ...found.assumptions] };
  }
  if (source && communities === source.communities) return { demand: source.demand, assumptions: [] };
  if (source) {
    const { demand } = source;
    const communityIndexes = assignCommunities(demand.coordinates, communities);
    return { demand: { ...demand, communityIndexes }, assumptions: [] };
  }
  const announced: Issue[] = [];
  const demand = demandFromStreets(streets, communities, "demand", announced);
  for (const issue of announced) issues.add(issue);
  return { demand, assumptions: demandAssumptions(demand.unit) };
}

/** Where people are and how many; the assumptions are those that this adds. Faults go to `issues`. */
export async function gatherPeople(sources: PeopleSources, issues: IssueList): Promise<SpreadPeople> {
  const { communities, totalTables, pointTables } = sources;
  const found = await findPlaces(sources, issues);
  // Points say more exactly than the communities' own columns where people are; a table that is brought besides says it again.
  const own: CommunityTotals = pointTables.length > 0 ? new Map() : sources.ownTotals;
  const index = indexUnits(sources.units, communities);
  const read: StatedPeople =
    totalTables.length > 0
      ? peopleFromTables(totalTables, communities, index, own, issues)
      : { totals: own, ofUnits: [] };
  const places = found?.places ?? placesOfSource(sources);
  const onStreets = (): Places => placesOnStreets(sources.streets, communities);
  checkGroupTotals(read.totals, communities, issues);
  const shared = shareUnitTotals(read.ofUnits, read.totals, communities.count, index, places, onStreets, issues);
  const { totals } = shared;
  const isStated = [...totals.values()].some((amounts) => amounts.some((amount) => !Number.isNaN(amount)));
  if (!isStated) return demandAsItStands(sources, found, issues);
  if (!totals.has("all") && places.demand.unit !== "people") {
    const layer = totalTables[0]?.layer ?? "communities";
    if (totalTables.length > 0)
      issues.error("missing-column", layer, { field: "people", details: { names: exampleNames("people") } });
    else issues.warn("assumed", layer, { field: "people", details: { what: "no-total" } });
    return demandAsItStands(sources, found, issues);
  }
  const spread = spreadPeople(totals, places, communities, sources.streets, issues);
  warnOfGroups(spread.demand, communities, issues);
  return {
    demand: spread.demand,
    assumptions: [...sources.assumptions, ...(found?.assumptions ?? []), ...shared.assumptions, ...spread.assumptions],
  };
}
