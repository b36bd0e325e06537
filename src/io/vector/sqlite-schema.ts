/**
 * The catalogue of a database of SQLite (its table sqlite_schema: sqlite.org/fileformat2), read without SQLite, so that it is
 * known what a database would do before anything in it is run. Damage ends the list; it never throws.
 */

export interface SchemaEntry {
  /** `table`, `index`, `view`, `trigger`. */
  readonly type: string;
  readonly name: string;
  readonly sql: string;
  /** Where the statement stands in the file, in its parts. */
  readonly spans: readonly Span[];
}

type Span = readonly [from: number, to: number];

const LEAF = 13;
const INTERIOR = 5;
const DATABASE_HEADER_BYTES = 100;
const MOST_ENTRIES = 100_000;
const MOST_PAYLOAD = 1 << 24;
const ENCODINGS: Readonly<Record<number, string>> = { 1: "utf-8", 2: "utf-16le", 3: "utf-16be" };

class SchemaReader {
  readonly entries: SchemaEntry[] = [];
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly pageBytes: number;
  private readonly usable: number;
  private readonly decoder: TextDecoder;
  private readonly seen = new Set<number>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const stated = this.view.getUint16(16);
    this.pageBytes = stated === 1 ? 65536 : stated;
    this.usable = this.pageBytes - this.view.getUint8(20);
    this.decoder = new TextDecoder(ENCODINGS[this.view.getUint32(56)] ?? "utf-8");
  }

  readPage(page: number): void {
    if (this.seen.has(page) || this.entries.length > MOST_ENTRIES) return;
    this.seen.add(page);
    const start = (page - 1) * this.pageBytes;
    const header = start + (page === 1 ? DATABASE_HEADER_BYTES : 0);
    const type = this.view.getUint8(header);
    if (type !== LEAF && type !== INTERIOR) return;
    const count = this.view.getUint16(header + 3);
    const pointers = header + (type === LEAF ? 8 : 12);
    for (let index = 0; index < count; index++) {
      const cell = start + this.view.getUint16(pointers + 2 * index);
      if (type === INTERIOR) this.readPage(this.view.getUint32(cell));
      else this.readCell(cell);
    }
    if (type === INTERIOR) this.readPage(this.view.getUint32(header + 8));
  }

  private readVarint(bytes: Uint8Array, at: number): readonly [value: number, end: number] {
    let value = 0;
    for (let index = 0; index < 8; index++) {
      const byte = bytes[at + index] ?? 0;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return [value, at + index + 1];
    }
    return [value * 256 + (bytes[at + 8] ?? 0), at + 9];
  }

  /** The parts of a payload: what stands in its page, then its overflow pages. */
  private spansOf(from: number, length: number): Span[] {
    const most = this.usable - 35;
    const least = Math.floor(((this.usable - 12) * 32) / 255) - 23;
    const wanted = least + ((length - least) % (this.usable - 4));
    const local = length <= most ? length : wanted <= most ? wanted : least;
    const spans: Span[] = [[from, from + local]];
    let left = length - local;
    let next = left > 0 ? this.view.getUint32(from + local) : 0;
    while (left > 0 && next > 0) {
      const at = (next - 1) * this.pageBytes;
      const taken = Math.min(left, this.usable - 4);
      spans.push([at + 4, at + 4 + taken]);
      left -= taken;
      next = this.view.getUint32(at);
    }
    return spans;
  }

  private readCell(cell: number): void {
    const [length, behind] = this.readVarint(this.bytes, cell);
    const [, from] = this.readVarint(this.bytes, behind);
    if (length > MOST_PAYLOAD) return;
    const spans = this.spansOf(from, length);
    const payload = new Uint8Array(length);
    let at = 0;
    for (const [start, end] of spans) {
      payload.set(this.bytes.subarray(start, end), at);
      at += end - start;
    }
    const texts = this.fieldsOf(payload);
    const [type, name, , , sql] = texts.map(([start, end]) => this.decoder.decode(payload.subarray(start, end)));
    const [, , , , place] = texts;
    if (type !== undefined && name !== undefined && sql !== undefined && place)
      this.entries.push({ type, name, sql, spans: cutSpans(spans, place) });
  }

  /** Where the five fields of an entry stand in its payload; numbers as nothing. */
  private fieldsOf(payload: Uint8Array): Span[] {
    const [headerLength, first] = this.readVarint(payload, 0);
    const spans: Span[] = [];
    let at = headerLength;
    let header = first;
    while (header < headerLength && spans.length < 5) {
      const [serial, next] = this.readVarint(payload, header);
      header = next;
      const bytes = serial >= 12 ? Math.floor((serial - 12) / 2) : ([0, 1, 2, 3, 4, 6, 8, 8][serial] ?? 0);
      spans.push(serial >= 12 ? [at, Math.min(at + bytes, payload.length)] : [at, at]);
      at += bytes;
    }
    return spans;
  }
}

/** The part of the spans between two places of what they make up together. */
function cutSpans(spans: readonly Span[], [from, to]: Span): Span[] {
  let before = 0;
  return spans.flatMap(([start, end]): Span[] => {
    const [first, last] = [Math.max(from - before, 0), Math.min(to - before, end - start)];
    before += end - start;
    return first < last ? [[start + first, start + last]] : [];
  });
}

/** Everything that the catalogue lists, as far as it can be read. */
export function readSchema(bytes: Uint8Array): readonly SchemaEntry[] {
  if (bytes.length < 512) return [];
  const reader = new SchemaReader(bytes);
  try {
    reader.readPage(1);
  } catch (error) {
    // Beyond the end of the file: what was found stands.
    if (!(error instanceof RangeError)) throw error;
  }
  return reader.entries;
}
