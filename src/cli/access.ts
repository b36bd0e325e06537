/** `minsheng access`: a matrix of costs, people and capacities → access of every demand point. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { CostRows } from "../core/access/cost-rows.ts";
import { type Equity, type EquityInput, measureEquity } from "../core/access/equity.ts";
import { measureMatrixAccess, measureStates } from "../core/access/measure-matrix.ts";
import { readCostTable, readDemandTable, readSupplyTable, type TableSource } from "../io/tables/access-tables.ts";
import { numberGroups, readRanks } from "../io/tables/demand-columns.ts";
import { IssueList } from "../io/tables/labelled-table.ts";
import { type AccessTables, answerAccess, formatAccess } from "./access-answer.ts";
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
  --equity           also Gini, Palma, Theil and concentration index; --group-by COLUMN of D.csv gives Theil within
                     and between groups, --rank-by COLUMN (larger is better off) the concentration index and
                     Palma by rank
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

interface Inputs extends AccessTables {
  readonly rows: CostRows;
  readonly options: AccessOptions;
  /** What equity is ranked and grouped by; absent where it was not asked for. */
  readonly ranks: Pick<EquityInput, "rank" | "groupIndexes">;
}

/** Everything that the arguments name, read and checked; throws UsageError with every fault of arguments and files. */
async function readInputs(parsed: ParsedArguments, problems: string[]): Promise<Inputs> {
  const options = accessOptions(parsed, problems);
  const [groupBy, rankBy] = [optionValue(parsed, "group-by"), optionValue(parsed, "rank-by")];
  const columns = [groupBy, rankBy].filter((name) => name !== null);
  if (columns.length > 0 && !parsed.flags.has("equity")) problems.push("--group-by and --rank-by belong to --equity.");
  if (options?.method === "nearest" && parsed.flags.has("equity"))
    problems.push("--equity needs scores of access; --method nearest gives costs.");
  const [costSource, demandSource, supplySource] = ["costs", "demand", "supply"].map((name) =>
    tableOption(parsed, name, problems),
  );
  const issues = new IssueList();
  const demand = demandSource ? await readDemandTable(demandSource, columns, issues) : null;
  const countsSites = parsed.flags.has("count") || options?.method === "nearest" || options?.method === "backup";
  const needsCapacity = parsed.flags.has("states") || !countsSites;
  const supply = supplySource ? await readSupplyTable(supplySource, needsCapacity, issues) : null;
  const rows = costSource
    ? await readCostTable(
        costSource,
        optionValue(parsed, "cost-column") ?? "cost",
        { layer: demandSource?.layer ?? "", table: demand },
        { layer: supplySource?.layer ?? "", table: supply },
        issues,
      )
    : null;
  const place = (name: string): number => columns.indexOf(name);
  const ranks =
    demand && demandSource
      ? {
          ...(rankBy === null ? {} : { rank: readRanks(demand, place(rankBy), rankBy, demandSource.layer, issues) }),
          ...(groupBy === null ? {} : { groupIndexes: numberGroups(demand, place(groupBy)) }),
        }
      : {};
  if (problems.length > 0 || issues.hasErrors || !options || !demand || !supply || !rows)
    throw new UsageError(problems, issues.all());
  return { demand, supply, rows, options, ranks };
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
    terminal.err("reading …\n");
    const inputs = await readInputs(parsed, problems);

    terminal.err("measuring …\n");
    const { demand, supply, rows, options, ranks } = inputs;
    const people = demand.values;
    const capacity = parsed.flags.has("count") ? supply.values.map(() => 1) : supply.values;
    const result = measureMatrixAccess({ rows, people, capacity, ...options });
    const states = parsed.flags.has("states")
      ? measureStates({ rows, people, capacity: supply.values, cutoff: options.cutoff })
      : null;
    const equity: Equity | null = parsed.flags.has("equity")
      ? measureEquity({ people, access: result.access, ...ranks })
      : null;
    const measured = { tables: inputs, options, pairs: rows.costs.length, result, states, equity };
    const csv = formatAccess(measured);
    if (out !== null) await writeOutputs([{ path: out, bytes: new TextEncoder().encode(csv) }]);
    const { json, notes } = answerAccess(measured, out);
    if (out === null) terminal.err(notes);
    return { json, text: out === null ? csv : `${out}\n${notes}` };
  },
};
