/** The scoreboard's rows as its table shows them: filtered, in the plan's order or sorted by a column. */
import type { LocalizedText } from "../../core/model/facility.ts";
import type { ScoreChapter, ScoreRow } from "../../core/plan/scoreboard.ts";
import type { Target, Verdict } from "../../core/plan/target.ts";
import { shortRank } from "../select/judged-amount.ts";

export type ScoreColumn =
  | "target"
  | "binding"
  | "bureau"
  | "baseline"
  | "now"
  | "asked"
  | "verdict"
  | "peopleShort"
  | "units"
  | "people"
  | "land"
  | "difference";

export interface ScoreSort {
  readonly column: ScoreColumn;
  readonly isDescending: boolean;
}

/** "" lets everything through. */
export interface ScoreFilter {
  readonly bureau: string;
  readonly service: string;
  readonly chapter: string;
  readonly verdict: Verdict | "";
  readonly binding: "binding" | "expected" | "none" | "";
  readonly words: string;
}

export const NO_FILTER: ScoreFilter = { bureau: "", service: "", chapter: "", verdict: "", binding: "", words: "" };

const VERDICT_ORDER: readonly Verdict[] = ["not-met", "no-number", "met", "not-testable"];
const BINDING_ORDER = ["binding", "expected", null] as const;

/** What the filters offer, each in the order in which the plan has it. */
export function listChoices(targets: readonly Target[]): {
  readonly bureaus: readonly LocalizedText[];
  readonly services: readonly LocalizedText[];
  readonly chapters: readonly string[];
} {
  const distinct = (texts: readonly LocalizedText[]): LocalizedText[] => [
    ...new Map(texts.filter(({ zh, en }) => zh + en !== "").map((text) => [text.zh, text])).values(),
  ];
  return {
    bureaus: distinct(targets.flatMap(({ bureau }) => (bureau ? [bureau] : []))),
    services: distinct(targets.map(({ serviceLabel }) => serviceLabel)),
    chapters: [...new Set(targets.map(({ chapter }) => chapter))].filter((chapter) => chapter !== ""),
  };
}

/** Chapters with the rows that pass; those without any are left out. */
export function filterScoreboard(chapters: readonly ScoreChapter[], filter: ScoreFilter): ScoreChapter[] {
  return chapters
    .map(({ chapter, rows }) => ({ chapter, rows: rows.filter((row) => passes(row, filter)) }))
    .filter(({ rows }) => rows.length > 0);
}

function passes({ target, verdict }: ScoreRow, filter: ScoreFilter): boolean {
  const { bureau, service, chapter, binding, words } = filter;
  return (
    (bureau === "" || target.bureau?.zh === bureau) &&
    (service === "" || target.serviceLabel.zh === service) &&
    (chapter === "" || target.chapter === chapter) &&
    (filter.verdict === "" || verdict === filter.verdict) &&
    (binding === "" || (target.binding ?? "none") === binding) &&
    holdsWords(target, words)
  );
}

/** Every word asked for stands somewhere in the target's id, titles, quotation, service or bureau. */
function holdsWords({ id, title, quotation, serviceLabel, bureau }: Target, words: string): boolean {
  const text = [id, title.zh, title.en, quotation, serviceLabel.zh, serviceLabel.en, bureau?.zh, bureau?.en]
    .join("\n")
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** All rows by one column; rows without a figure there come last, whichever way it goes. */
export function sortRows(chapters: readonly ScoreChapter[], { column, isDescending }: ScoreSort): ScoreRow[] {
  const rows = chapters.flatMap((chapter) => chapter.rows);
  const keyed = rows.map((row, order) => ({ row, order, key: keyOf(row, column) }));
  const sign = isDescending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.order - b.order;
    return sign * compareKeys(a.key, b.key) || a.order - b.order;
  });
  return keyed.map(({ row }) => row);
}

function compareKeys(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "zh-CN");
}

function keyOf({ target, result, verdict, now }: ScoreRow, column: ScoreColumn): number | string | null {
  const shares = result?.coverage ? sharesShown(result.coverage) : null;
  switch (column) {
    case "target":
      return target.id;
    case "binding":
      return BINDING_ORDER.indexOf(target.binding);
    case "bureau":
      return target.bureau?.zh ?? null;
    case "baseline":
      return target.baseline.value;
    case "now":
      return now?.value ?? null;
    case "asked":
      return target.target.value;
    case "verdict":
      return VERDICT_ORDER.indexOf(verdict);
    case "peopleShort":
      return result && result.share !== null ? shortRank(result) : null;
    case "units":
      return result?.share ?? null;
    case "people":
      return shares?.own.people ?? null;
    case "land":
      return shares?.own.land ?? null;
    case "difference":
      return shares?.straight ? shares.straight.people - shares.own.people : null;
  }
}

type Coverage = NonNullable<NonNullable<ScoreRow["result"]>["coverage"]>;

/** The shares that the table shows first, and the straight line's beside them where there is one. */
export function sharesShown(coverage: Coverage) {
  return coverage.kind === "reach"
    ? { own: coverage.network, straight: coverage.straight }
    : { own: coverage.inUnits, straight: null };
}
