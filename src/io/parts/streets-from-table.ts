/**
 * Any line layer → streets. With OSM-like columns (`highway`, `foot`, `access`,
 * `oneway` …) each line gets what its tags say; a plain line layer may be walked
 * and cycled both ways. Geofabrik's `fclass` counts as `highway`, and so does any column of road classes (street-classes). A `condition`
 * column says in words what holds of a line (`night-closed`, `no-wheelchair` …).
 */
import { ALL_CONDITIONS, CYCLE_BOTH, type Streets, WALK_BOTH } from "../../core/model/streets.ts";
import { isStreet, streetPermissions } from "../../core/network/street-access.ts";
import { readConditionWords, streetConditions } from "../../core/network/street-conditions.ts";
import { conditionsOf, unreadTimesIssues } from "../osm/layer-conditions.ts";
import { columnFor } from "../tables/column-names.ts";
import {
  type Column,
  LINE,
  MULTI_LINE,
  MULTI_POLYGON,
  numberAt,
  POLYGON,
  PositionList,
  textAt,
} from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import { findClassColumn, readStreetClass } from "./street-classes.ts";

const TAG_COLUMNS = new Set([
  "highway",
  "fclass",
  "foot",
  "access",
  "oneway",
  "bicycle",
  "oneway:foot",
  "oneway_foot",
  "motorroad",
  "vehicle",
  "opening_hours",
  "wheelchair",
  "footway",
]);
const CONDITION_COLUMNS = new Set(["condition", "通行条件", "条件"]);
const GEOFABRIK_ONEWAY: Readonly<Record<string, string>> = { F: "yes", T: "-1", B: "no" };

/** Programs write headers in capitals, too. */
function keyOf({ name }: Column): string {
  return name.toLowerCase();
}

function tagsAt(columns: readonly Column[], row: number, highway: string | null): Map<string, string> {
  const tags = new Map<string, string>();
  for (const column of columns) {
    const value = textAt(column, row);
    if (value === "") continue;
    const key = keyOf(column);
    if (key === "other_tags") {
      for (const [, key, text] of value.matchAll(/"([^"]+)"=>"([^"]*)"/g)) tags.set(key ?? "", text ?? "");
    } else if (key === "fclass") {
      tags.set("highway", value);
    } else if (key === "oneway") {
      tags.set("oneway", GEOFABRIK_ONEWAY[value] ?? value);
    } else {
      tags.set(key === "oneway_foot" ? "oneway:foot" : key, value);
    }
  }
  if (highway !== null) tags.set("highway", highway);
  return tags;
}

/** Which words stand for which class, the most frequent first. */
function tellClasses(column: Column, layer: string, issues: IssueList): void {
  const amounts = new Map<string, number>();
  for (let row = 0; row < column.values.length; row++) {
    const text = textAt(column, row);
    amounts.set(text, (amounts.get(text) ?? 0) + 1);
  }
  const read = [...amounts]
    .sort(([, a], [, b]) => b - a)
    .map(([text, amount]) => `${text === "" ? "–" : shown(text)} → ${readStreetClass(text) ?? "road"} (${amount})`);
  issues.warn("assumed", layer, { field: column.name, value: read.join(", "), details: { what: "street-classes" } });
}

/** Lines of several files as one street layer; faults (other shapes, lines of one point) go to `issues`. */
export function streetsFromTables(tables: readonly LabelledTable[], issues: IssueList): Streets {
  const positions = new PositionList();
  const starts: number[] = [0];
  const permissions: number[] = [];
  const conditions: number[] = [];
  const classes: string[] = [];
  const names: string[] = [];
  const ids: string[] = [];
  for (const { table, layer, labels } of tables) {
    const given = table.columns.find(({ name }) => name === "permissions") ?? null;
    const givenConditions = given && (table.columns.find(({ name }) => name === "conditions") ?? null);
    const words = table.columns.find(({ name }) => CONDITION_COLUMNS.has(name.toLowerCase())) ?? null;
    let unreadTimes = 0;
    const hasHighway = table.columns.some((column) => ["highway", "fclass"].includes(keyOf(column)));
    const tagColumns = table.columns.some((column) => TAG_COLUMNS.has(keyOf(column)))
      ? table.columns.filter((column) => TAG_COLUMNS.has(keyOf(column)) || /^[a-z_]+(:[a-z_]+)*$/.test(keyOf(column)))
      : [];
    const classColumn = hasHighway || given ? null : findClassColumn(table);
    if (classColumn) tellClasses(classColumn, layer, issues);
    const idColumn = columnFor(table, "id");
    const nameColumn = columnFor(table, "name");
    for (let row = 0; row < table.count; row++) {
      const kind = table.kinds[row];
      const label = labels[row];
      const line = kind === LINE || kind === MULTI_LINE;
      const area = kind === POLYGON || kind === MULTI_POLYGON;
      if (!line && !area) {
        issues.error("bad-value", layer, { row: label, field: "geometry", details: { expected: "LineString" } });
        continue;
      }
      const highway = hasHighway ? null : ((classColumn && readStreetClass(textAt(classColumn, row))) ?? "road");
      const tags = tagColumns.length > 0 || classColumn ? tagsAt(tagColumns, row, highway) : null;
      if (tags && !isStreet(tags)) continue;
      let bits = tags ? streetPermissions(tags).permissions : WALK_BOTH | CYCLE_BOTH;
      if (given) {
        bits = numberAt(given, row);
        if (!Number.isInteger(bits) || bits < 0 || bits > 15) {
          issues.error("bad-value", layer, { row: label, field: "permissions", value: shown(given.values[row]) });
          continue;
        }
      }
      const tagged = tags ? streetConditions(tags) : readConditionWords("");
      const worded = readConditionWords(words ? textAt(words, row) : "");
      if (tagged.isUnread || worded.isUnread) unreadTimes++;
      let condition = tagged.bits | worded.bits;
      if (givenConditions) {
        condition = numberAt(givenConditions, row);
        if (!Number.isInteger(condition) || condition < 0 || condition > ALL_CONDITIONS) {
          const value = shown(givenConditions.values[row]);
          issues.error("bad-value", layer, { row: label, field: "conditions", value });
          continue;
        }
      }
      const start = table.starts[row] ?? 0;
      const ends = table.ringEnds[row] ?? [(table.starts[row + 1] ?? 0) - start];
      let from = start;
      ends.forEach((partEnd, part) => {
        const end = start + partEnd;
        if (end - from < 2) {
          issues.error("bad-value", layer, {
            row: label,
            field: "geometry",
            value: "1",
            details: { expected: "LineString" },
          });
        } else {
          for (let at = from; at < end; at++)
            positions.push(table.coordinates[2 * at] as number, table.coordinates[2 * at + 1] as number);
          starts.push(positions.length);
          permissions.push(bits);
          conditions.push(condition);
          classes.push(
            tags?.get("highway") ??
              (given ? textAt(table.columns.find(({ name }) => name === "highway") ?? null, row) : "") ??
              "",
          );
          names.push(textAt(nameColumn, row));
          const id = textAt(idColumn, row) || String(label ?? row + 1);
          ids.push(part === 0 ? id : `${id}-${part + 1}`);
        }
        from = end;
      });
    }
    for (const issue of unreadTimesIssues(layer, unreadTimes)) issues.add(issue);
  }
  return {
    count: ids.length,
    coordinates: positions.toArray(),
    starts: Uint32Array.from(starts),
    permissions: Uint8Array.from(permissions),
    classes: classes.map((name) => (name === "" || name === "road" ? "street" : name)),
    names,
    ids,
    ...conditionsOf(conditions),
  };
}
