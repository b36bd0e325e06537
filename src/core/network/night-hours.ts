/**
 * What opening hours and conditional access of OpenStreetMap say about the night,
 * 22:00 to 06:00 (夜间 in China's law on noise, article 88). A street is closed at
 * night when on any day it is closed at any time of it. Read are 24/7, off, closed,
 * time ranges, weekdays, months, public holidays (passed over), sunrise and sunset;
 * later rules override earlier ones on their days. The rest of the syntax is not read.
 */

export type NightHours = "open" | "closed" | "unread";

const NIGHT_START = 22 * 60;
const NIGHT_END = 6 * 60;
const DAY = 24 * 60;
const WEEKDAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const DATE = `${MONTH}(?: ?\\d{1,2})?`;
const MONTHS = new RegExp(`^(?:${DATE})(?: ?- ?(?:${DATE}|\\d{1,2}))?(?:, ?${DATE}(?: ?- ?${DATE})?)*(?: ?:)?(?: |$)`);
const WEEKDAY = "(?:mo|tu|we|th|fr|sa|su|ph|sh)";
const DAYS = new RegExp(`^${WEEKDAY}(?: ?- ?${WEEKDAY})?(?: ?, ?${WEEKDAY}(?: ?- ?${WEEKDAY})?)*(?: ?:)?(?: |$)`);
const RANGE = /^(\d{1,2})[:.](\d{2}) ?- ?(\d{1,2})[:.](\d{2})$/;
/** From about sunrise to about sunset, with or without an offset. */
const SUN_EVENT = "\\(?(?:sunrise|sunset|dawn|dusk)(?: ?[+-] ?\\d{1,2}:\\d{2})?\\)?";
const DAYLIGHT = new RegExp(`^(?:${SUN_EVENT}|\\d{1,2}:\\d{2}) ?- ?(?:${SUN_EVENT}|\\d{1,2}:\\d{2})$`);

interface Interval {
  readonly from: number;
  /** Beyond 24 h where the range runs past midnight. */
  readonly to: number;
}

interface Rule {
  readonly months: string;
  /** Weekdays from Monday; none for public holidays alone. */
  readonly days: ReadonlySet<number>;
  readonly intervals: readonly Interval[];
}

function intervalOf(text: string): Interval | null {
  const match = RANGE.exec(text);
  if (match) {
    const [, fromHour, fromMinute, toHour, toMinute] = match.map(Number) as [number, number, number, number, number];
    const from = fromHour * 60 + fromMinute;
    const to = toHour * 60 + toMinute;
    if (from > DAY || to > 2 * DAY || fromMinute > 59 || toMinute > 59) return null;
    return { from, to: to <= from ? to + DAY : to };
  }
  if (!DAYLIGHT.test(text) || !/sun|dawn|dusk/.test(text)) return null;
  // Six in the morning and six in the evening stand for sunrise and sunset: neither lies in the night by much.
  const ends = text.match(new RegExp(`${SUN_EVENT}|\\d{1,2}:\\d{2}`, "g"));
  const minuteOf = (end: string | undefined): number => {
    if (end === undefined) return Number.NaN;
    if (/sunrise|dawn/.test(end)) return 6 * 60;
    if (/sunset|dusk/.test(end)) return 18 * 60;
    const [hour, minute] = end.split(":").map(Number) as [number, number];
    return hour * 60 + minute;
  };
  const from = minuteOf(ends?.[0]);
  const to = minuteOf(ends?.[1]);
  return Number.isNaN(from + to) ? null : { from, to: to <= from ? to + DAY : to };
}

function daysOf(text: string): Set<number> {
  const days = new Set<number>();
  for (const part of text.split(",")) {
    const [first, last] = part.split("-").map((name) => WEEKDAYS.indexOf(name.replace(":", "").trim()));
    if (first === undefined || first < 0) continue;
    const end = last === undefined || last < 0 ? first : last;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === end) break;
    }
  }
  return days;
}

const EVERY_DAY: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6]);

