/**
 * The positions of a sheet's rows, in the sheet's own coordinate system: east before north, whatever the order in the file.
 * A row whose position cannot be meant is named with the reason and has none. Longitudes and latitudes of China have no value in
 * common, nor have northings and eastings: where few rows have their axes exchanged, those are exchanged back, and named.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { breathe } from "../breathe.ts";
import { type IssueList, shown } from "../tables/labelled-table.ts";
import { parsePair } from "./angle-text.ts";
import { angleAt, isChineseLat, isChineseLon, isEasting, isNorthing, type PositionColumns } from "./find-positions.ts";
import { meansNothing } from "./number-text.ts";
import type { SheetColumn, SheetColumns } from "./sheet-columns.ts";

/**
 * Why a row has no position. `missing`: nothing stands there; `zero`: 0, 0; `off-globe`: no such angle; `swapped`: axes exchanged, as in
 * half of the rows or more; `other-unit`: metres among degrees or degrees among metres; `other-zone`: another zone than most rows, or
 * none where most have one.
 */
export type PositionFault = "missing" | "not-a-number" | "zero" | "off-globe" | "swapped" | "other-unit" | "other-zone";

/**
 * What the eastings look like. `zone`: eight digits beginning with a zone's number; `no-zone`: six digits; `mercator`: web
 * Mercator; `mercator-or-zone`: eight digits from 13 to 15 million, which are zones 13–15 (72–90° E) or web Mercator (117–135° E);
 * `other`: a plane of its own; "" for degrees.
 */
export type EastingKind = "" | "zone" | "no-zone" | "mercator" | "mercator-or-zone" | "other";

export interface SheetPositions {
  /** Interleaved x, y (degrees or metres) of all rows, a zone before the easting included; NaN where a row has none. */
  readonly coordinates: Float64Array;
  readonly unit: "degrees" | "metres";
  readonly eastings: EastingKind;
  /** 13–23 six-degree zones, 25–45 three-degree zones; 0 where the eastings have none. */
  readonly zone: number;
  /** Rows (their places) without a position, ascending, and why. */
  readonly faults: readonly { readonly index: number; readonly fault: PositionFault }[];
}

const ROWS_A_BREATH = 50_000;
const ZONE_METRES = 1_000_000;

/**
 * Reads the positions of all rows. Each row without one is an issue of `layer` (`bad-coordinate`, `what` = the fault), each that was
 * exchanged or whose pair stands in one cell a warning (`assumed`, `axes-exchanged`, `pair-in-one-cell`).
 * Throws AnalysisError("cancelled").
 */
export async function readPositions(
  { columns, labels }: SheetColumns,
  chosen: PositionColumns,
  layer: string,
  issues: IssueList,
  control: WorkControl = {},
): Promise<SheetPositions> {
  const [east, north] = [columns[chosen.east], columns[chosen.north]];
  const coordinates = new Float64Array(2 * labels.length).fill(Number.NaN);
  const faults: { index: number; fault: PositionFault }[] = [];
  if (!east || !north) return { coordinates, unit: chosen.unit, eastings: "", zone: 0, faults };
  const found = new Map<number, PositionFault>();
  const exchanged = new Map<number, readonly [number, number]>();
  const shared: number[] = [];
  let placed = 0;
  for (let index = 0; index < labels.length; index++) {
    if (index % ROWS_A_BREATH === 0) {
      control.onProgress?.({ stage: "reading", done: index, total: labels.length });
      await breathe(control);
    }
    const position = readRow(east, north, chosen, index);
    const isShared =
      east !== north &&
      typeof position !== "string" &&
      isEmptyPosition(east.texts[index] ?? "") !== isEmptyPosition(north.texts[index] ?? "");
    if (isShared) shared.push(index);
    const fault = typeof position === "string" ? position : faultOf(position[0], position[1], chosen.unit);
    if (typeof position !== "string" && fault === "swapped") exchanged.set(index, [position[1], position[0]]);
    if (fault !== "") found.set(index, fault);
    else {
      placed++;
      coordinates[2 * index] = position[0] as number;
      coordinates[2 * index + 1] = position[1] as number;
    }
  }
  const areFew = exchanged.size < placed;
  for (const [index, position] of areFew ? exchanged : []) {
    found.delete(index);
    coordinates.set(position, 2 * index);
  }
  const { eastings, zone } = chosen.unit === "metres" ? kindOfEastings(coordinates) : NO_EASTINGS;
  if (eastings === "zone" || eastings === "no-zone") {
    for (let index = 0; index < labels.length; index++) {
      const x = coordinates[2 * index] as number;
      if (Number.isNaN(x) || Math.floor(x / ZONE_METRES) === zone) continue;
      found.set(index, "other-zone");
      coordinates.fill(Number.NaN, 2 * index, 2 * index + 2);
    }
  }
  const rowOf = (index: number) => {
    const texts = east === north ? [east.texts[index]] : [east.texts[index], north.texts[index]];
    const field = east === north ? east.name : `${east.name}, ${north.name}`;
    return { row: labels[index] as number, field, value: shown(texts.join(", ")) };
  };
  for (const [index, fault] of [...found].sort(([a], [b]) => a - b)) {
    faults.push({ index, fault });
    issues.error("bad-coordinate", layer, { ...rowOf(index), details: { what: fault } });
  }
  for (const index of shared)
    if (!found.has(index)) issues.warn("assumed", layer, { ...rowOf(index), details: { what: "pair-in-one-cell" } });
  for (const index of areFew ? exchanged.keys() : [])
    if (!found.has(index)) issues.warn("assumed", layer, { ...rowOf(index), details: { what: "axes-exchanged" } });
  return { coordinates, unit: chosen.unit, eastings, zone, faults };
}

