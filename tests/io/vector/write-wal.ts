/** The write-ahead log by which one state of a database of SQLite becomes another, as SQLite writes it. */

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** Adds to the running checksum; words in the order of bytes that the magic number says. */
function addTo(sums: [number, number], view: DataView, from: number, to: number, isLittle: boolean): void {
  for (let at = from; at < to; at += 8) {
    sums[0] = (sums[0] + view.getUint32(at, isLittle) + sums[1]) >>> 0;
    sums[1] = (sums[1] + view.getUint32(at + 4, isLittle) + sums[0]) >>> 0;
  }
}

/** The log of one transaction. Pages of both states are of the same size. */
export function writeWal(before: Uint8Array, after: Uint8Array, isLittle = true): Uint8Array {
  const pageBytes = new DataView(after.buffer, after.byteOffset).getUint16(16);
  const pageCount = after.length / pageBytes;
  const pageOf = (state: Uint8Array, page: number): Uint8Array =>
    state.subarray((page - 1) * pageBytes, page * pageBytes);
  const changed = Array.from({ length: pageCount }, (_, index) => index + 1).filter(
    (page) => Buffer.compare(pageOf(before, page), pageOf(after, page)) !== 0,
  );
  const log = new Uint8Array(HEADER_BYTES + changed.length * (FRAME_HEADER_BYTES + pageBytes));
  const view = new DataView(log.buffer);
  const sums: [number, number] = [0, 0];
  const put = (at: number, ...words: readonly number[]): void => {
    words.forEach((word, index) => {
      view.setUint32(at + 4 * index, word);
    });
  };
  const salts = [0x12345678, 0x9abcdef0];
  put(0, isLittle ? 0x377f0682 : 0x377f0683, 3_007_000, pageBytes, 0, ...salts);
  addTo(sums, view, 0, 24, isLittle);
  put(24, ...sums);
  changed.forEach((page, index) => {
    const at = HEADER_BYTES + index * (FRAME_HEADER_BYTES + pageBytes);
    put(at, page, index === changed.length - 1 ? pageCount : 0, ...salts);
    log.set(pageOf(after, page), at + FRAME_HEADER_BYTES);
    addTo(sums, view, at, at + 8, isLittle);
    addTo(sums, view, at + FRAME_HEADER_BYTES, at + FRAME_HEADER_BYTES + pageBytes, isLittle);
    put(at + 16, ...sums);
  });
  return log;
}
