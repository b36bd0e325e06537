/** A coordinate as people write it → a number. */
import { parseDecimal } from "../tables/parse-decimal.ts";

const SEXAGESIMAL =
  /^(东经|西经|北纬|南纬|[EWNS])?\s*([+-]?)(\d{1,3})\s*(?:[°º]|度|d)\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:['’′]|分|m)\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:"|”|″|''|′′|’’|秒|s)?\s*)?)?\s*([EWNS])?$/i;
const NEGATIVE = /^(西经|南纬|[WS])$/i;

/** Degrees, minutes and seconds (113°17′35.2″, 东经113度17分35.2秒, 113°17.6′E) as decimal degrees; NaN for anything else. */
function parseSexagesimal(plain: string): number {
  const match = SEXAGESIMAL.exec(plain);
  if (!match) return Number.NaN;
  const [, before, sign, degrees, minutes = "0", seconds = "0", behind] = match;
  if (Number(minutes) >= 60 || Number(seconds) >= 60 || (before && behind)) return Number.NaN;
  const value = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  return sign === "-" || NEGATIVE.test(before ?? behind ?? "") ? -value : value;
}

/** The number in a cell, with or without a degree sign; NaN where it is none. In degrees, degrees-minutes-seconds are understood too. */
export function parseCoordinate(text: string, unit: "degrees" | "metres"): number {
  const plain = text.normalize("NFKC").trim();
  const decimal = parseDecimal(plain.replace(/\s*[°度]$/, ""));
  return Number.isNaN(decimal) && unit === "degrees" ? parseSexagesimal(plain) : decimal;
}
