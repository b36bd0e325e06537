/**
 * Rasters of people that were brought together → what each group of the model takes of each of them. They must lie on one grid, and
 * everybody must be among them or come out of their ages; what does not fit is an issue.
 */
import { GROUP_IDS } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { PopulationRaster } from "../raster/population-raster.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { type AgeFault, type AgeGroup, describeParts, groupsOfAges } from "./age-groups.ts";
import type { GroupMix } from "./raster-cells.ts";

export interface MixedRasters {
  /** Everybody first. */
  readonly mix: readonly GroupMix[];
  /** How groups were put together, where they are not a raster's own. */
  readonly assumptions: readonly LocalizedText[];
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

function mixOf({ groupId, parts }: AgeGroup, count: number): GroupMix {
  const shares = new Array<number>(count).fill(0);
  for (const { sources, years, width } of parts) for (const source of sources) shares[source] = years / width;
  return { groupId, shares };
}

/** Mixes rasters into groups; null where they cannot be used together (issues say why). */
export function mixRasters(rasters: readonly PopulationRaster[], issues: IssueList): MixedRasters | null {
  const [first] = rasters;
  if (!first) return null;
  const others = rasters.filter((raster) => !raster.hasCellsOf(first));
  for (const { layer, width, height } of others) {
    const details = { what: "raster-grids", first: first.layer, own: `${first.width} × ${first.height}` };
    issues.error("bad-value", layer, { field: "grid", value: `${width} × ${height}`, details });
  }
  const { groups, gaps, faults } = groupsOfAges(rasters.map(({ ages }) => ages));
  for (const fault of faults) tellFault(fault, rasters, issues);
  if (others.length > 0 || faults.length > 0) return null;
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
    const isDivided = group.parts.some(({ years, width }) => years < width);
    const details = {
      what: isDivided ? "ages-divided" : "ages-added",
      group: group.groupId,
      parts: describeParts(group),
    };
    issues.warn("assumed", first.file, { field: group.groupId, details });
  }
  const mix = GROUP_IDS.flatMap((groupId) => groups.filter((group) => group.groupId === groupId)).map((group) =>
    mixOf(group, rasters.length),
  );
  return { mix, assumptions: describeMix(mixed) };
}

function describeMix(mixed: readonly AgeGroup[]): LocalizedText[] {
  const divided = mixed.filter(({ parts }) => parts.some(({ years, width }) => years < width));
  if (divided.length === 0) return [];
  const formulas = divided.map((group) => `${group.groupId} = ${describeParts(group)}`);
  return [
    {
      zh: `年龄组由栅格的年龄段合成，跨组的年龄段按年数均分：${formulas.join("；")}`,
      en: `Age groups are put together of the rasters' classes of age; classes that reach beyond a group are divided evenly by years: ${formulas.join("; ")}`,
    },
  ];
}
