/** `minsheng report`: a study → slides, paper, workbook and map sheets for whoever decides, all from one run. */

import { basename, join } from "node:path";
import { BadDataError, type Issue } from "../core/errors.ts";
import { dayOf } from "../core/model/calendar-day.ts";
import type { MapLayout, Stamp } from "../core/model/presentation.ts";
import { BASELINE_NAME } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import { REPORT_FORMATS, type ReportFormat, type ReportRequest } from "../report/report-request.ts";
import { type Command, UndoneError, UsageError } from "./command.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { optionValue, optionValues, type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import { loadReportTools } from "./report-tools.ts";
import { missingFromStudy, missingScenarios, parametersOf, RUN_HELP, RUN_OPTIONS } from "./run-options.ts";
import { loadAskedStudy, outFolder, outPaths, studyArgument, tellStages } from "./study-input.ts";
import { tellIssues } from "./tell-issues.ts";
import { writeOutputs } from "./write-outputs.ts";

const DEFAULT_FORMATS: readonly ReportFormat[] = ["pptx", "docx", "xlsx", "pdf"];
const LONGEST_WORDS = 200;

const HELP = `minsheng report STUDY --out DIR

Finished documents in Chinese, all from one run: their numbers are those of minsheng analyze, to the digit. Needs no
display and no network; the same study and options give the same bytes.
STUDY is a .mscircle file, a study folder, or a shipped study: datong.

  --out DIR                folder for the documents, named like 大同市-公共服务覆盖评估-2026-11-29.pptx
  --format LIST            of ${REPORT_FORMATS.join(", ")}, with commas between (default ${DEFAULT_FORMATS.join(",")}):
                           pptx  slides with native tables and charts: a slide a service, districts, targets, what to do
                           docx  the report in government numbering, with the method and where the numbers come from
                           xlsx  annexes and the problem ledger, numbers as numbers
                           pdf, png, svg  a map sheet: vectors with text, or 300 dots per inch
  --layout NAME            the map sheet of that name that is saved with the study; default: the first service on A3
  --title TEXT             title of the documents; default: made of the study's name
  --organisation TEXT      who makes them (编制单位); default: a line to be filled in
  --review-number TEXT     审图号 in the place of 内部资料 · 未经审图
  --date YYYY-MM-DD        the day they are made (default today)
${RUN_HELP}
  --service ID             only this service (repeatable); default: every service with a circle
  --scenario NAME          hold this scenario of the study against it as it is (repeatable)
  --plan FILE              judge by the targets of this plan.json in the place of the study's own
  --force                  replace existing documents
  --json                   print one JSON object: the documents and their sizes

Exit: 0 done, 1 the documents could not be made, 2 bad usage or bad input. Either all documents are written or none.
`;

const OPTIONS = {
  out: { kind: "text" },
  format: { kind: "text" },
  layout: { kind: "text" },
  title: { kind: "text" },
  organisation: { kind: "text" },
  "review-number": { kind: "text" },
  date: { kind: "text" },
  ...RUN_OPTIONS,
  service: { kind: "text", repeatable: true },
  scenario: { kind: "text", repeatable: true },
  plan: { kind: "text" },
  force: { kind: "flag" },
} as const;

function formatsOf(parsed: ParsedArguments, problems: string[]): readonly ReportFormat[] {
  const text = optionValue(parsed, "format");
  if (text === null) return DEFAULT_FORMATS;
  const asked = text.split(",").map((part) => part.trim().toLowerCase());
  for (const part of asked) {
    if (!REPORT_FORMATS.some((format) => format === part))
      problems.push(`--format ${part === "" ? "(empty)" : part} is unknown. Formats: ${REPORT_FORMATS.join(", ")}.`);
  }
  return REPORT_FORMATS.filter((format) => asked.includes(format));
}

/** Today where none is given, by the machine's own calendar. */
function dateOf(parsed: ParsedArguments, problems: string[]): string {
  const text = optionValue(parsed, "date");
  if (text === null) return dayOf(new Date());
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text || text < "1980")
    problems.push(`--date must be a day like 2026-11-29, not "${text}".`);
  return text;
}

