/** Checksums of what a zip archive holds (CRC-32, APPNOTE.TXT 4.4.7), which the unpacking itself does not compare. */

const [END_OF_DIRECTORY, ENTRY] = [0x06054b50, 0x02014b50];
const [LARGE_LOCATOR, LARGE_END, LARGE_LENGTH] = [0x07064b50, 0x06064b50, 56];
const [END_LENGTH, ENTRY_LENGTH, LONGEST_COMMENT] = [22, 46, 65_535];

const TABLE = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of bytes; of a long text piece by piece, with what the piece before gave. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[at] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

/** What an archive's directory states of an entry. */
export interface StatedEntry {
  readonly checksum: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** What an archive's directory states, in the order of its entries; null where the directory cannot be read. */
export function listStated(bytes: Uint8Array): readonly StatedEntry[] | null {
  if (bytes.length < END_LENGTH) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_LENGTH;
  const lowest = Math.max(0, end - LONGEST_COMMENT);
  while (end >= lowest && view.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  if (end < lowest) return null;
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (end >= 20 && view.getUint32(end - 20, true) === LARGE_LOCATOR) {
    const large = view.getUint32(end - 12, true);
    if (large + LARGE_LENGTH > bytes.length || view.getUint32(large, true) !== LARGE_END) return null;
    count = view.getUint32(large + 32, true);
    at = view.getUint32(large + 48, true);
  }
  const stated: StatedEntry[] = [];
  for (let entry = 0; entry < count; entry++) {
    if (at + ENTRY_LENGTH > bytes.length || view.getUint32(at, true) !== ENTRY) return null;
    stated.push({ checksum: view.getUint32(at + 16, true), offset: view.getUint32(at + 42, true) });
    at += ENTRY_LENGTH + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return stated;
}
