/**
 * What drawing needs of a TrueType file: which glyph a character has, how wide it is, and the glyph's outline as bytes.
 * Reads the tables head, hhea, maxp, hmtx, OS/2, cmap (formats 4 and 12), loca and glyf of the OpenType specification, version 1.9.
 */

export interface TrueType {
  readonly bytes: Uint8Array;
  readonly tables: ReadonlyMap<string, Uint8Array>;
  readonly unitsPerEm: number;
  /** In font units. */
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly box: readonly [minX: number, minY: number, maxX: number, maxY: number];
  readonly glyphCount: number;
  /** 0, the empty box, where the typeface lacks the character. */
  readonly glyphOf: (codePoint: number) => number;
  /** Advance in font units. */
  readonly advanceOf: (glyph: number) => number;
  readonly bearingOf: (glyph: number) => number;
  /** Empty for a glyph without ink. */
  readonly outlineOf: (glyph: number) => Uint8Array;
}

/** @throws RangeError for bytes that are no TrueType typeface. */
export function readTrueType(bytes: Uint8Array): TrueType {
  const tables = readTables(bytes);
  const need = (tag: string): DataView => {
    const table = tables.get(tag);
    if (!table) throw new RangeError(`no TrueType typeface: table ${tag} is missing`);
    return viewOf(table);
  };
  const head = need("head");
  const hhea = need("hhea");
  const glyphCount = need("maxp").getUint16(4);
  const hmtx = need("hmtx");
  const loca = need("loca");
  const glyf = tables.get("glyf") ?? new Uint8Array();
  need("glyf");
  const advances = hhea.getUint16(34);
  const isLong = head.getInt16(50) === 1;
  const startOf = (glyph: number): number => (isLong ? loca.getUint32(4 * glyph) : 2 * loca.getUint16(2 * glyph));
  return {
    bytes,
    tables,
    unitsPerEm: head.getUint16(18),
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    capHeight: readCapHeight(tables.get("OS/2")) ?? hhea.getInt16(4),
    box: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
    glyphCount,
    glyphOf: readCharacterMap(need("cmap")),
    advanceOf: (glyph) => hmtx.getUint16(4 * Math.min(glyph, advances - 1)),
    bearingOf: (glyph) =>
      glyph < advances ? hmtx.getInt16(4 * glyph + 2) : hmtx.getInt16(4 * advances + 2 * (glyph - advances)),
    outlineOf: (glyph) => glyf.subarray(startOf(glyph), startOf(glyph + 1)),
  };
}

function readCapHeight(table: Uint8Array | undefined): number | null {
  return table && table.length >= 90 && viewOf(table).getUint16(0) >= 2 ? viewOf(table).getInt16(88) : null;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readTables(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = viewOf(bytes);
  const tables = new Map<string, Uint8Array>();
  if (bytes.length < 12 || (view.getUint32(0) !== 0x00010000 && view.getUint32(0) !== 0x74727565))
    throw new RangeError("no TrueType typeface");
  const count = view.getUint16(4);
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    const offset = view.getUint32(at + 8);
    tables.set(tag, bytes.subarray(offset, offset + view.getUint32(at + 12)));
  }
  return tables;
}

/** The widest Unicode table of the file: all planes where there is one, else the first plane. */
function readCharacterMap(cmap: DataView): (codePoint: number) => number {
  const offsets = new Map<number, number>();
  for (let record = 0; record < cmap.getUint16(2); record++) {
    const at = 4 + 8 * record;
    const platform = cmap.getUint16(at);
    const encoding = cmap.getUint16(at + 2);
    const isUnicode = (platform === 0 && encoding !== 5) || (platform === 3 && (encoding === 1 || encoding === 10));
    const offset = cmap.getUint32(at + 4);
    if (isUnicode) offsets.set(cmap.getUint16(offset), offset);
  }
  const wide = offsets.get(12);
  if (wide !== undefined) return (codePoint) => findInGroups(cmap, wide, codePoint);
  const narrow = offsets.get(4);
  if (narrow !== undefined) return (codePoint) => findInSegments(cmap, narrow, codePoint);
  throw new RangeError("no TrueType typeface: no Unicode characters");
}

/** Format 12: sorted groups of following characters. */
function findInGroups(cmap: DataView, offset: number, codePoint: number): number {
  let low = 0;
  let high = cmap.getUint32(offset + 12) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = offset + 16 + 12 * middle;
    const first = cmap.getUint32(at);
    if (codePoint < first) high = middle - 1;
    else if (codePoint > cmap.getUint32(at + 4)) low = middle + 1;
    else return cmap.getUint32(at + 8) + codePoint - first;
  }
  return 0;
}

/** Format 4: sorted segments of the first plane. */
function findInSegments(cmap: DataView, offset: number, codePoint: number): number {
  if (codePoint > 0xffff) return 0;
  const twice = cmap.getUint16(offset + 6);
  for (let at = 0; at < twice; at += 2) {
    if (cmap.getUint16(offset + 14 + at) < codePoint) continue;
    const first = cmap.getUint16(offset + 16 + twice + at);
    if (first > codePoint) return 0;
    const delta = cmap.getUint16(offset + 16 + 2 * twice + at);
    const rangePlace = offset + 16 + 3 * twice + at;
    const range = cmap.getUint16(rangePlace);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = cmap.getUint16(rangePlace + range + 2 * (codePoint - first));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
