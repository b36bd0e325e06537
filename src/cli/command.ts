/** What the commands share: how they speak, fail and finish. */
import type { Issue } from "../core/errors.ts";

/** Where text goes; tests put their own in. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** Text of `--help`. */
  readonly help: string;
  /** Runs the command; answers what `--json` prints. Throws UsageError, BadDataError, AnalysisError. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<CommandAnswer>;
}

export interface CommandAnswer {
  /** The one object that `--json` prints. */
  readonly json: Readonly<Record<string, unknown>>;
  /** What is printed without `--json`. */
  readonly text: string;
}

/** Bad usage: every problem with the arguments, and the issues of inputs that were read all the same. */
export class UsageError extends Error {
  readonly problems: readonly string[];
  readonly issues: readonly Issue[];
  constructor(problems: readonly string[], issues: readonly Issue[] = []) {
    super(problems.join(" "));
    this.name = "UsageError";
    this.problems = problems;
    this.issues = issues;
  }
}

/** The analysis could not be done although the input is sound: exit 1. */
export class UndoneError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UndoneError";
  }
}