/** One rule, null where it is not understood. */
function ruleOf(text: string): Rule | null {
  let rest = text.replace(/"[^"]*"/g, "").trim();
  const months = MONTHS.exec(rest)?.[0] ?? "";
  rest = rest.slice(months.length).trim();
  const days = DAYS.exec(rest)?.[0] ?? "";
  rest = rest.slice(days.length).trim();
  const on = days === "" ? EVERY_DAY : daysOf(days);
  if (rest === "24/7" || rest === "open" || (rest === "" && days + months !== ""))
    return { months: months.trim(), days: on, intervals: [{ from: 0, to: DAY }] };
  if (rest === "off" || rest === "closed") return { months: months.trim(), days: on, intervals: [] };
  const intervals: Interval[] = [];
  for (const part of rest.split(",")) {
    const interval = intervalOf(part.trim());
    if (interval === null) return null;
    intervals.push(interval);
  }
  return { months: months.trim(), days: on, intervals };
}

/** Minutes of the week that the rules cover; null where none of them is about a weekday. */
function coveredMinutes(rules: readonly Rule[]): Uint8Array | null {
  const week = new Uint8Array(7 * DAY);
  let isStated = false;
  const ofDay: (readonly Interval[])[] = Array.from({ length: 7 }, () => []);
  for (const { days, intervals } of rules) {
    for (const day of days) {
      ofDay[day] = intervals;
      isStated = true;
    }
  }
  ofDay.forEach((intervals, day) => {
    for (const { from, to } of intervals) {
      for (let minute = from; minute < to; minute++) week[(day * DAY + minute) % week.length] = 1;
    }
  });
  return isStated ? week : null;
}

/** Whether the minutes of the night that are covered (or are not) include any. */
function hasNightMinute(week: Uint8Array, covered: 0 | 1): boolean {
  return week.some((value, minute) => {
    const ofDay = minute % DAY;
    return value === covered && (ofDay >= NIGHT_START || ofDay < NIGHT_END);
  });
}

/** The rules by season, each with those that hold all year; null where any is not understood. */
function readSeasons(text: string): Uint8Array[] | null {
  const rules: Rule[] = [];
  for (const part of text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .split(/;|\|\|/)) {
    if (part.trim() === "") continue;
    const rule = ruleOf(part);
    if (rule === null) return null;
    rules.push(rule);
  }
  const seasons = new Set(rules.map(({ months }) => months).filter((months) => months !== ""));
  if (seasons.size === 0) seasons.add("");
  return [...seasons].flatMap(
    (season) => coveredMinutes(rules.filter(({ months }) => months === "" || months === season)) ?? [],
  );
}

/** What `opening_hours` say of the night. */
export function readOpeningHours(text: string): NightHours {
  const seasons = readSeasons(text);
  if (seasons === null || seasons.length === 0) return "unread";
  return seasons.some((week) => hasNightMinute(week, 0)) ? "closed" : "open";
}

const REFUSALS = new Set(["no", "private", "restricted", "residents", "permit"]);
const PERMISSIONS = new Set(["yes", "designated", "permissive", "public", "destination", "official", "customers"]);

/**
 * What a `…:conditional` tag says of the night: refused at any time of it is closed, and so is a permission that does
 * not last all night.
 */
export function readConditionalAccess(text: string): NightHours {
  let isClosed = false;
  const clauses = [...text.matchAll(/([^;@]+)@\s*(\([^)]*\)|[^;()]+)\s*(?:;|$)/g)];
  if (clauses.length === 0) return "unread";
  if (clauses.reduce((sum, [all]) => sum + all.length, 0) < text.trim().length) return "unread";
  for (const [, value = "", condition = ""] of clauses) {
    const seasons = readSeasons(condition.replace(/^\(|\)$/g, ""));
    if (seasons === null || seasons.length === 0) return "unread";
    const word = value.trim().toLowerCase();
    if (REFUSALS.has(word)) isClosed ||= seasons.some((week) => hasNightMinute(week, 1));
    else if (PERMISSIONS.has(word)) isClosed ||= seasons.some((week) => hasNightMinute(week, 0));
    else return "unread";
  }
  return isClosed ? "closed" : "open";
}
