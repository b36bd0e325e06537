/** What `minsheng access` answers: the table, the one JSON object, and the lines for people. */
import type { Equity, Measured } from "../core/access/equity.ts";
import type { MatrixAccess, MatrixStates } from "../core/access/measure-matrix.ts";
import { sumCompensated } from "../core/compensated-sum.ts";
import { equityJson } from "../io/outputs/access-files.ts";
import type { IdTable } from "../io/tables/access-tables.ts";
import { exactNumber, idCell, plainCsv } from "../io/tables/plain-csv.ts";
import type { AccessOptions } from "./access-options.ts";

export interface AccessTables {
  readonly demand: IdTable;
  readonly supply: IdTable;
}

interface MeasuredAccess {
  readonly tables: AccessTables;
  readonly options: AccessOptions;
  /** Pairs in the table of costs. */
  readonly pairs: number;
  readonly result: MatrixAccess;
  readonly states: MatrixStates | null;
  readonly equity: Equity | null;
}

/** The table: `id,access` in the order of the demand table, and the columns that method and options add. */
export function formatAccess({ tables, result, states }: MeasuredAccess): string {
  const { demand, supply } = tables;
  const { access, nearest } = result;
  const names = ["id", "access"];
  const siteIds = nearest ? Array.from({ length: supply.ids.count }, (_, site) => idCell(supply.ids.text(site))) : [];
  if (nearest) {
    names.push("siteId");
    for (let rank = 2; rank <= nearest.k; rank++) names.push(`access${rank}`, `siteId${rank}`);
  }
  if (states) names.push("served", "overCapacity", "notCovered");
  return plainCsv(names, demand.ids.count, (row) => {
    const cells = [idCell(demand.ids.text(row)), exactNumber(access[row] as number)];
    for (let rank = 0; nearest && rank < nearest.k; rank++) {
      const at = row * nearest.k + rank;
      if (rank > 0) cells.push(exactNumber(nearest.costs[at] as number));
      cells.push(siteIds[nearest.siteIndexes[at] as number] ?? "");
    }
    if (states) {
      const { served, overCapacity, notCovered } = states;
      for (const state of [served, overCapacity, notCovered]) cells.push(exactNumber(state[row] as number));
    }
    return cells;
  });
}

/** The JSON object and the lines for people. Without an output file the object holds the rows too. */
export function answerAccess(
  measured: MeasuredAccess,
  out: string | null,
): { json: Record<string, unknown>; notes: string } {
  const { tables, options, pairs, result, states, equity } = measured;
  const { peopleByReached } = result;
  const notCovered = peopleByReached[0] as number;
  const json = {
    command: "access",
    out,
    method: options.method,
    cutoff: options.cutoff,
    decay: options.decay,
    demand: tables.demand.ids.count,
    sites: tables.supply.ids.count,
    pairs,
    pairsWithinCutoff: result.pairsWithinCutoff,
    people: result.people,
    peopleByReached: Array.from(peopleByReached),
    peopleNotCovered: notCovered,
    peopleWithBackup: sumCompensated(peopleByReached.subarray(2)),
    ...(result.handedOut === null
      ? {}
      : { capacityReached: result.capacityReached, peopleTimesAccess: result.handedOut }),
    ...(states ? { states: { ...states.totals, servedByDistance: states.servedByDistance } } : {}),
    ...(equity ? { equity: equityJson(equity) } : {}),
    ...(out === null ? { rows: listRows(tables, result) } : {}),
  };
  const reach =
    `${options.method}, cutoff ${options.cutoff}, decay ${JSON.stringify(options.decay)}\n` +
    `  需求点 demand points: ${tables.demand.ids.count}; 设施 sites: ${tables.supply.ids.count}\n` +
    `  人口 people: ${result.people}; 时限内无设施 no site within the cutoff: ${notCovered}\n`;
  return { json, notes: `${reach}${states ? describeStates(states) : ""}${equity ? describeEquity(equity) : ""}` };
}

function listRows({ demand }: AccessTables, { access }: MatrixAccess): { id: string; access: number | null }[] {
  return Array.from(access, (value, index) => ({
    id: demand.ids.text(index),
    access: Number.isFinite(value) ? value : null,
  }));
}

function describeEquity(equity: Equity): string {
  const say = (name: string, measured: Measured): string =>
    `  ${name}: ${"value" in measured ? measured.value.toFixed(4) : `不可检验 not testable (${measured.reason})`}\n`;
  return [
    say("基尼系数 Gini", equity.gini),
    say("帕尔马比 Palma", equity.palma),
    say("按排序变量的帕尔马比 Palma by rank", equity.palmaByRank),
    say("泰尔指数 Theil T", equity.theil),
    say("  组内 within groups", equity.theilWithin),
    say("  组间 between groups", equity.theilBetween),
    say("集中指数 concentration", equity.concentration),
  ].join("");
}

function describeStates({ totals }: MatrixStates): string {
  const say = (name: string, people: number): string => `  ${name}: ${people.toFixed(1)}\n`;
  return (
    say("已服务 served", totals.served) +
    say("超容量 over capacity", totals.overCapacity) +
    say("未覆盖 not covered", totals.notCovered)
  );
}
