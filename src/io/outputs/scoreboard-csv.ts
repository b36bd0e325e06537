/**
 * scoreboard.csv: the plan's targets chapter by chapter, from baseline over now to what is
 * asked for, with people short and the shares of people, units and land along streets and
 * straight. Page and command line write the same bytes. Its columns of figures have the
 * names of targets.csv, so that either can be read back as a snapshot.
 */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import type { Study } from "../../core/model/study.ts";
import { isDefaultBureau } from "../../core/plan/default-bureau.ts";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import { groupOfRule, listScoreboard, type ScoreRow } from "../../core/plan/scoreboard.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { type CsvCell, fixed, formatCsv } from "../tables/csv-writer.ts";
import { denominatorCell, hectaresCell } from "./land-cells.ts";

const COLUMNS = [
  "targetId",
  "chapter",
  "title",
  "binding",
  "bureau",
  "bureauSource",
  "rule",
  "unit",
  "group",
  "baseline",
  "baselineYear",
  "dataDate",
  "figureSource",
  "unitsTested",
  "unitsMet",
  "share",
  "value",
  "target",
  "verdict",
  "peopleShort",
  "denominator",
  "landShortHectares",
  "peopleShareNetwork",
  "unitsShareNetwork",
  "landShareNetwork",
  "peopleShareStraight",
  "unitsShareStraight",
  "landShareStraight",
  "peopleShareInUnits",
  "landShareInUnits",
  "landBasis",
  "demandUnit",
  "trend",
  "plan",
  "note",
  "assumptions",
] as const;

const BINDING_WORDS = { binding: "约束性", expected: "预期性" } as const;

/**
 * scoreboard.csv as text. `judged`: the run's targets with what was entered by hand for them; `sentencesOf`: on what a
 * figure rests, as one cell. Shares are 0–1; what does not apply is empty.
 */
export function scoreboardCsv(
  study: Study,
  result: AnalysisResult,
  judged: readonly TargetResult[],
  sentencesOf: (result: TargetResult, target: Target) => string,
): string {
  const chapters = listScoreboard(judgedTargets(study, study.edits), judged, {
    parameters: result.parameters,
    dataDate: study.date,
    snapshots: study.edits.snapshots,
  });
  const draft = study.edits.drafts.find(({ id }) => id === study.edits.draftId);
  const run: RunWords = {
    study,
    landBasis: result.landBasis,
    plan: draft?.title ?? "",
    note: study.demonstration ? "演示数据" : "",
    sentencesOf,
  };
  return formatCsv(
    COLUMNS,
    chapters.flatMap(({ rows }) => rows.map((row) => cellsOf(row, run))),
    study.scenarioName,
  );
}

interface RunWords {
  readonly study: Study;
  readonly landBasis: AnalysisResult["landBasis"];
  readonly plan: string;
  readonly note: string;
  readonly sentencesOf: (result: TargetResult, target: Target) => string;
}

function cellsOf(row: ScoreRow, { study, landBasis, plan, note, sentencesOf }: RunWords): CsvCell[] {
  const { target, result, now } = row;
  const { rule, baseline, bureau, binding } = target;
  const coverage = result?.coverage ?? null;
  const reach = coverage?.kind === "reach" ? coverage : null;
  const inUnits = coverage?.kind === "in-units" ? coverage.inUnits : null;
  const sharesOf = (shares: { readonly people: number; readonly units: number; readonly land: number | null } | null) =>
    [shares?.people, shares?.units, shares?.land].map((share) => fixed(share ?? null, 6));
  const isTested = row.verdict !== "not-testable";
  const group = groupOfRule(rule) ?? "";
  return [
    target.id,
    target.chapter,
    target.title.zh,
    binding === null ? "" : BINDING_WORDS[binding],
    bureau?.zh ?? "",
    bureau === undefined ? "" : isDefaultBureau(study, target) ? "default" : "edited",
    rule.kind,
    target.unit,
    study.demand.unit === "people" || group === "" ? group : study.demand.unit,
    number(baseline.value),
    number(baseline.year),
    now?.date ?? "",
    now === null ? "" : result?.stated ? "stated" : "measured",
    number(result?.unitsTested ?? null),
    number(result?.unitsMet ?? null),
    fixed(result?.share ?? null, 6),
    fixed(result?.value ?? null, 6),
    number(target.target.value),
    row.verdict,
    fixed(isTested && result?.value === null ? result.peopleShort : null, 2),
    denominatorCell(target),
    hectaresCell(isTested ? result?.landShortSquareMetres : null),
    ...sharesOf(reach?.network ?? null),
    ...sharesOf(reach?.straight ?? null),
    fixed(inUnits?.people ?? null, 6),
    fixed(inUnits?.land ?? null, 6),
    coverage === null ? "" : landBasis,
    study.demand.unit,
    trendCell(row),
    plan,
    note,
    result ? sentencesOf(result, target) : "",
  ];
}

/** 2020 0.884; 2024-12-31 0.91: what can be compared, the earliest first; nothing where there are not two. */
function trendCell({ trend: { points } }: ScoreRow): string {
  if (points.length < 2) return "";
  return points.map(({ date, value }) => `${date} ${Number(value.toFixed(6))}`).join("; ");
}

function number(value: Target["target"]["value"]): CsvCell {
  return { number: value === null ? "" : String(value) };
}
