/**
 * Tables → the model's layers: communities, facilities, demand, barriers. Each
 * looks for its columns under the names that planners use, keeps ids as text,
 * and reports every row that does not fit.
 */

import { pointInside, polygonsOf } from "../../core/areas.ts";
import type { Communities, CommunityKind } from "../../core/model/community.ts";
import type { GroupId } from "../../core/model/demand.ts";
import { type AttributeValue, type Facilities, OUTLINE_ATTRIBUTE } from "../../core/model/facility.ts";
import type { AreaGeometry, Position } from "../../core/model/geometry.ts";
import type { Barrier } from "../../core/model/study.ts";
import type { CommunityRow } from "../communities/communities-from-points.ts";
import { peopleColumns, readPeople } from "../people/people-table.ts";
import { contentOf, distinctShare } from "../tables/column-content.ts";
import { columnChoices, columnFor, exampleNames } from "../tables/column-names.ts";
import { attributeAt, type Column, geometryAt, MULTI_POINT, numberAt, POINT, textAt } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";

function kindOf(text: string): CommunityKind {
  if (text === "urban" || text === "village" || text === "unit") return text;
  if (text.includes("社区") || text.includes("居委会")) return "urban";
  return text.includes("村") ? "village" : "unit";
}

/** How much of a column must be filled in and unlike the rest for it to tell communities apart; what is then said twice is a fault. */
const IDENTIFYING_SHARE = 0.9;

/** The column that tells communities apart: codes of divisions, which other tables name too, before numbers of a file's own. */
function identify(table: LabelledTable["table"]): Column | null {
  const first = columnFor(table, "id");
  if (first === null || first.meaning === "id") return first;
  const telling = columnChoices(table, "id").filter((column) => distinctShare(column) >= IDENTIFYING_SHARE);
  const best = telling.find((column) => contentOf(column) === "codes") ?? telling[0];
  return best ?? (isOfParents(first) ? null : first);
}

/** Whether a column holds the codes of what communities belong to, each said many times. */
function isOfParents(column: Column): boolean {
  const texts = Array.from({ length: column.values.length }, (_, row) => textAt(column, row));
  return distinctShare(column) <= 0.5 && texts.every((text) => /^\d{6,}$/.test(text));
}

export interface ReadCommunities {
  readonly communities: Communities;
  /** People that the rows state, NaN where one states none; empty where no column does. */
  readonly people: ReadonlyMap<GroupId, Float64Array>;
  /** The row of each community. */
  readonly rows: readonly CommunityRow[];
  /** True where the files hold points alone: outlines are null and have to be laid out. */
  readonly arePoints: boolean;
}

/** Polygons of several files, or points alone, as communities, each with the people its row states. */
export function communitiesFromTables(tables: readonly LabelledTable[], issues: IssueList): ReadCommunities {
  const isPoint = (kind: number): boolean => kind === POINT || kind === MULTI_POINT;
  const arePoints = tables.every(({ table }) => table.kinds.every(isPoint));
  const rows: CommunityRow[] = [];
  const ids: string[] = [];
  const names: string[] = [];
  const parentIds: string[] = [];
  const kinds: CommunityKind[] = [];
  const areas: (AreaGeometry | null)[] = [];
  const centres: number[] = [];
  const people = new Map<GroupId, number[]>();
  const seen = new Set<string>();
  for (const labelled of tables) {
    const { table, layer, labels } = labelled;
    const id = identify(table);
    const name = columnFor(table, "name");
    const parent = columnFor(table, "parentId");
    const kind = columnFor(table, "kind");
    const groups = peopleColumns(labelled, issues);
    for (let row = 0; row < table.count; row++) {
      const label = labels[row] ?? row + 1;
      const geometry = geometryAt(table, row);
      const isArea = geometry?.type === "Polygon" || geometry?.type === "MultiPolygon";
      if (!isArea && !(arePoints && geometry?.type === "Point")) {
        issues.error("bad-value", layer, {
          row: label,
          field: "geometry",
          value: geometry?.type ?? "none",
          details: { expected: arePoints ? "Point" : "Polygon" },
        });
        continue;
      }
      const ownId = textAt(id, row) || String(label);
      if (seen.has(ownId))
        issues.error("duplicate-id", layer, { row: label, field: id?.name ?? "id", value: shown(ownId) });
      seen.add(ownId);
      for (const [groupId, column] of groups) {
        const amounts = people.get(groupId) ?? [];
        people.set(groupId, amounts);
        amounts[ids.length] = readPeople(column, row, layer, label, issues);
      }
      ids.push(ownId);
      names.push(textAt(name, row) || ownId);
      parentIds.push(textAt(parent, row));
      kinds.push(kindOf(textAt(kind, row)));
      rows.push({ layer, label });
      areas.push(isArea ? geometry : null);
      centres.push(...(isArea ? pointInside(geometry) : geometry.coordinates));
    }
  }
  const communities = {
    count: ids.length,
    ids,
    names,
    parentIds,
    kinds,
    areas,
    centres: Float64Array.from(centres),
    approximate: arePoints,
  };
  const totals = new Map(
    [...people].map(([groupId, amounts]) => [
      groupId,
      Float64Array.from({ length: ids.length }, (_, row) => amounts[row] ?? Number.NaN),
    ]),
  );
  return { communities, people: totals, rows, arePoints };
}

