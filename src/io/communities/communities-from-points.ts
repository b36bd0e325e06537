/**
 * Communities of which only a point each is known get cells as outlines: what lies nearer to their point than to any
 * other, within a border. Such outlines are approximate, and every figure that rests on them says so.
 */
import { AreaIndex, pointInside } from "../../core/areas.ts";
import type { Communities } from "../../core/model/community.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { AreaGeometry } from "../../core/model/geometry.ts";
import type { ContextShape } from "../../core/model/study.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { type BorderBasis, chooseBorder, NEAR_METRES, STREETS_MARGIN_METRES } from "./choose-border.ts";
import { layCells } from "./lay-cells.ts";

/** Where each community stands in its file. */
export interface CommunityRow {
  readonly layer: string;
  readonly label: string | number;
}

/** What bounds the cells. */
export interface CellGround {
  readonly boundaries: readonly AreaGeometry[];
  readonly context: readonly ContextShape[];
  /** Interleaved lon, lat of all street vertices. */
  readonly streetPositions: Float64Array;
}

const WITHIN: Readonly<Record<BorderBasis, LocalizedText>> = {
  boundary: { zh: "导入的边界", en: "the imported boundary" },
  "county-border": { zh: "县界", en: "the county borders" },
  "city-border": { zh: "市界", en: "the city border" },
  streets: {
    zh: `路网外扩 ${STREETS_MARGIN_METRES} 米的范围`,
    en: `the streets widened by ${STREETS_MARGIN_METRES} m`,
  },
};

/** Reports every point that stands where another stands already. */
function checkApart(communities: Communities, rows: readonly CommunityRow[], issues: IssueList): boolean {
  const firsts = new Map<string, number>();
  let areApart = true;
  for (let at = 0; at < communities.count; at++) {
    const [lon, lat] = [communities.centres[2 * at] as number, communities.centres[2 * at + 1] as number];
    // About a decimetre: nearer points are one place written twice.
    const key = `${Math.round(lon * 1e6)} ${Math.round(lat * 1e6)}`;
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, at);
      continue;
    }
    areApart = false;
    issues.error("bad-value", rows[at]?.layer ?? "communities", {
      row: rows[at]?.label,
      field: "geometry",
      value: communities.names[at],
      details: { what: "same-point", first: rows[first]?.label ?? first + 1, name: communities.names[first] ?? "" },
    });
  }
  return areApart;
}

/** The communities with cells as outlines; null where their points do not allow any (issues say why). */
export function layCommunityCells(
  communities: Communities,
  rows: readonly CommunityRow[],
  ground: CellGround,
  issues: IssueList,
): { readonly communities: Communities; readonly assumption: LocalizedText } | null {
  const { centres } = communities;
  const areValid = centres.every((value, at) => Number.isFinite(value) && Math.abs(value) <= (at % 2 === 0 ? 180 : 90));
  if (!checkApart(communities, rows, issues) || !areValid || communities.count === 0) return null;
  const border = chooseBorder(ground.boundaries, ground.context, ground.streetPositions, centres);
  for (const at of border.outside) {
    issues.error("outside-study", rows[at]?.layer ?? "communities", {
      row: rows[at]?.label,
      value: `${centres[2 * at]}, ${centres[2 * at + 1]}`,
      details: {
        what: "boundary",
        limit: NEAR_METRES,
        within: WITHIN[border.basis].en,
        withinZh: WITHIN[border.basis].zh,
      },
    });
  }
  const layer = rows[0]?.layer ?? "communities";
  if (border.outside.length > 0) return null;
  const areas = layCells(centres, border.areas);
  const index = new AreaIndex(areas);
  const labelPoints = centres.slice();
  areas.forEach((area, at) => {
    if (!area) return;
    const isOwn = index.findAll(centres[2 * at] as number, centres[2 * at + 1] as number).includes(at);
    if (!isOwn) labelPoints.set(pointInside(area), 2 * at);
  });
  const count = areas.filter((area) => area !== null).length;
  const within = WITHIN[border.basis];
  issues.warn("assumed", layer, {
    field: "communities",
    value: within.zh,
    details: { what: "cells", count, total: communities.count, within: within.en, empty: border.emptyAreas },
  });
  return {
    communities: { ...communities, areas, centres: labelPoints, approximate: true },
    assumption: {
      zh: `社区边界是围绕各社区点、在${within.zh}内按直线最近划分的近似范围，不是实测边界`,
      en: `Communities are cells around their points within ${within.en}, nearest by straight line; their outlines are not surveyed`,
    },
  };
}
