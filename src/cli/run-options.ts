/** What commands ask of a run: who travels, how, how long, and what passes. */
import { BadDataError, type Issue } from "../core/errors.ts";
import { GROUP_IDS, type GroupId } from "../core/model/demand.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS, PROFILES, type ProfileId } from "../core/model/parameters.ts";
import { BASELINE_NAME, findScenario } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import { numberOption, optionValue, optionValues, type ParsedArguments } from "./parse-arguments.ts";
import { TRAVEL_HELP, TRAVEL_OPTIONS, travelParametersOf } from "./travel-options.ts";

export const RUN_OPTIONS = {
  profile: { kind: "text" },
  speed: { kind: "text" },
  ...TRAVEL_OPTIONS,
  "cutoff-minutes": { kind: "text" },
  group: { kind: "text" },
  "pass-share": { kind: "text" },
} as const;

export const RUN_HELP = `  --profile ID             adult (1.2 m/s), elderly (0.8), child (1.0), wheelchair (0.8, no steps), cycle (3.5);
                           default: each service's own
  --speed M_PER_S          another speed
${TRAVEL_HELP}
  --cutoff-minutes N       the largest time that counts (default 15, at most 60)
  --group ID               ${GROUP_IDS.join(" | ")}; default: each service's own
  --pass-share SHARE       share of a community's people that must be covered (default ${DEFAULT_PARAMETERS.passShare})`;

function isProfileId(text: string): text is ProfileId {
  return Object.hasOwn(PROFILES, text);
}

function profileOf(parsed: ParsedArguments, problems: string[]): ProfileId | null {
  const text = optionValue(parsed, "profile");
  if (text === null) return null;
  if (isProfileId(text)) return text;
  problems.push(`--profile ${text} is unknown. Profiles: ${Object.keys(PROFILES).join(", ")}.`);
  return null;
}

function groupOf(parsed: ParsedArguments, problems: string[]): GroupId | null {
  const text = optionValue(parsed, "group");
  const found = GROUP_IDS.find((groupId) => groupId === text) ?? null;
  if (text !== null && found === null) problems.push(`--group ${text} is unknown. Groups: ${GROUP_IDS.join(", ")}.`);
  return found;
}

/** The parameters of a run; faults join the list. */
export function parametersOf(parsed: ParsedArguments, problems: string[]): AnalysisParameters {
  const minutes = numberOption(parsed, "cutoff-minutes", { above: 0, atMost: 60 }, problems);
  const services = optionValues(parsed, "service");
  return {
    ...DEFAULT_PARAMETERS,
    ...travelParametersOf(parsed, problems),
    serviceIds: services.length > 0 ? [...new Set(services)] : null,
    profileId: profileOf(parsed, problems),
    speedMetresPerSecond: numberOption(parsed, "speed", { above: 0, atMost: 20 }, problems),
    groupId: groupOf(parsed, problems),
    cutoffSeconds: minutes === null ? DEFAULT_PARAMETERS.cutoffSeconds : minutes * 60,
    passShare: numberOption(parsed, "pass-share", { above: 0, atMost: 1 }, problems) ?? DEFAULT_PARAMETERS.passShare,
  };
}

/** Services, groups and heights that a run asks for and the study does not have. */
export function missingFromStudy(study: Study, parameters: AnalysisParameters): string[] {
  const problems: string[] = [];
  const known = study.services.map(({ id }) => id);
  for (const id of parameters.serviceIds ?? []) {
    if (!known.includes(id))
      problems.push(`--service ${id} is not in the study. Its services: ${known.join(", ") || "none"}.`);
  }
  const { groupId } = parameters;
  if (groupId !== null && !study.demand.people[groupId]) {
    const groups = GROUP_IDS.filter((id) => study.demand.people[id]);
    problems.push(`--group ${groupId} is not in the study. Its groups: ${groups.join(", ")}.`);
  }
  if (parameters.slope && !study.streets.elevations)
    problems.push(
      "--slope needs elevation: import the study with a GeoTIFF of heights first (minsheng import … dem.tif).",
    );
  return problems;
}

/** Names of scenarios that the study does not have; the baseline is in every study. */
export function missingScenarios(study: Study, asked: readonly string[]): string[] {
  const names = [BASELINE_NAME, ...study.scenarios.map(({ name }) => name)];
  return asked
    .filter((name) => name !== BASELINE_NAME && !findScenario(study.scenarios, name))
    .map((name) => `--scenario ${name} is not in the study. Its scenarios: ${names.join(", ")}.`);
}

/** What is read, or null and its issues joined to the list. */
export async function readOrCollect<Read>(read: () => Promise<Read>, issues: Issue[]): Promise<Read | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    issues.push(...error.issues);
    return null;
  }
}
