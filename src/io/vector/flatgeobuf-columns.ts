/**
 * Columns of a FlatGeobuf file while they fill: those that its header lists, and those that single features list for themselves, which the
 * format allows where the header has none. Columns of one name and one sort of values are one.
 */
import { ColumnType as FgbType } from "flatgeobuf/lib/mjs/flat-geobuf/column-type.js";
import type { AttributeValue } from "../../core/model/facility.ts";
import type { Column, ColumnType } from "../tables/feature-table.ts";
import { fieldOffset, follow } from "./flatgeobuf-geometry.ts";
import { checkCellCount } from "./layer-bounds.ts";

export interface ColumnBuffer {
  /** Numbers that no double holds, by row: they make the column one of text. */
  readonly exact: Map<number, string>;
  readonly name: string;
  readonly type: FgbType;
  readonly numbers: number[] | null;
  readonly others: AttributeValue[] | null;
}

const SLOT_NAME = 4;
const SLOT_TYPE = 6;
/** A column in a feature takes an offset, a table and a name at least. */
const LEAST_COLUMN_BYTES = 12;

function isNumeric(type: FgbType): boolean {
  return type !== FgbType.Bool && type <= FgbType.Double;
}

function modelType(type: FgbType): ColumnType {
  if (type === FgbType.Bool) return "Bool";
  if (type === FgbType.Json) return "Json";
  return isNumeric(type) ? "Double" : "String";
}

/** A column of so many rows without values. */
export function emptyColumn(name: string, type: FgbType, rows: number): ColumnBuffer {
  const numeric = isNumeric(type);
  return {
    name,
    type,
    exact: new Map(),
    numbers: numeric ? Array<number>(rows).fill(Number.NaN) : null,
    others: numeric ? null : Array<AttributeValue>(rows).fill(null),
  };
}

/** A column as a table has it. */
export function columnOf({ name, type, numbers, others, exact }: ColumnBuffer): Column {
  if (!numbers || exact.size === 0)
    return { name, type: modelType(type), values: numbers ? Float64Array.from(numbers) : (others ?? []) };
  const values = numbers.map((value, row) => exact.get(row) ?? (Number.isNaN(value) ? null : String(value)));
  return { name, type: "String", values };
}

/** Columns that features list for themselves, kept with those of the file. */
export class FeatureColumns {
  private readonly columns: ColumnBuffer[];
  private readonly byKey = new Map<string, ColumnBuffer>();
  private readonly layer: string;

  constructor(columns: ColumnBuffer[], layer: string) {
    this.columns = columns;
    this.layer = layer;
  }

  /**
   * The columns of a feature, in the order by which its values name them.
   * @param vector where the feature lists them. @param rows of the table so far, this one included.
   */
  read(view: DataView, vector: number, rows: number, decode: (from: number, length: number) => string): ColumnBuffer[] {
    const count = view.getUint32(vector, true);
    if (vector + 4 + LEAST_COLUMN_BYTES * count > view.byteLength) throw new RangeError("columns beyond the end");
    return Array.from({ length: count }, (_, index) => {
      const table = follow(view, vector + 4 + 4 * index);
      const named = fieldOffset(view, table, SLOT_NAME);
      const text = named === 0 ? 0 : follow(view, named);
      const name = text === 0 ? "" : decode(text + 4, view.getUint32(text, true));
      const typed = fieldOffset(view, table, SLOT_TYPE);
      return this.take(name, typed === 0 ? FgbType.Byte : view.getUint8(typed), rows);
    });
  }

  private take(name: string, type: FgbType, rows: number): ColumnBuffer {
    const key = `${modelType(type)} ${name}`;
    const known = this.byKey.get(key);
    // Numbers of several widths are one column; each is read as it stands.
    if (known) return known.type === type ? known : { ...known, type };
    checkCellCount(this.layer, "FlatGeobuf", this.columns.length + 1, rows);
    const taken = new Set(this.columns.map((column) => column.name));
    let own = name;
    for (let number = 2; taken.has(own); number++) own = `${name}_${number}`;
    const made = emptyColumn(own, type, rows);
    this.columns.push(made);
    this.byKey.set(key, made);
    return made;
  }
}
