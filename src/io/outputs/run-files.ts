/**
 * What a run leaves behind: communities.csv, targets.csv, scoreboard.csv, assumptions.csv, communities.fgb, ledger.csv
 * and run.json. Page and command line both write through here, so the same study and
 * parameters give the same bytes everywhere; only run.json may hold timings.
 */

import type { ServiceAccess } from "../../core/access/access-result.ts";
import type { AnalysisResult } from "../../core/analysis-result.ts";
import { type ServiceCoverage, VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import type { Study } from "../../core/model/study.ts";
import { listStudyAssumptions } from "../../core/model/study-assumptions.ts";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import type { Ledger } from "../../core/plan/ledger/ledger-problem.ts";
import { hasEdits } from "../../core/plan/plan-edits.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { withUserEntries } from "../../core/plan/user-entries.ts";
import { NOT_TESTABLE_WORDS } from "../../core/plan/words/reason-words.ts";
import type { EditIssue } from "../../core/scenario/edit-issue.ts";
import { layerDescription } from "../study/write-study-layers.ts";
import { type CsvCell, fixed, formatCsv } from "../tables/csv-writer.ts";
import { type Column, GeometryCollector } from "../tables/feature-table.ts";
import { writeFlatGeobuf } from "../vector/write-flatgeobuf.ts";
import { VERSION } from "../version.ts";
import { accessCsv, accessJson, catchmentsCsv } from "./access-files.ts";
import { assumptionsCsv, describeRunAssumptions, namesOfDefaults } from "./assumptions-csv.ts";
import { ledgerCsv } from "./ledger-csv.ts";
import { scoreboardCsv } from "./scoreboard-csv.ts";

export interface RunFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the result does not say of itself. */
export interface RunFacts {
  /** sha256 of each input file by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Milliseconds by step; left out where not measured. */
  readonly timings?: Readonly<Record<string, number>>;
  /** Access to each service; left out where it was not asked for. */
  readonly access?: readonly ServiceAccess[];
  /** The problems found; left out where they were not asked for. */
  readonly ledger?: Ledger;
  /** The scenario that was run; left out for the baseline. */
  readonly scenario?: RunScenario;
}

/** A scenario, and what its edits could not do. */
export interface RunScenario extends Scenario {
  readonly issues: readonly EditIssue[];
}

const COMMUNITY_COLUMNS = [
  "communityId",
  "name",
  "parentId",
  "service",
  "group",
  "people",
  "peopleCovered",
  "peopleShare",
  "landShare",
  "straightLineShare",
  "medianSeconds",
  "nearestFacilityId",
  "verdict",
] as const;
const NUMBER_COLUMNS: ReadonlySet<string> = new Set([
  "people",
  "peopleCovered",
  "peopleShare",
  "landShare",
  "straightLineShare",
  "medianSeconds",
]);
const TARGET_COLUMNS = [
  "targetId",
  "rule",
  "unit",
  "unitsTested",
  "unitsMet",
  "share",
  "target",
  "peopleShort",
  "verdict",
  "assumptions",
];

/** What the `group` column says: the group of people, or the unit where demand is not people. */
function groupName(study: Study, coverage: ServiceCoverage): string {
  return study.demand.unit === "people" ? coverage.groupId : study.demand.unit;
}

function verdictName(code: number | undefined): string {
  if (code === VERDICT_MET) return "met";
  return code === VERDICT_NOT_MET ? "not-met" : "not-testable";
}

/** One row a community and service, communities in the study's order, each with its services in the run's order. */
function communityRows(study: Study, result: AnalysisResult): CsvCell[][] {
  const { communities } = study;
  const idsOf = new Map(study.facilities.map((facilities) => [facilities.serviceId, facilities.ids]));
  return Array.from({ length: communities.count }, (_, row) =>
    result.services.map((coverage): CsvCell[] => {
      const people = coverage.people[row] ?? 0;
      const covered = coverage.peopleCovered[row] ?? 0;
      const straight = coverage.peopleCoveredStraight[row] ?? 0;
      return [
        communities.ids[row] ?? "",
        communities.names[row] ?? "",
        communities.parentIds[row] ?? "",
        coverage.serviceId,
        groupName(study, coverage),
        fixed(people, 2),
        fixed(covered, 2),
        fixed(people > 0 ? covered / people : null, 6),
        fixed(coverage.landShare[row] ?? null, 6),
        fixed(people > 0 ? straight / people : null, 6),
        fixed(coverage.medianSeconds[row] ?? null, 1),
        idsOf.get(coverage.serviceId)?.[coverage.nearestFacilityIndexes[row] ?? -1] ?? "",
        verdictName(coverage.verdicts[row]),
      ];
    }),
  ).flat();
}

/** communities.csv as text. */
export function communitiesCsv(study: Study, result: AnalysisResult): string {
  return formatCsv(COMMUNITY_COLUMNS, communityRows(study, result), study.scenarioName);
}

function statementsOf(result: TargetResult, target: Target | undefined): readonly LocalizedText[] {
  if (result.reason === null) return result.assumptions;
  const reason = NOT_TESTABLE_WORDS[result.reason];
  const lacks = [
    ...result.missingServiceIds,
    ...result.missingAttributes.map(({ serviceId, attribute }) => `${serviceId}.${attribute}`),
  ];
  const missing = lacks.length > 0 ? ` (${lacks.join(", ")})` : "";
  const needed = target?.dataNeeded.zh
    ? [{ zh: `需要的数据：${target.dataNeeded.zh}`, en: `Data needed: ${target.dataNeeded.en}` }]
    : [];
  return [{ zh: `${reason.zh}${missing}`, en: `${reason.en}${missing}` }, ...needed, ...result.assumptions];
}

/** All sentences in Chinese, then all in English, as one cell. */
function sentencesCell(result: TargetResult, target: Target | undefined): string {
  const statements = statementsOf(result, target);
  return [...statements.map(({ zh }) => zh), ...statements.map(({ en }) => en)].join("; ");
}

/** The run's targets with what was entered by hand for them. */
function judgedResults(study: Study, result: AnalysisResult): readonly TargetResult[] {
  return withUserEntries(result.targets, judgedTargets(study, study.edits), study.edits);
}

/** targets.csv as text, targets in the plan's order, with what the study states for those that no map can test. `assumptions`: all sentences in Chinese, then all in English. */
export function targetsCsv(study: Study, result: AnalysisResult): string {
  const targets = judgedTargets(study, study.edits);
  const byId = new Map(targets.map((target) => [target.id, target]));
  const judged = judgedResults(study, result);
  const rows = judged.map((one): CsvCell[] => {
    const target = byId.get(one.targetId);
    const value = target?.target.value ?? null;
    const tested = one.verdict !== "not-testable";
    return [
      one.targetId,
      target?.rule.kind ?? "",
      target?.unit ?? "",
      { number: String(one.unitsTested) },
      { number: String(one.unitsMet) },
      fixed(one.share, 6),
      { number: value === null ? "" : String(value) },
      fixed(tested && one.value === null ? one.peopleShort : null, 2),
      one.verdict,
      sentencesCell(one, target),
    ];
  });
  return formatCsv(TARGET_COLUMNS, rows, study.scenarioName);
}

function columnOf(name: string, cells: readonly CsvCell[]): Column {
  if (!NUMBER_COLUMNS.has(name))
    return { name, type: "String", values: cells.map((cell) => (typeof cell === "string" ? cell : cell.number)) };
  const values = Float64Array.from(cells, (cell) => {
    const text = typeof cell === "string" ? cell : cell.number;
    return text === "" ? Number.NaN : Number(text);
  });
  return { name, type: "Double", values };
}

/**
 * communities.fgb: one feature a community and service with the columns of communities.csv, the demand unit, and `note`
 * 演示数据 for demonstration data; the layer's description carries the assumptions, each default marked. A community without an outline stands as its label point.
 */
export function communitiesFgb(study: Study, result: AnalysisResult): Uint8Array {
  const { communities } = study;
  const rows = communityRows(study, result);
  const collector = new GeometryCollector();
  for (let row = 0; row < communities.count; row++) {
    const centre: [number, number] = [
      communities.centres[2 * row] as number,
      communities.centres[2 * row + 1] as number,
    ];
    const geometry = communities.areas[row] ?? { type: "Point" as const, coordinates: centre };
    for (let service = 0; service < result.services.length; service++) collector.add(geometry);
  }
  const columns = COMMUNITY_COLUMNS.map((name, index) =>
    columnOf(
      name,
      rows.map((row) => row[index] ?? ""),
    ),
  );
  const { scenarioName } = study;
  if (scenarioName !== undefined)
    columns.push({ name: "scenario", type: "String", values: rows.map(() => scenarioName) });
  columns.push({ name: "demandUnit", type: "String", values: rows.map(() => study.demand.unit) });
  if (study.demonstration) columns.push({ name: "note", type: "String", values: rows.map(() => "演示数据") });
  const title = "社区覆盖 Coverage by community";
  const about = `${layerDescription(study)}. 假设 Assumptions: ${describeRunAssumptions(study, result)}`;
  return writeFlatGeobuf(collector.toTable(columns, title, about, 4326));
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** run.json as text: version, study, parameters, inputs, counts, a summary of each service, timings where measured. */
export function runJson(study: Study, result: AnalysisResult, facts: RunFacts): string {
  const names = Object.keys(facts.inputs).sort();
  const run = {
    version: VERSION,
    study: { id: study.id, title: study.title, date: study.date },
    ...(study.demonstration ? { note: "演示数据" } : {}),
    ...(facts.scenario ? { scenario: facts.scenario } : {}),
    parameters: result.parameters,
    defaults: namesOfDefaults(result.parameters),
    inputs: Object.fromEntries(names.map((name) => [name, { sha256: facts.inputs[name] }])),
    demandUnit: study.demand.unit,
    landBasis: result.landBasis,
    counts: {
      communities: study.communities.count,
      demandPoints: study.demand.count,
      targets: result.targets.length,
      ...result.counts,
    },
    services: result.services.map((coverage) => ({
      service: coverage.serviceId,
      profile: coverage.profileId,
      speedMetresPerSecond: coverage.speedMetresPerSecond,
      group: groupName(study, coverage),
      cutoffSeconds: coverage.cutoffSeconds,
      straightRadiusMetres: coverage.straightRadiusMetres,
      facilities: coverage.facilityCount,
      people: Number(total(coverage.people).toFixed(2)),
      peopleCovered: Number(total(coverage.peopleCovered).toFixed(2)),
      communitiesMet: coverage.verdicts.filter((verdict) => verdict === VERDICT_MET).length,
      communitiesNotMet: coverage.verdicts.filter((verdict) => verdict === VERDICT_NOT_MET).length,
    })),
    ...(facts.access ? { access: accessJson(study, facts.access) } : {}),
    ...(hasEdits(study.edits) ? { edits: study.edits } : {}),
    assumptions: listStudyAssumptions(study),
    targetAssumptions: Object.fromEntries(
      judgedResults(study, result).map(({ targetId, assumptions }) => [targetId, assumptions]),
    ),
    sources: study.sources,
    origins: study.origins,
    ...(facts.timings ? { timings: facts.timings } : {}),
  };
  return `${JSON.stringify(run, (_, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? null : value), 2)}\n`;
}

/** All files of a run, in the order in which the command line names them. */
export async function writeRunFiles(study: Study, result: AnalysisResult, facts: RunFacts): Promise<RunFile[]> {
  const encoder = new TextEncoder();
  const { access, ledger } = facts;
  const accessFiles = access
    ? [
        { name: "access.csv", bytes: encoder.encode(accessCsv(study, access)) },
        { name: "catchments.csv", bytes: encoder.encode(catchmentsCsv(study, access)) },
      ]
    : [];
  const judged = judgedResults(study, result);
  return [
    { name: "communities.csv", bytes: encoder.encode(communitiesCsv(study, result)) },
    { name: "targets.csv", bytes: encoder.encode(targetsCsv(study, result)) },
    { name: "scoreboard.csv", bytes: encoder.encode(scoreboardCsv(study, result, judged, sentencesCell)) },
    { name: "assumptions.csv", bytes: encoder.encode(assumptionsCsv(study, result, judged)) },
    { name: "communities.fgb", bytes: communitiesFgb(study, result) },
    ...(ledger ? [{ name: "ledger.csv", bytes: encoder.encode(ledgerCsv(study, result, ledger)) }] : []),
    ...accessFiles,
    { name: "run.json", bytes: encoder.encode(runJson(study, result, facts)) },
  ];
}
