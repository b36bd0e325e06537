/**
 * Reads OSM PBF (wiki.openstreetmap.org/wiki/PBF_Format), in browsers and in
 * Node. The file is a row of blobs; each visit inflates only the blobs that hold
 * what is asked for, and keeps nothing. Blobs may be raw or zlib; sizes are
 * bounded as the format demands (header 64 KiB, blob 32 MiB).
 */
import { unzlibSync } from "fflate";
import { PbfReader } from "pbf";
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type IssueCode } from "../../core/errors.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import { breathe } from "../breathe.ts";
import { NO_TAGS, type OsmMember, type OsmSource, type OsmTags, type OsmVisitor } from "./osm-source.ts";

const MAXIMUM_HEADER_BYTES = 64 * 1024;
const MAXIMUM_BLOB_BYTES = 32 * 1024 * 1024;
const HOLDS_NODES = 1;
const HOLDS_WAYS = 2;
const HOLDS_RELATIONS = 4;
const HOLDS_UNKNOWN = 8;
const MEMBER_TYPES = ["node", "way", "relation"] as const;
const SUPPORTED_FEATURES = new Set(["OsmSchema-V0.6", "DenseNodes"]);
const ARCHIVE_NAMES: Readonly<Record<number, string>> = { 4: "lzma", 5: "bzip2", 6: "lz4", 7: "zstd" };

/** True where the bytes begin with an OSM PBF header blob. */
export function isOsmPbf(bytes: Uint8Array): boolean {
  const type = "OSMHeader";
  if (bytes[0] !== 0 || bytes[1] !== 0 || bytes[4] !== 0x0a || bytes[5] !== type.length) return false;
  return [...type].every((letter, index) => bytes[6 + index] === letter.charCodeAt(0));
}

interface BlobEntry {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** HOLDS_* bits; HOLDS_UNKNOWN before the first visit. */
  holds: number;
}

/** Refuses lengths that run off the buffer, which would otherwise be read as endless zeros. */
class BoundedReader extends PbfReader {
  override readPackedEnd(): number {
    const end = super.readPackedEnd();
    if (end > this.length) throw new RangeError("values beyond the end");
    return end;
  }
}

/** The checksum that closes a zlib stream (RFC 1950), which fflate does not test. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let from = 0; from < bytes.length; from += 3800) {
    const to = Math.min(from + 3800, bytes.length);
    for (let index = from; index < to; index++) {
      a += bytes[index] as number;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return b * 65536 + a;
}

/** The texts of one block, decoded when first used. */
class StringTable {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly texts: (string | undefined)[] = [];
  private readonly decoder = new TextDecoder();
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  add(start: number, end: number): void {
    this.starts.push(start);
    this.ends.push(end);
  }

  at(index: number): string {
    const known = this.texts[index];
    if (known !== undefined) return known;
    const text = this.decoder.decode(this.bytes.subarray(this.starts[index], this.ends[index]));
    this.texts[index] = text;
    return text;
  }
}

function readStringTable(reader: PbfReader, table: StringTable): void {
  const end = reader.readVarint() + reader.pos;
  while (reader.nextField(end) !== 0) {
    const length = reader.readVarint();
    table.add(reader.pos, reader.pos + length);
    reader.pos += length;
  }
}

function tagsOf(keys: readonly number[], values: readonly number[], strings: StringTable): OsmTags {
  if (keys.length === 0) return NO_TAGS;
  return new Map(keys.map((key, index) => [strings.at(key), strings.at(values[index] ?? 0)]));
}

function sumDeltas(deltas: number[]): number[] {
  let sum = 0;
  for (let index = 0; index < deltas.length; index++) deltas[index] = sum += deltas[index] ?? 0;
  return deltas;
}

/** One inflated block: its texts, its scale and where its groups lie. */
class PrimitiveBlock {
  private readonly reader: PbfReader;
  private readonly strings: StringTable;
  private readonly groups: [start: number, end: number][] = [];
  private granularity = 100;
  private latOffset = 0;
  private lonOffset = 0;