function amountAt(column: Column, row: number, layer: string, label: string | number, issues: IssueList): number {
  const value = numberAt(column, row);
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
  issues.error("bad-value", layer, {
    row: label,
    field: column.name,
    value: shown(column.values[row]),
    details: { expected: "0, 1, 2 …" },
  });
  return 0;
}

/** The lines or points of a feature as a facility is kept: parts apart, an area as a point inside or its outer edge. */
function placesOf(table: LabelledTable["table"], row: number, asEdge: boolean): readonly (readonly Position[])[] {
  const geometry = geometryAt(table, row);
  switch (geometry?.type) {
    case "Point": {
      const places: Position[][] = [];
      for (let at = table.starts[row] ?? 0; at < (table.starts[row + 1] ?? 0); at++) {
        places.push([[table.coordinates[2 * at] as number, table.coordinates[2 * at + 1] as number]]);
      }
      return places;
    }
    case "LineString":
      return [geometry.coordinates];
    case "MultiLineString":
      return geometry.coordinates;
    case "Polygon":
    case "MultiPolygon":
      return asEdge ? polygonsOf(geometry).flatMap(([outer]) => (outer ? [outer] : [])) : [[pointInside(geometry)]];
    default:
      return [];
  }
}

/** Rows of several files that belong to one service, as its facilities. */
export function facilitiesFromTables(
  serviceId: string,
  tables: readonly { readonly labelled: LabelledTable; readonly rows: readonly number[] }[],
  issues: IssueList,
): Facilities {
  const ids: string[] = [];
  const names: string[] = [];
  const starts: number[] = [0];
  const coordinates: number[] = [];
  const attributes = new Map<string, AttributeValue[]>();
  const seen = new Set<string>();
  for (const { labelled, rows } of tables) {
    const { table, layer, labels } = labelled;
    const id = columnFor(table, "id");
    const name = columnFor(table, "name");
    const others = table.columns.filter(
      (column) => column !== id && column !== name && column !== columnFor(table, "service"),
    );
    for (const row of rows) {
      const label = labels[row] ?? row + 1;
      const places = placesOf(table, row, serviceId === "park");
      if (places.length === 0)
        issues.error("bad-value", layer, {
          row: label,
          field: "geometry",
          value: "none",
          details: { expected: "Point, LineString" },
        });
      const ownId = textAt(id, row) || `${serviceId}-${label}`;
      if (seen.has(ownId))
        issues.error("duplicate-id", layer, { row: label, field: id?.name ?? "id", value: shown(ownId) });
      seen.add(ownId);
      const isOutline = serviceId === "park" && (geometryAt(table, row)?.type ?? "").endsWith("Polygon");
      places.forEach((place, part) => {
        for (const column of others) {
          const values = attributes.get(column.name) ?? [];
          attributes.set(column.name, values);
          values[ids.length] = attributeAt(column, row);
        }
        if (isOutline) {
          const outlines = attributes.get(OUTLINE_ATTRIBUTE) ?? [];
          attributes.set(OUTLINE_ATTRIBUTE, outlines);
          outlines[ids.length] = true;
        }
        ids.push(part === 0 ? ownId : `${ownId}-${part + 1}`);
        names.push(textAt(name, row));
        for (const [lon, lat] of place) coordinates.push(lon, lat);
        starts.push(coordinates.length / 2);
      });
    }
  }
  const filled = [...attributes].map(
    ([name, values]) => [name, Array.from({ length: ids.length }, (_, row) => values[row] ?? null)] as const,
  );
  return {
    serviceId,
    count: ids.length,
    ids,
    names,
    coordinates: Float64Array.from(coordinates),
    starts: Uint32Array.from(starts),
    attributes: Object.fromEntries(filled),
  };
}

