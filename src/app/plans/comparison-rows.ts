/** The comparison of two plans as rows of a CSV file: everything, whatever the screen shows. */
import type { PlanComparison } from "../../core/plan/compare-plans.ts";
import type { SnapshotFigure } from "../../core/plan/snapshot.ts";
import type { Target } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Text } from "../strings/text.ts";
import { changesText, serviceName } from "./plan-words.ts";

const FIGURE_COLUMNS = [
  "verdict",
  "share",
  "value",
  "unitsMet",
  "unitsTested",
  "peopleShort",
  "landShortHectares",
] as const;

/** Header and rows; shares are 0–1, what does not apply is empty. */
export function comparisonRows(
  text: Text,
  { rows }: PlanComparison,
  beforeTitle: string,
  afterTitle: string,
  titles: ReadonlyMap<string, Target>,
  study: Pick<StudyView, "date" | "demonstration" | "services">,
): string[][] {
  const header = [
    "targetId",
    "title",
    "before",
    "after",
    "targetBefore",
    "targetAfter",
    "unitBefore",
    "unitAfter",
    ...FIGURE_COLUMNS.map((name) => `${name}Before`),
    ...FIGURE_COLUMNS.map((name) => `${name}After`),
    "peopleShortChange",
    "landShortHectaresChange",
    "turned",
    "changes",
    "otherBasis",
    "dataDate",
    "note",
  ];
  const note = study.demonstration ? text.t("app.demonstration") : "";
  return [
    header,
    ...rows.map((row) => [
      row.targetId,
      (row.after ?? row.before ?? titles.get(row.targetId))?.title.zh ?? "",
      beforeTitle,
      afterTitle,
      numberText(row.before?.target.value ?? null),
      numberText(row.after?.target.value ?? null),
      row.before?.unit ?? "",
      row.after?.unit ?? "",
      ...figureCells(row.beforeFigure),
      ...figureCells(row.afterFigure),
      row.peopleShortChange === null ? "" : row.peopleShortChange.toFixed(2),
      hectares(row.landShortChange),
      row.isTurned ? "yes" : "no",
      changesText(text, row, (id) => serviceName(text, study, id)).join("; "),
      row.otherBasis ?? "",
      study.date,
      note,
    ]),
  ];
}

function figureCells(figure: SnapshotFigure | null): string[] {
  if (figure === null) return FIGURE_COLUMNS.map(() => "");
  const { verdict, share, value, unitsMet, unitsTested, peopleShort } = figure;
  const short = share === null ? "" : peopleShort.toFixed(2);
  const shares = [share?.toFixed(6) ?? "", value?.toFixed(6) ?? ""];
  return [verdict, ...shares, String(unitsMet), String(unitsTested), short, hectares(figure.landShortSquareMetres)];
}

function hectares(squareMetres: number | null | undefined): string {
  return squareMetres == null ? "" : (squareMetres / 10_000).toFixed(4);
}

function numberText(value: number | null): string {
  return value === null ? "" : String(value);
}
