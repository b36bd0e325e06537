/**
 * Buildings as places for people: each stands for its floor area, as a column states it or as its footprint × storeys. Storeys that are not
 * stated are the median of those that are, else `USUAL_LEVELS`. Where a column says what buildings are for, only homes count.
 */
import { areaSquareMetres, pointInside } from "../../core/areas.ts";
import type { Communities } from "../../core/model/community.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import { assignCommunities, medianOf, USUAL_LEVELS } from "../osm/demand-from-osm.ts";
import { homesIn } from "../osm/osm-kinds.ts";
import { columnFor } from "../tables/column-names.ts";
import { type Column, geometryAt, textAt } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import type { Places } from "./spread-people.ts";

const MOST_LEVELS = 200;
/** Use of a building in words: homes, or mixed with homes. */
const HOME_USES = /住宅|居住|公寓|宿舍|民居|农房|商住|住房|residen|apartment|dwelling|house|home|dorm/i;

/** A number ≥ 0 as people write it: full-width digits, a unit behind it; NaN for an empty cell, null for anything else. */
function readAmount(column: Column | null, row: number): number | null {
  const text = textAt(column, row).normalize("NFKC").replace(/[,\s]/g, "");
  if (text === "") return Number.NaN;
  const found = /^\+?(\d+(?:\.\d*)?|\.\d+)(?:层|楼|f|㎡|m2|m²|平方米|平米)?$/i.exec(text);
  return found ? Number(found[1]) : null;
}

/** Tells homes from other buildings of a table: by OSM's kinds, by words, or all alike where no column tells. */
function homesOf(table: LabelledTable["table"]): (row: number) => boolean {
  const use = columnFor(table, "use");
  if (!use) return () => true;
  const texts = Array.from({ length: table.count }, (_, row) => textAt(use, row).trim());
  if (use.name === "building") {
    // Other keys of OSM that settle a building of no stated kind.
    return (row) => {
      const tags = new Map(
        table.columns.flatMap((column) => {
          const text = textAt(column, row);
          return text === "" ? [] : [[column.name, text] as const];
        }),
      );
      return homesIn(tags) !== "none";
    };
  }
  return texts.some((text) => HOME_USES.test(text)) ? (row) => HOME_USES.test(texts[row] as string) : () => true;
}

interface ReadBuildings {
  readonly coordinates: number[];
  /** Footprint, or the floor area itself where a column states it. */
  readonly squareMetres: number[];
  /** What makes floor area of it: storeys, 1 where it is floor area already, NaN where neither is stated. */
  readonly levels: number[];
  /** Storeys as stated. */
  readonly stated: number[];
  others: number;
}

function readBuildings({ table, layer, labels }: LabelledTable, into: ReadBuildings, issues: IssueList): void {
  const [levelsColumn, areaColumn] = [columnFor(table, "levels"), columnFor(table, "floorArea")];
  const isHome = homesOf(table);
  for (let row = 0; row < table.count; row++) {
    if (!isHome(row)) {
      into.others++;
      continue;
    }
    const place = { row: labels[row] ?? row + 1 };
    const stated = readAmount(areaColumn, row);
    const levels = readAmount(levelsColumn, row);
    for (const [column, value, most] of [
      [areaColumn, stated, Number.POSITIVE_INFINITY],
      [levelsColumn, levels, MOST_LEVELS],
    ] as const) {
      if (value !== null && !(value > most)) continue;
      const details = { expected: column === levelsColumn ? `0.5 … ${MOST_LEVELS}` : "0, 1, 2 …" };
      issues.error("bad-value", layer, { ...place, field: column?.name, value: shown(textAt(column, row)), details });
    }
    const geometry = geometryAt(table, row);
    const isArea = geometry?.type === "Polygon" || geometry?.type === "MultiPolygon";
    const hasArea = stated !== null && stated > 0;
    if (!isArea && !(geometry?.type === "Point" && hasArea)) {
      const details = { expected: areaColumn ? "Polygon, Point" : "Polygon" };
      issues.error("bad-value", layer, { ...place, field: "geometry", value: geometry?.type ?? "none", details });
      continue;
    }
    const squareMetres = hasArea ? stated : isArea ? areaSquareMetres(geometry) : 0;
    if (!(squareMetres > 0)) continue;
    into.coordinates.push(...(isArea ? pointInside(geometry) : geometry.coordinates));
    into.squareMetres.push(squareMetres);
    // Registers write 0 storeys for "unknown".
    const storeys = levels !== null && levels >= 0.5 ? levels : Number.NaN;
    if (!Number.isNaN(storeys)) into.stated.push(storeys);
    into.levels.push(hasArea ? 1 : storeys);
  }
}

/** Homes of all such tables as floor area; what had to be assumed is told and said with every figure. */
export function placesFromBuildings(
  tables: readonly LabelledTable[],
  communities: Communities,
  issues: IssueList,
): { readonly places: Places; readonly assumptions: readonly LocalizedText[] } {
  const read: ReadBuildings = { coordinates: [], squareMetres: [], levels: [], stated: [], others: 0 };
  for (const table of tables) readBuildings(table, read, issues);
  const layer = [...new Set(tables.map((table) => table.layer))].join(", ");
  const count = read.levels.length;
  const usual = read.stated.length > 0 ? medianOf(read.stated) : USUAL_LEVELS;
  const unknown = read.levels.filter(Number.isNaN).length;
  const assumptions: LocalizedText[] = [];
  if (unknown > 0) {
    const basis = read.stated.length > 0 ? "median" : "usual";
    const details = { what: "levels", count: unknown, buildings: count, basis };
    issues.warn("assumed", layer, { field: "building:levels", value: String(usual), details });
    assumptions.push({
      zh: `${unknown} 座未标层数的建筑按 ${usual} 层计`,
      en: `${unknown} buildings without storeys are counted with ${usual}`,
    });
  }
  if (read.others > 0)
    issues.warn("assumed", layer, {
      field: "use",
      details: { what: "no-homes", count: read.others, total: read.others + count },
    });
  const coordinates = Float64Array.from(read.coordinates);
  const communityIndexes = assignCommunities(coordinates, communities);
  const outside = communityIndexes.reduce((sum, index) => sum + (index < 0 ? 1 : 0), 0);
  if (outside > 0)
    issues.warn("assumed", layer, {
      field: "communities",
      details: { what: "buildings-outside", count: outside, total: count },
    });
  const floor = Float64Array.from(read.squareMetres, (squareMetres, row) => {
    const levels = read.levels[row] as number;
    return squareMetres * (Number.isNaN(levels) ? usual : levels);
  });
  const demand = {
    count,
    coordinates,
    communityIndexes,
    unit: "residential-floor-m2" as const,
    people: { all: floor },
    landSquareMetres: null,
  };
  return { places: { basis: "floor", demand }, assumptions };
}
