/** The work of one thread of `costs --to`: searches some sources and writes their rows as bytes. */
import type { Snaps } from "../core/network/snap.ts";
import { searchRows, type TakeRow } from "../core/routing/cost-matrix.ts";
import type { MatrixTargets } from "../core/routing/matrix-targets.ts";
import { CsvRows, encodeCell } from "../io/tables/csv-rows.ts";
import type { JobAnswer } from "../worker/serve-pool.ts";
import { createWithin, type PrintedLimit, searchMetresOf } from "./printed-limit.ts";

export interface PairParcel {
  /** Laid out for walking towards them, away from the sources. */
  readonly targets: MatrixTargets;
  readonly sources: Snaps;
  readonly fromIds: readonly string[];
  readonly toIds: readonly string[];
  readonly limit: PrintedLimit;
}

/** Sources from `first` up to, not including, `end`. */
export interface PairTask {
  readonly first: number;
  readonly end: number;
}

/** Rows sorted by source and target, without a header. */
export interface PairRows {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rowCount: number;
}

interface Row {
  readonly targets: Int32Array;
  readonly metres: Float64Array;
}

export function createPairJob({ targets, sources, fromIds, toIds, limit }: PairParcel) {
  const { metresPerSecond } = targets.graph.pace;
  const searchMetres = searchMetresOf(limit, metresPerSecond);
  const isWithin = createWithin(limit, metresPerSecond);
  const toCells = toIds.map(encodeCell);
  return ({ first, end }: PairTask): JobAnswer<PairRows> => {
    const found = new Map<number, Row>();
    const keepRow: TakeRow = (source, reached, metres, count) => {
      found.set(source, { targets: reached.slice(0, count), metres: metres.slice(0, count) });
    };
    searchRows(targets, sources, searchMetres, keepRow, [first, end]);
    const pieces: Uint8Array[] = [];
    const rows = new CsvRows((bytes) => pieces.push(bytes.slice()), []);
    for (let source = first; source < end; source++) {
      const row = found.get(source);
      if (!row) continue;
      const fromCell = encodeCell(fromIds[source] as string);
      for (let at = 0; at < row.targets.length; at++) {
        const metres = row.metres[at] as number;
        if (!isWithin(metres)) continue;
        rows.cell(fromCell);
        rows.cell(toCells[row.targets[at] as number] as Uint8Array);
        rows.thousandths(metres);
        rows.thousandths(metres / metresPerSecond);
        rows.endRow();
      }
    }
    rows.flush();
    const bytes = joinBytes(pieces);
    return { answer: { bytes, rowCount: rows.rowCount }, transfer: [bytes.buffer] };
  };
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
