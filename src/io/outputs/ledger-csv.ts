/**
 * ledger.csv: the problem ledger, one row a problem, texts in Chinese. Says of each cell that
 * may be written over whether it is proposed (系统建议) or entered (人工), and carries the
 * assumptions of its target, so that a row can stand alone.
 */

import type { AnalysisResult } from "../../core/analysis-result.ts";
import { GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { Study } from "../../core/model/study.ts";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import type { LedgerStatus } from "../../core/plan/ledger/ledger-note.ts";
import type { Ledger } from "../../core/plan/ledger/ledger-problem.ts";
import { keyOfRow, type LedgerRow, type ProblemState, writeRows } from "../../core/plan/ledger/ledger-rows.ts";
import { createTextMaker, type LedgerText } from "../../core/plan/ledger/ledger-texts.ts";
import { placeUnits } from "../../core/plan/ledger/unit-places.ts";
import type { Target, Verdict } from "../../core/plan/target.ts";
import { withUserEntries } from "../../core/plan/user-entries.ts";
import { type CsvCell, fixed, formatCsv } from "../tables/csv-writer.ts";
import { denominatorCell, hectaresCell } from "./land-cells.ts";

const GROUP_COLUMNS: Readonly<Record<GroupId, string>> = {
  all: "peopleAll",
  "0-2": "people0To2",
  "3-6": "people3To6",
  "6-15": "people6To15",
  "60+": "people60Plus",
  "65+": "people65Plus",
  "80+": "people80Plus",
};

const COLUMNS = [
  "districtId",
  "district",
  "townshipId",
  "township",
  "unitId",
  "unit",
  "targetId",
  "target",
  "service",
  "targetVerdict",
  "state",
  "demandUnit",
  "group",
  "people",
  "peopleShort",
  "denominator",
  "landHectares",
  "landShortHectares",
  "share",
  "neededShare",
  "amountShort",
  "shortfall",
  ...GROUP_IDS.map((id) => GROUP_COLUMNS[id]),
  "cause",
  "causeBy",
  "measure",
  "measureBy",
  "responsible",
  "responsibleBy",
  "status",
  "note",
  "dataDate",
  "dataNote",
  "assumptions",
] as const;

const STATES: Readonly<Record<ProblemState, string>> = {
  open: "未达标",
  resolved: "已解决",
  "not-judged": "本次未检验",
};

const STATUSES: Readonly<Record<LedgerStatus, string>> = {
  open: "待处理",
  planned: "已列入计划",
  "under-way": "办理中",
  done: "已办结",
  dropped: "不予办理",
};

const VERDICTS: Readonly<Record<Verdict, string>> = {
  met: "达标",
  "not-met": "未达标",
  "not-testable": "不可测",
  "no-number": "计划无指标值",
};

const PROPOSED = "系统建议";
const ENTERED = "人工";

/** ledger.csv as text; `keys` (of `keyOfRow`) names the rows that are wanted, in their order; null wants all of them. */
export function ledgerCsv(
  study: Study,
  { parameters, targets: judged }: Pick<AnalysisResult, "parameters" | "targets">,
  ledger: Ledger,
  keys: readonly string[] | null = null,
): string {
  const targets = judgedTargets(study, study.edits);
  const results = withUserEntries(judged, targets, study.edits);
  const places = placeUnits(study);
  const all = writeRows(ledger.problems, study.edits.ledgerNotes, targets, results, places);
  const textsOf = createTextMaker(study, targets, parameters, places);
  const targetsById = new Map(targets.map((target) => [target.id, target]));
  const resultsById = new Map(results.map((result) => [result.targetId, result]));
  const unitNames = new Map(study.units.map(({ id, name }) => [id, name]));
  const groupAt = GROUP_IDS.map((id) => ledger.groupIds.indexOf(id));
  const assumptionsOf = rememberById((targetId) =>
    (resultsById.get(targetId)?.assumptions ?? []).map(({ zh }) => zh).join("; "),
  );
  const cellsOf = (row: LedgerRow): CsvCell[] => {
    const { problem } = row;
    const place = places.get(row.unitId);
    const texts = textsOf(row);
    const counted = ledger.peopleByUnit.get(row.unitId);
    const verdict = resultsById.get(row.targetId)?.verdict;
    const target: Target | undefined = targetsById.get(row.targetId);
    const land = problem?.gap.kind === "land" ? problem.gap : null;
    const isWhole = problem?.gap.kind === "amount";
    return [
      place?.countyId ?? "",
      unitNames.get(place?.countyId ?? "") ?? "",
      place?.townshipId ?? "",
      unitNames.get(place?.townshipId ?? "") ?? "",
      row.unitId,
      place?.name ?? "",
      row.targetId,
      target?.title.zh ?? "",
      target?.serviceLabel.zh ?? "",
      verdict === undefined ? "" : VERDICTS[verdict],
      STATES[row.state],
      study.demand.unit,
      problem?.groupId ?? "",
      fixed(isWhole ? null : row.people, 2),
      fixed(isWhole ? null : row.peopleShort, 2),
      denominatorCell(target),
      hectaresCell(land?.squareMetres),
      hectaresCell(land?.shortSquareMetres),
      fixed(problem?.share ?? null, 6),
      fixed(problem?.neededShare ?? null, 6),
      fixed(amountShort(row), 2),
      texts.shortfall.zh,
      ...groupAt.map((at) => fixed(at < 0 ? null : (counted?.[at] ?? null), 2)),
      ...written(texts.cause),
      ...written(texts.measure),
      ...written(texts.responsible),
      STATUSES[texts.status],
      texts.note,
      study.date,
      study.demonstration ? "演示数据" : "",
      assumptionsOf(row.targetId),
    ];
  };
  return formatCsv(COLUMNS, pickRows(all, keys).map(cellsOf), study.scenarioName);
}

function pickRows(rows: readonly LedgerRow[], keys: readonly string[] | null): readonly LedgerRow[] {
  if (keys === null) return rows;
  const byKey = new Map(rows.map((row) => [keyOfRow(row), row]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

/** Facilities, beds or the like that are lacking; null where people or land are counted. */
function amountShort({ problem }: LedgerRow): number | null {
  if (!problem || problem.gap.kind === "people" || problem.gap.kind === "land") return null;
  if (problem.gap.kind === "amount") return problem.gap.short;
  return problem.gap.lacking.reduce((sum, { missing }) => sum + missing, 0);
}

function written({ text, isEntered }: LedgerText): [string, string] {
  if (text.zh === "") return ["", ""];
  return [text.zh, isEntered ? ENTERED : PROPOSED];
}

function rememberById(make: (id: string) => string): (id: string) => string {
  const made = new Map<string, string>();
  return (id) => {
    const text = made.get(id) ?? make(id);
    made.set(id, text);
    return text;
  };
}
