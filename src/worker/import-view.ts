/** What the page is shown of files that are brought: plain values, large layers as samples. */
import type { Issue } from "../core/errors.ts";
import { gatherFacilities, readBroughtFacilities } from "../io/import/gather-facilities.ts";
import type { ReadFiles } from "../io/import/import-files.ts";
import type { LayerReading } from "../io/import/read-layers.ts";
import { titleOfReading } from "../io/import/read-layers.ts";
import type { MatchContext } from "../io/layers/match-list.ts";
import { recogniseMeaning } from "../io/layers/recognise-meaning.ts";
import { countReview, decisionOf } from "../io/roster/review-matches.ts";
import { LINE, MULTI_LINE, MULTI_POLYGON, NO_GEOMETRY, POINT, POLYGON, textAt } from "../io/tables/feature-table.ts";
import { IssueList, type LabelledTable } from "../io/tables/labelled-table.ts";
import type { CellValue } from "../io/tables/source-layer.ts";
import type {
  ImportColumn,
  ImportLayerView,
  ImportView,
  MatchingView,
  MatchRowView,
  PreviewShapes,
  SheetView,
  WeighingView,
} from "./import-protocol.ts";

const SAMPLED_CELLS = 3;
const SAMPLED_ROWS = 14;
const SAMPLED_COLUMNS = 24;
const LONGEST_CELL = 60;
/** Rows of a list that the page holds at most. */
const MOST_MATCH_ROWS = 3000;
const MOST_CANDIDATES = 5;
/** Positions drawn of a layer at most. */
const MOST_PREVIEWED = 6000;

function shorten(text: string): string {
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text;
}

function cellText(value: CellValue | undefined): string {
  return value === null || value === undefined ? "" : shorten(String(value));
}

function listColumns({ laid }: LayerReading): ImportColumn[] {
  const { sheet, labelled } = laid;
  if (sheet === null)
    return labelled.table.columns.map((column) => ({
      name: column.name,
      kind: "",
      samples: samplesOf((row) => textAt(column, row), labelled.table.count),
      meaning: recogniseMeaning(labelled.table, column.name),
    }));
  const { positions } = sheet;
  return sheet.columns.map(({ name, kind, texts }, place) => ({
    name,
    kind,
    samples: samplesOf((row) => texts[row] ?? "", texts.length),
    meaning:
      positions?.east === place ? "lon" : positions?.north === place ? "lat" : recogniseMeaning(labelled.table, name),
  }));
}

function samplesOf(text: (row: number) => string, count: number): string[] {
  const found = new Set<string>();
  for (let row = 0; row < count && row < 200 && found.size < SAMPLED_CELLS; row++)
    if (text(row) !== "") found.add(shorten(text(row)));
  return [...found];
}

function viewSheet({ laid }: LayerReading): SheetView | null {
  if (laid.source.kind !== "cells" || laid.sheet === null) return null;
  const { grid, sheets } = laid.source;
  const { rows } = grid;
  const { found } = laid.sheet;
  const isData = new Set(found.dataRows.subarray(0, SAMPLED_ROWS));
  const shown = rows.slice(0, SAMPLED_ROWS);
  const marks = shown.map((_, row) => {
    if (found.headerRows.includes(row + 1)) return "header";
    if (isData.has(row)) return "data";
    return found.skipped.find(({ firstRow, lastRow }) => row + 1 >= firstRow && row + 1 <= lastRow)?.reason ?? "data";
  });
  return {
    headerRows: found.headerRows,
    // Of several sheets the first is shown; rows of the others are numbered anew there, and told by name among the issues.
    skipped: found.skipped.filter(({ lastRow }) => lastRow < (sheets?.[1]?.first ?? Infinity)).slice(0, 200),
    sample: {
      firstRow: 1,
      rows: shown.map((row) => row.slice(0, SAMPLED_COLUMNS).map(cellText)),
      marks,
    },
  };
}

function viewWeighing({ weighing }: LayerReading): WeighingView | null {
  if (weighing === null) return null;
  const { sureness, sampleCount, nearCount, ratio, systems } = weighing;
  return {
    sureness,
    sampleCount,
    nearCount,
    ratio,
    systems: systems.map(({ system, isStated, insideCount, medianMetres, communityShare }) => ({
      id: system.id,
      title: system.title,
      isStated,
      insideCount,
      medianMetres,
      communityShare,
    })),
  };
}

