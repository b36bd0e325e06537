/** The rules' part of the bench: an edit of a rule, in the engine and through the built page. */
import { spawnSync } from "node:child_process";
import type { Measurement } from "../measure.ts";
import { ROOT } from "../places.ts";
import { measurePageEdits } from "./edit-in-page.ts";
import { measureRuleEdits } from "./judge-edits.ts";

/** The section's text. */
export async function measureRules(): Promise<string> {
  console.log("Measuring edits of rules in the engine …");
  const engine = await measureRuleEdits();
  const built = spawnSync("npx", ["vite", "build", "--logLevel", "error"], { cwd: ROOT, stdio: "inherit" });
  if (built.status !== 0) throw new Error("The app could not be built.");
  console.log("Measuring edits of rules in the built app …");
  const page = await measurePageEdits();
  const ms = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
  const row = ({ what, measured }: { readonly what: string; readonly measured: Measurement }): string =>
    `| ${what} | ${ms(measured.medianMs)} | ${ms(measured.p95Ms)} | ${measured.p95Ms <= 50 ? "yes" : "no"} |`;
  const head = "| edit | median ms | p95 ms | ≤ 50 ms |\n|---|---|---|---|";
  return `## Edits of a rule

Datong demonstration study, ${engine.targets} targets. A new pass mark or filter searches nothing (\`tests/core/plan/filters-route-nothing.test.ts\` counts the searches).

In the engine, from the changed target to the results of all ${engine.targets}:

${head}
${engine.edits.map(row).join("\n")}

The first judging with a filter searches each facility of the service once at that reach, for every filter to come: ${engine.first
    .map(({ what, facilities, milliseconds }) => `${what}, ${facilities} facilities: ${ms(milliseconds)} ms`)
    .join("; ")}.

Through the page (${page.browser}, headless, software rendering), from the input in the form to the target's new figures on the page, worker and all:

${head}
${page.edits.map(row).join("\n")}
`;
}
