/** `minsheng site STUDY --service ID`: people, standing facilities, candidates and walking times of a study. */
import { basename } from "node:path";
import { AnalysisSession } from "../core/analysis-session.ts";
import { AnalysisError, BadDataError } from "../core/errors.ts";
import { GROUP_IDS } from "../core/model/demand.ts";
import type { AreaGeometry } from "../core/model/geometry.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS, PROFILES, type ProfileId } from "../core/model/parameters.ts";
import type { Study } from "../core/model/study.ts";
import { DEFAULT_GRID_METRES, prepareStudySites, type StudySites } from "../core/questions/siting/prepare-sites.ts";
import { dropExcluded } from "../core/questions/siting/site-candidates.ts";
import { listGridCandidates, type SitePoints } from "../core/questions/siting/site-rows.ts";
import { searchOf } from "../core/service-search.ts";
import { WGS84 } from "../io/crs/coordinate-system.ts";
import { isCandidateLayer, readCandidateLayer } from "../io/read-candidates.ts";
import { readSiteLayer } from "../io/read-site-layer.ts";
import type { IssueList } from "../io/tables/labelled-table.ts";
import { loadStudy, studyExists } from "./load-study.ts";
import { numberOption, optionValue, type ParsedArguments } from "./parse-arguments.ts";
import { readImportFiles } from "./read-import-files.ts";
import { readPoints } from "./read-points.ts";
import { type SiteInputs, tableOption } from "./site-inputs.ts";
import { travelParametersOf } from "./travel-options.ts";

function parametersOf(parsed: ParsedArguments, problems: string[]): AnalysisParameters {
  const profile = optionValue(parsed, "profile");
  if (profile !== null && !Object.hasOwn(PROFILES, profile))
    problems.push(`--profile ${profile} is unknown. Profiles: ${Object.keys(PROFILES).join(", ")}.`);
  const group = optionValue(parsed, "group");
  const groupId = GROUP_IDS.find((id) => id === group) ?? null;
  if (group !== null && groupId === null)
    problems.push(`--group ${group} is unknown. Groups: ${GROUP_IDS.join(", ")}.`);
  const minutes = numberOption(parsed, "cutoff-minutes", { above: 0, atMost: 60 }, problems);
  const seconds = numberOption(parsed, "cutoff", { above: 0, atMost: 3600 }, problems);
  if (minutes !== null && seconds !== null)
    problems.push("--cutoff (seconds) and --cutoff-minutes say the same; give one.");
  return {
    ...DEFAULT_PARAMETERS,
    ...travelParametersOf(parsed, problems),
    profileId: profile as ProfileId | null,
    speedMetresPerSecond: numberOption(parsed, "speed", { above: 0, atMost: 20 }, problems),
    groupId,
    cutoffSeconds: minutes !== null ? 60 * minutes : (seconds ?? DEFAULT_PARAMETERS.cutoffSeconds),
  };
}

async function readCandidates(path: string, crs: string | null, issues: IssueList): Promise<SitePoints | null> {
  const [main, ...parts] = await readImportFiles(path, new Set());
  if (main && (parts.length > 0 || isCandidateLayer(main.name, main.bytes)))
    return await readCandidateLayer({ ...main, parts }, crs, issues);
  const read = await readPoints(path, { crs, streets: WGS84, planeIsAssumed: false });
  for (const issue of read.issues) issues.add(issue);
  return read.points;
}

async function readAreas(
  path: string,
  crs: string | null,
  problems: string[],
  issues: IssueList,
): Promise<readonly AreaGeometry[]> {
  try {
    const [main, ...parts] = await readImportFiles(path, new Set());
    if (!main) throw new BadDataError([{ code: "empty-file", severity: "error", layer: basename(path) }]);
    const layer = await readSiteLayer({ ...main, parts }, crs);
    for (const issue of layer.issues) issues.add(issue);
    if (layer.areas.length === 0) problems.push(`--exclude: ${basename(path)} has no areas.`);
    return layer.areas;
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    for (const issue of error.issues) issues.add(issue);
    return [];
  }
}

/** The candidates outside all areas; null where none is, which joins `problems`. */
function keepOutside(
  points: SitePoints,
  areas: readonly AreaGeometry[],
  problems: string[],
): { readonly table: SitePoints; readonly droppedCount: number } | null {
  try {
    return dropExcluded({ ...points, columns: {} }, areas);
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error;
    problems.push(`--exclude: all ${points.count} candidates are inside; leave some outside.`);
    return null;
  }
}

