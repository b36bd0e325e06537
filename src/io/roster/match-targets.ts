/** To what the rows of a list can be matched: the study's communities and those of the roster, each once. */
import type { Study } from "../../core/model/study.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import { foldText, kindConflict, splitName } from "./community-name.ts";
import type { Roster, RosterEntry } from "./roster-file.ts";

export interface MatchTarget {
  /** The community's id in the study, else its code in the roster. */
  readonly id: string;
  /** -1: known to the roster, not in this study. */
  readonly communityIndex: number;
  /** The name to show, then other names. */
  readonly names: readonly string[];
  /** Division code, "" where unknown. */
  readonly code: string;
  readonly townshipName: string;
  readonly countyName: string;
}

/**
 * The study's communities with what the roster adds (code, official name, units), then the roster's others. A roster that
 * shares neither a code nor a county with the study is of another city and adds nothing.
 */
export function listTargets(study: Pick<Study, "communities" | "units">, roster: Roster | null): MatchTarget[] {
  const { unitsById, townshipIds, countyIds } = unitTree(study);
  const { ids, names, count, parentIds } = study.communities;
  const own = Array.from({ length: count }, (_, index): MatchTarget => {
    const countyName = unitsById.get(countyIds[index] ?? "")?.name ?? "";
    const parent = unitsById.get(parentIds[index] ?? "");
    return {
      id: ids[index] as string,
      communityIndex: index,
      names: [names[index] || (ids[index] as string)],
      code: /^\d{12}$/.test(ids[index] as string) ? (ids[index] as string) : "",
      townshipName:
        unitsById.get(townshipIds[index] ?? "")?.name ?? (parent?.name === countyName ? "" : (parent?.name ?? "")),
      countyName,
    };
  });
  if (roster === null || !concerns(roster, own, study.units)) return own;
  const links = linkEntries(own, roster.entries);
  const linked = new Set(links.values());
  return [
    ...own.map((target) => {
      const entry = links.get(target.id);
      return entry === undefined ? target : withEntry(target, entry);
    }),
    ...roster.entries
      .filter((entry) => !linked.has(entry))
      .map(
        ({ code, name, townshipName, countyName }): MatchTarget => ({
          id: code,
          communityIndex: -1,
          names: [name],
          code,
          townshipName,
          countyName,
        }),
      ),
  ];
}

function concerns(roster: Roster, own: readonly MatchTarget[], units: Study["units"]): boolean {
  const codes = new Set(roster.entries.map(({ code }) => code));
  const counties = new Set(roster.counties.map(({ name }) => foldText(name)));
  return own.some(({ code }) => codes.has(code)) || units.some(({ name }) => counties.has(foldText(name)));
}

function withEntry(target: MatchTarget, { code, name, townshipName, countyName }: RosterEntry): MatchTarget {
  return {
    ...target,
    names: [...new Set([...target.names.filter((each) => each !== target.id), name])],
    code,
    townshipName: target.townshipName || townshipName,
    countyName: target.countyName || countyName,
  };
}

/** Entries of the roster by the study's id: equal codes, else equal names in the same units where both are the only ones. */
function linkEntries(own: readonly MatchTarget[], entries: readonly RosterEntry[]): Map<string, RosterEntry> {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const links = new Map<string, RosterEntry>();
  for (const { id, code } of own) {
    const entry = byCode.get(code);
    if (entry) links.set(id, entry);
  }
  const taken = new Set(links.values());
  const free = own.filter(({ id }) => !links.has(id));
  const ownByCore = groupByCore(free, ({ names }) => names[0] ?? "");
  const entriesByCore = groupByCore(
    entries.filter((entry) => !taken.has(entry)),
    ({ name }) => name,
  );
  for (const [core, targets] of ownByCore) {
    const named = entriesByCore.get(core) ?? [];
    for (const target of targets) {
      const [entry, ...others] = named.filter((each) => canBe(target, each));
      if (!entry || others.length > 0) continue;
      if (targets.filter((each) => canBe(each, entry)).length === 1) links.set(target.id, entry);
    }
  }
  return links;
}

function canBe(target: MatchTarget, entry: RosterEntry): boolean {
  const isSame = (first: string, second: string): boolean =>
    first === "" || second === "" || foldText(first) === foldText(second);
  const kinds = [target.names[0] ?? "", entry.name].map((name) => splitName(foldText(name)).kind);
  return (
    isSame(target.countyName, entry.countyName) &&
    isSame(target.townshipName, entry.townshipName) &&
    kindConflict(kinds[0] ?? "none", kinds[1] ?? "none") === 0
  );
}

function groupByCore<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const { core } = splitName(foldText(nameOf(item)));
    const group = groups.get(core);
    if (group) group.push(item);
    else groups.set(core, [item]);
  }
  return groups;
}
