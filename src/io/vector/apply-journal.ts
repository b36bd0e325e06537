/**
 * A database of SQLite as it was before the transaction whose rollback journal lies beside it (sqlite.org/fileformat2, “The Rollback
 * Journal”): a program that was writing a GeoPackage, or died while it did, leaves one, and what stands in the database is then half of a
 * change. As for SQLite itself records count up to the first whose checksum fails: what follows was never written to the database.
 */

const MAGIC = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
const HEADER_BYTES = 28;
/** A record's page number and checksum. */
const RECORD_BYTES = 8;
/** The number of records is then what fits into the file. */
const UNCOUNTED = 0xffffffff;
/** Every so many bytes of a page, from its end, one goes into the checksum. */
const CHECKED_STEP = 200;

interface JournalHeader {
  readonly records: number;
  readonly nonce: number;
  /** Pages of the database before the transaction. */
  readonly pageCount: number;
  readonly sectorBytes: number;
  readonly pageBytes: number;
}

function readHeader(view: DataView, at: number): JournalHeader | null {
  if (at + HEADER_BYTES > view.byteLength || MAGIC.some((byte, index) => view.getUint8(at + index) !== byte))
    return null;
  const [records, nonce, pageCount, sectorBytes, pageBytes] = [8, 12, 16, 20, 24].map((offset) =>
    view.getUint32(at + offset),
  ) as [number, number, number, number, number];
  const isPower = (value: number, least: number): boolean =>
    value >= least && value <= 65536 && (value & (value - 1)) === 0;
  return isPower(sectorBytes, 32) && isPower(pageBytes, 512)
    ? { records, nonce, pageCount, sectorBytes, pageBytes }
    : null;
}

function checksumOf(page: Uint8Array, nonce: number): number {
  let sum = nonce;
  for (let at = page.length - CHECKED_STEP; at > 0; at -= CHECKED_STEP) sum = (sum + (page[at] as number)) >>> 0;
  return sum;
}

/** Whether a journal holds nothing: its transaction came to its end, and the database is whole. */
export function isSpent(journal: Uint8Array): boolean {
  return journal.subarray(0, MAGIC.length).every((byte) => byte === 0);
}

/** The database as it was before its unfinished transaction; null where the journal is not one of this database. */
export function applyJournal(database: Uint8Array, journal: Uint8Array): Uint8Array | null {
  const view = new DataView(journal.buffer, journal.byteOffset, journal.byteLength);
  const first = readHeader(view, 0);
  const stated = ((database[16] ?? 0) << 8) | (database[17] ?? 0);
  const { pageBytes = 0, sectorBytes = 0, pageCount = 0 } = first ?? {};
  // The database's own header may be of the unfinished change, but pages never change their size in one.
  if (!first || pageBytes !== (stated === 1 ? 65536 : stated)) return null;
  // Pages that are missing in the database stand in the journal.
  const mostPages = Math.ceil((database.length + journal.length) / pageBytes);
  if (pageCount === 0 || pageCount > mostPages) return null;
  const whole = new Uint8Array(pageCount * pageBytes);
  whole.set(database.subarray(0, whole.length));
  let at = 0;
  for (let header: JournalHeader | null = first; header !== null; header = readHeader(view, at)) {
    at += sectorBytes;
    const fitting = Math.floor((journal.length - at) / (pageBytes + RECORD_BYTES));
    const count = header.records === UNCOUNTED ? fitting : Math.min(header.records, fitting);
    for (let record = 0; record < count; record++, at += pageBytes + RECORD_BYTES) {
      const page = view.getUint32(at);
      const content = journal.subarray(at + 4, at + 4 + pageBytes);
      if (page === 0 || view.getUint32(at + 4 + pageBytes) !== checksumOf(content, header.nonce)) return whole;
      if (page <= pageCount) whole.set(content, (page - 1) * pageBytes);
    }
    if (count < header.records && header.records !== UNCOUNTED) return whole;
    at = Math.ceil(at / sectorBytes) * sectorBytes;
  }
  return whole;
}
