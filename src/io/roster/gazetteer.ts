/**
 * Names of counties and townships as they stand in a list: full or short, of today or ended by a reform, in a column or before the
 * name (大同市平城区清远街道华林社区…). What they say narrows the communities down.
 */
import { DEVELOPMENT_ZONE } from "../../core/model/community.ts";
import { foldText } from "./community-name.ts";
import type { MatchTarget } from "./match-targets.ts";
import type { Roster } from "./roster-file.ts";

/** Counties and townships by key: a county's folded name; `county/township`. */
export interface PlaceNames {
  readonly counties: readonly string[];
  readonly townships: readonly string[];
  /** True where the county was named as before a reform. */
  readonly isFormer: boolean;
}

/** A text without the units that stand before its name. */
export interface StrippedText extends PlaceNames {
  readonly rest: string;
}

const NOTHING: PlaceNames = { counties: [], townships: [], isFormer: false };
const TOWNSHIP_TYPE = /(街道办事处|街道|办事处|镇|乡)$/;
const OFFICE = /^(办事处|人民政府|政府|党工委|办(?=\p{Script=Han}{2}))/u;
const ZONE_NAMES = ["经开区", "开发区", "经济开发区", "经济技术开发区"];
/** No unit's name is longer. */
const LONGEST_NAME = 20;

export function countyKey(target: Pick<MatchTarget, "countyName">): string {
  return foldText(target.countyName);
}

export function townshipKey(target: Pick<MatchTarget, "countyName" | "townshipName">): string {
  return target.townshipName === "" ? "" : `${countyKey(target)}/${foldText(target.townshipName)}`;
}

/** Whether a county is a development zone: its land lies in other districts, so that their names do not speak against it. */
export function isZone(key: string): boolean {
  return key.includes(DEVELOPMENT_ZONE);
}

/** Names of the units of some targets. */
export class Gazetteer {
  private readonly counties = new Map<string, string[]>();
  private readonly former = new Map<string, string[]>();
  private readonly townships = new Map<string, string[]>();
  private readonly townshipCores = new Map<string, string[]>();
  /** Province and city, which narrow nothing down. */
  private readonly above: readonly string[];
  private readonly codes = new Map<string, PlaceNames>();

  constructor(targets: readonly MatchTarget[], roster: Roster | null, cityNames: readonly string[]) {
    this.above = [
      ...new Set([...cityNames, ...(roster ? [roster.city.name, roster.city.province] : [])].map(foldText)),
    ].filter((name) => name.length >= 2);
    const zones = new Set<string>();
    for (const target of targets) {
      const county = countyKey(target);
      const township = townshipKey(target);
      if (county !== "") {
        add(this.counties, county, county);
        if (isZone(county)) zones.add(county);
        if (target.code !== "") this.codes.set(target.code.slice(0, 6), { ...NOTHING, counties: [county] });
      }
      if (township === "") continue;
      const name = foldText(target.townshipName);
      add(this.townships, name, township);
      add(this.townshipCores, coreOf(name), township);
      if (target.code !== "")
        this.codes.set(target.code.slice(0, 9), {
          ...NOTHING,
          counties: county ? [county] : [],
          townships: [township],
        });
    }
    if (zones.size === 1) for (const name of ZONE_NAMES) for (const zone of zones) add(this.counties, name, zone);
    if (roster) this.addFormer(roster);
  }

  private addFormer({ counties, formerDistricts }: Roster): void {
    const names = new Map(counties.map(({ code, name }) => [code, foldText(name)]));
    for (const { code, name, todayCodes } of formerDistricts) {
      const today = todayCodes.flatMap((each) => names.get(each) ?? []).filter((each) => this.counties.has(each));
      if (today.length === 0) continue;
      this.former.set(foldText(name), today);
      if (!this.codes.has(code)) this.codes.set(code, { counties: today, townships: [], isFormer: true });
    }
  }

  /** What a division code of six digits or more says of its units. */
  byCode(code: string): PlaceNames {
    return this.codes.get(code.slice(0, 9)) ?? this.codes.get(code.slice(0, 6)) ?? NOTHING;
  }

  /** A cell that names a county, and perhaps units above and below it. */
  byDistrict(text: string): PlaceNames {
    const stripped = this.strip(foldText(text));
    if (stripped.counties.length > 0 || stripped.rest === "") return stripped;
    const short = ["区", "县", "市"].flatMap((type) => this.counties.get(stripped.rest + type) ?? []);
    return { ...stripped, counties: short };
  }

  /** A cell that names a township, and perhaps its county. */
  byTownship(text: string): PlaceNames {
    const stripped = this.strip(foldText(text));
    if (stripped.townships.length > 0 || stripped.rest === "") return stripped;
    return { ...stripped, townships: this.townshipCores.get(coreOf(stripped.rest)) ?? [] };
  }

  /** Takes the units off the front of a folded text, however many there are. */
  strip(text: string): StrippedText {
    let rest = text;
    let isFormer = false;
    const counties = new Set<string>();
    const townships = new Set<string>();
    for (;;) {
      const above = this.above.find((name) => rest.startsWith(name));
      if (above !== undefined) {
        rest = rest.slice(above.length);
        continue;
      }
      const county = longestPrefix(rest, (name) => this.counties.get(name) ?? this.former.get(name));
      if (county !== null && counties.size === 0) {
        isFormer ||= !this.counties.has(county.name);
        for (const key of county.keys) counties.add(key);
        rest = rest.slice(county.name.length);
        continue;
      }
      const township = longestPrefix(rest, (name) =>
        this.townships.has(name) || TOWNSHIP_TYPE.test(name) ? nonEmpty(this.townshipsNamed(name)) : undefined,
      );
      if (township === null || townships.size > 0) break;
      for (const key of township.keys) townships.add(key);
      rest = rest.slice(township.name.length).replace(OFFICE, "");
    }
    return { rest, counties: [...counties], townships: [...townships], isFormer };
  }

  /** Townships so called, else those of the same name that have become a 街道 or 镇 since. */
  private townshipsNamed(name: string): readonly string[] {
    return this.townships.get(name) ?? (coreOf(name) === name ? [] : (this.townshipCores.get(coreOf(name)) ?? []));
  }
}

function coreOf(township: string): string {
  const core = township.replace(TOWNSHIP_TYPE, "");
  return core.length >= 2 ? core : township;
}

function nonEmpty(keys: readonly string[]): readonly string[] | undefined {
  return keys.length > 0 ? keys : undefined;
}

function longestPrefix(
  text: string,
  find: (name: string) => readonly string[] | undefined,
): { readonly name: string; readonly keys: readonly string[] } | null {
  for (let length = Math.min(text.length, LONGEST_NAME); length >= 2; length--) {
    const name = text.slice(0, length);
    const keys = find(name);
    if (keys) return { name, keys };
  }
  return null;
}

function add(map: Map<string, string[]>, name: string, key: string): void {
  const keys = map.get(name);
  if (!keys) map.set(name, [key]);
  else if (!keys.includes(key)) keys.push(key);
}
