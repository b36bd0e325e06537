/**
 * The model's age groups out of whatever classes of age are counted. A group is the sum of classes that lie side by side over its years; of a class
 * that reaches beyond it the group gets the share of its years (2 of the 4 years of 1–4), as if its people were of all its ages evenly.
 * A class without an end cannot be divided. What cannot be put together is named with the years that are missing.
 */
import { GROUP_IDS, GROUP_YEARS, type GroupId } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import { type AgeClass, describeAges } from "../raster/age-classes.ts";

/** How much of a class a group gets: `years` of its `width`; both are 1 where it gets all. */
export interface AgePart {
  /** Places in the list of classes: one, or men and women. */
  readonly sources: readonly number[];
  readonly ages: Pick<AgeClass, "first" | "last">;
  readonly years: number;
  readonly width: number;
}

export interface AgeGroup {
  readonly groupId: GroupId;
  readonly parts: readonly AgePart[];
}

/** What stands in the way; `value` are ages, `sources` places in the list of classes. */
export type AgeFault =
  | { readonly what: "same-ages"; readonly ages: string; readonly sources: readonly [number, number] }
  | { readonly what: "one-sex"; readonly ages: string; readonly source: number; readonly missing: "male" | "female" };

export interface AgeGroups {
  readonly groups: readonly AgeGroup[];
  /** Groups some years of which are counted, and the first years that are not. */
  readonly gaps: readonly { readonly groupId: GroupId; readonly from: number }[];
  readonly faults: readonly AgeFault[];
}

/** A class of both sexes. */
interface WholeClass {
  readonly first: number;
  readonly last: number;
  readonly sources: readonly number[];
}

function joinSexes(classes: readonly AgeClass[], faults: AgeFault[]): WholeClass[] {
  const byYears = new Map<string, { first: number; last: number; sexes: Map<AgeClass["sex"], number> }>();
  classes.forEach(({ first, last, sex }, source) => {
    const key = `${first}-${last}`;
    const same = byYears.get(key) ?? { first, last, sexes: new Map() };
    byYears.set(key, same);
    const before = same.sexes.get(sex);
    if (before !== undefined) faults.push({ what: "same-ages", ages: describeAges(same), sources: [before, source] });
    else same.sexes.set(sex, source);
  });
  return [...byYears.values()].flatMap(({ first, last, sexes }): WholeClass[] => {
    const [both, men, women] = [sexes.get(""), sexes.get("male"), sexes.get("female")];
    if (both !== undefined) return [{ first, last, sources: [both] }];
    if (men !== undefined && women !== undefined) return [{ first, last, sources: [men, women] }];
    const source = (men ?? women) as number;
    const missing = men === undefined ? "male" : "female";
    faults.push({ what: "one-sex", ages: describeAges({ first, last }), source, missing });
    return [];
  });
}

/** Classes side by side from a year to the group's last; or the first year that nothing covers. */
function cover(
  whole: readonly WholeClass[],
  [first, last]: readonly [number, number],
): { readonly parts: readonly AgePart[] } | { readonly gap: number } {
  const exact = whole.find((one) => one.first === first && one.last === last);
  if (exact) return { parts: [{ sources: exact.sources, ages: exact, years: 1, width: 1 }] };
  const failed = new Map<number, number>();
  const from = (year: number): readonly AgePart[] | number => {
    if (year > last || year === Number.POSITIVE_INFINITY) return [];
    const known = failed.get(year);
    if (known !== undefined) return known;
    let furthest = year;
    // Whole classes first, the widest of them; then those that reach beyond, the narrowest first.
    const fitting = whole
      .filter((one) => one.first <= year && one.last >= year)
      .filter((one) => one.last < Number.POSITIVE_INFINITY || (one.first === year && last === one.last))
      .map((one) => ({ one, isWhole: one.first === year && one.last <= last }))
      .sort(
        (a, b) =>
          Number(b.isWhole) - Number(a.isWhole) ||
          (a.isWhole ? b.one.last - a.one.last : a.one.last - a.one.first - (b.one.last - b.one.first)),
      );
    for (const { one, isWhole } of fitting) {
      const rest = from(Math.min(one.last, last) + 1);
      if (typeof rest === "number") {
        furthest = Math.max(furthest, rest);
        continue;
      }
      const years = isWhole ? 1 : Math.min(one.last, last) - year + 1;
      const width = isWhole ? 1 : one.last - one.first + 1;
      return [{ sources: one.sources, ages: one, years, width }, ...rest];
    }
    failed.set(year, furthest);
    return furthest;
  };
  const found = from(first);
  return typeof found === "number" ? { gap: found } : { parts: found };
}

/** Puts groups together; classes that are counted for one sex alone, and two of the same ages, are faults. */
export function groupsOfAges(classes: readonly AgeClass[]): AgeGroups {
  const faults: AgeFault[] = [];
  const whole = joinSexes(classes, faults);
  const groups: AgeGroup[] = [];
  const gaps: { groupId: GroupId; from: number }[] = [];
  for (const groupId of GROUP_IDS) {
    const covered = cover(whole, GROUP_YEARS[groupId]);
    if ("parts" in covered) groups.push({ groupId, parts: covered.parts });
    else if (covered.gap > GROUP_YEARS[groupId][0]) gaps.push({ groupId, from: covered.gap });
  }
  return { groups, gaps, faults };
}

/** How a group is put together: `0 + 1–4 × 2/4`. */
export function describeParts({ parts }: AgeGroup): string {
  return parts
    .map(({ ages, years, width }) => describeAges(ages) + (years === width ? "" : ` × ${years}/${width}`))
    .join(" + ");
}

/** Whether a group takes only some years of a class. */
export function isDivided({ parts }: AgeGroup): boolean {
  return parts.some(({ years, width }) => years < width);
}

/** The assumption behind groups that take some years of a class only; none where no group does. @param source what counts in classes. */
export function describeDivided(groups: readonly AgeGroup[], source: LocalizedText): LocalizedText[] {
  const divided = groups.filter(isDivided);
  if (divided.length === 0) return [];
  const formulas = divided.map((group) => `${group.groupId} = ${describeParts(group)}`);
  return [
    {
      zh: `年龄组由${source.zh}的年龄段合成，跨组的年龄段按年数均分：${formulas.join("；")}`,
      en: `Age groups are put together of the classes of age of ${source.en}; classes that reach beyond a group are divided evenly by years: ${formulas.join("; ")}`,
    },
  ];
}
