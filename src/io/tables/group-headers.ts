/**
 * What a header says about whose number stands below it: an age group as planners write it (`0-2岁`, `3～6岁`, `60岁及以上`, `80岁以上老年人`,
 * `age_65_plus`), everybody, or men or women alone. Ranges that are no group of the model (`60-69岁`, `0-3岁`) are none: nothing is guessed.
 */
import { GROUP_IDS, GROUP_YEARS, type GroupId } from "../../core/model/demand.ts";

/** Whose number it is. */
export interface GroupHeader {
  readonly groupId: GroupId;
  /** "" where both are counted. */
  readonly sex: "" | "male" | "female";
}

const MALE = /^(?:男性?|males?|men)[_:：]?|[_(（]?(?:男性?|males?|men)[)）]?$/;
const FEMALE = /^(?:女性?|females?|women)[_:：]?|[_(（]?(?:女性?|females?|women)[)）]?$/;
/** Words about people that a header may carry besides the ages. */
const PEOPLE_WORDS =
  "(?:常住|户籍)?(?:老年|老龄|高龄|幼儿|婴幼儿|儿童|少年|学龄前|适龄|学龄儿童|学龄)?(?:人口|人员|居民|老人|老年人|儿童|幼儿|婴幼儿|人)?(?:总?数|数量|合计)?";
const UNIT = "(?:\\((?:人|persons?|people)\\)|_?(?:people|population|pop|persons))?";
const AGE = "(?:ages?|aged|年龄)?_?";
const RANGE = new RegExp(
  `^${PEOPLE_WORDS}${AGE}\\(?(\\d{1,3})(?:周?岁)?(?:-|~|—|–|―|至|到|_|_?to_?)(\\d{1,3})(?:周?岁)?(?:及以下)?\\)?${PEOPLE_WORDS}${UNIT}$`,
);
const AND_ABOVE = new RegExp(
  `^${PEOPLE_WORDS}${AGE}\\(?(?:≥|>=)?(\\d{1,3})(?:周?岁)?(\\+|_?plus|及其?以上|(?:_?and)?_?(?:over|above|older)|以上)?(?:年龄)?的?\\)?${PEOPLE_WORDS}${UNIT}$`,
);
const EVERYBODY =
  /^(?:总|全部|全体|合计|常住|户籍|总常住|常住总|户籍总)?(?:人口|人数|居民)(?:总?数|数量|合计)?(?:\((?:人|persons?)\))?$|^(?:people|population|pop|total_?population|total_?people)$/;

/** What stands over columns of ages and says of nobody in particular: `老年人口 › 60岁以上`, `年龄结构 › 65岁及以上`, `学龄前儿童 › 3-6岁`; not `在园幼儿 › 3-6岁`. */
const NEUTRAL_HEADING =
  /^(?:按)?(?:常住|户籍|总)?(?:老年|老龄|高龄|学龄前?|适龄)?(?:人口|人员|老年人|老人|居民|少年儿童|儿童)?(?:分?年龄段?)?(?:情况|总?数量?|结构|构成|分布|分组|统计)?(?:\(人\))?$/;
/** The column of both sexes beside those of each. */
const OF_BOTH = /^(?:合计|小计|总计|总数|计)$/;
const OF_ONE_SEX = /^[男女]性?$/;

/** A header as it is compared: plain letters, lower case, blanks gone, hyphens and underscores kept. */
function plain(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s\uFEFF]/g, "")
    .replace(/^其中[:,、]?/, "")
    .replace(/(.)\((?:常住|户籍)(?:人口)?\)$/, "$1")
    .toLowerCase();
}

type Years = readonly [first: number, last: number];

/** The years that a text says; null where it says none. */
function yearsOf(text: string): Years | null {
  if (EVERYBODY.test(text)) return GROUP_YEARS.all;
  const range = RANGE.exec(text);
  if (range) return [Number(range[1]), Number(range[2])];
  const above = AND_ABOVE.exec(text);
  if (!above) return null;
  const year = Number(above[1]);
  if (above[2] !== undefined || /[≥>]/.test(text)) return [year, Number.POSITIVE_INFINITY];
  // `age_60` is how study files name a group, `3岁` a year.
  if (/^age|^aged/.test(text))
    return GROUP_IDS.includes(`${year}+` as GroupId) ? [year, Number.POSITIVE_INFINITY] : null;
  return /岁/.test(text) ? [year, year] : null;
}

interface YearsOfSex {
  readonly years: Years;
  readonly sex: GroupHeader["sex"];
}

function readPlainHeader(text: string): YearsOfSex | null {
  const whole = yearsOf(text);
  if (whole !== null) return { years: whole, sex: "" };
  for (const [sex, words] of [
    ["female", FEMALE],
    ["male", MALE],
  ] as const) {
    const rest = text.replace(words, "");
    if (rest === text) continue;
    const years = rest === "" ? GROUP_YEARS.all : yearsOf(rest.replace(/^[_:：]|[_:：]$/g, ""));
    if (years !== null) return { years, sex };
  }
  return null;
}

/** The header of a column without the headings over it; null where these are not of everybody: `空巢老人 › 60岁以上` is no age group. */
function withoutHeadings(name: string): string | null {
  const headings = name.split("›").map(plain);
  const own = headings.pop() ?? "";
  const over = headings.at(-1) ?? "";
  if (headings.length === 0) return own;
  const areNeutral = (texts: readonly string[]): boolean => texts.every((text) => NEUTRAL_HEADING.test(text));
  const isPart = OF_BOTH.test(own) || OF_ONE_SEX.test(own);
  if (isPart && areNeutral(headings.slice(0, -1))) return OF_BOTH.test(own) ? over : over + own;
  return areNeutral(headings.filter((text) => !isWider(text, own))) ? own : null;
}

/** Whether a heading of ages holds those of a header below it: 60岁及以上老年人 › 80岁以上. */
function isWider(heading: string, own: string): boolean {
  const [over, years] = [yearsOf(heading), yearsOf(own)];
  if (over === null || years === null || !/岁/.test(heading) || !/岁/.test(own)) return false;
  return over[0] <= years[0] && years[1] <= over[1];
}

/** Whose number a header announces; null where it announces none that the model knows. */
export function readGroupHeader(name: string): GroupHeader | null {
  const text = withoutHeadings(name);
  const found = text === null ? null : readPlainHeader(text);
  if (!found) return null;
  const [first, last] = found.years;
  const groupId = GROUP_IDS.find((id) => GROUP_YEARS[id][0] === first && GROUP_YEARS[id][1] === last);
  return groupId ? { groupId, sex: found.sex } : null;
}

/** Words by which a header says that its numbers are years of age. */
const OF_AGE = /岁|年龄|\bage/i;

/** The class of ages (`5-9岁`, `85岁及以上`, `年龄 › 0-4`) that a header announces, groups of the model among them; null where it announces none, or everybody. */
export function readAgeHeader(
  name: string,
): { readonly first: number; readonly last: number; readonly sex: GroupHeader["sex"] } | null {
  const text = withoutHeadings(name);
  if (text === null || !OF_AGE.test(name.normalize("NFKC"))) return null;
  const found = readPlainHeader(text);
  if (!found || found.years === GROUP_YEARS.all) return null;
  const [first, last] = found.years;
  return first <= last ? { first, last, sex: found.sex } : null;
}
