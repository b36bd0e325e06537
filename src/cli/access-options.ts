/** The options of `minsheng access` → method, cutoff and decay, with every fault found. */

import { createDefaultZones, type Decay } from "../core/access/decay.ts";
import { ACCESS_METHODS, type AccessMethod } from "../core/access/measure-matrix.ts";
import { parseDecimal } from "../io/tables/parse-decimal.ts";
import { optionValue, type ParsedArguments } from "./parse-arguments.ts";

export interface AccessOptions {
  readonly method: AccessMethod;
  readonly cutoff: number;
  readonly decay: Decay;
  readonly k: number;
}

const DECAYS = ["step", "linear", "exponential", "gaussian", "power", "zones"] as const;
type DecayName = (typeof DECAYS)[number];

/** Names that other tools use for the same forms. */
const OTHER_DECAY_NAMES: Readonly<Record<string, DecayName>> = {
  binary: "step",
  stepped: "zones",
  "negative-exponential": "exponential",
  "inverse-power": "power",
};

const DEFAULT_DECAYS: Readonly<Record<AccessMethod, DecayName>> = {
  nearest: "step",
  backup: "step",
  cumulative: "step",
  gravity: "gaussian",
  "2sfca": "step",
  e2sfca: "zones",
};

const MOST_NEAREST = 100;

/** Options that shape a decay, by the forms that have them. */
const SHAPES: Readonly<Record<string, readonly DecayName[]>> = {
  beta: ["exponential", "gaussian", "power"],
  "half-life": ["exponential"],
  sigma: ["gaussian"],
  zones: ["zones"],
  weights: ["zones"],
};

/** A number above 0; null where it was not given, NaN where it is none (which joins `problems`). */
function positiveOption(parsed: ParsedArguments, name: string, problems: string[]): number | null {
  const text = optionValue(parsed, name);
  if (text === null) return null;
  const value = parseDecimal(text);
  if (value > 0 && value < Infinity) return value;
  problems.push(`--${name} must be a number above 0, not "${text}".`);
  return Number.NaN;
}

/** Numbers separated by commas; null where they were not given, or where one is none (which joins `problems`). */
function numbersOption(parsed: ParsedArguments, name: string, problems: string[]): readonly number[] | null {
  const text = optionValue(parsed, name);
  if (text === null) return null;
  const values = text.split(",").map(parseDecimal);
  if (values.every((value) => value >= 0 && value < Infinity)) return values;
  problems.push(`--${name} must be numbers ≥ 0 separated by commas, not "${text}".`);
  return null;
}

function methodOf(parsed: ParsedArguments, problems: string[]): AccessMethod | null {
  const text = optionValue(parsed, "method");
  const found = ACCESS_METHODS.find((method) => method === text?.toLowerCase()) ?? null;
  const choices = ACCESS_METHODS.join(", ");
  if (text === null) problems.push(`--method is missing. Methods: ${choices}.`);
  else if (found === null) problems.push(`--method ${text} is unknown. Methods: ${choices}.`);
  return found;
}

function decayNameOf(parsed: ParsedArguments, method: AccessMethod, problems: string[]): DecayName | null {
  const text = optionValue(parsed, "decay");
  if (text === null) return DEFAULT_DECAYS[method];
  const asked = OTHER_DECAY_NAMES[text] ?? text;
  const found = DECAYS.find((name) => name === asked) ?? null;
  if (found === null) problems.push(`--decay ${text} is unknown. Decays: ${DECAYS.join(", ")}.`);
  else if (found !== "step" && ["nearest", "backup", "cumulative"].includes(method))
    problems.push(`--method ${method} has no decay; use --method gravity.`);
  return found;
}

function zonesOf(parsed: ParsedArguments, cutoff: number, problems: string[]): Decay {
  const standard = createDefaultZones(cutoff) as Extract<Decay, { kind: "zones" }>;
  const before = problems.length;
  const limits = numbersOption(parsed, "zones", problems) ?? standard.limits;
  const weights = numbersOption(parsed, "weights", problems);
  if (problems.length > before) return standard;
  const ascending = limits.every((limit, zone) => limit > (limits[zone - 1] ?? 0));
  if (!ascending) problems.push(`--zones must ascend from above 0, not "${limits.join(",")}".`);
  if ((limits[limits.length - 1] as number) > cutoff)
    problems.push(`--zones reach beyond the cutoff: ${limits[limits.length - 1]} > ${cutoff}.`);
  const used = weights ?? standard.weights;
  if (used.length !== limits.length) {
    const hint = weights === null ? ` The default weights are for three zones: ${standard.weights.join(",")}.` : "";
    problems.push(`--weights must be as many as the zones: ${used.length} for ${limits.length}.${hint}`);
  }
  return { kind: "zones", limits, weights: used };
}

function shapeDecay(parsed: ParsedArguments, name: DecayName, cutoff: number, problems: string[]): Decay {
  for (const [option, forms] of Object.entries(SHAPES)) {
    if (optionValue(parsed, option) !== null && !forms.includes(name))
      problems.push(`--${option} is of no use with the decay ${name}; it shapes ${forms.join(", ")}.`);
  }
  const beta = positiveOption(parsed, "beta", problems);
  switch (name) {
    case "step":
    case "linear":
      return { kind: name };
    case "exponential": {
      const halfLife = positiveOption(parsed, "half-life", problems);
      if (beta !== null && halfLife !== null) problems.push("--beta and --half-life say the same; give one of them.");
      return { kind: "exponential", beta: beta ?? Math.LN2 / (halfLife ?? cutoff / 2) };
    }
    case "gaussian": {
      const sigma = positiveOption(parsed, "sigma", problems);
      if (beta !== null && sigma !== null) problems.push("--beta and --sigma say the same; give one of them.");
      if (sigma !== null) return { kind: "gaussian", sigma };
      return beta === null ? { kind: "gaussian-to-cutoff" } : { kind: "gaussian", sigma: Math.sqrt(beta / 2) };
    }
    case "power":
      return { kind: "power", beta: beta ?? 1 };
    case "zones":
      return zonesOf(parsed, cutoff, problems);
  }
}

function nearestCountOf(parsed: ParsedArguments, method: AccessMethod | null, problems: string[]): number {
  const text = optionValue(parsed, "k");
  if (text === null) return 1;
  const k = Number(text);
  if (!Number.isInteger(k) || k < 1 || k > MOST_NEAREST)
    problems.push(`--k must be a whole number from 1 to ${MOST_NEAREST}, not "${text}".`);
  if (method !== null && method !== "nearest") problems.push("--k belongs to --method nearest.");
  return k;
}

/** Null where something is wrong; what it is has joined `problems`. */
export function accessOptions(parsed: ParsedArguments, problems: string[]): AccessOptions | null {
  const before = problems.length;
  const method = methodOf(parsed, problems);
  const cutoff = positiveOption(parsed, "cutoff", problems);
  if (cutoff === null) problems.push("--cutoff is missing: the largest cost that counts, in the unit of the costs.");
  const k = nearestCountOf(parsed, method, problems);
  const name = method === null ? null : decayNameOf(parsed, method, problems);
  if (method === null || cutoff === null || Number.isNaN(cutoff) || name === null) return null;
  const decay = shapeDecay(parsed, name, cutoff, problems);
  return problems.length > before ? null : { method, cutoff, decay, k };
}
