/** `minsheng access`: a matrix of costs, people and capacities → access of every demand point. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { type Equity, measureEquity } from "../core/access/equity.ts";
import {
  type MatrixAccess,
  type MatrixStates,
  measureMatrixAccess,
  measureStates,
} from "../core/access/measure-matrix.ts";
import { sumCompensated } from "../core/compensated-sum.ts";
import { equityJson } from "../io/access-files.ts";
import {
  type IdTable,
  readCostTable,
  readDemandTable,
  readSupplyTable,
  type TableSource,
} from "../io/access-tables.ts";
import { IssueList } from "../io/labelled-table.ts";
import { exactNumber, idCell, plainCsv } from "../io/plain-csv.ts";
import { type AccessOptions, accessOptions } from "./access-options.ts";
import { type Command, UsageError } from "./command.ts";
import { optionValue, type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import { outputProblems, writeOutputs } from "./write-outputs.ts";

const HELP = `minsheng access --costs C.csv --demand D.csv --supply S.csv --method METHOD --cutoff C

How well every demand point reaches the sites of a given matrix of costs.

  --costs C.csv      demandId,siteId,cost; pairs that cannot be reached are left out; further columns are ignored
  --demand D.csv     id,people
  --supply S.csv     id,capacity
  --cost-column NAME the column of C.csv with the cost (default cost)
  --cutoff C         the largest cost that counts (≤), in the unit of the costs
  --method METHOD
      nearest        least cost, and which site; --k K names the K nearest (default 1)
      backup         number of sites reached
      cumulative     sum of the capacities reached
      gravity        sum of capacity × decay(cost)
      2sfca          two-step floating catchment (Luo & Wang 2003): capacity per person
      e2sfca         the same with weights (Luo & Qi 2009): three zones unless --decay says otherwise
  --decay NAME       of gravity (default gaussian), 2sfca (step), e2sfca (zones); 0 beyond the cutoff
      step           1
      linear         1 − c/C
      exponential    e^(−β c); --beta β, or --half-life H, which is β = ln 2 / H (default H = C/2)
      gaussian       (e^(−½(c/C)²) − e^(−½)) / (1 − e^(−½)), 0 at the cutoff;
                     with --sigma σ e^(−½(c/σ)²), with --beta β e^(−c²/β)
      power          min(1, c^(−β)); --beta β (default 1)
      zones          --zones 10,20,30 (upper limits, ≤; default thirds of C) and --weights (default 1,0.68,0.22)
  --count            count sites instead of capacity; S.csv then needs no capacity
  --states           also people served, over capacity and not covered, with capacity as places for people
  --equity           also Gini, Palma, Theil and concentration index; --group-by COLUMN and
                     --rank-by COLUMN of D.csv give Theil within and between groups, and the order of the
                     concentration index and of Palma (larger is better off)
  --out F.csv        where to write id,access, a row for each id in the order of D.csv; without it they are printed
  --force            replace an existing output
  --json             print one JSON object

A demand point that reaches no site has access 0 (nearest: empty). A site that no people reach hands out nothing.
Exit: 0 done, 1 the analysis could not be done, 2 bad usage or bad input.
`;

const OPTIONS = {
  costs: { kind: "text" },
  demand: { kind: "text" },
  supply: { kind: "text" },
  "cost-column": { kind: "text" },
  method: { kind: "text" },
  cutoff: { kind: "text" },
  decay: { kind: "text" },
  beta: { kind: "text" },
  "half-life": { kind: "text" },
  sigma: { kind: "text" },
  zones: { kind: "text" },
  weights: { kind: "text" },
  k: { kind: "text" },
  count: { kind: "flag" },
  states: { kind: "flag" },
  equity: { kind: "flag" },
  "group-by": { kind: "text" },
  "rank-by": { kind: "text" },
  out: { kind: "text" },
  force: { kind: "flag" },
} as const;

const CHUNK_BYTES = 1 << 20;

/** The file that an option names, null where there is none (which joins `problems`). */
function tableOption(parsed: ParsedArguments, name: string, problems: string[]): TableSource | null {
  const path = optionValue(parsed, name);
  if (path === null) problems.push(`--${name} F.csv is missing.`);
  else if (!existsSync(path)) problems.push(`--${name}: ${path} does not exist.`);
  else if (statSync(path).isDirectory()) problems.push(`--${name}: ${path} is a folder.`);
  else return { layer: basename(path), chunks: createReadStream(path, { highWaterMark: CHUNK_BYTES }) };
  return null;
}

/** Numbers of a text column; what is no number is an issue, an empty cell is NaN. */
function rankNumbers(
  texts: readonly string[],
  column: string,
  layer: string,
  ids: IdTable,
  issues: IssueList,
): Float64Array {
  return Float64Array.from(texts, (text, index) => {
    if (text === "") return Number.NaN;
    const value = Number(text);
    if (!Number.isFinite(value))
      issues.error("bad-value", layer, {
        row: ids.ids.text(index),
        field: column,
        value: text.slice(0, 80),
        details: { expected: "a number" },
      });
    return value;
  });
}

function groupNumbers(texts: readonly string[]): { indexes: Int32Array; count: number } {
  const known = new Map<string, number>();
  const indexes = Int32Array.from(texts, (text) => {
    const index = known.get(text) ?? known.size;
    known.set(text, index);
    return index;
  });
  return { indexes, count: known.size };
}

interface Tables {
  readonly demand: IdTable;
  readonly supply: IdTable;
}