/** What the arguments ask of the study that it does not have. */
function studyProblems(study: Study, serviceId: string | null, { groupId, slope }: AnalysisParameters): string[] {
  const problems: string[] = [];
  const known = study.services.map(({ id }) => id).join(", ");
  if (serviceId === null) problems.push(`--service ID is missing. Services of the study: ${known || "none"}.`);
  else if (!study.services.some(({ id }) => id === serviceId))
    problems.push(`--service ${serviceId} is not in the study. Its services: ${known || "none"}.`);
  if (groupId !== null && !study.demand.people[groupId])
    problems.push(
      `--group ${groupId} is not in the study. Its groups: ${GROUP_IDS.filter((id) => study.demand.people[id]).join(", ")}.`,
    );
  if (slope && !study.streets.elevations)
    problems.push("--slope needs elevation: import the study with a GeoTIFF of heights first.");
  return problems;
}

/** Null where something is wrong; what it is has joined `problems` or `issues`. */
export async function readStudySites(
  argument: string,
  parsed: ParsedArguments,
  problems: string[],
  issues: IssueList,
): Promise<SiteInputs | null> {
  const parameters = parametersOf(parsed, problems);
  const grid = numberOption(parsed, "grid-metres", { above: 0, atMost: 100_000 }, problems);
  const serviceId = optionValue(parsed, "service");
  const candidatePath = tableOption(parsed, "candidates", problems);
  const excludedPath = tableOption(parsed, "exclude", problems);
  if (candidatePath !== null && grid !== null) problems.push("--grid-metres is of no use with --candidates.");
  if (!studyExists(argument)) {
    problems.push(`${argument} does not exist and is no shipped study.`);
    return null;
  }
  let study: Study;
  try {
    ({ study } = await loadStudy(argument));
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    for (const issue of error.issues) issues.add(issue);
    return null;
  }
  problems.push(...studyProblems(study, serviceId, parameters));
  const given = candidatePath === null ? null : await readCandidates(candidatePath, optionValue(parsed, "crs"), issues);
  const excluded =
    excludedPath === null ? [] : await readAreas(excludedPath, optionValue(parsed, "crs"), problems, issues);
  const service = study.services.find(({ id }) => id === serviceId);
  if (problems.length > 0 || issues.hasErrors || !service) return null;

  const gridMetres = grid ?? DEFAULT_GRID_METRES;
  const session = new AnalysisSession(study);
  const { travel } = searchOf(service, parameters, study.profileSpeeds);
  const listed = given ?? listGridCandidates(session, travel, gridMetres);
  const kept = keepOutside(listed, excluded, problems);
  if (kept === null) return null;
  const steps = prepareStudySites(session, parameters, service.id, kept.table);
  let step = steps.next();
  while (!step.done) step = steps.next();
  const sites = step.value;
  if (sites.clashes.length > 0) {
    const { clashes } = sites;
    problems.push(
      `--candidates: ${clashes.slice(0, 5).join(", ")} ${clashes.length === 1 ? "is" : "are"} the id of a standing facility; rename.`,
    );
    return null;
  }
  return inputsOfStudy(study, service.id, parameters, sites, {
    ...(given === null ? { gridMetres, gridIsDefault: grid === null } : {}),
    candidatesRefused: sites.refusedIds,
    ...(excludedPath === null ? {} : { candidatesExcluded: kept.droppedCount }),
  });
}

/** What a study's question works on, with the facts that its answer tells. */
export function inputsOfStudy(
  study: Study,
  serviceId: string,
  parameters: AnalysisParameters,
  sites: StudySites,
  facts: Readonly<Record<string, unknown>>,
): SiteInputs {
  const service = study.services.find(({ id }) => id === serviceId);
  return {
    demandIds: Array.from({ length: sites.rows.demandCount }, (_, demand) => String(demand)),
    people: sites.people,
    siteIds: sites.siteIds,
    positions: sites.positions,
    standing: sites.standing,
    rows: sites.rows,
    facts: {
      study: study.title.en,
      ...(study.demonstration ? { demonstration: true } : {}),
      service: serviceId,
      group: sites.groupId,
      demandUnit: study.demand.unit,
      profile: parameters.profileId ?? service?.profileId,
      metresPerSecond: sites.metresPerSecond,
      cutoffSeconds: parameters.cutoffSeconds,
      facilities: sites.facilityCount,
      candidates: sites.candidateCount,
      ...facts,
    },
  };
}
