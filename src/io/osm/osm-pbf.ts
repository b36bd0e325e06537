/**
 * Reads OSM PBF (wiki.openstreetmap.org/wiki/PBF_Format), in browsers and in
 * Node. The file is a row of blobs; each visit inflates only the blobs that hold
 * what is asked for, and keeps nothing. Blobs may be raw or zlib; sizes are
 * bounded as the format demands (header 64 KiB, blob 32 MiB).
 */
import { unzlibSync } from "fflate";
import type { PbfReader } from "pbf";
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type IssueCode } from "../../core/errors.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import { breathe } from "../breathe.ts";
import { BoundedReader, HOLDS_NODES, HOLDS_RELATIONS, HOLDS_WAYS, PrimitiveBlock } from "./osm-pbf-block.ts";
import type { OsmSource, OsmVisitor } from "./osm-source.ts";

const MAXIMUM_HEADER_BYTES = 64 * 1024;
const MAXIMUM_BLOB_BYTES = 32 * 1024 * 1024;
const HOLDS_UNKNOWN = 8;
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

interface HeaderFacts {
  bounds: Bounds | null;
  date: string;
  unsupported: string[];
  /** Ways say where their nodes are, which may then be missing from the file. */
  hasWayLocations: boolean;
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
  const facts: HeaderFacts = { bounds: null, date: "", unsupported: [], hasWayLocations: false };
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) facts.bounds = readBounds(reader);
    else if (field === 4) {
      const feature = reader.readString();
      if (!SUPPORTED_FEATURES.has(feature)) facts.unsupported.push(feature);
    } else if (field === 5) {
      if (reader.readString() === "LocationsOnWays") facts.hasWayLocations = true;
    } else if (field === 32) {
      facts.date = new Date(reader.readVarint() * 1000).toISOString().slice(0, 10);
    }
  }
  return facts;
}

class PbfFile implements OsmSource {
  bounds: Bounds | null = null;
  date = "";
  private hasWayLocations = false;
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
      if (facts.unsupported.includes("HistoricalInformation"))
        this.fail("unknown-format", { found: "OSM history", what: "osm-history" });
      if (facts.unsupported.length > 0)
        this.fail("unreadable-file", { feature: facts.unsupported.join(", ").slice(0, 80) });
      this.bounds = facts.bounds;
      this.date = facts.date;
      this.hasWayLocations = facts.hasWayLocations;
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
      (visitor.way || (visitor.node && this.hasWayLocations) ? HOLDS_WAYS : 0) |
      (visitor.relation ? HOLDS_RELATIONS : 0);
    const blobs = this.blobs.filter((blob) => (blob.holds & wanted) !== 0);
    for (const [index, blob] of blobs.entries()) {
      if (index % 8 === 0) {
        control.onProgress?.({ stage: "reading", done: index, total: blobs.length });
        await breathe(control);
      }
      blob.holds = this.guard(() => new PrimitiveBlock(this.inflate(blob)).visit(visitor, this.hasWayLocations));
    }
  }
}

/** Opens an OSM PBF file. Throws BadDataError (truncated-file, unreadable-file, too-large) naming `layer`. */
export function openOsmPbf(bytes: Uint8Array, layer: string): OsmSource {
  return new PbfFile(bytes, layer);
}
