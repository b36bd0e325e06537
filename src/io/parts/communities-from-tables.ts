/** Tables → communities: outlines, or points to lay outlines around, with their codes, names, units above and labels. */
import { pointInside, polygonsOf } from "../../core/areas.ts";
import type { Communities, CommunityKind } from "../../core/model/community.ts";
import type { GroupId } from "../../core/model/demand.ts";
import type { AreaGeometry, Position } from "../../core/model/geometry.ts";
import type { CommunityRow } from "../communities/communities-from-points.ts";
import { peopleColumns, readPeople } from "../people/people-table.ts";
import { columnFor } from "../tables/column-names.ts";
import { type Column, findColumn, geometryAt, MULTI_POINT, numberAt, POINT, textAt } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import { APPROXIMATE_COLUMN, LABEL_COLUMNS, PARENT_NAME_COLUMN } from "../tables/own-columns.ts";
import { CommunityParts, findIdColumn } from "./identify-communities.ts";

const [LABELS] = LABEL_COLUMNS;
/** What another system and back may move a label that stands on the edge, in degrees. */
const MARGIN = 1e-7;

function kindOf(text: string): CommunityKind {
  if (text === "urban" || text === "village" || text === "unit") return text;
  if (text.includes("社区") || text.includes("居委会")) return "urban";
  return text.includes("村") ? "village" : "unit";
}

export interface ReadCommunities {
  readonly communities: Communities;
  /** People that the rows state, NaN where one states none; empty where no column does. */
  readonly people: ReadonlyMap<GroupId, Float64Array>;
  /** The row of each community. */
  readonly rows: readonly CommunityRow[];
  /** True where the files hold points alone: outlines are null and have to be laid out. */
  readonly arePoints: boolean;
  /** Names of the units above, by id, where the rows state them. */
  readonly parentNames: ReadonlyMap<string, string>;
}

/** Where a community's own label stands, if the row states a place within the bounds of its outline; null where it states none, or one far from it. */
function labelAt(lon: Column | null, lat: Column | null, row: number, area: AreaGeometry | null): Position | null {
  const label: Position = [numberAt(lon, row), numberAt(lat, row)];
  if (!label.every(Number.isFinite) || area === null) return null;
  const [west, south, east, north] = boundsOf(area);
  const isWithin =
    label[0] >= west - MARGIN && label[0] <= east + MARGIN && label[1] >= south - MARGIN && label[1] <= north + MARGIN;
  return isWithin ? label : null;
}

function boundsOf(area: AreaGeometry): [west: number, south: number, east: number, north: number] {
  const bounds: [number, number, number, number] = [180, 90, -180, -90];
  for (const [outer = []] of polygonsOf(area))
    for (const [lon, lat] of outer) {
      bounds[0] = Math.min(bounds[0], lon);
      bounds[1] = Math.min(bounds[1], lat);
      bounds[2] = Math.max(bounds[2], lon);
      bounds[3] = Math.max(bounds[3], lat);
    }
  return bounds;
}

/** Whether a row states no other people than the row of the same community before it. */
function saysNothingElse(
  groups: ReadonlyMap<GroupId, Column>,
  people: ReadonlyMap<GroupId, readonly number[]>,
  before: number,
  row: number,
): boolean {
  return [...groups].every(([groupId, column]) => {
    const text = textAt(column, row).trim();
    return text === "" || Number(text) === people.get(groupId)?.[before];
  });
}

/**
 * Polygons of several files, or points alone, as communities, each with the people its row states. Among polygons a point is a fault, but in a
 * layer that was exported, whose rows state their labels: there it is a community without an outline.
 */
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
  const parentNames = new Map<string, string>();
  const seen = new Map<string, number>();
  const parts = new Map<number, CommunityParts>();
  const joinedParts = new Map<string, number>();
  let isApproximate = false;
  for (const labelled of tables) {
    const { table, layer, labels } = labelled;
    const id = findIdColumn(table);
    const name = columnFor(table, "name");
    const parent = columnFor(table, "parentId");
    const kind = columnFor(table, "kind");
    const parentName = findColumn(table, PARENT_NAME_COLUMN);
    const approximate = findColumn(table, APPROXIMATE_COLUMN);
    const [lon, lat] = [findColumn(table, LABELS.lon), findColumn(table, LABELS.lat)];
    const groups = peopleColumns(labelled, issues);
    for (let row = 0; row < table.count; row++) {
      const label = labels[row] ?? row + 1;
      const geometry = geometryAt(table, row);
      const isArea = geometry?.type === "Polygon" || geometry?.type === "MultiPolygon";
      const isPlace = geometry?.type === "Point" && (arePoints || (lon !== null && lat !== null));
      if (!isArea && !isPlace) {
        issues.error("bad-value", layer, {
          row: label,
          field: "geometry",
          value: geometry?.type ?? "none",
          details: { expected: arePoints ? "Point" : "Polygon" },
        });
        continue;
      }
      const ownId = textAt(id, row) || String(label);
      const before = seen.get(ownId);
      if (before !== undefined) {
        const whole = areas[before];
        const isSame = names[before] === textAt(name, row) && saysNothingElse(groups, people, before, row);
        if (isArea && whole && isSame) {
          const own = parts.get(before) ?? new CommunityParts(whole);
          if (own.add(geometry)) {
            parts.set(before, own);
            joinedParts.set(layer, (joinedParts.get(layer) ?? 0) + 1);
            continue;
          }
        }
        issues.error("duplicate-id", layer, { row: label, field: id?.name ?? "id", value: shown(ownId) });
      }
      seen.set(ownId, ids.length);
      for (const [groupId, column] of groups) {
        const amounts = people.get(groupId) ?? [];
        people.set(groupId, amounts);
        amounts[ids.length] = readPeople(column, row, layer, label, issues);
      }
      ids.push(ownId);
      names.push(textAt(name, row) || ownId);
      const parentId = textAt(parent, row);
      parentIds.push(parentId);
      if (textAt(parentName, row) !== "") parentNames.set(parentId, textAt(parentName, row));
      if (approximate?.values[row] === true) isApproximate = true;
      kinds.push(kindOf(textAt(kind, row)));
      rows.push({ layer, label });
      areas.push(isArea ? geometry : null);
      const [east, north] = isArea
        ? (labelAt(lon, lat, row, geometry) ?? pointInside(geometry))
        : (geometry.coordinates as Position);
      centres.push(east, north);
    }
  }
  for (const [community, own] of parts) {
    const joined = own.joined();
    areas[community] = joined;
    centres.splice(2 * community, 2, ...pointInside(joined));
  }
  for (const [layer, count] of joinedParts)
    issues.warn("assumed", layer, { field: "id", details: { what: "parts-joined", count } });
  const communities = {
    count: ids.length,
    ids,
    names,
    parentIds,
    kinds,
    areas,
    centres: Float64Array.from(centres),
    approximate: arePoints || isApproximate,
  };
  const totals = new Map(
    [...people].map(([groupId, amounts]) => [
      groupId,
      Float64Array.from({ length: ids.length }, (_, row) => amounts[row] ?? Number.NaN),
    ]),
  );
  return { communities, people: totals, rows, arePoints, parentNames };
}