function tableCsv({ demand, supply }: Tables, { access, nearest }: MatrixAccess, states: MatrixStates | null): string {
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

function describeEquity(equity: Equity): string {
  const say = (name: string, measured: Equity["gini"]): string =>
    `  ${name}: ${"value" in measured ? measured.value.toFixed(4) : `not testable (${measured.reason})`}\n`;
  return [
    say("基尼系数 Gini", equity.gini),
    say("帕尔马比 Palma", equity.palma),
    say("泰尔指数 Theil T", equity.theil),
    say("  组内 within groups", equity.theilWithin),
    say("  组间 between groups", equity.theilBetween),
    say("集中指数 Concentration", equity.concentration),
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

export const accessCommand: Command = {
  summary: "measures access on a given matrix of costs",
  help: HELP,
  run: async (args, terminal) => {
    const parsed = parseArguments(args, OPTIONS);
    const problems = [...parsed.problems];
    for (const { path } of parsed.files) problems.push(`${path}: name files with --costs, --demand and --supply.`);
    const out = optionValue(parsed, "out");
    if (out !== null) problems.push(...outputProblems([out], parsed.flags.has("force")));
    const options = accessOptions(parsed, problems);
    const [groupBy, rankBy] = [optionValue(parsed, "group-by"), optionValue(parsed, "rank-by")];
    if ((groupBy ?? rankBy) !== null && !parsed.flags.has("equity"))
      problems.push("--group-by and --rank-by belong to --equity.");
    const sources = ["costs", "demand", "supply"].map((name) => tableOption(parsed, name, problems));
    const [costSource, demandSource, supplySource] = sources;
    const issues = new IssueList();
    const extra = [groupBy, rankBy].filter((name) => name !== null);
    const demand = demandSource ? await readDemandTable(demandSource, extra, issues) : null;
    const needsCapacity =
      parsed.flags.has("states") ||
      !(parsed.flags.has("count") || options?.method === "nearest" || options?.method === "backup");
    const supply = supplySource ? await readSupplyTable(supplySource, needsCapacity, issues) : null;
    terminal.err("reading …\n");
    const rows =
      costSource && demandSource && supplySource && demand && supply
        ? await readCostTable(
            costSource,
            optionValue(parsed, "cost-column") ?? "cost",
            { ...demand, layer: demandSource.layer },
            { ...supply, layer: supplySource.layer },
            issues,
          )
        : null;
    const rank =
      demand && rankBy !== null
        ? rankNumbers(demand.texts[extra.indexOf(rankBy)] ?? [], rankBy, demandSource?.layer ?? "", demand, issues)
        : undefined;
    if (problems.length > 0 || issues.hasErrors || !options || !demand || !supply || !rows)
      throw new UsageError(problems, issues.all());

    terminal.err("measuring …\n");
    const places = supply.values;
    const capacity = parsed.flags.has("count") ? places.map(() => 1) : places;
    const request = { rows, people: demand.values, capacity, ...options };
    const result = measureMatrixAccess(request);
    const states = parsed.flags.has("states") ? measureStates({ ...request, capacity: places }) : null;
    const groups = groupBy === null || !demand ? null : groupNumbers(demand.texts[extra.indexOf(groupBy)] ?? []);
    const equity = parsed.flags.has("equity")
      ? measureEquity({
          people: demand.values,
          access: result.access,
          ...(rank ? { rank } : {}),
          ...(groups ? { groupIndexes: groups.indexes } : {}),
        })
      : null;
    const csv = tableCsv({ demand, supply }, result, states);
    if (out !== null) await writeOutputs([{ path: out, bytes: new TextEncoder().encode(csv) }]);
    const summary = summarise(options, { demand, supply }, rows.costs.length, result);
    const notes = `${states ? describeStates(states) : ""}${equity ? describeEquity(equity) : ""}`;
    if (out === null && notes !== "") terminal.err(notes);
    return {
      json: {
        command: "access",
        out,
        ...summary,
        ...(states ? { states: { ...states.totals, servedByDistance: states.servedByDistance } } : {}),
        ...(equity ? { equity: equityJson(equity) } : {}),
        ...(out === null ? { rows: listRows({ demand, supply }, result) } : {}),
      },
      text: out === null ? csv : `${out}: ${demand.ids.count} × ${options.method}, cutoff ${options.cutoff}\n${notes}`,
    };
  },
};

function listRows({ demand }: Tables, { access }: MatrixAccess): { id: string; access: number | null }[] {
  return Array.from(access, (value, index) => ({
    id: demand.ids.text(index),
    access: Number.isFinite(value) ? value : null,
  }));
}

function summarise(
  options: AccessOptions,
  tables: Tables,
  pairs: number,
  result: MatrixAccess,
): Record<string, unknown> {
  const { peopleByReached } = result;
  return {
    method: options.method,
    cutoff: options.cutoff,
    decay: options.decay,
    demand: tables.demand.ids.count,
    sites: tables.supply.ids.count,
    pairs,
    pairsWithinCutoff: result.pairsWithinCutoff,
    people: result.people,
    peopleByReached: Array.from(peopleByReached),
    peopleNotCovered: peopleByReached[0],
    peopleWithBackup: sumCompensated(peopleByReached.subarray(2)),
    ...(result.handedOut === null
      ? {}
      : { capacityReached: result.capacityReached, peopleTimesAccess: result.handedOut }),
  };
}
