import { useState } from "react";
import type { DemandUnit } from "../../core/model/demand.ts";
import { formatCount } from "../../core/model/format-number.ts";
import { countVerdicts, type ScoreChapter, type ScoreRow } from "../../core/plan/scoreboard.ts";
import { type Text, type TextKey, useText } from "../strings/text.ts";
import { chapterText } from "../targets/target-words.ts";
import { type ScoreColumn, type ScoreSort, sortRows } from "./score-rows.ts";
import { TargetScore } from "./target-score.tsx";

interface Column {
  readonly id: ScoreColumn | "trend";
  readonly label: TextKey;
  readonly detail: TextKey | null;
  readonly isNumber: boolean;
}

const COLUMNS: readonly Column[] = [
  { id: "target", label: "score.column.target", detail: null, isNumber: false },
  { id: "binding", label: "score.column.binding", detail: null, isNumber: false },
  { id: "bureau", label: "score.column.bureau", detail: "score.column.bureau.detail", isNumber: false },
  { id: "baseline", label: "score.column.baseline", detail: "score.column.baseline.detail", isNumber: true },
  { id: "now", label: "score.column.now", detail: "score.column.now.detail", isNumber: true },
  { id: "asked", label: "score.column.asked", detail: null, isNumber: true },
  { id: "trend", label: "score.column.trend", detail: null, isNumber: false },
  { id: "verdict", label: "score.column.verdict", detail: null, isNumber: false },
  { id: "peopleShort", label: "score.column.peopleShort", detail: "score.column.peopleShort.detail", isNumber: true },
  { id: "units", label: "score.column.units", detail: "score.column.units.detail", isNumber: true },
  { id: "people", label: "score.column.people", detail: "score.column.shares.detail", isNumber: true },
  { id: "land", label: "score.column.land", detail: "score.column.shares.detail", isNumber: true },
  { id: "difference", label: "score.column.difference", detail: "score.column.difference.detail", isNumber: true },
];

/** Chapters in the plan's order with a row that sums each up; sorted by a column, all targets in one list. */
export function ScoreTable({
  chapters,
  sort,
  onSort,
  demandUnit,
}: {
  readonly chapters: readonly ScoreChapter[];
  readonly sort: ScoreSort | null;
  readonly onSort: (sort: ScoreSort | null) => void;
  readonly demandUnit: DemandUnit;
}) {
  const text = useText();
  const { t } = text;
  const [openTrendId, setOpenTrend] = useState<string | null>(null);
  const rowOf = (row: ScoreRow) => (
    <TargetScore
      key={row.target.id}
      row={row}
      demandUnit={demandUnit}
      columnCount={COLUMNS.length}
      isTrendOpen={openTrendId === row.target.id}
      onToggleTrend={() => setOpenTrend(openTrendId === row.target.id ? null : row.target.id)}
    />
  );
  return (
    <table className="score-table" data-testid="scoreboard">
      <caption className="visually-hidden">{t("score.caption")}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <ColumnHead key={column.id} column={column} sort={sort} onSort={onSort} text={text} />
          ))}
        </tr>
      </thead>
      {sort === null ? (
        chapters.map(({ chapter, rows }) => (
          <tbody key={chapter}>
            <tr className="score-chapter">
              <th scope="rowgroup" colSpan={COLUMNS.length}>
                <span className="score-chapter-words">
                  <strong>{chapter === "" ? t("score.noChapter") : chapterText(t, chapter)}</strong>
                  <span>{chapterSummary(text, rows)}</span>
                </span>
              </th>
            </tr>
            {rows.map(rowOf)}
          </tbody>
        ))
      ) : (
        <tbody>{sortRows(chapters, sort).map(rowOf)}</tbody>
      )}
    </table>
  );
}

function ColumnHead({
  column: { id, label, detail, isNumber },
  sort,
  onSort,
  text: { t },
}: {
  readonly column: Column;
  readonly sort: ScoreSort | null;
  readonly onSort: (sort: ScoreSort | null) => void;
  readonly text: Text;
}) {
  const isSorted = sort?.column === id;
  const words = (
    <>
      <span>
        {t(label)}
        {isSorted && <span aria-hidden="true">{sort.isDescending ? " ▼" : " ▲"}</span>}
      </span>
      {detail && <small>{t(detail)}</small>}
    </>
  );
  if (id === "trend") return <th scope="col">{words}</th>;
  // First the side that a planner looks for, then the other, then the plan's order again.
  const next: ScoreSort | null = !isSorted
    ? { column: id, isDescending: id === "peopleShort" || id === "difference" }
    : sort.isDescending === (id === "peopleShort" || id === "difference")
      ? { column: id, isDescending: !sort.isDescending }
      : null;
  return (
    <th
      scope="col"
      className={isNumber ? "number" : undefined}
      aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : undefined}
    >
      <button type="button" className="score-sort" data-sorted={isSorted} onClick={() => onSort(next)}>
        {words}
      </button>
    </th>
  );
}

/** 13 项：达标 2 · 未达标 4 · 无指标值 1 · 不可测 6. People short of several targets are often the same people and are not added up. */
function chapterSummary({ t }: Text, rows: readonly ScoreRow[]): string {
  const counts = countVerdicts(rows);
  return t("score.chapter.summary", {
    total: formatCount(rows.length),
    met: formatCount(counts.met),
    notMet: formatCount(counts["not-met"]),
    noNumber: formatCount(counts["no-number"]),
    notTestable: formatCount(counts["not-testable"]),
  });
}
