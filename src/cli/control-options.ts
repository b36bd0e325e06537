/** Control totals on the command line: people of the whole study as known from elsewhere, and where each total is from. */
import { GROUP_IDS, type GroupId } from "../core/model/demand.ts";
import type { ControlledGroup, PeopleControl } from "../io/people/control-totals.ts";
import { optionValues, type ParsedArguments } from "./parse-arguments.ts";

type Problems = string[];

/** What `GROUP=VALUE` names, and what it says; without a group it is of all. */
function splitGroup(text: string): { readonly group: string | null; readonly value: string } {
  const [, group, value] = /^(all|[\d+-]+)=(.*)$/s.exec(text) ?? [];
  return group === undefined ? { group: null, value: text } : { group, value: value ?? "" };
}

function groupOf(option: string, text: string, group: string, problems: Problems): GroupId | null {
  const groupId = GROUP_IDS.find((known) => known === group);
  if (groupId === undefined) problems.push(`${option} ${text}: ${group} is no group. Groups: ${GROUP_IDS.join(", ")}.`);
  return groupId ?? null;
}

/** `3105591` is everybody, `60+=640901` a group. */
function readTotals(parsed: ParsedArguments, problems: Problems): PeopleControl["totals"] {
  const totals: Partial<Record<GroupId, number>> = {};
  for (const text of optionValues(parsed, "control-total")) {
    const [, group = "all", number = ""] = /^(?:([^=]+)=)?([^=]*)$/.exec(text) ?? [];
    const groupId = groupOf("--control-total", text, group, problems);
    const total = /^\d+(?:\.\d+)?$/.test(number) ? Number(number) : Number.NaN;
    if (groupId === null) continue;
    if (Number.isNaN(total))
      problems.push(`--control-total ${text} is no number of people. Write 3105591 or 60+=640901.`);
    else if (totals[groupId] !== undefined)
      problems.push(`--control-total ${text}: ${groupId} has a control total already.`);
    else totals[groupId] = total;
  }
  return totals;
}

/** The source or date of all totals, and of those that have their own. */
function readBasis(
  parsed: ParsedArguments,
  field: "source" | "date",
  totals: PeopleControl["totals"],
  problems: Problems,
): { readonly ofAll: string; readonly own: ReadonlyMap<GroupId, string> } {
  const option = `--control-${field}`;
  const own = new Map<GroupId, string>();
  let ofAll: string | null = null;
  for (const text of optionValues(parsed, `control-${field}`)) {
    const { group, value } = splitGroup(text);
    if (group === null) {
      if (ofAll !== null)
        problems.push(`${option} ${text}: all totals have one already. Write 60+=TEXT for one group.`);
      ofAll = value;
      continue;
    }
    const groupId = groupOf(option, text, group, problems);
    if (groupId === null) continue;
    if (totals[groupId] === undefined) problems.push(`${option} ${text} needs a --control-total of ${groupId}.`);
    else if (own.has(groupId)) problems.push(`${option} ${text}: ${groupId} has one already.`);
    own.set(groupId, value);
  }
  return { ofAll: ofAll ?? "", own };
}

/** Faults are added to `problems`. */
export function readControlOptions(parsed: ParsedArguments, problems: Problems): PeopleControl {
  const totals = readTotals(parsed, problems);
  const scales = parsed.flags.has("scale-to-control");
  if (optionValues(parsed, "control-total").length === 0) {
    for (const name of ["scale-to-control", "control-source", "control-date"])
      if (parsed.flags.has(name) || optionValues(parsed, name).length > 0)
        problems.push(`--${name} needs a --control-total.`);
    return { totals, scales, source: "", date: "", own: {} };
  }
  const sources = readBasis(parsed, "source", totals, problems);
  const dates = readBasis(parsed, "date", totals, problems);
  const own = Object.fromEntries(
    [...new Set([...sources.own.keys(), ...dates.own.keys()])].map((groupId) => [
      groupId,
      { source: sources.own.get(groupId) ?? "", date: dates.own.get(groupId) ?? "" },
    ]),
  );
  return { totals, scales, source: sources.ofAll, date: dates.ofAll, own };
}

/** A line for each group that has a control total; "" where none has. */
export function describeControls(people: readonly ControlledGroup[]): string {
  const lines = people.flatMap(({ groupId, found, control, source, date }) => {
    if (control === null) return [];
    const basis = [source, date].filter((part) => part !== "").join(", ");
    return [`  ${groupId}: ${Number(found.toFixed(3))} ↔ ${control}${basis === "" ? "" : ` (${basis})`}\n`];
  });
  return lines.length === 0 ? "" : `人口 ↔ 控制总数 People and control totals\n${lines.join("")}`;
}
