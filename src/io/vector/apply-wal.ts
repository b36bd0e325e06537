/**
 * A database of SQLite with the changes that stand in its write-ahead log (sqlite.org/fileformat2, “The Write-Ahead Log”): a
 * program that has a GeoPackage open writes there, and whoever copies the files then copies both. Only whole transactions whose
 * checksums hold count, as for SQLite itself.
 */

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682;
const WAL_MODE = 2;

/** Whether a database says that its changes go to a log beside it. */
export function isInWalMode(database: Uint8Array): boolean {
  return database[18] === WAL_MODE || database[19] === WAL_MODE;
}

/** The running checksum of the log: two sums over pairs of 32-bit words. */
class Checksum {
  private readonly isLittle: boolean;
  private first = 0;
  private second = 0;

  constructor(isLittle: boolean) {
    this.isLittle = isLittle;
  }

  add(view: DataView, from: number, to: number): void {
    for (let at = from; at < to; at += 8) {
      this.first = (this.first + view.getUint32(at, this.isLittle) + this.second) >>> 0;
      this.second = (this.second + view.getUint32(at + 4, this.isLittle) + this.first) >>> 0;
    }
  }

  isAt(view: DataView, at: number): boolean {
    return view.getUint32(at) === this.first && view.getUint32(at + 4) === this.second;
  }
}

interface Commit {
  /** Where the newest content of each page stands in the log. */
  readonly pages: ReadonlyMap<number, number>;
  /** Of the whole database. */
  readonly pageCount: number;
}

function readCommits(view: DataView, pageBytes: number, mostPages: number): Commit {
  const checksum = new Checksum(view.getUint32(0) === MAGIC);
  checksum.add(view, 0, 24);
  let commit: Commit = { pages: new Map(), pageCount: 0 };
  if (!checksum.isAt(view, 24)) return commit;
  const pages = new Map<number, number>();
  const step = FRAME_HEADER_BYTES + pageBytes;
  for (let at = HEADER_BYTES; at + step <= view.byteLength; at += step) {
    const isOfThisLog = view.getUint32(at + 8) === view.getUint32(16) && view.getUint32(at + 12) === view.getUint32(20);
    checksum.add(view, at, at + 8);
    checksum.add(view, at + FRAME_HEADER_BYTES, at + step);
    if (!isOfThisLog || !checksum.isAt(view, at + 16)) break;
    const [page, pageCount] = [view.getUint32(at), view.getUint32(at + 4)];
    if (page === 0 || page > mostPages || pageCount > mostPages) break;
    pages.set(page, at + FRAME_HEADER_BYTES);
    if (pageCount > 0) commit = { pages: new Map(pages), pageCount };
  }
  return commit;
}

/** The database as it is with its log; null where the log is none of its own or holds no whole transaction. */
export function applyWal(database: Uint8Array, log: Uint8Array): Uint8Array | null {
  if (log.length < HEADER_BYTES) return null;
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const pageBytes = view.getUint32(8);
  const stated = ((database[16] ?? 0) << 8) | (database[17] ?? 0);
  if ((view.getUint32(0) & ~1) !== MAGIC || pageBytes !== (stated === 1 ? 65536 : stated) || pageBytes < 512)
    return null;
  const mostPages = Math.ceil((database.length + log.length) / pageBytes);
  const { pages, pageCount } = readCommits(view, pageBytes, mostPages);
  if (pageCount === 0) return null;
  const whole = new Uint8Array(pageCount * pageBytes);
  whole.set(database.subarray(0, whole.length));
  for (const [page, from] of pages)
    if (page <= pageCount) whole.set(log.subarray(from, from + pageBytes), (page - 1) * pageBytes);
  whole.set([1, 1], 18);
  return whole;
}
