/** The options of `minsheng site` that do not depend on where its costs come from, with every fault found. */
import { SITING_MODELS, type SitingModel } from "../core/siting/siting-problem.ts";
import { parseDecimal } from "../io/tables/parse-decimal.ts";
import { optionValue, type ParsedArguments } from "./parse-arguments.ts";

export interface SiteOptions {
  readonly model: SitingModel;
  /** Sites in the answer, fixed ones included; null where not stated. */
  readonly sites: number | null;
  /** New sites beside the fixed ones; null where not stated. */
  readonly newSites: number | null;
  readonly cutoff: number | null;
  readonly fixed: readonly string[];
  readonly budget: number | null;
  readonly timesCovered: number;
  /** What a person counts whom no chosen site serves for less; null where everybody within reach must be served. */
  readonly unservedCost: number | null;
  readonly timeLimitSeconds: number;
  readonly gap: number;
  readonly alternatives: number;
  readonly withCurve: boolean;
  /** Share of the people whom the curve is to reach; null where not stated. */
  readonly target: number | null;
}

const DEFAULT_SECONDS = 60;
const COVERS: readonly SitingModel[] = ["set-cover", "max-coverage"];

function numberOf(
  parsed: ParsedArguments,
  name: string,
  problems: string[],
  { least, most = Infinity, whole = false }: { least: number; most?: number; whole?: boolean },
): number | null {
  const text = optionValue(parsed, name);
  if (text === null) return null;
  const value = parseDecimal(text);
  if (value >= least && value <= most && value < Infinity && (!whole || Number.isInteger(value))) return value;
  const range = most < Infinity ? `from ${least} to ${most}` : `of at least ${least}`;
  problems.push(`--${name} must be a ${whole ? "whole " : ""}number ${range}, not "${text}".`);
  return null;
}

/** How a question that says all else is worked on. */
export function workOptions(
  parsed: ParsedArguments,
  { model, timeLimitSeconds }: { readonly model: SitingModel; readonly timeLimitSeconds: number },
  problems: string[],
): SiteOptions {
  return {
    model,
    sites: null,
    newSites: null,
    cutoff: null,
    fixed: [],
    budget: null,
    timesCovered: 1,
    unservedCost: null,
    timeLimitSeconds: numberOf(parsed, "time-limit", problems, { least: 0.01, most: 86_400 }) ?? timeLimitSeconds,
    gap: numberOf(parsed, "gap", problems, { least: 0, most: 1 }) ?? 0,
    alternatives: numberOf(parsed, "alternatives", problems, { least: 0, most: 20, whole: true }) ?? 0,
    withCurve: false,
    target: null,
  };
}

/** Null where the model is not known; what is wrong has joined `problems`. */
export function siteOptions(parsed: ParsedArguments, problems: string[]): SiteOptions | null {
  const text = optionValue(parsed, "model");
  const model = SITING_MODELS.find((name) => name === text) ?? null;
  const choices = SITING_MODELS.join(", ");
  if (text === null) problems.push(`--model is missing. Models: ${choices}.`);
  else if (model === null) problems.push(`--model ${text} is unknown. Models: ${choices}.`);
  const sites = numberOf(parsed, "sites", problems, { least: 1, whole: true });
  const newSites = numberOf(parsed, "new", problems, { least: 0, whole: true });
  const given = (name: string): boolean => optionValue(parsed, name) !== null;
  if (given("sites") && given("new"))
    problems.push("--sites counts all sites, --new those beside the fixed ones; give one of them.");
  const budget = numberOf(parsed, "budget", problems, { least: 0 });
  if (given("budget") && !given("site-costs") && !given("site-cost"))
    problems.push("--budget needs what sites cost: --site-costs F.csv (id,cost), --site-cost N, or both.");
  if (!given("budget") && (given("site-costs") || given("site-cost")))
    problems.push("--site-costs and --site-cost need a --budget.");
  if (model !== null && model !== "set-cover" && !given("sites") && !given("new") && !given("budget"))
    problems.push(`--sites P is missing: how many sites ${model} may have.`);
  const timesCovered = numberOf(parsed, "backup", problems, { least: 1, most: 10, whole: true }) ?? 1;
  const isCover = model === null || COVERS.includes(model);
  if (timesCovered > 1 && !isCover) problems.push("--backup belongs to --model set-cover and max-coverage.");
  if (timesCovered > 1 && (given("capacity") || given("capacity-each")))
    problems.push("--backup counts sites within reach, --capacity shares out places; give one of them.");
  const unservedCost = numberOf(parsed, "unserved", problems, { least: 0 });
  if (unservedCost !== null && model !== null && model !== "p-median")
    problems.push("--unserved belongs to --model p-median.");
  const withCurve = parsed.flags.has("curve") || given("target");
  if (withCurve && model !== null && model !== "max-coverage")
    problems.push("--curve and --target belong to --model max-coverage.");
  const cutoff = numberOf(parsed, "cutoff", problems, { least: 0 });
  const timeLimitSeconds = numberOf(parsed, "time-limit", problems, { least: 0.01, most: 86_400 }) ?? DEFAULT_SECONDS;
  const gap = numberOf(parsed, "gap", problems, { least: 0, most: 1 }) ?? 0;
  const alternatives = numberOf(parsed, "alternatives", problems, { least: 0, most: 20, whole: true }) ?? 0;
  const target = numberOf(parsed, "target", problems, { least: 0, most: 1 });
  const fixed = (optionValue(parsed, "fixed") ?? "").split(",").map((id) => id.trim());
  return model === null
    ? null
    : {
        model,
        sites,
        newSites,
        cutoff,
        fixed: [...new Set(fixed.filter((id) => id !== ""))],
        budget,
        timesCovered,
        unservedCost,
        timeLimitSeconds,
        gap,
        alternatives,
        withCurve,
        target,
      };
}
