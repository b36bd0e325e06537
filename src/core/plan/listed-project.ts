/**
 * Projects that a plan lists by name, and how far each has come. A target of the rule
 * `listed-projects` is met when as many are done as the plan says, or all where it gives no number.
 */

import { isDay } from "../model/calendar-day.ts";
import type { LocalizedText } from "../model/facility.ts";
import type { Target, TargetResult } from "./target.ts";

export const PROJECT_STATES = ["not-started", "under-way", "done"] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];

export interface ListedProject {
  readonly targetId: string;
  /** Unlike that of every other project of the target. */
  readonly name: string;
  readonly state: ProjectState;
  /** The day of the state, ISO 8601; "" where unknown. */
  readonly date: string;
  /** Where the state is taken from; "" where nobody said. */
  readonly source: string;
}

const STATE_WORDS: Readonly<Record<ProjectState, readonly string[]>> = {
  done: ["已建成", "建成", "已完成", "完成", "竣工", "已竣工", "投用", "done"],
  "under-way": ["在建", "建设中", "已开工", "under-way", "under way"],
  "not-started": ["未开工", "未建", "前期", "not-started", "not started", ""],
};

export interface LineFault {
  /** 1-based line of the text. */
  readonly line: number;
  readonly field: "name" | "state" | "date";
  readonly value: string;
}

/**
 * Projects out of pasted lines, one a line: name, state, date, source, separated by tabs as spreadsheets do.
 * All that is left out is not started, without day and source. A fault keeps the line out; every fault is listed.
 */
export function parseProjectLines(
  text: string,
  targetId: string,
): { readonly projects: readonly ListedProject[]; readonly faults: readonly LineFault[] } {
  const projects: ListedProject[] = [];
  const faults: LineFault[] = [];
  const names = new Set<string>();
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === "") continue;
    const [name = "", stateWord = "", date = "", source = ""] = row.split("\t").map((cell) => cell.trim());
    const state = PROJECT_STATES.find((each) => STATE_WORDS[each].includes(stateWord.toLowerCase()));
    const found: LineFault[] = [];
    if (name === "" || names.has(name)) found.push({ line: index + 1, field: "name", value: name });
    if (state === undefined) found.push({ line: index + 1, field: "state", value: stateWord });
    if (date !== "" && !isDay(date)) found.push({ line: index + 1, field: "date", value: date });
    faults.push(...found);
    if (found.length > 0 || state === undefined) continue;
    names.add(name);
    projects.push({ targetId, name, state, date, source });
  }
  return { projects, faults };
}

/** Projects of a target with others put in: a project of the same name takes the other's place. */
export function putProjects(
  projects: readonly ListedProject[],
  changed: readonly ListedProject[],
): readonly ListedProject[] {
  const keyOf = ({ targetId, name }: ListedProject): string => JSON.stringify([targetId, name]);
  return [...new Map([...projects, ...changed].map((project) => [keyOf(project), project])).values()];
}

/** Results in which targets of listed projects have the verdict of their list. Targets without a list stay as they are. */
export function withListedProjects(
  results: readonly TargetResult[],
  targets: readonly Target[],
  projects: readonly ListedProject[],
): readonly TargetResult[] {
  if (projects.length === 0) return results;
  const targetsById = new Map(targets.map((target) => [target.id, target]));
  return results.map((result) => {
    const target = targetsById.get(result.targetId);
    if (target?.rule.kind !== "listed-projects") return result;
    const own = projects.filter(({ targetId }) => targetId === target.id);
    if (own.length === 0) return result;
    const done = own.filter(({ state }) => state === "done").length;
    const asked = target.target.value ?? own.length;
    return {
      ...result,
      value: done,
      unitsTested: own.length,
      unitsMet: done,
      verdict: done >= asked ? "met" : "not-met",
      reason: null,
      assumptions: [...describeProjects(own, done, target), ...result.assumptions],
    };
  });
}

function describeProjects(own: readonly ListedProject[], done: number, target: Target): LocalizedText[] {
  const asked = target.target.value;
  const underWay = own.filter(({ state }) => state === "under-way").length;
  const unsourced = own.filter(({ source }) => source === "").length;
  const sentences: LocalizedText[] = [
    {
      zh: `项目名单（人工填报）${own.length} 项：建成 ${done} 项，在建 ${underWay} 项，未开工 ${own.length - done - underWay} 项`,
      en: `List of projects (entered by hand), ${own.length}: ${done} done, ${underWay} under way, ${own.length - done - underWay} not started`,
    },
  ];
  if (asked === null)
    sentences.push({
      zh: "计划未给数量：按名单全部建成检验（默认值）",
      en: "The plan gives no number: all of the list are asked for (a default)",
    });
  else if (own.length < asked)
    sentences.push({
      zh: `名单只有 ${own.length} 项，计划为 ${asked} 项，缺的按未建成计`,
      en: `The list has ${own.length} of the plan's ${asked}; those missing count as not done`,
    });
  if (unsourced > 0) sentences.push({ zh: `${unsourced} 项没有注明来源`, en: `${unsourced} without a source` });
  return sentences;
}
