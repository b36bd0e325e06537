/**
 * Arguments of a command, checked against the options that it has. Unlike the
 * strict mode of `parseArgs`, which stops at the first fault, every fault is
 * found, and values that begin with a dash (`--speed -1`) are values.
 */
import { parseArgs } from "node:util";

export interface OptionSpec {
  readonly kind: "text" | "flag";
  /** May be given more than once. */
  readonly repeatable?: boolean;
}

export interface GivenOption {
  readonly name: string;
  readonly value: string;
  /** Place among all arguments. */
  readonly index: number;
}

export interface GivenFile {
  readonly path: string;
  readonly index: number;
}

export interface ParsedArguments {
  readonly files: readonly GivenFile[];
  readonly options: readonly GivenOption[];
  readonly flags: ReadonlySet<string>;
  /** What is wrong with the arguments, one sentence each. */
  readonly problems: readonly string[];
}

/** Options that every command has. */
const COMMON: Readonly<Record<string, OptionSpec>> = { help: { kind: "flag" }, json: { kind: "flag" } };

export function parseArguments(args: readonly string[], specs: Readonly<Record<string, OptionSpec>>): ParsedArguments {
  const known: Readonly<Record<string, OptionSpec>> = { ...COMMON, ...specs };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { kind }]) => [
      name,
      { type: kind === "flag" ? ("boolean" as const) : ("string" as const), multiple: true },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const files: GivenFile[] = [];
  const given: GivenOption[] = [];
  const flags = new Set<string>();
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") files.push({ path: token.value, index: token.index });
    if (token.kind !== "option") continue;
    const name = token.rawName === "-h" ? "help" : token.name;
    const spec = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!spec) {
      problems.push(`There is no option ${token.rawName}. See --help.`);
    } else if (spec.kind === "flag") {
      if (token.value !== undefined) problems.push(`--${name} takes no value.`);
      flags.add(name);
    } else if (token.value === undefined || token.value === "") {
      problems.push(`--${name} needs a value.`);
    } else if (!spec.repeatable && given.some((option) => option.name === name)) {
      problems.push(`--${name} may be given once only.`);
    } else {
      given.push({ name, value: token.value, index: token.index });
    }
  }
  return { files, options: given, flags, problems };
}

/** The value of an option that may be given once, null where it was not given. */
export function optionValue(parsed: ParsedArguments, name: string): string | null {
  return parsed.options.find((option) => option.name === name)?.value ?? null;
}

/** All values of an option that may be repeated. */
export function optionValues(parsed: ParsedArguments, name: string): string[] {
  return parsed.options.filter((option) => option.name === name).map(({ value }) => value);
}

/** A number option between bounds (the lower one excluded); a fault joins `problems`. */
export function numberOption(
  parsed: ParsedArguments,
  name: string,
  bounds: { readonly above: number; readonly atMost: number },
  problems: string[],
): number | null {
  const text = optionValue(parsed, name);
  if (text === null) return null;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value > bounds.above && value <= bounds.atMost) return value;
  problems.push(`--${name} must be a number above ${bounds.above} and at most ${bounds.atMost}, not "${text}".`);
  return null;
}
