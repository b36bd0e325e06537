/** What a circle counts, with its unit: people (or what stands for them), or hectares of residential land where that is judged. */
import type { DemandUnit } from "../../core/model/demand.ts";
import { formatDemand, formatHectares } from "../../core/model/format-number.ts";
import type { Language } from "../store/view-store.ts";

/** An amount of what is judged: people, or m² of land. */
export function amountText(value: number, countsLand: boolean, unit: DemandUnit, language: Language): string {
  return countsLand ? formatHectares(value, language) : formatDemand(value, unit, language);
}

interface Short {
  readonly peopleShort: number;
  readonly landShortSquareMetres?: number;
}

/** The place of what is short among others: hectares are set against hectares alone, below everything that counts people. */
export function shortRank({ peopleShort, landShortSquareMetres }: Short): number {
  return landShortSquareMetres === undefined ? peopleShort : -1 / (2 + landShortSquareMetres);
}

/** What is short in a result, a row or a unit. */
export function shortText({ peopleShort, landShortSquareMetres }: Short, unit: DemandUnit, language: Language): string {
  return landShortSquareMetres === undefined
    ? formatDemand(peopleShort, unit, language)
    : formatHectares(landShortSquareMetres, language);
}
