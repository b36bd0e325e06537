/** Rows of the problem ledger as the table shows them: named, filtered, sorted, summed. */
import { GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import type { LedgerStatus } from "../../core/plan/ledger/ledger-note.ts";
import { LEDGER_STATUSES } from "../../core/plan/ledger/ledger-note.ts";
import type { Ledger } from "../../core/plan/ledger/ledger-problem.ts";
import { keyOfRow, type LedgerRow, type ProblemState } from "../../core/plan/ledger/ledger-rows.ts";
import { createTextMaker, type LedgerTexts } from "../../core/plan/ledger/ledger-texts.ts";
import { comparePlaces, type UnitPlace } from "../../core/plan/ledger/unit-places.ts";
import type { Target, TargetResult, Verdict } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { shortRank } from "../select/judged-amount.ts";

export interface LedgerLine {
  readonly key: string;
  readonly row: LedgerRow;
  readonly place: UnitPlace | undefined;
  readonly unit: string;
  readonly county: string;
  readonly township: string;
  readonly target: Target | undefined;
  readonly targetTitle: string;
  readonly service: string;
  readonly verdict: Verdict | null;
  readonly texts: LedgerTexts;
  readonly cause: string;
  readonly measure: string;
  readonly responsible: string;
  /** People of each group of the study, in the ledger's order; null where the unit is not known. */
  readonly people: readonly number[] | null;
}

interface LineContext {
  readonly study: StudyView;
  readonly targets: readonly Target[];
  readonly results: readonly TargetResult[];
  readonly parameters: AnalysisParameters;
  readonly places: ReadonlyMap<string, UnitPlace>;
  readonly ledger: Ledger;
}

/** Names everything once, so that typing a filter or a note names nothing again. */
export function createLineMaker(
  { study, targets, results, parameters, places, ledger }: LineContext,
  local: (text: LocalizedText) => string,
): (row: LedgerRow) => LedgerLine {
  const textsOf = createTextMaker(study, targets, parameters, places);
  const unitNames = new Map(study.units.map(({ id, name }) => [id, name]));
  const targetsById = new Map(targets.map((target) => [target.id, target]));
  const verdicts = new Map(results.map(({ targetId, verdict }) => [targetId, verdict]));
  const made = new WeakMap<object, LedgerLine>();
  const makeLine = (row: LedgerRow): LedgerLine => {
    const place = places.get(row.unitId);
    const target = targetsById.get(row.targetId);
    const texts = textsOf(row);
    return {
      key: keyOfRow(row),
      row,
      place,
      unit: place?.name ?? row.unitId,
      county: unitNames.get(place?.countyId ?? "") ?? "",
      township: unitNames.get(place?.townshipId ?? "") ?? "",
      target,
      targetTitle: target ? local(target.title) : row.targetId,
      service: target ? local(target.serviceLabel) : "",
      verdict: verdicts.get(row.targetId) ?? null,
      texts,
      get cause() {
        return local(texts.cause.text);
      },
      get measure() {
        return local(texts.measure.text);
      },
      responsible: local(texts.responsible.text),
      people: ledger.peopleByUnit.get(row.unitId) ?? null,
    };
  };
  return (row) => {
    // A problem without a note reads the same as long as this maker lives.
    const subject = row.note ?? row.problem ?? row;
    const known = made.get(subject);
    if (known && known.row.problem === row.problem && known.row.state === row.state) return known;
    const line = makeLine(row);
    made.set(subject, line);
    return line;
  };
}

/** What is chosen to be seen; null chooses everything. */
export interface LedgerFilter {
  readonly countyId: string | null;
  readonly targetId: string | null;
  readonly service: string | null;
  readonly responsible: string | null;
  readonly status: LedgerStatus | Exclude<ProblemState, "open"> | null;
  readonly unitId: string | null;
  readonly text: string;
}

export const NO_FILTER: LedgerFilter = {
  countyId: null,
  targetId: null,
  service: null,
  responsible: null,
  status: null,
  unitId: null,
  text: "",
};

/** Every word of the text has to be found somewhere in the row. */
export function filterLines(lines: readonly LedgerLine[], filter: LedgerFilter): LedgerLine[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return lines.filter(
    (line) =>
      (filter.countyId === null || line.place?.countyId === filter.countyId) &&
      (filter.targetId === null || line.row.targetId === filter.targetId) &&
      (filter.unitId === null || line.row.unitId === filter.unitId) &&
      (filter.service === null || line.service === filter.service) &&
      (filter.responsible === null || line.responsible === filter.responsible) &&
      (filter.status === null || hasStatus(line, filter.status)) &&
      (words.length === 0 || hasWords(line, words)),
  );
}

function hasStatus({ row, texts }: LedgerLine, status: NonNullable<LedgerFilter["status"]>): boolean {
  if (status === "resolved" || status === "not-judged") return row.state === status;
  return row.state === "open" && texts.status === status;
}

const searched = new WeakMap<LedgerLine, string>();

function hasWords(line: LedgerLine, words: readonly string[]): boolean {
  const text = searched.get(line) ?? textOf(line);
  searched.set(line, text);
  return words.every((word) => text.includes(word));
}

function textOf(line: LedgerLine): string {
  return [
    line.county,
    line.township,
    line.unit,
    line.row.unitId,
    line.row.targetId,
    line.targetTitle,
    line.service,
    line.cause,
    line.measure,
    line.responsible,
    line.texts.note,
  ]
    .join("\n")
    .toLowerCase();
}

export type LedgerColumn =
  | "unit"
  | "county"
  | "township"
  | "target"
  | "service"
  | "short"
  | "cause"
  | "measure"
  | "responsible"
  | "status"
  | "note"
  | GroupId;

export interface LedgerSort {
  readonly column: LedgerColumn;
  readonly descending: boolean;
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

/** What is short of the whole is the gravest; then by people short, then by land short. Equal rows keep the ledger's order. */
export function sortLines(
  lines: readonly LedgerLine[],
  { column, descending }: LedgerSort,
  groupIds: readonly GroupId[],
): LedgerLine[] {
  const sign = descending ? -1 : 1;
  const sorted = [...lines];
  if (column === "county") return sorted.sort((a, b) => sign * comparePlaces(a.place, b.place));
  const number = numberOf(column, groupIds);
  if (number !== null) {
    const keys = new Map(lines.map((line) => [line, number(line)]));
    return sorted.sort((a, b) => sign * compareNumbers(keys.get(a) as number, keys.get(b) as number));
  }
  const word = WORDS[column as keyof typeof WORDS];
  return sorted.sort((a, b) => sign * collator.compare(word(a), word(b)));
}

const WORDS = {
  unit: (line: LedgerLine) => line.unit,
  township: (line: LedgerLine) => line.township,
  target: (line: LedgerLine) => line.row.targetId,
  service: (line: LedgerLine) => line.service,
  cause: (line: LedgerLine) => line.cause,
  measure: (line: LedgerLine) => line.measure,
  responsible: (line: LedgerLine) => line.responsible,
  note: (line: LedgerLine) => line.texts.note,
} as const;

function numberOf(column: LedgerColumn, groupIds: readonly GroupId[]): ((line: LedgerLine) => number) | null {
  if (column === "short") return severityOf;
  if (column === "status") return ({ texts }) => LEDGER_STATUSES.indexOf(texts.status);
  if (!(GROUP_IDS as readonly string[]).includes(column)) return null;
  const at = groupIds.indexOf(column as GroupId);
  return ({ people }) => people?.[at] ?? -1;
}

function severityOf({ row }: LedgerLine): number {
  if (row.state !== "open") return -1;
  const gap = row.problem?.gap;
  if (gap?.kind === "amount") return Infinity;
  const land = gap?.kind === "land" ? { landShortSquareMetres: gap.shortSquareMetres } : {};
  return shortRank({ peopleShort: row.peopleShort ?? 0, ...land });
}

function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface LedgerTotals {
  /** Rows with a problem, and rows whose problem is resolved. */
  readonly open: number;
  readonly resolved: number;
  /** Units with a problem, and how many of them are communities. */
  readonly units: number;
  readonly communities: number;
  /**
   * People short at least: of a unit the problem with most people counts, of a unit and
   * those inside it the larger of its own and their sum. Nobody is counted twice.
   */
  readonly people: number;
}

export function sumLines(lines: readonly LedgerLine[], study: StudyView): LedgerTotals {
  const most = new Map<string, number>();
  let resolved = 0;
  let open = 0;
  const communities = new Set<string>();
  for (const { row, place } of lines) {
    if (row.state !== "open") {
      resolved += row.state === "resolved" ? 1 : 0;
      continue;
    }
    open++;
    most.set(row.unitId, Math.max(most.get(row.unitId) ?? 0, row.peopleShort ?? 0));
    if (place && place.communityIndex >= 0) communities.add(row.unitId);
  }
  return {
    open,
    resolved,
    units: most.size,
    communities: communities.size,
    people: sumTree(most, communities, study),
  };
}

function sumTree(most: ReadonlyMap<string, number>, communities: ReadonlySet<string>, study: StudyView): number {
  const parents = new Map(study.units.map(({ id, parentId }) => [id, parentId]));
  const depthOf = (id: string): number => {
    const seen = new Set<string>();
    for (let at: string | undefined = id; at && parents.has(at) && !seen.has(at); at = parents.get(at)) seen.add(at);
    return seen.size;
  };
  const inside = new Map<string, number>();
  let total = 0;
  const pass = (parentId: string, people: number): void => {
    if (parents.has(parentId)) inside.set(parentId, (inside.get(parentId) ?? 0) + people);
    else total += people;
  };
  study.communities.ids.forEach((id, index) => {
    if (communities.has(id)) pass(study.communities.parentIds[index] ?? "", most.get(id) ?? 0);
  });
  const units = study.units.map(({ id }) => ({ id, depth: depthOf(id) })).sort((a, b) => b.depth - a.depth);
  for (const { id } of units) {
    const own = communities.has(id) ? 0 : (most.get(id) ?? 0);
    pass(parents.get(id) ?? "", Math.max(own, inside.get(id) ?? 0));
  }
  return total;
}
