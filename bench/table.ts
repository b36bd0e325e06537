/** The table of a part of the bench, and how figures are written in it. */

export interface TableRow {
  readonly work: string;
  readonly ours: string;
  readonly peer: string;
  /** How many times as fast as the peer we are, or another ratio that `bar` names. */
  readonly ratio: string;
  /** "" where nothing was promised. */
  readonly bar: string;
  /** Null where there is no bar, or nothing to hold it against. */
  readonly holds: boolean | null;
}

export interface RowGroup {
  readonly rows: readonly TableRow[];
  /** How everybody was asked; a line each. */
  readonly notes: readonly string[];
}

/** A peer that could not be had, with the reason. */
export interface Absent {
  readonly absent: string;
}

export function isAbsent(peer: object): peer is Absent {
  return "absent" in peer;
}

export interface Comparison {
  readonly work: string;
  readonly oursMs: number;
  readonly peerName: string;
  readonly peerMs: number;
  /** Least times as fast as the peer that the engine promises; null where it promises nothing. */
  readonly atLeast: number | null;
}

/** A row in which the same work took us and a peer a time each. */
export function compareTimes({ work, oursMs, peerName, peerMs, atLeast }: Comparison): TableRow {
  const ratio = peerMs / oursMs;
  return {
    work,
    ours: writeTime(oursMs),
    peer: `${peerName}: ${writeTime(peerMs)}`,
    ratio: `${writeRatio(ratio)} ×`,
    bar: atLeast === null ? "" : `≥ ${atLeast} ×`,
    holds: atLeast === null ? null : ratio >= atLeast,
  };
}

/** A row whose ratio must stay small: our time over a floor's. */
export function compareToFloor(
  work: string,
  oursMs: number,
  floor: string,
  floorMs: number,
  atMost: number | null,
): TableRow {
  const ratio = oursMs / floorMs;
  return {
    work,
    ours: writeTime(oursMs),
    peer: `${floor}: ${writeTime(floorMs)}`,
    ratio: `${writeRatio(ratio)} × the floor`,
    bar: atMost === null ? "" : `≤ ${atMost} ×`,
    holds: atMost === null ? null : ratio <= atMost,
  };
}

/** The row of work for which a peer, or we, could not be measured. */
export function missingRow(work: string, reason: string, bar = ""): TableRow {
  return { work, ours: "", peer: reason, ratio: "", bar, holds: null };
}

export function writeTable(rows: readonly TableRow[]): string {
  const lines = rows.map(({ work, ours, peer, ratio, bar, holds }) => {
    const verdict = holds === null ? (bar === "" ? "" : "not measured") : holds ? "yes" : "**no**";
    return `| ${[work, ours, peer, ratio, bar, verdict].map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  });
  return ["| work | ours | peer | ratio | bar | holds? |", "|---|---|---|---|---|---|", ...lines].join("\n");
}

/** Milliseconds with the unit that suits them. */
export function writeTime(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return "–";
  if (milliseconds < 0.001) return `${writeNumber(milliseconds * 1e6)} ns`;
  if (milliseconds < 1) return `${writeNumber(milliseconds * 1000)} µs`;
  if (milliseconds < 10_000) return `${writeNumber(milliseconds)} ms`;
  return `${writeNumber(milliseconds / 1000)} s`;
}

export function writeCount(count: number): string {
  return Math.round(count).toLocaleString("en");
}

function writeRatio(ratio: number): string {
  return writeNumber(ratio);
}

/** Two digits that count below ten, else none behind the point. */
function writeNumber(value: number): string {
  return value < 10 ? value.toFixed(1) : writeCount(value);
}
