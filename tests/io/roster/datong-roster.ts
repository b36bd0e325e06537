/** The shipped roster, and a study that holds some of its communities. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Study } from "../../../src/core/model/study.ts";
import { parseRoster, ROSTER_PATH, type Roster, type RosterEntry } from "../../../src/io/roster/roster-file.ts";

const PATH = resolve(import.meta.dirname, "../../..", ROSTER_PATH);

export function readRosterBytes(): Uint8Array {
  return readFileSync(PATH);
}

export const ROSTER: Roster = parseRoster(readRosterBytes());

/** The units and communities of a study made of roster entries; `idOf` names each. */
export function studyOf(
  entries: readonly RosterEntry[],
  idOf: (entry: RosterEntry) => string = ({ code }) => code,
  nameOf: (entry: RosterEntry) => string = ({ name }) => name,
): Pick<Study, "communities" | "units"> {
  const { counties, townships } = ROSTER;
  return {
    units: [
      ...counties.map(({ code, name }) => ({ id: code, name, parentId: "", level: "county" as const, type: "" })),
      ...townships.map(({ code, name }) => ({
        id: code,
        name,
        parentId: code.slice(0, 6),
        level: "township" as const,
        type: "",
      })),
    ],
    communities: {
      count: entries.length,
      ids: entries.map(idOf),
      names: entries.map(nameOf),
      parentIds: entries.map(({ code }) => code.slice(0, 9)),
      kinds: entries.map(() => "unit" as const),
      areas: entries.map(() => null),
      centres: new Float64Array(2 * entries.length),
      approximate: false,
    },
  };
}

/** The roster's only entry of that name, or the one in a county. */
export function entryOf(name: string, countyName = ""): RosterEntry {
  const found = ROSTER.entries.filter((each) => each.name === name && each.countyName.includes(countyName));
  if (found.length !== 1) throw new Error(`${found.length} entries are called ${name}`);
  return found[0] as RosterEntry;
}
