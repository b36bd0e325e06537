/**
 * Rows as a planner's list may hold them, made from the real roster by planned damage, each with the community that was meant. Seeded:
 * the same seed makes the same list.
 */
import { createRandom } from "../../../geodata/build/random.ts";
import type { ListRow } from "../../../src/io/roster/match-rows.ts";
import type { Roster, RosterEntry } from "../../../src/io/roster/roster-file.ts";
import type { Spelling } from "../../../src/io/roster/spelling.ts";

export const DAMAGES = [
  "intact",
  "without suffix",
  "full-width and spaced",
  "traditional",
  "in a facility's name",
  "with its district in brackets",
  "in pinyin",
  "homophone",
  "typo",
  "swapped",
  "dropped",
  "doubled",
  "code alone",
  "code, name misspelt",
] as const;
export type Damage = (typeof DAMAGES)[number];

/** What the row says of the place. */
export const PLACES = ["township", "county", "former county", "nothing"] as const;
export type Place = (typeof PLACES)[number];

export interface DamagedRow {
  readonly row: ListRow;
  readonly meant: RosterEntry;
  readonly damage: Damage;
  readonly place: Place;
  /** True where the damage made the plain name of another community that the row's place allows: nobody could tell. */
  readonly isAnothers: boolean;
}

const TRADITIONAL: Readonly<Record<string, string>> = {
  新: "新",
  庄: "莊",
  东: "東",
  马: "馬",
  关: "關",
  兴: "興",
  华: "華",
  刘: "劉",
  张: "張",
  陈: "陳",
  赵: "趙",
  孙: "孫",
  窑: "窯",
  沟: "溝",
  岭: "嶺",
  湾: "灣",
  门: "門",
  杨: "楊",
  里: "裡",
  长: "長",
  龙: "龍",
  荣: "榮",
  义: "義",
  云: "雲",
  会: "會",
};
const FACILITIES = ["日间照料中心", "幼儿园", "卫生室", "综合文化服务中心", "健身广场"];

/** The name without 社区居民委员会, 村委会 and the like; written apart from the code that is tested. */
function shortName(name: string): string {
  const body = name.replace(/(居民委员会|村民委员会|居委会|村委会)$/, "");
  const core = body.replace(/(类似社区|社区|村)$/, "");
  return core.length >= 2 ? core : body.length >= 2 ? body : name;
}

/** One row for each entry, damage and place that go together. */
export function damageRoster(roster: Roster, spelling: Spelling, seed: number): DamagedRow[] {
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const characters = [...new Set(roster.entries.flatMap(({ name }) => [...shortName(name)]))].sort();
  const alike = (character: string): string[] => {
    const { readings } = spelling.soundsOf(character);
    return characters.filter(
      (other) => other !== character && spelling.soundsOf(other).readings.some((reading) => readings.includes(reading)),
    );
  };
  const alikeOf = new Map(characters.map((character) => [character, alike(character)]));
  const formerByCounty = new Map<string, string>();
  for (const { name, todayCodes } of roster.formerDistricts)
    for (const code of todayCodes) formerByCounty.set(code, name);
  const changed = (text: string, at: number, length: number, by: string): string =>
    text.slice(0, at) + by + text.slice(at + length);

  const damaged = (entry: RosterEntry, damage: Damage, county: string): ListRow => {
    const core = shortName(entry.name);
    const tail = /居/.test(entry.name.slice(-6)) ? "社区" : "村";
    const at = Math.floor(random() * core.length);
    switch (damage) {
      case "intact":
        return { name: entry.name };
      case "without suffix":
        return { name: pick([core, core.endsWith(tail) ? core : core + tail]) };
      case "full-width and spaced":
        return { name: ` ${[...entry.name].join("　")} ` };
      case "traditional":
        return { name: [...entry.name].map((each) => TRADITIONAL[each] ?? each).join("") };
      case "in a facility's name":
        return { name: `${core.endsWith(tail) ? core : core + tail}${pick(FACILITIES)}` };
      case "with its district in brackets":
        return { name: `${entry.name}（${county}）` };
      case "in pinyin":
        return { name: [...core].map((each) => spelling.soundsOf(each).readings[0]).join(" ") };
      case "homophone": {
        const places = [...[...core].keys()].filter((place) => (alikeOf.get(core[place] as string) ?? []).length > 0);
        const place = places.length > 0 ? pick(places) : 0;
        const others = alikeOf.get(core[place] as string) ?? [];
        return { name: changed(core, place, 1, others.length > 0 ? pick(others) : "") + tail };
      }
      case "typo":
        return { name: changed(core, at, 1, pick(characters)) + tail };
      case "swapped": {
        const first = Math.floor(random() * (core.length - 1));
        return { name: changed(core, first, 2, `${core[first + 1]}${core[first]}`) + tail };
      }
      case "dropped":
        return { name: changed(core, at, 1, "") + tail };
      case "doubled":
        return { name: changed(core, at, 1, `${core[at]}${core[at]}`) + tail };
      case "code alone":
        return { code: pick([entry.code, `${entry.code}.0`, ` ${entry.code}`]), name: "" };
      case "code, name misspelt":
        return { code: entry.code, name: changed(core, at, 1, pick(characters)) + tail };
    }
  };

  const withPlace = (row: ListRow, entry: RosterEntry, place: Place): ListRow => {
    switch (place) {
      case "township":
        return pick([
          { ...row, district: entry.countyName, township: entry.townshipName },
          { ...row, name: row.name && `大同市${entry.countyName}${entry.townshipName}${row.name}` },
          { ...row, address: `${entry.countyName}${entry.townshipName}` },
        ]);
      case "county":
        return { ...row, district: entry.countyName };
      case "former county":
        return { ...row, district: formerByCounty.get(entry.code.slice(0, 6)) ?? "" };
      case "nothing":
        return row;
    }
  };

  const byShortName = new Map<string, RosterEntry[]>();
  for (const entry of roster.entries) {
    const short = shortName(entry.name);
    byShortName.set(short, [...(byShortName.get(short) ?? []), entry]);
  }
  return roster.entries.flatMap((meant) =>
    DAMAGES.flatMap((damage) =>
      PLACES.flatMap((place): DamagedRow[] => {
        const former = formerByCounty.get(meant.code.slice(0, 6));
        if (place === "former county" && former === undefined) return [];
        if (damage === "with its district in brackets" && place !== "county") return [];
        const county = place === "former county" ? (former as string) : meant.countyName;
        const written = damaged(meant, damage, county);
        const said = shortName((written.name ?? "").normalize("NFKC").replaceAll(/[\s()]/g, ""));
        const isAllowed = ({ code }: RosterEntry): boolean =>
          place === "township"
            ? code.startsWith(meant.code.slice(0, 9))
            : place === "county"
              ? code.startsWith(meant.code.slice(0, 6))
              : place === "former county"
                ? formerByCounty.get(code.slice(0, 6)) === former
                : true;
        const isAnothers =
          said !== shortName(meant.name) && (byShortName.get(said) ?? []).some((other) => isAllowed(other));
        const row = damage === "with its district in brackets" ? written : withPlace(written, meant, place);
        return [{ row, meant, damage, place, isAnothers: damage.startsWith("code") ? false : isAnothers }];
      }),
    ),
  );
}
