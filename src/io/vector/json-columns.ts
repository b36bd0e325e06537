/** What features of any JSON say of themselves → columns: numbers, yes or no, texts; anything else as JSON. */
import type { AttributeValue } from "../../core/model/facility.ts";
import type { Column } from "../tables/feature-table.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import type { JsonObject } from "./json-document.ts";
import { checkCellCount } from "./layer-bounds.ts";
import { isLongInteger } from "./parse-json.ts";

function cellOf(value: unknown): AttributeValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack: nothing that anybody wrote down.
    return null;
  }
}

/** A number such as 1e400 is beyond what can be counted with: no value, and said. */
function tellEndless(
  values: readonly AttributeValue[],
  name: string,
  labels: readonly (string | number)[],
  layer: string,
  issues: IssueList,
): readonly AttributeValue[] {
  return values.map((value, row) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    issues.warn("bad-value", layer, { row: labels[row], field: name, details: { what: "number-too-large" } });
    return null;
  });
}

/** Columns of all that the objects hold; yields the number of each before it is made. `format` is what messages call the file's. */
export function* columnsOfObjects(
  properties: readonly JsonObject[],
  labels: readonly (string | number)[],
  layer: string,
  issues: IssueList,
  format: string,
): Generator<number, Column[]> {
  const names = new Set<string>();
  for (const row of properties) for (const name of Object.keys(row)) names.add(name);
  checkCellCount(layer, format, names.size, properties.length);
  const columns: Column[] = [];
  for (const name of names) {
    yield columns.length;
    const cells = properties.map((row) => cellOf(row[name]));
    const values = textsOfLongNumbers(tellEndless(cells, name, labels, layer, issues));
    columns.push({ name, type: typeOf(values.filter((value) => value !== null)), values });
  }
  return columns;
}

function typeOf(present: readonly AttributeValue[]): Column["type"] {
  if (present.every((value) => typeof value === "number")) return "Double";
  if (present.every((value) => typeof value === "boolean")) return "Bool";
  return present.every((value) => typeof value === "string") ? "String" : "Json";
}

/** Where some numbers of a column have more digits than a double holds, all of them are text. */
function textsOfLongNumbers(values: readonly AttributeValue[]): readonly AttributeValue[] {
  const isNumber = (value: AttributeValue): boolean =>
    value === null || typeof value === "number" || (typeof value === "string" && isLongInteger(value));
  if (!values.some((value) => typeof value === "string") || !values.every(isNumber)) return values;
  return values.map((value) => (value === null ? null : String(value)));
}