function wordsOf(parsed: ParsedArguments, name: string, problems: string[]): string {
  const text = (optionValue(parsed, name) ?? "").trim();
  if ([...text].length > LONGEST_WORDS) problems.push(`--${name} is longer than ${LONGEST_WORDS} characters.`);
  return text;
}

function stampOf(parsed: ParsedArguments, problems: string[]): Stamp {
  const number = wordsOf(parsed, "review-number", problems);
  return number === "" ? { kind: "internal" } : { kind: "reviewed", number };
}

/** The saved sheet of that name; null where none is asked for or there. */
function layoutOf({ presentation }: Study, parsed: ParsedArguments, problems: string[]): MapLayout | null {
  const name = optionValue(parsed, "layout");
  if (name === null) return null;
  const layouts = presentation?.layouts ?? [];
  const found = layouts.find((layout) => layout.name === name) ?? null;
  if (!found) {
    const names = layouts.map((layout) => layout.name).join(", ");
    problems.push(`--layout ${name} is not saved with the study. Its sheets: ${names || "none"}.`);
  }
  return found;
}

function sizeWords(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export const reportCommand: Command = {
  summary: "makes slides, a report, a workbook and map sheets of a study",
  help: HELP,
  run: async (args, terminal) => {
    const parsed = parseArguments(args, OPTIONS);
    const problems = [...parsed.problems];
    const argument = studyArgument(parsed, problems);
    const out = outFolder(parsed, problems);
    const formats = formatsOf(parsed, problems);
    const date = dateOf(parsed, problems);
    const title = wordsOf(parsed, "title", problems);
    const organisation = wordsOf(parsed, "organisation", problems);
    const stamp = stampOf(parsed, problems);
    const parameters = parametersOf(parsed, problems);
    const scenarioNames = [...new Set(optionValues(parsed, "scenario"))].filter((name) => name !== BASELINE_NAME);
    const planPath = optionValue(parsed, "plan");
    // Loaded here, for no other command needs what documents are made with.
    const { makeReport, reportFileNames } = await import("../report/make-report.ts");
    const issues: Issue[] = [];
    const loaded = await loadAskedStudy(argument, planPath, problems, issues);
    let layout: MapLayout | null = null;
    if (loaded) {
      problems.push(...missingFromStudy(loaded.study, parameters), ...missingScenarios(loaded.study, scenarioNames));
      layout = layoutOf(loaded.study, parsed, problems);
    }
    const request: ReportRequest = {
      ...{ formats, parameters, scenarioNames, title, organisation, stamp, date, layout },
      inputs: loaded?.hashes ?? {},
      origin: { study: basename(argument ?? ""), plan: planPath === null ? null : basename(planPath) },
    };
    const names = loaded && problems.length === 0 ? reportFileNames(loaded.study, request) : [];
    outPaths(out, names, parsed, problems);
    if (problems.length > 0 || issues.length > 0 || !loaded || out === null) throw new UsageError(problems, issues);

    const tools = await loadReportTools();
    const onProgress = tellStages(terminal);
    const notes: Issue[] = [];
    const onIssue = (issue: Issue): void => {
      notes.push(issue);
    };
    const files = await makeReport(loaded.study, request, tools, { onProgress, onIssue }).catch((error: unknown) => {
      if (error instanceof BadDataError && error.issues.some(({ code }) => code === "no-facilities"))
        throw new UndoneError(
          "研究中没有可分析的设施。 The study has no facilities to report on; add some with minsheng import.",
        );
      throw error;
    });
    const written = files.map(({ name, bytes }) => ({ path: join(out, name), bytes }));
    await writeOutputs(written).catch((error: unknown) => {
      throw explainRefusal(error, out);
    });
    terminal.err(tellIssues(notes));
    const { study } = loaded;
    const note = study.demonstration ? "演示数据 demonstration data: simulated, not surveyed\n" : "";
    return {
      json: {
        command: "report",
        out,
        files: written.map(({ path, bytes }) => ({ path, bytes: bytes.length })),
        date,
        parameters,
        scenarios: scenarioNames,
        demonstration: study.demonstration,
        issues: notes,
      },
      text: `${study.title.zh} ${study.title.en}\n${note}${written.map(({ path, bytes }) => `${path}  ${sizeWords(bytes.length)}\n`).join("")}`,
    };
  },
};