export interface DemandPoints {
  readonly coordinates: Float64Array;
  readonly people: Partial<Record<GroupId, Float64Array>> & { readonly all: Float64Array };
  readonly landSquareMetres: Float64Array | null;
}

/** Points (or areas, as a point inside) with people; a missing `people` column is one issue per file. */
export function demandFromTables(tables: readonly LabelledTable[], issues: IssueList): DemandPoints {
  const coordinates: number[] = [];
  const people = new Map<GroupId, number[]>([["all", []]]);
  const land: number[] = [];
  let landEverywhere = tables.length > 0;
  for (const labelled of tables) {
    const { table, layer, labels } = labelled;
    const groups = peopleColumns(labelled, issues);
    const landColumn = columnFor(table, "land");
    if (!landColumn) landEverywhere = false;
    if (!groups.has("all"))
      issues.error("missing-column", layer, { field: "people", details: { names: exampleNames("people") } });
    for (let row = 0; row < table.count; row++) {
      const label = labels[row] ?? row + 1;
      const [place] = placesOf(table, row, false);
      if (!place)
        issues.error("bad-value", layer, {
          row: label,
          field: "geometry",
          value: "none",
          details: { expected: "Point" },
        });
      const at = coordinates.length / 2;
      coordinates.push(...(place?.[place.length >> 1] ?? [Number.NaN, Number.NaN]));
      for (const [groupId, column] of groups) {
        const amounts = people.get(groupId) ?? [];
        people.set(groupId, amounts);
        amounts[at] = amountAt(column, row, layer, label, issues);
      }
      land[at] = landColumn ? amountAt(landColumn, row, layer, label, issues) : 0;
    }
  }
  const count = coordinates.length / 2;
  const filled = [...people].map(
    ([groupId, amounts]) => [groupId, Float64Array.from({ length: count }, (_, row) => amounts[row] ?? 0)] as const,
  );
  const all = filled.find(([groupId]) => groupId === "all")?.[1] ?? new Float64Array(count);
  return {
    coordinates: Float64Array.from(coordinates),
    people: { ...Object.fromEntries(filled), all },
    landSquareMetres: landEverywhere ? Float64Array.from(land) : null,
  };
}

function barrierKind(text: string): Barrier["kind"] | null {
  if (/water|river|canal|stream|lake|河|湖|水/i.test(text)) return "water";
  if (/rail|铁路|轨道/i.test(text)) return "railway";
  return /wall|fence|墙/i.test(text) ? "wall" : null;
}

/** Lines and areas that stop an off-street walk; the kind from a column, else from the file's name, else water. */
export function barriersFromTables(tables: readonly LabelledTable[], issues: IssueList): Barrier[] {
  return tables.flatMap(({ table, layer, labels }) => {
    const columns = table.columns.filter(({ name }) =>
      ["kind", "waterway", "railway", "barrier", "natural", "类型"].includes(name),
    );
    const name = columnFor(table, "name");
    return Array.from({ length: table.count }, (_, row): Barrier[] => {
      const geometry = geometryAt(table, row);
      if (!geometry || geometry.type === "Point") {
        issues.error("bad-value", layer, {
          row: labels[row],
          field: "geometry",
          details: { expected: "LineString, Polygon" },
        });
        return [];
      }
      const stated = columns.map((column) =>
        textAt(column, row) === "" ? null : barrierKind(`${column.name} ${textAt(column, row)}`),
      );
      return [
        {
          kind: stated.find((kind) => kind !== null) ?? barrierKind(layer) ?? "water",
          name: textAt(name, row),
          geometry,
        },
      ];
    }).flat();
  });
}
