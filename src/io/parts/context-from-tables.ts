/** Tables → the shapes of a study for orientation: all of them as a study exports them, or borders alone, from anybody's file. */
import type { ContextShape } from "../../core/model/study.ts";
import { columnFor } from "../tables/column-names.ts";
import { type FeatureTable, geometryAt, textAt } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";

const BORDERS: readonly ContextShape["kind"][] = ["county-border", "city-border"];
const KINDS: readonly ContextShape["kind"][] = [...BORDERS, "green", "built-up", "place"];

/** Whether all rows say that they are shapes for orientation, and whether all of these are borders. */
export function contextOf(table: FeatureTable): "borders" | "context" | null {
  const column = table.columns.find(({ name }) => name === "kind");
  if (!column || table.count === 0) return null;
  let areBorders = true;
  for (let row = 0; row < table.count; row++) {
    const kind = KINDS.find((each) => each === textAt(column, row));
    if (kind === undefined) return null;
    areBorders &&= BORDERS.includes(kind);
  }
  return areBorders ? "borders" : "context";
}

/** Shapes of the kinds that the product itself writes; another kind is told. */
export function contextFromTables(tables: readonly LabelledTable[], issues: IssueList): ContextShape[] {
  return tables.flatMap(({ table, layer, labels }) => {
    const [kinds, names] = [columnFor(table, "kind"), columnFor(table, "name")];
    return Array.from({ length: table.count }, (_, row): ContextShape[] => {
      const geometry = geometryAt(table, row);
      const kind = KINDS.find((each) => each === textAt(kinds, row));
      if (geometry === null)
        issues.error("bad-value", layer, { row: labels[row], field: "geometry", value: "none", details: {} });
      if (kind === undefined) {
        const value = shown(textAt(kinds, row));
        issues.error("bad-value", layer, {
          row: labels[row],
          field: "kind",
          value,
          details: { expected: KINDS.join(", ") },
        });
      }
      if (geometry === null || kind === undefined) return [];
      const name = textAt(names, row);
      if (geometry.type !== "Point") return [{ kind, name, geometry }];
      const [lon, lat] = geometry.coordinates;
      return [{ kind, name, geometry: { type: "Point", coordinates: [lon, lat] } }];
    }).flat();
  });
}

/** Lines and areas as borders; a kind that the product itself does not write counts as the city's. */
export function bordersFromTables(tables: readonly LabelledTable[], issues: IssueList): ContextShape[] {
  return tables.flatMap(({ table, layer, labels }) => {
    const [kinds, names] = [columnFor(table, "kind"), columnFor(table, "name")];
    return Array.from({ length: table.count }, (_, row): ContextShape[] => {
      const geometry = geometryAt(table, row);
      const kind = BORDERS.find((each) => each === textAt(kinds, row));
      // In a foreign table a name may be that of anything; on the map a border has the name of what it encloses.
      const name = kind === undefined ? "" : textAt(names, row);
      if (geometry && geometry.type !== "Point") return [{ kind: kind ?? "city-border", name, geometry }];
      issues.error("bad-value", layer, {
        row: labels[row],
        field: "geometry",
        details: { expected: "Polygon" },
      });
      return [];
    }).flat();
  });
}

/** The context with borders in it: those of a kind take the place of the former ones of that kind. */
export function putBordersIn(context: readonly ContextShape[], borders: readonly ContextShape[]): ContextShape[] {
  const kinds = new Set(borders.map(({ kind }) => kind));
  const first = context.findIndex(({ kind }) => kinds.has(kind));
  const at = first < 0 ? context.length : first;
  const others = (shapes: readonly ContextShape[]): ContextShape[] => shapes.filter(({ kind }) => !kinds.has(kind));
  return [...others(context.slice(0, at)), ...borders, ...others(context.slice(at))];
}
