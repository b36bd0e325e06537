/** The command line's entry: chooses the command, prints answers and every fault, gives the exit code. */
import { AnalysisError, BadDataError, type Issue } from "../core/errors.ts";
import { VERSION } from "../io/version.ts";
import { accessCommand } from "./access.ts";
import { analyzeCommand } from "./analyze.ts";
import { checkCommand } from "./check.ts";
import { type Command, type Terminal, UndoneError, UsageError } from "./command.ts";
import { compareCommand } from "./compare.ts";
import { convertCommand } from "./convert.ts";
import { costsCommand } from "./costs.ts";
import { describeAnalysisError } from "./describe-issue.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { isochronesCommand } from "./isochrones.ts";
import { reportCommand } from "./report.ts";
import { siteCommand } from "./site.ts";
import { tellIssues } from "./tell-issues.ts";

const COMMANDS: Readonly<Record<string, Command>> = {
  import: importCommand,
  check: checkCommand,
  analyze: analyzeCommand,
  costs: costsCommand,
  access: accessCommand,
  isochrones: isochronesCommand,
  site: siteCommand,
  compare: compareCommand,
  convert: convertCommand,
  report: reportCommand,
  export: exportCommand,
};
const DONE = 0;
const NOT_DONE = 1;
const BAD_USAGE = 2;

function helpText(): string {
  const list = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}\n`);
  return `民生圈 Minsheng Circle ${VERSION}

minsheng COMMAND … [--json] [--help]

${list.join("")}
minsheng COMMAND --help explains a command; minsheng --version prints the version.
`;
}

const PROCESS_TERMINAL: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

interface Failure {
  readonly exitCode: number;
  readonly problems: readonly string[];
  readonly issues: readonly Issue[];
}

const BAD_REQUESTS = new Set(["unknown-service", "unknown-profile", "unknown-group", "bad-parameter"]);

function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) return { exitCode: BAD_USAGE, problems: error.problems, issues: error.issues };
  if (error instanceof BadDataError) return { exitCode: BAD_USAGE, problems: [], issues: error.issues };
  if (error instanceof AnalysisError) {
    return {
      exitCode: BAD_REQUESTS.has(error.code) ? BAD_USAGE : NOT_DONE,
      problems: [describeAnalysisError(error)],
      issues: [],
    };
  }
  if (error instanceof UndoneError) return { exitCode: NOT_DONE, problems: [error.message], issues: [] };
  // The system's own refusals (no permission, disk full, file too large) say enough by themselves.
  if (error instanceof Error && "code" in error && /^(E[A-Z]+|ERR_FS_.*)$/.test(String(error.code))) {
    return {
      exitCode: NOT_DONE,
      problems: [`无法读写文件 A file could not be read or written: ${error.message}`],
      issues: [],
    };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: NOT_DONE, problems: [`意外错误 Unexpected error: ${message}`], issues: [] };
}

async function runCommand(
  name: string,
  command: Command,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const json = args.includes("--json");
  try {
    const answer = await command.run(args, terminal);
    terminal.out(json ? `${JSON.stringify(answer.json)}\n` : answer.text);
    return DONE;
  } catch (error) {
    const { exitCode, problems, issues } = failureOf(error);
    for (const problem of problems) terminal.err(`错误 error: ${problem}\n`);
    terminal.err(tellIssues(issues));
    if (json) terminal.out(`${JSON.stringify({ command: name, error: true, exitCode, problems, issues })}\n`);
    return exitCode;
  }
}

/** Runs one command line; answers the exit code: 0 done, 1 could not be done, 2 bad usage or input. */
export async function main(args: readonly string[], terminal: Terminal = PROCESS_TERMINAL): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-v") {
    terminal.out(`${VERSION}\n`);
    return DONE;
  }
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    (name === undefined ? terminal.err : terminal.out)(helpText());
    return name === undefined ? BAD_USAGE : DONE;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    terminal.err(`没有命令 “${name}”。 There is no command "${name}".\n\n${helpText()}`);
    return BAD_USAGE;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    terminal.out(command.help);
    return DONE;
  }
  return runCommand(name, command, rest, terminal);
}
