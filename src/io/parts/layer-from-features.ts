/**
 * Tables → the model's layers: facilities, barriers. Each looks for its columns under the names that planners use, keeps ids as text, and
 * reports every row that does not fit.
 */

import { pointInside, polygonsOf } from "../../core/areas.ts";
import { type AttributeValue, type Facilities, OUTLINE_ATTRIBUTE } from "../../core/model/facility.ts";
import type { Position } from "../../core/model/geometry.ts";
import type { Barrier } from "../../core/model/study.ts";
import { recogniseService } from "../services/known-services.ts";
import { columnFor, isSameHeader } from "../tables/column-names.ts";
import {
  attributeAt,
  type Column,
  type FeatureTable,
  findColumn,
  geometryAt,
  textAt,
} from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";

/** The lines or points of a feature as a facility is kept: parts apart, an area as a point inside or its outer edge. */
export function placesOf(
  table: LabelledTable["table"],
  row: number,
  asEdge: boolean,
): readonly (readonly Position[])[] {
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

/** Whether a cell says no more than the service that the row belongs to anyway. */
function isNamed(column: Column, row: number, serviceId: string): boolean {
  const cell = textAt(column, row);
  return cell === serviceId || recogniseService(cell) === serviceId;
}

/** Whether a column only counts rows from 1 on, of which some may have been left out. */
function countsRows(id: Column, rows: readonly number[]): boolean {
  let last = 0;
  for (const row of rows) {
    const text = textAt(id, row);
    if (!/^\d{1,5}$/.test(text) || text.startsWith("0") || Number(text) <= last) return false;
    last = Number(text);
  }
  return last > 0 && last <= 2 * rows.length + 2;
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
  for (const [place, { labelled, rows }] of tables.entries()) {
    const { table, layer, labels } = labelled;
    const id = columnFor(table, "id");
    // Each list counts its rows from 1: of several such numbers are no ids.
    const isCount = tables.length > 1 && id !== null && (isSameHeader(id.name, "序号") || countsRows(id, rows));
    const name = columnFor(table, "name");
    const service = columnFor(table, "service");
    const saysService = service !== null && rows.every((row) => isNamed(service, row, serviceId));
    const others = table.columns.filter(
      (column) => column !== id && column !== name && !(column === service && saysService),
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
      const stated = isCount ? "" : textAt(id, row);
      const made = `${serviceId}-${label}`;
      const ownId = stated || (seen.has(made) ? `${made}.${place + 1}` : made);
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

const BARRIER_KINDS: readonly string[] = ["water", "railway", "wall"] satisfies Barrier["kind"][];

/** Whether all rows say that they are barriers, in the words of an exported layer. */
export function areBarriers(table: FeatureTable): boolean {
  const column = findColumn(table, "kind");
  if (!column || table.count === 0) return false;
  for (let row = 0; row < table.count; row++) if (!BARRIER_KINDS.includes(textAt(column, row))) return false;
  return true;
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
