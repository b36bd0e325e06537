/**
 * Areas that facilities serve, not the facilities: school districts (学区), areas of responsibility. Taken for facilities, each would be
 * reached wherever a point inside it happens to lie. They are told by what they are called, or by lying wall to wall, as no sites do.
 */
import { type FeatureTable, MULTI_POLYGON, POLYGON } from "../tables/feature-table.ts";
import type { LabelledTable } from "../tables/labelled-table.ts";
import { recogniseServiceOfLayer } from "./known-services.ts";

const CALLED = /(?<!大)学区(?!房)|施教区|招生(?:范围|区域|片区)|服务(?:范围|片区|区域|半径)|覆盖范围|责任区|划片/;
/** Columns that name the area itself; a site may well have one of what it serves. */
const AREA_HEADER = /^(?:学区|施教区|责任区|服务片区|招生片区)(?:名称?|编号|编码|代码)?$/;

/** Fewer areas may touch by chance. */
const FEWEST_AREAS = 4;
/** How many of them must share a border with another. */
const TOUCHING_SHARE = 0.6;
/** Corners in common that make a border. */
const LEAST_COMMON = 2;
/** Corners are one where they are nearer than this share of the layer's extent. */
const SAME_CORNER = 1e-6;

function areAreas({ kinds, count }: FeatureTable): boolean {
  let areas = 0;
  for (const kind of kinds) if (kind === POLYGON || kind === MULTI_POLYGON) areas++;
  return areas > 0 && 2 * areas > count;
}

/** The share of areas that have corners in common with another. O(corners). */
function touchingShare({ count, coordinates, starts }: FeatureTable): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < coordinates.length; at += 2) {
    low = Math.min(low, coordinates[at] as number);
    high = Math.max(high, coordinates[at] as number);
  }
  const step = Math.max((high - low) * SAME_CORNER, Number.MIN_VALUE);
  const ownerOf = new Map<string, number>();
  const common = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const seen = new Set<string>();
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
      const [x, y] = [coordinates[2 * at] as number, coordinates[2 * at + 1] as number];
      const key = `${Math.round(x / step)} ${Math.round(y / step)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const owner = ownerOf.get(key);
      if (owner === undefined) ownerOf.set(key, row);
      else {
        common[row] = (common[row] as number) + 1;
        common[owner] = (common[owner] as number) + 1;
      }
    }
  }
  return common.filter((corners) => corners >= LEAST_COMMON).length / Math.max(1, count);
}

/** Whether a layer holds areas that facilities serve. */
export function areServedAreas({ table, layer }: Pick<LabelledTable, "table" | "layer">): boolean {
  if (!areAreas(table)) return false;
  const title = layer.replace(/^.*[\\/]/, "");
  if (CALLED.test(title) || table.columns.some(({ name }) => AREA_HEADER.test(name.trim()))) return true;
  if (table.count < FEWEST_AREAS || recogniseServiceOfLayer(layer) === null) return false;
  return touchingShare(table) >= TOUCHING_SHARE;
}
