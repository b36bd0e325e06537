/**
 * Rasters of people that were brought together → what each group of the model takes of each of them. Everybody must be among them or come
 * out of their ages; what does not fit is an issue. Their cells may differ: each raster keeps its own places and its own sum.
 */
import { GROUP_IDS } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { PopulationRaster } from "../raster/population-raster.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { type AgeFault, type AgeGroup, describeDivided, describeParts, groupsOfAges, isDivided } from "./age-groups.ts";
import type { GroupMix } from "./raster-cells.ts";
import { groupByGrid, groupTiles } from "./raster-grids.ts";

export interface MixedRasters {
  /** Everybody first. */
  readonly mix: readonly GroupMix[];
  /** How groups were put together, where they are not a raster's own. */
  readonly assumptions: readonly LocalizedText[];
  /** Places in the list of rasters, those with the same cells together. */
  readonly grids: readonly (readonly number[])[];
}

function tellFault(fault: AgeFault, rasters: readonly PopulationRaster[], issues: IssueList): void {
  const layerOf = (source: number): string => rasters[source]?.layer ?? "";
  if (fault.what === "one-sex") {
    const details = { what: "one-sex", ages: fault.ages, missing: fault.missing };
    issues.error("bad-value", layerOf(fault.source), { field: "ages", value: fault.ages, details });
    return;
  }
  const [first, second] = fault.sources;
  const what = fault.ages === "all" ? "two-populations" : "same-ages";
  const details = { what, ages: fault.ages, first: layerOf(first) };
  issues.error("bad-value", layerOf(second), { field: "files", value: layerOf(first), details });
}

/** @param tiles of each source the rasters that it lies in. */
function mixOf({ groupId, parts }: AgeGroup, tiles: readonly (readonly number[])[], count: number): GroupMix {
  const shares = new Array<number>(count).fill(0);
  for (const { sources, years, width } of parts)
    for (const source of sources) for (const raster of tiles[source] ?? []) shares[raster] = years / width;
  return { groupId, shares };
}

/** That rasters with other cells are each spread by themselves; null where all have the same. */
function describeGrids(
  rasters: readonly PopulationRaster[],
  grids: readonly (readonly number[])[],
  issues: IssueList,
): LocalizedText | null {
  const sizes = new Set(grids.map(([first]) => Math.round(rasters[first as number]?.cellMetres ?? 0)));
  const [first] = rasters;
  if (!first || grids.length < 2) return null;
  const metres = [...sizes].sort((a, b) => a - b).join(", ");
  const details = { what: "raster-grids", count: grids.length, metres };
  issues.warn("assumed", first.file, { field: "grid", details });
  return {
    zh: `人口栅格有 ${grids.length} 种格网（边长约 ${metres} 米），各按自己的格子分摊，各自总数不变；同一地点上各年龄组之间不可相比`,
    en: `The rasters of people have ${grids.length} different grids (cells of about ${metres} m); each is spread over its own cells and keeps its sum, so that groups may be compared by community, not place by place`,
  };
}

const RASTERS = { zh: "栅格", en: "the rasters" };

/** Mixes rasters into groups; null where they cannot be used together (issues say why). */
export function mixRasters(rasters: readonly PopulationRaster[], issues: IssueList): MixedRasters | null {
  const [first] = rasters;
  if (!first) return null;
  const tiles = groupTiles(rasters);
  const sources = tiles.map(([tile]) => rasters[tile as number] as PopulationRaster);
  const { groups, gaps, faults } = groupsOfAges(sources.map(({ ages }) => ages));
  for (const fault of faults) tellFault(fault, sources, issues);
  if (faults.length > 0) return null;
  const everybody = groups.find(({ groupId }) => groupId === "all");
  if (!everybody) {
    const from = gaps.find(({ groupId }) => groupId === "all")?.from ?? 0;
    issues.error("bad-value", first.layer, {
      field: "ages",
      value: String(from),
      details: { what: "no-everybody", from },
    });
    return null;
  }
  for (const { groupId, from } of gaps)
    issues.warn("assumed", first.file, { field: groupId, details: { what: "ages-missing", group: groupId, from } });
  const mixed = groups.filter(({ parts }) => parts.length > 1 || parts.some(({ width }) => width > 1));
  for (const group of mixed) {
    const details = {
      what: isDivided(group) ? "ages-divided" : "ages-added",
      group: group.groupId,
      parts: describeParts(group),
    };
    issues.warn("assumed", first.file, { field: group.groupId, details });
  }
  const mix = GROUP_IDS.flatMap((groupId) => groups.filter((group) => group.groupId === groupId)).map((group) =>
    mixOf(group, tiles, rasters.length),
  );
  const grids = groupByGrid(rasters);
  const told = describeGrids(rasters, grids, issues);
  return { mix, assumptions: [...describeDivided(mixed, RASTERS), ...(told ? [told] : [])], grids };
}
