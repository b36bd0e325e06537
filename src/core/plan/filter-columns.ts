/** The columns by which facilities can be told apart, with the values that they hold: what a filter may ask for. */
import {
  type AttributeValue,
  ENTRANCES_ATTRIBUTE,
  type Facilities,
  OUTLINE_ATTRIBUTE,
  STANDS_IN_ATTRIBUTE,
} from "../model/facility.ts";

export interface FilterColumn {
  readonly attribute: string;
  /** By how many facilities hold them, most first; at most `MOST_VALUES`. */
  readonly values: readonly { readonly value: AttributeValue; readonly count: number }[];
  /** How many different values there are. */
  readonly valueCount: number;
  /** Facilities with an empty cell, or of a layer without the column. */
  readonly emptyCount: number;
}

/** More different values than anybody ticks one by one; others can be written. */
const MOST_VALUES = 60;
/** Of the shape and of where it stands: nothing by which kinds of facilities are told apart. */
const PLACE_ATTRIBUTES: readonly string[] = [OUTLINE_ATTRIBUTE, ENTRANCES_ATTRIBUTE, STANDS_IN_ATTRIBUTE];

/** Columns of some layers together, in the order of the layers. */
export function listFilterColumns(layers: readonly Facilities[]): FilterColumn[] {
  const attributes = [...new Set(layers.flatMap((layer) => Object.keys(layer.attributes)))];
  const total = layers.reduce((sum, { count }) => sum + count, 0);
  return attributes
    .filter((attribute) => !PLACE_ATTRIBUTES.includes(attribute))
    .flatMap((attribute): FilterColumn[] => {
      const counts = new Map<AttributeValue, number>();
      for (const layer of layers) {
        for (const value of layer.attributes[attribute] ?? []) {
          if (value !== null && value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
        }
      }
      if (counts.size === 0) return [];
      const held = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const values = [...counts]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || compareValues(a.value, b.value))
        .slice(0, MOST_VALUES);
      return [{ attribute, values, valueCount: counts.size, emptyCount: total - held }];
    });
}

/** A written value as the column holds it: a number or true and false where the column's own values are such. */
export function readFilterValue(text: string, column: FilterColumn | undefined): AttributeValue {
  const written = text.trim();
  const sample = column?.values[0]?.value;
  if (typeof sample === "number" && written !== "" && Number.isFinite(Number(written))) return Number(written);
  if (typeof sample === "boolean" || column === undefined) {
    if (written === "是" || written === "true") return true;
    if (written === "否" || written === "false") return false;
  }
  return written;
}

/** Numbers by size, all else by its letters. */
function compareValues(first: AttributeValue, second: AttributeValue): number {
  if (typeof first === "number" && typeof second === "number") return first - second;
  const [a, b] = [String(first), String(second)];
  return a < b ? -1 : Number(a > b);
}