  constructor(bytes: Uint8Array) {
    this.reader = new BoundedReader(bytes);
    this.strings = new StringTable(bytes);
    const { reader } = this;
    for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
      if (field === 1) readStringTable(reader, this.strings);
      else if (field === 2) {
        const length = reader.readVarint();
        this.groups.push([reader.pos, reader.pos + length]);
        reader.pos += length;
      } else if (field === 17) this.granularity = reader.readVarint();
      else if (field === 19) this.latOffset = reader.readVarint(true);
      else if (field === 20) this.lonOffset = reader.readVarint(true);
    }
  }

  /** Tells the visitor of the elements it asks for; answers what the block holds (HOLDS_* bits). */
  visit(visitor: OsmVisitor): number {
    const { reader } = this;
    let holds = 0;
    for (const [start, end] of this.groups) {
      if (end > reader.length) throw new RangeError("group beyond its block");
      reader.pos = start;
      for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
        if (field === 1 || field === 2) holds |= HOLDS_NODES;
        if (field === 3) holds |= HOLDS_WAYS;
        if (field === 4) holds |= HOLDS_RELATIONS;
        const elementEnd = field <= 4 ? reader.readVarint() + reader.pos : -1;
        if (elementEnd > end) throw new RangeError("element beyond its group");
        if (field === 1 && visitor.node) this.readNode(elementEnd, visitor.node);
        if (field === 2 && visitor.node) this.readDenseNodes(elementEnd, visitor.node);
        if (field === 3 && visitor.way) this.readWay(elementEnd, visitor.way);
        if (field === 4 && visitor.relation) this.readRelation(elementEnd, visitor.relation);
        if (elementEnd >= 0) reader.pos = elementEnd;
      }
    }
    return holds;
  }

  private lon(value: number): number {
    return (this.lonOffset + this.granularity * value) / 1e9;
  }

  private lat(value: number): number {
    return (this.latOffset + this.granularity * value) / 1e9;
  }

  private readNode(end: number, visit: NonNullable<OsmVisitor["node"]>): void {
    const { reader } = this;
    let [id, lat, lon] = [0, 0, 0];
    const keys: number[] = [];
    const values: number[] = [];
    for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
      if (field === 1) id = reader.readSVarint();
      else if (field === 2) reader.readPackedVarint(keys);
      else if (field === 3) reader.readPackedVarint(values);
      else if (field === 8) lat = reader.readSVarint();
      else if (field === 9) lon = reader.readSVarint();
    }
    visit(id, this.lon(lon), this.lat(lat), tagsOf(keys, values, this.strings));
  }

  private readDenseNodes(end: number, visit: NonNullable<OsmVisitor["node"]>): void {
    const { reader } = this;
    const ids: number[] = [];
    const lats: number[] = [];
    const lons: number[] = [];
    const keysValues: number[] = [];
    for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
      if (field === 1) reader.readPackedSVarint(ids);
      else if (field === 8) reader.readPackedSVarint(lats);
      else if (field === 9) reader.readPackedSVarint(lons);
      else if (field === 10) reader.readPackedVarint(keysValues);
    }
    if (lats.length !== ids.length || lons.length !== ids.length) throw new RangeError("dense nodes do not match");
    let [id, lat, lon, at] = [0, 0, 0, 0];
    for (let index = 0; index < ids.length; index++) {
      id += ids[index] ?? 0;
      lat += lats[index] ?? 0;
      lon += lons[index] ?? 0;
      let tags: Map<string, string> | null = null;
      while (at < keysValues.length && keysValues[at] !== 0) {
        tags ??= new Map();
        tags.set(this.strings.at(keysValues[at] ?? 0), this.strings.at(keysValues[at + 1] ?? 0));
        at += 2;
      }
      at++;
      visit(id, this.lon(lon), this.lat(lat), tags ?? NO_TAGS);
    }
  }

  private readWay(end: number, visit: NonNullable<OsmVisitor["way"]>): void {
    const { reader } = this;
    let id = 0;
    const keys: number[] = [];
    const values: number[] = [];
    const refs: number[] = [];
    for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
      if (field === 1) id = reader.readVarint(true);
      else if (field === 2) reader.readPackedVarint(keys);
      else if (field === 3) reader.readPackedVarint(values);
      else if (field === 8) reader.readPackedSVarint(refs);
    }
    visit(id, sumDeltas(refs), tagsOf(keys, values, this.strings));
  }

  private readRelation(end: number, visit: NonNullable<OsmVisitor["relation"]>): void {
    const { reader } = this;
    let id = 0;
    const keys: number[] = [];
    const values: number[] = [];
    const roles: number[] = [];
    const refs: number[] = [];
    const types: number[] = [];
    for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
      if (field === 1) id = reader.readVarint(true);
      else if (field === 2) reader.readPackedVarint(keys);
      else if (field === 3) reader.readPackedVarint(values);
      else if (field === 8) reader.readPackedVarint(roles);
      else if (field === 9) reader.readPackedSVarint(refs);
      else if (field === 10) reader.readPackedVarint(types);
    }
    const members = sumDeltas(refs).map(
      (ref, index): OsmMember => ({
        type: MEMBER_TYPES[types[index] ?? 0] ?? "node",
        ref,
        role: this.strings.at(roles[index] ?? 0),
      }),
    );
    visit(id, members, tagsOf(keys, values, this.strings));
  }
}

interface HeaderFacts {
  bounds: Bounds | null;
  date: string;
  unsupported: string[];
}

function readBounds(reader: PbfReader): Bounds {
  const bounds: Bounds = [0, 0, 0, 0];
  const end = reader.readVarint() + reader.pos;
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    const degrees = reader.readSVarint() / 1e9;
    if (field === 1) bounds[0] = degrees;
    else if (field === 2) bounds[2] = degrees;
    else if (field === 3) bounds[3] = degrees;
    else if (field === 4) bounds[1] = degrees;
  }
  return bounds;
}

