/** What `minsheng site` answers: the one JSON object, the lines for people, and the table of who goes where. */
import { assignPlaces } from "../core/access/assign-places.ts";
import { cutRows } from "../core/access/cost-rows.ts";
import { countCovered, findServingSites, markOpen } from "../core/siting/best-answer.ts";
import type { CurvePoint, SitesForTarget } from "../core/siting/cover/cover-curve.ts";
import type { Alternative } from "../core/siting/cover/list-alternatives.ts";
import type { SitingAnswer, SitingProblem } from "../core/siting/siting-problem.ts";
import { exactNumber, idCell, plainCsv } from "../io/tables/plain-csv.ts";
import type { SiteInputs } from "./site-inputs.ts";

export interface Sited {
  readonly inputs: SiteInputs;
  readonly problem: SitingProblem;
  readonly answer: SitingAnswer;
  readonly seconds: number;
  readonly alternatives: readonly Alternative[];
  readonly curve: readonly CurvePoint[] | null;
  readonly target: { readonly share: number; readonly sites: SitesForTarget } | null;
}

/** A gap that is rounding alone. */
const PROVEN_GAP = 1e-9;

interface SiteLoads {
  /** People served by site. */
  readonly served: Float64Array;
  readonly people: number;
  readonly covered: number;
}

/** Who is served where: by the nearest open site, or by places where they are few. */
function countLoads(problem: SitingProblem, chosen: Int32Array): SiteLoads {
  const { rows, people, capacity } = problem;
  const all = people.reduce((sum, count) => sum + count, 0);
  if (capacity !== null && problem.cutoff !== null) {
    const isOpen = markOpen(rows.siteCount, chosen);
    const room = capacity.map((places, site) => (isOpen[site] === 1 ? Math.min(places, all) : 0));
    const { servedAtSite } = assignPlaces(cutRows(rows, problem.cutoff), people, room);
    return { served: servedAtSite, people: all, covered: servedAtSite.reduce((sum, served) => sum + served, 0) };
  }
  const served = new Float64Array(rows.siteCount);
  findServingSites(problem, chosen).forEach((site, demand) => {
    if (site >= 0) served[site]! += people[demand] as number;
  });
  return { served, people: all, covered: countCovered(problem, chosen) };
}