function readRow(
  east: SheetColumn,
  north: SheetColumn,
  { notation, northFirst }: PositionColumns,
  index: number,
): readonly [number, number] | "missing" | "not-a-number" {
  const [first, second] = [east.texts[index] ?? "", north.texts[index] ?? ""];
  const both = notation === "pair" ? null : pairInOneCell(first, second);
  if (both) return both;
  if (isEmptyPosition(first) || isEmptyPosition(second)) return "missing";
  if (notation === "pair") {
    const pair = parsePair(first);
    if (!pair) return "not-a-number";
    // A cell may name its axes, each for itself.
    const isReversed = pair.first.axis === "" ? northFirst : pair.first.axis === "lat";
    return isReversed ? [pair.second.value, pair.first.value] : [pair.first.value, pair.second.value];
  }
  const [x, y] = [angleAt(east, index), angleAt(north, index)];
  return x && y ? [x.value, y.value] : "not-a-number";
}

/** Longitude and latitude of China that somebody pasted into one of two cells; null where the cells hold anything else. */
function pairInOneCell(first: string, second: string): readonly [number, number] | null {
  if (isEmptyPosition(first) === isEmptyPosition(second)) return null;
  const pair = parsePair(isEmptyPosition(first) ? second : first);
  if (!pair) return null;
  const [a, b] = [pair.first.value, pair.second.value];
  if (isChineseLon(a) && isChineseLat(b)) return [a, b];
  return isChineseLat(a) && isChineseLon(b) ? [b, a] : null;
}

/** Words that stand where a position will be: 待采集, 未定位, 暂缺. */
const NOT_YET = /^(待|未|无|暂|缺|没)\p{Script=Han}{1,5}$/u;

/** Whether a cell of a position states none. */
export function isEmptyPosition(text: string): boolean {
  return text === "" || meansNothing(text) || NOT_YET.test(text);
}

function faultOf(x: number, y: number, unit: "degrees" | "metres"): PositionFault | "" {
  if (x === 0 && y === 0) return "zero";
  if (unit === "metres") {
    if (isNorthing(x) && isEasting(y)) return "swapped";
    const isDegrees = (isChineseLon(x) && isChineseLat(y)) || (isChineseLat(x) && isChineseLon(y));
    return isDegrees ? "other-unit" : "";
  }
  if (isChineseLat(x) && isChineseLon(y)) return "swapped";
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return "";
  return Math.abs(x) > 1000 && Math.abs(y) > 1000 ? "other-unit" : "off-globe";
}

const NO_EASTINGS = { eastings: "", zone: 0 } as const;
const MERCATOR_OR_ZONE = { first: 13, last: 15 } as const;

/** What most eastings are. */
function kindOfEastings(coordinates: Float64Array): { readonly eastings: EastingKind; readonly zone: number } {
  const counts = new Map<number, number>();
  let other = 0;
  for (let at = 0; at < coordinates.length; at += 2) {
    const [x, y] = [coordinates[at] as number, coordinates[at + 1] as number];
    if (Number.isNaN(x)) continue;
    if (!isEasting(x) || !isNorthing(y)) other++;
    else counts.set(Math.floor(x / ZONE_METRES), (counts.get(Math.floor(x / ZONE_METRES)) ?? 0) + 1);
  }
  let [zone, most] = [0, 0];
  for (const [millions, count] of counts) if (count > most) [zone, most] = [millions, count];
  if (other >= most) return { eastings: "other", zone: 0 };
  if (zone === 0) return { eastings: "no-zone", zone: 0 };
  if (zone < MERCATOR_OR_ZONE.first) return { eastings: "mercator", zone: 0 };
  return { eastings: zone <= MERCATOR_OR_ZONE.last ? "mercator-or-zone" : "zone", zone };
}
