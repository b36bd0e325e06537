/** Tables → borders of the context: of the counties and the city where the rows say so, else one of what is studied. */
import type { ContextShape } from "../../core/model/study.ts";
import { columnFor } from "../tables/column-names.ts";
import { geometryAt, textAt } from "../tables/feature-table.ts";
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";

const KINDS: readonly ContextShape["kind"][] = ["county-border", "city-border"];

/** Lines and areas as borders; a kind that the product itself does not write counts as the city's. */
export function bordersFromTables(tables: readonly LabelledTable[], issues: IssueList): ContextShape[] {
  return tables.flatMap(({ table, layer, labels }) => {
    const [kinds, names] = [columnFor(table, "kind"), columnFor(table, "name")];
    const own = (row: number) => KINDS.find((kind) => kind === textAt(kinds, row));
    return Array.from({ length: table.count }, (_, row): ContextShape[] => {
      const geometry = geometryAt(table, row);
      const kind = own(row);
      // A name of foreign tables may be that of anything; on the map only names of borders belong to borders.
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
