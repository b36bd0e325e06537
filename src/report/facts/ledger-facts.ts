/** The rows of the problem ledger as documents print them, with the names of places and what stands in the cells. */
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import type { Study } from "../../core/model/study.ts";
import type { Ledger } from "../../core/plan/ledger/ledger-problem.ts";
import { writeRows } from "../../core/plan/ledger/ledger-rows.ts";
import { createTextMaker } from "../../core/plan/ledger/ledger-texts.ts";
import { placeUnits } from "../../core/plan/ledger/unit-places.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { LedgerFacts } from "./report-facts.ts";

/** `results` with what was entered by hand. */
export function factsOfLedger(
  study: Study,
  ledger: Ledger,
  targets: readonly Target[],
  results: readonly TargetResult[],
  parameters: AnalysisParameters,
): LedgerFacts[] {
  const places = placeUnits(study);
  const textsOf = createTextMaker(study, targets, parameters, places);
  const targetsById = new Map(targets.map((target) => [target.id, target]));
  const resultsById = new Map(results.map((result) => [result.targetId, result]));
  const unitNames = new Map(study.units.map(({ id, name }) => [id, name]));
  return writeRows(ledger.problems, study.edits.ledgerNotes, targets, results, places).map((row): LedgerFacts => {
    const place = places.get(row.unitId);
    return {
      row,
      districtName: unitNames.get(place?.countyId ?? "") ?? "",
      townshipName: unitNames.get(place?.townshipId ?? "") ?? "",
      unitName: place?.name ?? "",
      target: targetsById.get(row.targetId),
      result: resultsById.get(row.targetId),
      texts: textsOf(row),
    };
  });
}
