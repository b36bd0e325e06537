/** The facts of the shipped Datong study under the default parameters, and the files of the same run. */
import { loadStudy } from "../../../src/cli/load-study.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { ledgerCsv } from "../../../src/io/outputs/ledger-csv.ts";
import { communitiesCsv, targetsCsv } from "../../../src/io/outputs/run-files.ts";
import { buildFacts } from "../../../src/report/facts/build-facts.ts";
import type { ReportFacts } from "../../../src/report/facts/report-facts.ts";
import { readTable } from "../../cli/read-table.ts";

type Rows = readonly Readonly<Record<string, string>>[];

export interface DatongRun {
  readonly facts: ReportFacts;
  /** sha256 of the study's files by name. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly communities: Rows;
  readonly targets: Rows;
  readonly ledger: Rows;
}

export async function runDatong(): Promise<DatongRun> {
  const { study, hashes } = await loadStudy("geodata/datong");
  const session = new AnalysisSession(study);
  const result = runAnalysis(study, DEFAULT_PARAMETERS, session);
  const facts = buildFacts(study, session, result);
  return {
    facts,
    hashes,
    communities: readTable(communitiesCsv(study, result)),
    targets: readTable(targetsCsv(study, result)),
    ledger: readTable(ledgerCsv(study, result, facts.ledger)),
  };
}
