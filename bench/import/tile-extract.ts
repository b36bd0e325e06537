/**
 * A province-size OSM PBF out of a small extract: its blocks written again and again, each copy moved by a step in degrees and with ids of
 * its own. Only what must change is rewritten: offsets of blocks, first ids of delta-coded lists, ids of ways and relations.
 */
import { unzlibSync, zlibSync } from "fflate";
import { PbfReader, PbfWriter } from "pbf";

export interface Tiling {
  readonly columns: number;
  readonly rows: number;
  /** Between the corners of neighbouring copies. */
  readonly stepDegrees: number;
}

type Field = readonly [number: number, value: number | Uint8Array];

/** More than any id of OpenStreetMap; 2^53 holds hundreds of copies. */
const ID_STEP = 20_000_000_000;

function readMessage(bytes: Uint8Array): Field[] {
  const reader = new PbfReader(bytes);
  const fields: Field[] = [];
  while (reader.pos < bytes.length) {
    const tag = reader.readVarint();
    if ((tag & 7) === 0) fields.push([tag >> 3, reader.readVarint()]);
    else if ((tag & 7) === 2) fields.push([tag >> 3, reader.readBytes()]);
    else throw new Error(`Wire type ${tag & 7} is not expected.`);
  }
  return fields;
}

function writeMessage(fields: readonly Field[]): Uint8Array {
  const writer = new PbfWriter();
  for (const [field, value] of fields) {
    if (typeof value === "number") writer.writeVarintField(field, value);
    else writer.writeBytesField(field, value);
  }
  return writer.finish().slice();
}

function change(
  bytes: Uint8Array,
  changes: Readonly<Record<number, (value: number | Uint8Array) => number | Uint8Array>>,
) {
  return writeMessage(readMessage(bytes).map(([field, value]) => [field, changes[field]?.(value) ?? value]));
}

/** A list of differences, whose first is a value: moved as a whole by that one. */
function moveDeltas(by: number): (value: number | Uint8Array) => Uint8Array {
  return (value) => {
    const reader = new PbfReader(value as Uint8Array);
    const first = reader.readSVarint();
    const writer = new PbfWriter();
    writer.writeSVarint(first + by);
    const rest = (value as Uint8Array).subarray(reader.pos);
    return Uint8Array.from([...writer.finish(), ...rest]);
  };
}

/** One block moved. */
function moveBlock(block: Uint8Array, ids: number, eastNano: number, northNano: number): Uint8Array {
  const add = (value: number | Uint8Array): number => (value as number) + ids;
  const moveFirst = (list: number | Uint8Array): number | Uint8Array =>
    (list as Uint8Array).length === 0 ? list : moveDeltas(ids)(list);
  const moveGroup = (group: number | Uint8Array): Uint8Array =>
    change(group as Uint8Array, {
      1: () => {
        throw new Error("Single nodes are not expected.");
      },
      2: (dense) => change(dense as Uint8Array, { 1: moveFirst }),
      3: (way) => change(way as Uint8Array, { 1: add, 8: moveFirst }),
      4: (relation) => change(relation as Uint8Array, { 1: add, 9: moveFirst }),
    });
  const fields = readMessage(block);
  const offsetOf = (field: number): number => (fields.find(([one]) => one === field)?.[1] as number | undefined) ?? 0;
  const moved = fields
    .filter(([field]) => field !== 19 && field !== 20)
    .map(([field, value]): Field => [field, field === 2 ? moveGroup(value) : value]);
  return writeMessage([...moved, [19, offsetOf(19) + northNano], [20, offsetOf(20) + eastNano]]);
}

interface Blob {
  readonly type: string;
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

function listBlobs(bytes: Uint8Array): Blob[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blobs: Blob[] = [];
  for (let at = 0; at < bytes.length; ) {
    const headerLength = view.getUint32(at);
    const header = new Map(readMessage(bytes.subarray(at + 4, at + 4 + headerLength)));
    const start = at + 4 + headerLength;
    const end = start + (header.get(3) as number);
    const zipped = new Map(readMessage(bytes.subarray(start, end))).get(3) as Uint8Array;
    blobs.push({
      type: new TextDecoder().decode(header.get(1) as Uint8Array),
      whole: bytes.subarray(at, end),
      content: unzlibSync(zipped),
    });
    at = end;
  }
  return blobs;
}

function writeBlob(type: string, content: Uint8Array): Uint8Array {
  const blob = writeMessage([
    [2, content.length],
    [3, zlibSync(content, { level: 6 })],
  ]);
  const header = writeMessage([
    [1, new TextEncoder().encode(type)],
    [3, blob.length],
  ]);
  const written = new Uint8Array(4 + header.length + blob.length);
  new DataView(written.buffer).setUint32(0, header.length);
  written.set(header, 4);
  written.set(blob, 4 + header.length);
  return written;
}

/** Parts of the file, in order: `extract` is a whole OSM PBF with dense nodes. */
export function* tileExtract(extract: Uint8Array, { columns, rows, stepDegrees }: Tiling): Generator<Uint8Array> {
  const blobs = listBlobs(extract);
  for (const { type, whole } of blobs) if (type === "OSMHeader") yield whole;
  for (let copy = 0; copy < columns * rows; copy++) {
    const [column, row] = [copy % columns, Math.floor(copy / columns)];
    const [east, north] = [column, row].map((steps) => Math.round(steps * stepDegrees * 1e9)) as [number, number];
    for (const { type, content } of blobs)
      if (type === "OSMData") yield writeBlob(type, moveBlock(content, copy * ID_STEP, east, north));
  }
}
