/** Cells of residential land: by what a circle is judged, and areas in hectares. */
import type { Target } from "../../core/plan/target.ts";
import { type CsvCell, fixed } from "../tables/csv-writer.ts";

const SQUARE_METRES_PER_HECTARE = 10_000;

/** What the pass share of a circle is a share of: people or land; empty for other rules. */
export function denominatorCell(target: Target | undefined): string {
  return target?.rule.kind === "service-area" ? (target.rule.denominator ?? "people") : "";
}

/** Hectares with four decimals, so that nothing of a square metre is lost; empty where land is not judged. */
export function hectaresCell(squareMetres: number | null | undefined): CsvCell {
  return fixed(squareMetres == null ? null : squareMetres / SQUARE_METRES_PER_HECTARE, 4);
}
