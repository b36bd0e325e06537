/**
 * Where a siting question may build: street nodes of a grid, the facilities of another service, or points that somebody
 * gives; less those inside excluded areas. And what each of them costs.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { AreaIndex, pointInside } from "../../areas.ts";
import { AnalysisError } from "../../errors.ts";
import { type AttributeValue, type Facilities, OUTLINE_ATTRIBUTE } from "../../model/facility.ts";
import type { AreaGeometry, Position } from "../../model/geometry.ts";
import type { Travel } from "../../network/travel.ts";
import { listGridCandidates, type SitePoints } from "./site-rows.ts";

/** Points with what else is known of them, by column. */
export interface CandidateTable extends SitePoints {
  readonly columns: Readonly<Record<string, readonly AttributeValue[]>>;
}

export type CandidateWish =
  | { readonly kind: "grid" }
  /** Facilities of another service. */
  | { readonly kind: "layer"; readonly serviceId: string }
  | { readonly kind: "points"; readonly points: CandidateTable };

export interface CostWish {
  /** Cost of a site without a figure of its own; null where there is none. */
  readonly each: number | null;
  /** Column of the candidates that says what each costs; null where none does. */
  readonly column: string | null;
  /** The most that all new sites may cost together, in the unit of the costs. */
  readonly total: number;
}

/** Why a question about a study has no answer before there is a problem to solve. */
export type CandidateFault =
  /** `dropped` candidates were in excluded areas, and there are no others. */
  | "all-excluded"
  /** `points` candidates have no cost in `column`, `first` among them. */
  | "cost-missing";

function refuse(cause: CandidateFault, fields: Readonly<Record<string, string | number>>): AnalysisError {
  return new AnalysisError("siting-impossible", { cause, ...fields });
}

const MOST_NAMED = 5;

/** @throws AnalysisError `unknown-service`, `bad-parameter`. */
export function listCandidates(
  session: AnalysisSession,
  travel: Travel,
  wish: CandidateWish,
  gridMetres: number,
): CandidateTable {
  if (wish.kind === "grid") return { ...listGridCandidates(session, travel, gridMetres), columns: {} };
  if (wish.kind === "points") return wish.points;
  const layer = session.study.facilities.find(({ serviceId }) => serviceId === wish.serviceId);
  if (!layer) throw new AnalysisError("unknown-service", { serviceId: wish.serviceId });
  return tableOfLayer(layer);
}

/** A facility as a candidate: its position, the first of a line, or a point inside an outline. */
function tableOfLayer(layer: Facilities): CandidateTable {
  const coordinates = Float64Array.from(
    Array.from({ length: layer.count }, (_, facility) => placeOf(layer, facility)).flat(),
  );
  return { count: layer.count, ids: layer.ids, coordinates, columns: layer.attributes };
}

function placeOf(layer: Facilities, facility: number): Position {
  const [outline] = outlinesOf(layer, facility);
  if (outline) return pointInside(outline);
  const first = 2 * (layer.starts[facility] as number);
  return [layer.coordinates[first] as number, layer.coordinates[first + 1] as number];
}

/** The area of a facility that is one; none where it is a point or a line. */
function outlinesOf({ attributes, starts, coordinates }: Facilities, facility: number): AreaGeometry[] {
  if (attributes[OUTLINE_ATTRIBUTE]?.[facility] !== true) return [];
  const ring: Position[] = [];
  for (let at = starts[facility] as number; at < (starts[facility + 1] as number); at++)
    ring.push([coordinates[2 * at] as number, coordinates[2 * at + 1] as number]);
  return ring.length > 3 ? [{ type: "Polygon", coordinates: [ring] }] : [];
}

/** The areas of a whole layer. */
export function areasOfLayer(layer: Facilities): AreaGeometry[] {
  return Array.from({ length: layer.count }, (_, facility) => outlinesOf(layer, facility)).flat();
}

/**
 * The candidates outside all areas; one on an edge is where even-odd puts it.
 * @throws AnalysisError `siting-impossible` (`all-excluded`) where the areas leave none.
 */
export function dropExcluded(
  table: CandidateTable,
  areas: readonly AreaGeometry[],
): { readonly table: CandidateTable; readonly droppedCount: number } {
  if (areas.length === 0) return { table, droppedCount: 0 };
  const index = new AreaIndex(areas);
  const kept = Array.from({ length: table.count }, (_, point) => point).filter(
    (point) => index.find(table.coordinates[2 * point] as number, table.coordinates[2 * point + 1] as number) < 0,
  );
  const droppedCount = table.count - kept.length;
  if (kept.length === 0 && droppedCount > 0) throw refuse("all-excluded", { dropped: droppedCount });
  return { table: takeRows(table, kept), droppedCount };
}

/** The rows named, in that order. */
export function takeRows({ ids, coordinates, columns }: CandidateTable, rows: readonly number[]): CandidateTable {
  return {
    count: rows.length,
    ids: rows.map((row) => ids[row] as string),
    coordinates: Float64Array.from(
      rows.flatMap((row) => [coordinates[2 * row] as number, coordinates[2 * row + 1] as number]),
    ),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, rows.map((row) => values[row] ?? null)]),
    ),
  };
}

/** Ids that no standing facility has: all with the prefix where any clashes. */
export function separateIds(table: CandidateTable, standingIds: readonly string[], prefix: string): CandidateTable {
  const known = new Set(standingIds);
  if (!table.ids.some((id) => known.has(id))) return table;
  return { ...table, ids: table.ids.map((id) => `${prefix}/${id}`) };
}

/** Columns with a number ≥ 0 in some row: what could be a cost. */
export function listNumberColumns({ columns }: Pick<CandidateTable, "columns">): string[] {
  return Object.entries(columns).flatMap(([name, values]) =>
    values.some((value) => !Number.isNaN(readCost(value))) ? [name] : [],
  );
}

function readCost(value: AttributeValue | undefined): number {
  if (typeof value === "number") return value >= 0 && value < Infinity ? value : Number.NaN;
  if (typeof value !== "string" || !/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number.NaN;
  return Number(value);
}

/**
 * What each candidate costs: its own figure, or else that of all.
 * @throws AnalysisError `siting-impossible` (`cost-missing`) where there is neither.
 */
export function priceCandidates({ ids, count, columns }: CandidateTable, { each, column }: CostWish): Float64Array {
  const values = column === null ? [] : (columns[column] ?? []);
  const costs = Float64Array.from({ length: count }, (_, point) => {
    const own = readCost(values[point]);
    return Number.isNaN(own) ? (each ?? Number.NaN) : own;
  });
  const lacking = ids.filter((_, point) => Number.isNaN(costs[point]));
  if (lacking.length > 0)
    throw refuse("cost-missing", {
      points: lacking.length,
      all: count,
      column: column ?? "",
      first: lacking.slice(0, MOST_NAMED).join(", "),
    });
  return costs;
}
