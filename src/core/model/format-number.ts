/** Numbers as page and documents print them: thin-space thousands, 万 where large, at most one decimal. */
import type { DemandUnit } from "./demand.ts";

/** Of the page, and of what is made for it. */
export type Language = "zh-CN" | "en";

const THIN_SPACE = "\u2009";
/** What stands where there is no value. */
export const NO_VALUE = "—";

/** A whole number with thin spaces between thousands. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, THIN_SPACE);
}

/** A large amount in words of the language: 12.9 万, 1.2 亿; 1.3 million. Small ones as `formatCount`. */
export function formatAmount(value: number, language: Language): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const magnitude = Math.abs(value);
  if (language === "zh-CN") {
    if (magnitude >= 99_995_000) return `${oneDecimal(value / 100_000_000)}${THIN_SPACE}亿`;
    if (magnitude >= 10_000) return `${oneDecimal(value / 10_000)}${THIN_SPACE}万`;
  } else if (magnitude >= 1_000_000) return `${oneDecimal(value / 1_000_000)}${THIN_SPACE}million`;
  return formatCount(value);
}

/** An amount of demand with its unit: 12.9 万人, 3.1 万 m², 4 820 m. Never calls floor or street length people. */
export function formatDemand(value: number, unit: DemandUnit, language: Language): string {
  const amount = formatAmount(value, language);
  if (amount === NO_VALUE) return amount;
  if (unit === "residential-floor-m2") return `${amount} m²`;
  if (unit === "residential-street-m") return `${amount} m`;
  if (language === "en") return amount;
  return amount.endsWith("万") || amount.endsWith("亿") ? `${amount}人` : `${amount} 人`;
}

/** Square metres of land as hectares with one decimal: 12.3 公顷, 1 204.0 ha. */
export function formatHectares(squareMetres: number, language: Language): string {
  if (!Number.isFinite(squareMetres)) return NO_VALUE;
  return `${oneDecimal(squareMetres / 10_000)} ${language === "zh-CN" ? "公顷" : "ha"}`;
}

/** Per cent with one decimal; 0 % and 100 % only where they are exact. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return NO_VALUE;
  if (share === 0) return "0%";
  if (Math.abs(share - 1) < 1e-9) return "100%";
  const shown = Math.min(99.9, Math.max(0.1, Math.round(share * 1000) / 10));
  return `${share > 1 ? oneDecimal(share * 100) : shown.toFixed(1)}%`;
}

/** Difference of two shares in percentage points, without its sign. */
export function formatPoints(difference: number): string {
  return Number.isFinite(difference) ? Math.abs(difference * 100).toFixed(1) : NO_VALUE;
}

/** Minutes with one decimal; what lies beyond the search limit reads `> 60`. */
export function formatMinutes(seconds: number, limitSeconds: number): string {
  if (Number.isNaN(seconds)) return NO_VALUE;
  if (!Number.isFinite(seconds)) return `>${THIN_SPACE}${Math.round(limitSeconds / 60)}`;
  return (seconds / 60).toFixed(1);
}

/** Metres below ten kilometres, kilometres above. */
export function formatMetres(metres: number): string {
  if (!Number.isFinite(metres)) return NO_VALUE;
  return metres >= 10_000 ? `${oneDecimal(metres / 1000)} km` : `${formatCount(metres)} m`;
}

/** At most two decimals, trailing zeros left out: 30.34, 1.6, 1 200. */
export function formatDecimal(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const [whole = "0", decimals = ""] = value.toFixed(2).split(".");
  const kept = decimals.replace(/0+$/, "");
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, THIN_SPACE)}${kept === "" ? "" : `.${kept}`}`;
}

function oneDecimal(value: number): string {
  const [whole = "0", decimal = "0"] = value.toFixed(1).split(".");
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, THIN_SPACE)}.${decimal}`;
}
