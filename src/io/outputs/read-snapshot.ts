/**
 * targets.csv or scoreboard.csv of another run → a snapshot. targets.csv holds shares of
 * units and verdicts; values of ratios stand in scoreboard.csv alone. Every fault is
 * reported with its row and column.
 */
import Papa from "papaparse";
import { BadDataError } from "../../core/errors.ts";
import { isDay } from "../../core/model/calendar-day.ts";
import { nameSnapshot, type Snapshot, type SnapshotFigure } from "../../core/plan/snapshot.ts";
import type { Verdict } from "../../core/plan/target.ts";
import { decodeText } from "../tables/decode-text.ts";
import { IssueList, shown } from "../tables/labelled-table.ts";

const SQUARE_METRES_PER_HECTARE = 10_000;
const NEEDED = ["targetId", "unitsTested", "unitsMet", "share", "peopleShort", "verdict"] as const;
const VERDICTS: readonly Verdict[] = ["met", "not-met", "no-number", "not-testable"];

type Cells = ReadonlyMap<string, string>;

/**
 * @param dataDate the day for which the figures hold, ISO 8601.
 * @throws BadDataError with every fault: no text, no rows, missing columns, cells that are no such number,
 * verdicts that are none, a target twice, a day that is none, no target of the plan among them.
 */
export function readSnapshot(
  bytes: Uint8Array,
  fileName: string,
  title: string,
  dataDate: string,
  targetIds: readonly string[],
): Snapshot {
  const issues = new IssueList();
  if (!isDay(dataDate)) issues.error("bad-value", fileName, { field: "dataDate", value: shown(dataDate) });
  const figures = readFigures(bytes, fileName, issues);
  if (!issues.hasErrors && !figures.some(({ targetId }) => targetIds.includes(targetId)))
    issues.error("unknown-id", fileName, {
      field: "targetId",
      value: shown(figures[0]?.targetId),
      details: { file: "plan.json" },
    });
  if (issues.hasErrors) throw new BadDataError(issues.all());
  return nameSnapshot(title, dataDate, figures);
}

function readFigures(bytes: Uint8Array, layer: string, issues: IssueList): SnapshotFigure[] {
  const decoded = decodeText(bytes);
  if (!decoded) {
    issues.error("unreadable-file", layer, { field: "encoding", value: "UTF-8, GB18030", details: { format: "CSV" } });
    return [];
  }
  const parsed = Papa.parse<string[]>(decoded.text.replace(/^\uFEFF/, ""), { header: false, skipEmptyLines: "greedy" });
  for (const error of parsed.errors) {
    if (error.type === "Quotes")
      issues.error("bad-value", layer, { row: (error.row ?? 0) + 1, field: "quotes", value: shown(error.message) });
  }
  const [header = [], ...rows] = parsed.data;
  const names = header.map((name) => name.trim());
  if (rows.length === 0) issues.error("empty-file", layer, { details: { format: "CSV", rows: 0 } });
  for (const field of NEEDED)
    if (!names.includes(field))
      issues.error("missing-column", layer, { row: 1, field, details: { names: NEEDED.join(", ") } });
  if (issues.hasErrors) return [];
  const seen = new Set<string>();
  return rows.flatMap((row, index) => {
    const cells: Cells = new Map(names.map((name, column) => [name, (row[column] ?? "").trim()]));
    return readFigure(cells, index + 2, layer, seen, issues);
  });
}

function readFigure(cells: Cells, row: number, layer: string, seen: Set<string>, issues: IssueList): SnapshotFigure[] {
  const refuse = (field: string): void =>
    issues.error("bad-value", layer, { row, field, value: shown(cells.get(field)) });
  const numberIn = (field: string, fits: (value: number) => boolean): number | null => {
    const text = cells.get(field) ?? "";
    if (text === "") return null;
    const value = Number(text);
    if (Number.isFinite(value) && fits(value)) return value;
    refuse(field);
    return null;
  };
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;
  const targetId = cells.get("targetId") ?? "";
  if (targetId === "") refuse("targetId");
  if (seen.has(targetId)) issues.error("duplicate-id", layer, { row, field: "targetId", value: shown(targetId) });
  seen.add(targetId);
  const verdict = VERDICTS.find((each) => each === cells.get("verdict"));
  if (verdict === undefined) refuse("verdict");
  const unitsTested = numberIn("unitsTested", isCount) ?? 0;
  const unitsMet = numberIn("unitsMet", isCount) ?? 0;
  if (unitsMet > unitsTested) refuse("unitsMet");
  const landShort = numberIn("landShortHectares", (value) => value >= 0);
  return [
    {
      targetId,
      unitsTested,
      unitsMet,
      share: numberIn("share", (value) => value >= 0 && value <= 1),
      value: numberIn("value", (value) => value >= 0),
      peopleShort: numberIn("peopleShort", (value) => value >= 0) ?? 0,
      ...(landShort === null ? {} : { landShortSquareMetres: landShort * SQUARE_METRES_PER_HECTARE }),
      verdict: verdict ?? "not-testable",
    },
  ];
}
