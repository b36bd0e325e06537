/**
 * Is something open at night? Reads the plain forms of OpenStreetMap's
 * `opening_hours` and of conditional restrictions (`no @ (22:00-06:00)`) and asks
 * them of one moment, 02:00 on a weekday. Recognised: `24/7`, weekdays (`Mo-Fr`,
 * `Sa,Su`, `PH`), spans of hours (`06:00-22:00`, `22:00-06:00`, `08:00+`), sunrise,
 * dawn (6:00), sunset, dusk (18:00), `off`, `closed`. Anything else (months, weeks,
 * comments, several weekday hours that differ) is not recognised and says so.
 */

/** The moment that stands for the night, in minutes after midnight. */
const NIGHT_MINUTES = 120;

const DAY_MINUTES = 24 * 60;
const WEEKDAYS = ["mo", "tu", "we", "th", "fr"];
const DAYS = [...WEEKDAYS, "sa", "su"];
const SUN: Readonly<Record<string, number>> = { sunrise: 360, dawn: 360, sunset: 1080, dusk: 1080 };

/** Whether opening hours include the night of a weekday; null where they are not understood. */
export function isOpenAtNight(openingHours: string): boolean | null {
  let isOpen: boolean | null = null;
  for (const rule of openingHours.toLowerCase().split(";")) {
    if (rule.trim() === "") continue;
    const read = readRule(rule.trim());
    if (read === null) return null;
    if (read === "other-days") continue;
    isOpen = read;
  }
  return isOpen ?? (openingHours.trim() === "" ? null : false);
}

/**
 * What a conditional restriction says of the night: the value that holds then
 * (`no`, `yes` …), "" where none of its conditions does, null where it is not understood.
 */
export function valueAtNight(conditional: string): string | null {
  let value = "";
  for (const part of splitOutsideBrackets(conditional.toLowerCase())) {
    const parsed = /^\s*([a-z_]+)\s*@\s*\(?\s*([^()]*?)\s*\)?\s*$/.exec(part);
    if (parsed === null) return null;
    const isMet = isOpenAtNight(parsed[2] as string);
    if (isMet === null) return null;
    if (isMet) value = parsed[1] as string;
  }
  return value;
}

/** Parts between semicolons that stand in no brackets. */
function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (letter === ";" && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.filter((part) => part.trim() !== "");
}

/** One rule: whether it covers the night, "other-days" where it does not speak of weekdays, null where it is not understood. */
function readRule(rule: string): boolean | "other-days" | null {
  if (rule === "24/7") return true;
  const parsed = /^((?:(?:mo|tu|we|th|fr|sa|su|ph|sh)(?![a-z])[\s,-]*)*)(.*)$/.exec(rule);
  const days = readDays((parsed?.[1] ?? "").replace(/[\s,]+$/, ""));
  if (days === null) return null;
  if (days === "other-days") return "other-days";
  const hours = (parsed?.[2] ?? "").replace(/^:/, "").trim();
  if (hours === "off" || hours === "closed") return false;
  if (hours === "" || hours === "open" || hours === "24/7") return true;
  let isCovered = false;
  for (const span of hours.split(",")) {
    const covers = spanCoversNight(span.trim());
    if (covers === null) return null;
    isCovered ||= covers;
  }
  return isCovered;
}

/** Whether a list of days holds all weekdays; null where it holds some of them only, for then nights differ. */
function readDays(text: string): "weekdays" | "other-days" | null {
  if (text === "") return "weekdays";
  const held = new Set<string>();
  for (const item of text.split(/\s*,\s*/)) {
    if (item === "ph" || item === "sh") continue;
    const [from, to = from] = item.split(/\s*-\s*/);
    const first = DAYS.indexOf(from as string);
    const last = DAYS.indexOf(to as string);
    if (first < 0 || last < 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      held.add(DAYS[day] as string);
      if (day === last) break;
    }
  }
  const count = WEEKDAYS.filter((day) => held.has(day)).length;
  if (count === WEEKDAYS.length) return "weekdays";
  return count === 0 ? "other-days" : null;
}

function spanCoversNight(span: string): boolean | null {
  const openEnded = /^(\S+)\+$/.exec(span);
  if (openEnded) {
    const from = minutesOf(openEnded[1] as string);
    return from === null ? null : from <= NIGHT_MINUTES;
  }
  const parsed = /^(\([^()]*\)|[^-()]+?)\s*-\s*(\([^()]*\)|[^-()]+)$/.exec(span);
  if (parsed === null) return null;
  const from = minutesOf(parsed[1] as string);
  const to = minutesOf(parsed[2] as string);
  if (from === null || to === null) return null;
  if (from < to) return (from <= NIGHT_MINUTES && NIGHT_MINUTES < to) || NIGHT_MINUTES + DAY_MINUTES < to;
  return NIGHT_MINUTES >= from || NIGHT_MINUTES < to;
}

/** Minutes after midnight of `22:00`, `6`, `sunset`, `(sunset+00:30)`; null for anything else. */
function minutesOf(text: string): number | null {
  const clock = /^(\d{1,2})(?::(\d{2}))?(?:\s*uhr)?$/.exec(text.trim());
  if (clock) {
    const minutes = Number(clock[1]) * 60 + Number(clock[2] ?? 0);
    return Number(clock[1]) <= 48 && Number(clock[2] ?? 0) < 60 ? minutes : null;
  }
  const sun = /^\(?(sunrise|sunset|dawn|dusk)(?:\s*([+-])\s*(\d{1,2}):(\d{2}))?\)?$/.exec(text.trim());
  if (sun === null) return null;
  const shift = sun[2] === undefined ? 0 : Number(sun[3]) * 60 + Number(sun[4]);
  return (SUN[sun[1] as string] as number) + (sun[2] === "-" ? -shift : shift);
}