export function siteJson(sited: Sited): Record<string, unknown> {
  const { inputs, problem, answer, seconds, alternatives, curve, target } = sited;
  const { siteIds, demandIds, positions } = inputs;
  const loads = countLoads(problem, answer.chosen);
  const fixed = new Set(problem.fixedSites);
  const id = (site: number): string => siteIds[site] as string;
  return {
    command: "site",
    model: problem.model,
    status: answer.gap <= PROVEN_GAP ? "optimal" : "feasible",
    chosen: Array.from(answer.chosen, id),
    objective: answer.objective,
    bound: answer.bound,
    gap: answer.gap,
    unreachable: Array.from(answer.unreachable, (demand) => demandIds[demand] as string),
    seconds,
    people: loads.people,
    peopleCovered: loads.covered,
    shareCovered: loads.people > 0 ? loads.covered / loads.people : null,
    peopleUnreachable: answer.unreachable.reduce((sum, demand) => sum + (problem.people[demand] as number), 0),
    cutoff: problem.cutoff,
    candidates: siteIds.length,
    demand: demandIds.length,
    ...(problem.unservedCost === undefined ? {} : { unservedCost: problem.unservedCost }),
    ...(problem.timesCovered === undefined ? {} : { timesCovered: problem.timesCovered }),
    ...(problem.budget === null
      ? {}
      : {
          budget: problem.budget.total,
          spent: [...answer.chosen].reduce(
            (sum, site) => sum + (fixed.has(site) ? 0 : (problem.budget?.siteCosts[site] as number)),
            0,
          ),
        }),
    ...inputs.facts,
    sites: Array.from(answer.chosen, (site) => ({
      id: id(site),
      ...(positions === null ? {} : { lon: positions[2 * site], lat: positions[2 * site + 1] }),
      fixed: fixed.has(site),
      people: loads.served[site],
      ...(problem.capacity === null ? {} : { capacity: finiteOrNull(problem.capacity[site] as number) }),
      ...(problem.budget === null ? {} : { cost: fixed.has(site) ? 0 : problem.budget.siteCosts[site] }),
    })),
    ...(alternatives.length === 0
      ? {}
      : {
          alternatives: alternatives.map(({ chosen, objective, worseBy }) => ({
            chosen: Array.from(chosen, id),
            objective,
            worseBy,
          })),
        }),
    ...(curve === null ? {} : { curve: curve.map((point) => ({ ...point, share: point.people / loads.people })) }),
    ...(target === null
      ? {}
      : {
          target: {
            share: target.share,
            sitesAtLeast: finiteOrNull(target.sites.atLeast),
            sitesEnough: finiteOrNull(target.sites.enough),
          },
        }),
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

const OBJECTIVES: Readonly<Record<SitingProblem["model"], string>> = {
  "set-cover": "点数 sites",
  "max-coverage": "覆盖人口 people covered",
  "p-median": "人口×成本 people × cost",
  "p-center": "最大成本 largest cost",
};

export function describeSited(sited: Sited): string {
  const { problem, answer, seconds, alternatives, curve, target } = sited;
  const json = siteJson(sited) as { chosen: string[]; unreachable: string[]; people: number; peopleCovered: number };
  const fixedCount = problem.fixedSites.length;
  const fixed = new Set(problem.fixedSites);
  const added = [...answer.chosen].flatMap((site, place) => (fixed.has(site) ? [] : [json.chosen[place] as string]));
  const proof =
    answer.gap <= PROVEN_GAP
      ? "已证明最优 proven best"
      : `差距 gap ${(100 * answer.gap).toFixed(2)} % (界 bound ${exactNumber(answer.bound)})`;
  const lines = [
    ...(sited.inputs.facts.demonstration === true ? ["演示数据 demonstration data: simulated, not surveyed"] : []),
    `${problem.model}: ${OBJECTIVES[problem.model]} ${exactNumber(answer.objective)}; ${proof}; ${seconds.toFixed(1)} s`,
    `覆盖 covered: ${exactNumber(json.peopleCovered)} / ${exactNumber(json.people)} (${((100 * json.peopleCovered) / json.people).toFixed(1)} %)`,
    `选中 chosen: ${answer.chosen.length}${fixedCount > 0 ? `, 保留 fixed ${fixedCount}, 新增 new ${added.length}` : ""}`,
    ...added.map((id) => `  ${id}`),
    ...(json.unreachable.length === 0
      ? []
      : [
          `无点可达 out of reach of every site: ${json.unreachable.length} (${json.unreachable.slice(0, 5).join(", ")}${json.unreachable.length > 5 ? ", …" : ""})`,
        ]),
    ...alternatives.map(
      ({ chosen, worseBy }) =>
        `近优方案 nearly as good (−${(100 * worseBy).toFixed(2)} %): ${[...chosen].flatMap((site) => (fixed.has(site) ? [] : [sited.inputs.siteIds[site]])).join(", ")}`,
    ),
    ...thinOut(curve ?? []).map(
      (point) =>
        `  ${point.sites}: ${((100 * point.people) / json.people).toFixed(2)} % (≤ ${((100 * point.bound) / json.people).toFixed(2)} %)`,
    ),
    ...(target === null ? [] : [describeTarget(target)]),
  ];
  return `${lines.join("\n")}\n`;
}

const MOST_LINES = 20;

/** Some points of a long curve, its ends among them. */
function thinOut(curve: readonly CurvePoint[]): readonly CurvePoint[] {
  const step = Math.ceil(curve.length / MOST_LINES);
  return curve.filter((_, place) => place % step === 0 || place === curve.length - 1);
}

function describeTarget({ share, sites: { atLeast, enough } }: NonNullable<Sited["target"]>): string {
  const goal = `${(100 * share).toFixed(1)} %`;
  if (!Number.isFinite(enough)) return `${goal}: 所有点都建也达不到 out of reach even with every site`;
  return atLeast === enough
    ? `${goal}: 需要 ${enough} 个 takes ${enough} sites`
    : `${goal}: ${atLeast}–${enough} 个 takes ${atLeast} to ${enough} sites`;
}

/** Who goes where: one row a demand point, in the order of the ids. */
export function servedCsv({ inputs, problem, answer }: Sited): string {
  const servedBy = answer.servedBy ?? findServingSites(problem, answer.chosen);
  const { rows } = problem;
  return plainCsv(["demandId", "siteId", "cost"], rows.demandCount, (demand) => {
    const site = servedBy[demand] as number;
    let cost = "";
    for (let pair = rows.rowStarts[demand] as number; pair < (rows.rowStarts[demand + 1] as number); pair++)
      if (rows.siteIndexes[pair] === site) cost = exactNumber(rows.costs[pair] as number);
    return [idCell(inputs.demandIds[demand] as string), site < 0 ? "" : idCell(inputs.siteIds[site] as string), cost];
  });
}
