/** What a check of the data found as a table: one row an item, the same from the page and the command line. */
import type { DemandUnit } from "../../core/model/demand.ts";
import type { Finding } from "../../core/questions/check-up/finding.ts";
import { fixed, formatCsv } from "../tables/csv-writer.ts";

const HEADER = ["layer", "row", "id", "name", "lon", "lat", "figure", "unit", "beside", "detail", "remedy", "note"];

/** What a finding's table says beside its rows. */
export interface CheckedStudy {
  readonly demonstration: boolean;
  readonly demand: { readonly unit: DemandUnit };
}

/** The name of a finding's file. */
export function findingFileName({ id }: Pick<Finding, "id">): string {
  return `check-${id}.csv`;
}

/** Rows are 1-based, empty where the item is no row of a layer; figures have two decimals. */
export function findingCsv({ demonstration, demand }: CheckedStudy, finding: Finding): string {
  const { items, figureUnit, remedy } = finding;
  const unit = figureUnit === "demand" ? demand.unit : (figureUnit ?? "");
  const note = demonstration ? "演示数据 demonstration data" : "";
  return formatCsv(
    HEADER,
    items.map(({ layer, index, id, name, position, figure, besideId, detail, edits }) => [
      layer,
      { number: index < 0 ? "" : String(index + 1) },
      id,
      name,
      fixed(position?.[0] ?? null, 7),
      fixed(position?.[1] ?? null, 7),
      fixed(figure, 2),
      unit,
      besideId,
      detail,
      edits.length > 0 && remedy !== null ? remedy : "",
      note,
    ]),
  );
}
