/** What a circle counts, with its unit: people (or what stands for them), or hectares of residential land where that is judged. */
import type { DemandUnit } from "../../core/model/demand.ts";
import { formatDemand, formatHectares } from "../format-number.ts";
import type { Language } from "../store/view-store.ts";

/** An amount of what is judged: people, or m² of land. */
export function amountText(value: number, countsLand: boolean, unit: DemandUnit, language: Language): string {
  return countsLand ? formatHectares(value, language) : formatDemand(value, unit, language);
}

/** What is short in a result, a row or a unit. */
export function shortText(
  { peopleShort, landShortSquareMetres }: { readonly peopleShort: number; readonly landShortSquareMetres?: number },
  unit: DemandUnit,
  language: Language,
): string {
  return landShortSquareMetres === undefined
    ? formatDemand(peopleShort, unit, language)
    : formatHectares(landShortSquareMetres, language);
}
