/** The rollback journal that SQLite writes before a state of a database becomes another. */

const SECTOR_BYTES = 512;
const NONCE = 0x1234_5678;

/** The journal of one transaction that leads away from a state. @param pages that it saves, counted from 1; all where left out. */
export function writeJournal(before: Uint8Array, pages?: readonly number[]): Uint8Array {
  const pageBytes = new DataView(before.buffer, before.byteOffset).getUint16(16);
  const pageCount = before.length / pageBytes;
  const saved = pages ?? Array.from({ length: pageCount }, (_, index) => index + 1);
  const journal = new Uint8Array(SECTOR_BYTES + saved.length * (pageBytes + 8));
  const view = new DataView(journal.buffer);
  journal.set([0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]);
  for (const [index, word] of [saved.length, NONCE, pageCount, SECTOR_BYTES, pageBytes].entries())
    view.setUint32(8 + 4 * index, word);
  saved.forEach((page, index) => {
    const at = SECTOR_BYTES + index * (pageBytes + 8);
    const content = before.subarray((page - 1) * pageBytes, page * pageBytes);
    view.setUint32(at, page);
    journal.set(content, at + 4);
    let sum = NONCE;
    for (let place = pageBytes - 200; place > 0; place -= 200) sum = (sum + (content[place] as number)) >>> 0;
    view.setUint32(at + 4 + pageBytes, sum);
  });
  return journal;
}
