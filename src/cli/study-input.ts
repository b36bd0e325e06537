/** What every command that reads one study asks of its arguments: which study, judged by which plan, written into which folder. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Issue } from "../core/errors.ts";
import type { Terminal } from "./command.ts";
import { type LoadedStudy, loadPlan, loadStudy, studyExists } from "./load-study.ts";
import { optionValue, type ParsedArguments } from "./parse-arguments.ts";
import { readOrCollect } from "./run-options.ts";
import { folderProblems, outputProblems } from "./write-outputs.ts";

/** The study that is named, null where none is there; everything wrong with it joins the problems. */
export function studyArgument({ files }: ParsedArguments, problems: string[]): string | null {
  const [argument, ...others] = files.map(({ path }) => path);
  if (argument === undefined) problems.push("Name a study: a .mscircle file, or datong.");
  else if (!studyExists(argument)) problems.push(`${argument} does not exist and is no shipped study.`);
  if (others.length > 0) problems.push(`One study only; also given: ${others.join(", ")}.`);
  return argument !== undefined && studyExists(argument) ? argument : null;
}

/** The folder of `--out`; null where it is missing. */
export function outFolder(parsed: ParsedArguments, problems: string[]): string | null {
  const out = optionValue(parsed, "out");
  problems.push(...(out === null ? ["--out DIR is missing."] : folderProblems(out)));
  return out;
}

/** Paths of files of these names in the folder; what stands in their way joins the problems. */
export function outPaths(
  out: string | null,
  names: readonly string[],
  parsed: ParsedArguments,
  problems: string[],
): string[] {
  const paths = out === null ? [] : names.map((name) => join(out, name));
  problems.push(...outputProblems(paths, parsed.flags.has("force")));
  return paths;
}

/** The study that is named, with the targets of `--plan` in the place of its own; null where either cannot be read. */
export async function loadAskedStudy(
  argument: string | null,
  planPath: string | null,
  problems: string[],
  issues: Issue[],
): Promise<LoadedStudy | null> {
  if (planPath !== null && !(existsSync(planPath) && statSync(planPath).isFile()))
    problems.push(`--plan ${planPath} does not exist or is no file.`);
  const found = argument === null ? null : await readOrCollect(() => loadStudy(argument), issues);
  if (!found || planPath === null || problems.length > 0) return found;
  return await readOrCollect(() => loadPlan(found, planPath), issues);
}

/** Says each stage of the work once, as it begins. */
export function tellStages({ err }: Pick<Terminal, "err">): (progress: { readonly stage: string }) => void {
  let last = "";
  return ({ stage }) => {
    if (stage !== last) err(`${stage} …\n`);
    last = stage;
  };
}