function readHeaderBlock(bytes: Uint8Array): HeaderFacts {
  const reader = new BoundedReader(bytes);
  const facts: HeaderFacts = { bounds: null, date: "", unsupported: [] };
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) facts.bounds = readBounds(reader);
    else if (field === 4) {
      const feature = reader.readString();
      if (!SUPPORTED_FEATURES.has(feature)) facts.unsupported.push(feature);
    } else if (field === 32) {
      facts.date = new Date(reader.readVarint() * 1000).toISOString().slice(0, 10);
    }
  }
  return facts;
}

class PbfFile implements OsmSource {
  bounds: Bounds | null = null;
  date = "";
  private readonly bytes: Uint8Array;
  private readonly layer: string;
  private readonly blobs: BlobEntry[] = [];

  constructor(bytes: Uint8Array, layer: string) {
    this.bytes = bytes;
    this.layer = layer;
    this.listBlobs();
    const [header] = this.blobs;
    if (header) {
      const facts = this.guard(() => readHeaderBlock(this.inflate(header)));
      if (facts.unsupported.length > 0)
        this.fail("unreadable-file", { feature: facts.unsupported.join(", ").slice(0, 80) });
      this.bounds = facts.bounds;
      this.date = facts.date;
    }
  }

  private fail(code: IssueCode, details: Readonly<Record<string, string | number>> = {}): never {
    throw new BadDataError([
      { code, severity: "error", layer: this.layer, details: { format: "OSM PBF", ...details } },
    ]);
  }

  /** Damaged blocks make the protobuf reader run off its buffer; that is bad data, not a crash. */
  private guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof BadDataError) throw error;
      return this.fail("unreadable-file");
    }
  }

  private listBlobs(): void {
    const { bytes } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at < bytes.length) {
      if (at + 4 > bytes.length) this.fail("truncated-file", { bytes: bytes.length });
      const headerLength = view.getUint32(at);
      if (headerLength > MAXIMUM_HEADER_BYTES) this.fail("unreadable-file", { offset: at });
      const headerEnd = at + 4 + headerLength;
      if (headerEnd > bytes.length) this.fail("truncated-file", { bytes: bytes.length });
      const { type, size } = this.guard(() => this.readBlobHeader(bytes.subarray(at + 4, headerEnd)));
      if (size > MAXIMUM_BLOB_BYTES) this.fail("too-large", { offset: at, limit: MAXIMUM_BLOB_BYTES });
      const end = headerEnd + size;
      if (end > bytes.length) this.fail("truncated-file", { bytes: bytes.length, expected: end });
      this.blobs.push({ type, start: headerEnd, end, holds: type === "OSMData" ? HOLDS_UNKNOWN : 0 });
      at = end;
    }
  }

  private readBlobHeader(bytes: Uint8Array): { type: string; size: number } {
    const reader = new BoundedReader(bytes);
    const header = { type: "", size: -1 };
    for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
      if (field === 1) header.type = reader.readString();
      else if (field === 3) header.size = reader.readVarint();
    }
    if (header.size < 0) this.fail("unreadable-file");
    return header;
  }

  private inflate(blob: BlobEntry): Uint8Array {
    const reader = new BoundedReader(this.bytes.subarray(blob.start, blob.end));
    let size = -1;
    let packed: Uint8Array | null = null;
    let raw: Uint8Array | null = null;
    for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
      const archive = ARCHIVE_NAMES[field];
      if (field === 1) raw = reader.readBytes();
      else if (field === 2) size = reader.readVarint();
      else if (field === 3) packed = reader.readBytes();
      else if (archive) this.fail("unreadable-file", { compression: archive });
    }
    if (raw) return raw;
    if (!packed || size < 0) this.fail("unreadable-file");
    if (size > MAXIMUM_BLOB_BYTES) this.fail("too-large", { limit: MAXIMUM_BLOB_BYTES });
    const inflated = unzlibSync(packed, { out: new Uint8Array(size) });
    const stated = new DataView(packed.buffer, packed.byteOffset, packed.byteLength).getUint32(packed.length - 4);
    if (inflated.length !== size || adler32(inflated) !== stated) this.fail("unreadable-file", { offset: blob.start });
    return inflated;
  }

  async visit(visitor: OsmVisitor, control: WorkControl): Promise<void> {
    const wanted =
      HOLDS_UNKNOWN |
      (visitor.node ? HOLDS_NODES : 0) |
      (visitor.way ? HOLDS_WAYS : 0) |
      (visitor.relation ? HOLDS_RELATIONS : 0);
    const blobs = this.blobs.filter((blob) => (blob.holds & wanted) !== 0);
    for (const [index, blob] of blobs.entries()) {
      if (index % 8 === 0) {
        control.onProgress?.({ stage: "reading", done: index, total: blobs.length });
        await breathe(control);
      }
      blob.holds = this.guard(() => new PrimitiveBlock(this.inflate(blob)).visit(visitor));
    }
  }
}

/** Opens an OSM PBF file. Throws BadDataError (truncated-file, unreadable-file, too-large) naming `layer`. */
export function openOsmPbf(bytes: Uint8Array, layer: string): OsmSource {
  return new PbfFile(bytes, layer);
}
