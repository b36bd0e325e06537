/** The part of the bench on published optima: four models on graphs made by a rule, against HiGHS alone. */
import type { SitingModel } from "../../src/core/siting/siting-problem.ts";
import { runAlone } from "../alone.ts";
import { missingRow, type TableRow, writeTable, writeTime } from "../table.ts";
import { type PublishedResult, tellOptimum } from "../tasks/measure-published.ts";
import { DOMINATED_GRAPHS } from "./dominated-graphs.ts";

const LIMIT_SECONDS = 60;
const MODELS: readonly SitingModel[] = ["set-cover", "max-coverage", "p-median", "p-center"];
/** HiGHS is asked for p-medians of so many nodes: beyond, its model alone takes longer than the limit. */
const MOST_NODES_FOR_PEER = 256;

/** The section's text. */
export async function measurePublishedOptima(): Promise<string> {
  const rows: TableRow[] = [];
  for (const [graph, each] of DOMINATED_GRAPHS.entries()) {
    for (const model of MODELS) {
      const optimum = tellOptimum(each, model);
      const work = `${model}, ${each.name}: ${optimum} (${each.source})`;
      console.log(`Siting: ${work} …`);
      const asked = { graph, model, timeLimitSeconds: LIMIT_SECONDS };
      try {
        const ours = runAlone("measurePublished", asked);
        const isAsked = model !== "p-center" && (model !== "p-median" || each.nodes <= MOST_NODES_FOR_PEER);
        const plain = isAsked ? runAlone("measurePublishedPlainly", asked) : null;
        const isReached = Math.abs(ours.objective - optimum) < 1e-6;
        const isOwed = plain?.isProven === true;
        rows.push({
          work,
          ours: tell(ours),
          peer: plain === null ? "not asked" : `HiGHS alone: ${tell(plain)}`,
          ratio: plain === null ? "" : `${(plain.seconds / ours.seconds).toFixed(1)} ×`,
          bar: isOwed ? "reached, proven, and sooner" : "reached",
          holds: isReached && (!isOwed || (ours.isProven && ours.seconds < plain.seconds)),
        });
      } catch (error) {
        rows.push(missingRow(work, error instanceof Error ? error.message : String(error)));
      }
    }
  }
  return `## Siting: published optima

Every node is demand of one person and a site; every edge is 1 long. Each run in a process of its own, at most ${LIMIT_SECONDS} s; HiGHS alone gets the plain model.

${writeTable(rows)}
`;
}

function tell({ seconds, objective, isProven }: PublishedResult): string {
  const value = Number.isFinite(objective) ? Math.round(objective) : "no answer";
  return `${writeTime(1000 * seconds)}: ${value}, ${isProven ? "proven" : "open"}`;
}
