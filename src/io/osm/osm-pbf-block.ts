/** One block of an OSM PBF file, inflated: its texts, its groups, and its elements told one after the other. */
import { PbfReader } from "pbf";
import { NO_TAGS, type OsmMember, type OsmTags, type OsmVisitor } from "./osm-source.ts";

/** What a block holds, as bits. */
export const HOLDS_NODES = 1;
export const HOLDS_WAYS = 2;
export const HOLDS_RELATIONS = 4;
const MEMBER_TYPES = ["node", "way", "relation"] as const;

/** Refuses lengths that run off the buffer, which would otherwise be read as endless zeros. */
export class BoundedReader extends PbfReader {
  override readPackedEnd(): number {
    const end = super.readPackedEnd();
    if (end > this.length) throw new RangeError("values beyond the end");
    return end;
  }
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
export class PrimitiveBlock {
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

  /** Tells the visitor of the elements it asks for, nodes of ways among them where ways have their places; answers what the block holds (HOLDS_* bits). */
  visit(visitor: OsmVisitor, hasWayLocations: boolean): number {
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
        else if (field === 3 && visitor.node && hasWayLocations) this.readWayNodes(elementEnd, visitor.node);
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

  /** The nodes of a way that says where they are. */
  private readWayNodes(end: number, visit: NonNullable<OsmVisitor["node"]>): void {
    const { reader } = this;
    const refs: number[] = [];
    const lats: number[] = [];
    const lons: number[] = [];
    for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
      if (field === 8) reader.readPackedSVarint(refs);
      else if (field === 9) reader.readPackedSVarint(lats);
      else if (field === 10) reader.readPackedSVarint(lons);
    }
    if (lats.length !== refs.length || lons.length !== refs.length) return;
    sumDeltas(lats);
    sumDeltas(lons);
    sumDeltas(refs).forEach((ref, at) => {
      visit(ref, this.lon(lons[at] ?? 0), this.lat(lats[at] ?? 0), NO_TAGS);
    });
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
