/**
 * Whose people a raster counts: told by a file's name, the name of a band, or what somebody says. Names of WorldPop (`chn_f_0_2020.tif`: sex and
 * the first year of a class; its classes are 0, 1–4, 5–9 …, the last one open) and ranges of years in words (`60+`, `0-2岁`, `age_65_plus`).
 */
import { GROUP_YEARS } from "../../core/model/demand.ts";
import { readGroupHeader } from "../tables/group-headers.ts";

/** Completed years of age, both within; `last` is infinite for “and above”. */
export interface AgeClass {
  readonly first: number;
  readonly last: number;
  /** "" where both are counted. */
  readonly sex: "" | "male" | "female";
}

/** Everybody of either sex. */
export const EVERYBODY: AgeClass = { first: 0, last: Number.POSITIVE_INFINITY, sex: "" };

const OLDEST = 120;
const SEXES = { f: "female", m: "male", t: "" } as const;
const WORLDPOP = /^[a-z]{3,6}_([fmt])_(\d{1,3})_(?:19|20)\d\d(?!\d)/i;
/** The releases since 2024 go on to 90 and above, those before end with 80 and above. */
const RECENT_RELEASE = /_r20\d\d/i;
const SEX_BEFORE = /^(?:(女性?|females?|women|f)|(男性?|males?|men|m)|(?:合计|both|total|t))[\s_:：-]*(?=\d|age|年龄)/i;
const UNIT = "(?:周?岁|years?|yrs?|y)?";
const RANGE = new RegExp(`^(?:ages?|aged|年龄)?_?(\\d{1,3})${UNIT}(?:[-~–—～至到_]|to)(\\d{1,3})${UNIT}$`, "i");
const ABOVE = new RegExp(
  `^(?:ages?|aged|年龄)?_?(?:≥|>=)?(\\d{1,3})${UNIT}(?:\\+|_?plus|及其?以上|以上|_?(?:and_?)?(?:over|above|older))$`,
  "i",
);
const SINGLE = /^(?:(?:age|aged|年龄)_?(\d{1,3})|(\d{1,3})周?岁)$/i;

function classOf(first: number, last: number, sex: AgeClass["sex"]): AgeClass | null {
  return first <= last && first <= OLDEST && (last <= OLDEST || last === Number.POSITIVE_INFINITY)
    ? { first, last, sex }
    : null;
}

/** Ages as somebody writes them: `0-4`, `60+`, `f 60-64`, `all`, `65岁及以上`; null where they are none. */
export function readAges(text: string): AgeClass | null {
  const plain = text.normalize("NFKC").trim();
  const header = readGroupHeader(plain);
  if (header) return classOf(...GROUP_YEARS[header.groupId], header.sex);
  if (/^(all|total|everybody|合计|总计|全部)$/i.test(plain)) return EVERYBODY;
  const said = SEX_BEFORE.exec(plain);
  const sex = said?.[1] ? "female" : said?.[2] ? "male" : "";
  const rest = plain.slice(said?.[0].length ?? 0).replace(/\s/g, "");
  const range = RANGE.exec(rest);
  if (range) return classOf(Number(range[1]), Number(range[2]), sex);
  const above = ABOVE.exec(rest);
  if (above) return classOf(Number(above[1]), Number.POSITIVE_INFINITY, sex);
  const single = SINGLE.exec(rest);
  const year = Number(single?.[1] ?? single?.[2] ?? Number.NaN);
  return single ? classOf(year, year, sex) : null;
}

/** The last year of the class of WorldPop that begins with a year. */
function lastOfWorldPop(first: number, open: number): number {
  if (first >= open) return Number.POSITIVE_INFINITY;
  return first === 0 ? 0 : first === 1 ? 4 : first + 4;
}

/** Whether a name is WorldPop's of one sex and class. */
export function isAgeRasterName(name: string): boolean {
  return WORLDPOP.test(baseOf(name));
}

function baseOf(name: string): string {
  return name.split(/[\\/]/).pop() ?? name;
}

/** Ages in a file's name; null where it names none. Numbers that may be dates or versions are none: a range needs 岁 or `age`, or is a group of the model. */
export function agesInName(name: string): AgeClass | null {
  const base = baseOf(name);
  const worldPop = WORLDPOP.exec(base);
  if (worldPop) {
    const first = Number(worldPop[2]);
    const open = RECENT_RELEASE.test(base) ? 90 : 80;
    return classOf(first, lastOfWorldPop(first, open), SEXES[worldPop[1]?.toLowerCase() as keyof typeof SEXES]);
  }
  const stem = base.replace(/\.tiff?$/i, "").normalize("NFKC");
  const sex = /(?:^|[_\W])(?:females?|women|女性?)(?=[_\W]|$)/i.test(stem)
    ? "female"
    : /(?:^|[_\W])(?:males?|men|男性?)(?=[_\W]|$)/i.test(stem)
      ? "male"
      : "";
  const above = /(?<!\d)(\d{2,3})(?:岁?及?以上|周岁及?以上|\+|_?plus|_?(?:and_?)?over)/i.exec(stem);
  if (above) return classOf(Number(above[1]), Number.POSITIVE_INFINITY, sex);
  const range = /(ages?_?|年龄_?)?(?<!\d)(\d{1,2})[-~–至到_](\d{1,2})(?!\d)(周?岁)?/i.exec(stem);
  if (!range) return null;
  const [first, last] = [Number(range[2]), Number(range[3])];
  const isGroup = Object.values(GROUP_YEARS).some(([from, to]) => from === first && to === last);
  return range[1] || range[4] || isGroup ? classOf(first, last, sex) : null;
}

/** Ages as `readAges` reads them again: `f 60-64`, `80+`, `all`. */
export function writeAges({ first, last, sex }: AgeClass): string {
  const years = last === Number.POSITIVE_INFINITY ? (first === 0 ? "all" : `${first}+`) : `${first}-${last}`;
  return sex === "" ? years : `${sex === "female" ? "f" : "m"} ${years === "all" ? "0+" : years}`;
}

/** Ages as they are shown: 60–64, 80+, all. */
export function describeAges({ first, last }: Pick<AgeClass, "first" | "last">): string {
  if (last === Number.POSITIVE_INFINITY) return first === 0 ? "all" : `${first}+`;
  return first === last ? String(first) : `${first}–${last}`;
}