function viewMatching({ matched, laid, settings }: LayerReading, context: MatchContext | null): MatchingView | null {
  if (matched === null || context === null) return null;
  const targets = new Map(context.targets.map((target) => [target.id, target]));
  const { review, rows } = matched;
  const counts = countReview(review, context.targets);
  const decided = settings.decisions ?? {};
  const labelOf = (row: number): string => String(laid.labelled.labels[row] ?? row + 1);
  const isByHand = (row: number): boolean => Object.hasOwn(decided, labelOf(row));
  const viewRow = (row: number): MatchRowView => {
    const { state, isAmbiguous, candidates } = review.matches[row] as (typeof review.matches)[number];
    const { name, community, address, district, township } = rows[row] as (typeof rows)[number];
    return {
      label: labelOf(row),
      text: shorten([name, community, address, [district, township].join("")].filter((part) => part).join(" · ")),
      state,
      isAmbiguous,
      candidates: candidates.slice(0, MOST_CANDIDATES).flatMap(({ targetId, score, reasons }) => {
        const target = targets.get(targetId);
        if (!target) return [];
        const place = `${target.countyName}${target.townshipName}`;
        const name = target.names[0] ?? targetId;
        return [{ id: targetId, name, place, score, reasons, isInStudy: target.communityIndex >= 0 }];
      }),
      decision: decisionOf(review, row),
      isByHand: isByHand(row),
    };
  };
  const { ofUnits } = matched;
  const order = Array.from(rows.keys())
    .filter((row) => !ofUnits.has(row))
    .sort(
      (a, b) =>
        Number(decisionOf(review, a) !== null && !isByHand(a)) -
          Number(decisionOf(review, b) !== null && !isByHand(b)) || a - b,
    );
  const { all, placed, outside } = counts;
  const toDecide = counts.toDecide - ofUnits.size;
  return { all, ofUnits: ofUnits.size, toDecide, placed, outside, rows: order.slice(0, MOST_MATCH_ROWS).map(viewRow) };
}

/** Every so many features, so that about `MOST_PREVIEWED` positions are drawn. */
function previewOf(tables: readonly LabelledTable[]): PreviewShapes {
  const points: number[] = [];
  const lines: Float64Array[] = [];
  let total = 0;
  for (const { table } of tables) {
    total += table.count;
    const step = Math.max(1, Math.ceil(table.coordinates.length / 2 / MOST_PREVIEWED));
    for (let row = 0; row < table.count; row += step) {
      const [start, end] = [table.starts[row] as number, table.starts[row + 1] as number];
      const kind = table.kinds[row] as number;
      if (kind === NO_GEOMETRY || start === end) continue;
      if (kind === POINT)
        points.push(table.coordinates[2 * start] as number, table.coordinates[2 * start + 1] as number);
      else if ([LINE, MULTI_LINE, POLYGON, MULTI_POLYGON].includes(kind)) {
        const ends = table.ringEnds[row] ?? [end - start];
        let from = start;
        for (const ring of ends) {
          lines.push(table.coordinates.slice(2 * from, 2 * (start + ring)));
          from = start + ring;
        }
      }
    }
  }
  return { points: Float64Array.from(points), lines, total };
}

function shapeOf({ laid, roled }: LayerReading): ImportLayerView["shape"] {
  if (!laid.isPlaced) return "list";
  const { kinds } = (roled[0]?.labelled ?? laid.labelled).table;
  const kind = kinds.find((one) => one !== NO_GEOMETRY) ?? POINT;
  if (kind === LINE || kind === MULTI_LINE) return "lines";
  return kind === POLYGON || kind === MULTI_POLYGON ? "areas" : "points";
}

function viewSexes({ issues }: LayerReading): ImportLayerView["sexes"] {
  const told = (what: string): string[] =>
    issues.flatMap(({ details }) => (details?.what === what ? [String(details.columns)] : []));
  const [summed, apart] = [told("sexes-summed"), told("sexes-apart")];
  if (summed.length > 0) return { columns: summed.join("；"), isSummed: true };
  return apart.length === 0 ? null : { columns: apart.join("；"), isSummed: false };
}

/** A layer as the page shows it. */
export function viewLayer(reading: LayerReading, match: MatchContext | null): ImportLayerView {
  const { laid, told, roled, isLeftOut, system, leftOut } = reading;
  const countOf = (role: string): number => roled.find((one) => one.role === role)?.rows.length ?? 0;
  const { source, sheet } = laid;
  const { positions = null, columns = [] } = sheet ?? {};
  const issues: readonly Issue[] = reading.issues;
  return {
    title: titleOfReading(reading),
    file: source.file,
    name: source.name,
    restOf: source.restOf ?? null,
    format: source.format,
    encoding: source.encoding,
    shape: shapeOf(reading),
    count: laid.labelled.table.count,
    isLeftOut,
    roles: told.map((role) => ({ role, count: countOf(role) })),
    columns: listColumns(reading),
    positionColumns:
      positions && columns[positions.east] && columns[positions.north]
        ? [(columns[positions.east] as { name: string }).name, (columns[positions.north] as { name: string }).name]
        : null,
    sheet: viewSheet(reading),
    system: system && { id: system.system.id, title: system.system.title, basis: system.basis },
    weighing: viewWeighing(reading),
    matching: viewMatching(reading, match),
    sexes: viewSexes(reading),
    leftOutCount: leftOut.length,
    preview: previewOf([...new Set(roled.map(({ labelled }) => labelled))]),
    issues,
  };
}

/** What becomes of services, known even while something else keeps the study from being made. */
export function viewServices({ ingredients }: Pick<ReadFiles, "ingredients">): Pick<ImportView, "joins" | "added"> {
  const unheard = new IssueList();
  const brought = readBroughtFacilities(ingredients, unheard);
  const { joins } = gatherFacilities(brought, ingredients, () => true, unheard);
  const added = brought
    .filter(({ serviceId }) => !joins.some((join) => join.serviceId === serviceId))
    .map(({ serviceId, count }) => ({ serviceId, count }));
  return { joins, added };
}
