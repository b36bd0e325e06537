/** Options about what closes or slows the streets, shared by the commands that walk them. */
import {
  type AnalysisParameters,
  DEFAULT_PARAMETERS,
  MOST_CROSSING_SECONDS,
  MOST_STAIRS_FACTOR,
} from "../core/model/parameters.ts";
import type { Study } from "../core/model/study.ts";
import { listPresentConditions } from "../core/plan/condition-sentences.ts";
import { numberOption, type ParsedArguments } from "./parse-arguments.ts";

const STEEPEST_PERCENT = Math.round(DEFAULT_PARAMETERS.steepestIncline * 1000) / 10;

export const CONDITION_HELP = `  --slope                  time by slope (Tobler's hiking function), for walkers; the study needs elevation (import a .tif)
  --stairs-factor F        time on steps as a multiple of level time (default ${DEFAULT_PARAMETERS.stairsFactor}, at most ${MOST_STAIRS_FACTOR}; 1 switches it off)
  --crossing-seconds S     seconds lost at each mapped street crossing (default ${DEFAULT_PARAMETERS.crossingSeconds}, at most ${MOST_CROSSING_SECONDS})
  --steepest PERCENT       the steepest street open to wheelchairs, where elevation is known (default ${STEEPEST_PERCENT}: 1 in 12)
  --night                  as at 02:00 on a weekday: streets and gates that are shut then are closed
`;

export const CONDITION_OPTIONS = {
  slope: { kind: "flag" },
  "stairs-factor": { kind: "text" },
  "crossing-seconds": { kind: "text" },
  steepest: { kind: "text" },
  night: { kind: "flag" },
} as const;

type ConditionParameters = Pick<
  AnalysisParameters,
  "slope" | "stairsFactor" | "crossingSeconds" | "steepestIncline" | "timeOfDay"
>;

/** What the options say; faults join `problems`. */
export function conditionsOf(parsed: ParsedArguments, problems: string[]): ConditionParameters {
  const stairs = numberOption(parsed, "stairs-factor", { atLeast: 1, atMost: MOST_STAIRS_FACTOR }, problems);
  const seconds = numberOption(parsed, "crossing-seconds", { atLeast: 0, atMost: MOST_CROSSING_SECONDS }, problems);
  const percent = numberOption(parsed, "steepest", { above: 0, atMost: 100 }, problems);
  return {
    slope: parsed.flags.has("slope"),
    stairsFactor: stairs ?? DEFAULT_PARAMETERS.stairsFactor,
    crossingSeconds: seconds ?? DEFAULT_PARAMETERS.crossingSeconds,
    steepestIncline: percent === null ? DEFAULT_PARAMETERS.steepestIncline : percent / 100,
    timeOfDay: parsed.flags.has("night") ? "night" : "day",
  };
}

/** What is asked of streets that cannot answer: `problems` stop the run, `notes` say that nothing will change. */
export function checkConditions(
  study: Study,
  parsed: ParsedArguments,
  parameters: AnalysisParameters,
): { readonly problems: string[]; readonly notes: string[] } {
  const present = listPresentConditions(study);
  const given = (name: string): boolean => parsed.options.some((option) => option.name === name);
  const problems =
    parameters.slope && !present.elevations
      ? ["--slope: the study has no elevation. Add one: minsheng import STUDY dem.tif --out …"]
      : [];
  const notes: string[] = [];
  if (given("stairs-factor") && !present.steps)
    notes.push("研究中没有台阶 The study has no steps; --stairs-factor changes nothing.");
  if (given("crossing-seconds") && !present.crossings)
    notes.push("研究中没有过街通道 The study has no mapped crossings; --crossing-seconds changes nothing.");
  if (given("steepest") && !(present.elevations && parameters.profileId === "wheelchair"))
    notes.push("--steepest 只用于轮椅和有高程的研究 counts for --profile wheelchair on a study with elevation only.");
  if (parameters.timeOfDay === "night" && !present.nightClosures)
    notes.push(
      "研究中没有夜间关闭的街道或门 The study has no streets or gates that are shut at night; the night is as the day.",
    );
  return { problems, notes };
}
