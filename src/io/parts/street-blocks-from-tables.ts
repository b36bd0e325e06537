/** Tables of points → places on the streets that somebody cannot pass, as a study exports them. */
import { ALL_CONDITIONS, type StreetBlocks } from "../../core/model/streets.ts";
import { conditionsOf } from "../osm/layer-conditions.ts";
import { type Column, type FeatureTable, findColumn, geometryAt, numberAt } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";

const ALL_STOPS = 15;

function isBits(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}

/** Whether all rows of a table say who is stopped there. */
export function areStreetBlocks(table: FeatureTable): boolean {
  const stops = findColumn(table, "stops");
  if (!stops || table.count === 0) return false;
  for (let row = 0; row < table.count; row++) if (!isBits(numberAt(stops, row), ALL_STOPS)) return false;
  return true;
}

/** Points in the order of their rows; what is no point, or no bits of who is stopped, is told. */
export function streetBlocksFromTables(tables: readonly LabelledTable[], issues: IssueList): StreetBlocks {
  const coordinates: number[] = [];
  const stops: number[] = [];
  const conditions: number[] = [];
  for (const { table, layer, labels } of tables) {
    const bitsAt = (column: Column | null, name: string, row: number, most: number): number => {
      const bits = numberAt(column, row);
      if (isBits(bits, most)) return bits;
      issues.error("bad-value", layer, { row: labels[row], field: name, value: shown(column?.values[row]) });
      return 0;
    };
    const given = findColumn(table, "conditions");
    for (let row = 0; row < table.count; row++) {
      const geometry = geometryAt(table, row);
      if (geometry?.type !== "Point") {
        issues.error("bad-value", layer, { row: labels[row], field: "geometry", details: { expected: "Point" } });
        continue;
      }
      coordinates.push(...geometry.coordinates);
      stops.push(bitsAt(findColumn(table, "stops"), "stops", row, ALL_STOPS));
      conditions.push(given ? bitsAt(given, "conditions", row, ALL_CONDITIONS) : 0);
    }
  }
  return {
    count: stops.length,
    coordinates: Float64Array.from(coordinates),
    stops: Uint8Array.from(stops),
    ...conditionsOf(conditions),
  };
}
