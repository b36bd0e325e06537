/**
 * Shapes in a column of a sheet as hexadecimal well-known binary (OGC 06-103r4; with PostGIS's flags for heights, measures and the system),
 * as databases export them. Heights and measures are left out. A text that promises more than it has is faulty.
 */
import {
  type GeometryCollector,
  LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  NO_GEOMETRY,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";
import type { ReadShape } from "./wkt-shapes.ts";

const HEX = /^(?:\\x|0x)?((?:[\da-f]{2})+)$/i;
const HAS_HEIGHTS = 0x80000000;
const HAS_MEASURES = 0x40000000;
const HAS_SYSTEM = 0x20000000;
/** A byte order and a kind. */
const LEAST_BYTES = 5;
const NUMBER_BYTES = 8;

interface WkbHead {
  readonly kind: number;
  readonly isLittle: boolean;
  /** Numbers of a position. */
  readonly axes: number;
  readonly srid: number;
}

/** Thrown within this file alone where bytes are missing or say what cannot be. */
class FaultyShape extends Error {}

class WkbScanner {
  private at = 0;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at === this.view.byteLength;
  }

  private need(bytes: number): void {
    if (this.at + bytes > this.view.byteLength) throw new FaultyShape();
  }

  private readUint(isLittle: boolean): number {
    this.need(4);
    this.at += 4;
    return this.view.getUint32(this.at - 4, isLittle);
  }

  readHead(): WkbHead {
    this.need(LEAST_BYTES);
    const order = this.view.getUint8(this.at++);
    if (order > 1) throw new FaultyShape();
    const isLittle = order === 1;
    const code = this.readUint(isLittle);
    const plain = code & 0x1fffffff;
    const dimensions = Math.floor(plain / 1000);
    if (dimensions > 3) throw new FaultyShape();
    const hasHeights = (code & HAS_HEIGHTS) !== 0 || dimensions === 1 || dimensions === 3;
    const hasMeasures = (code & HAS_MEASURES) !== 0 || dimensions === 2 || dimensions === 3;
    const srid = (code & HAS_SYSTEM) === 0 ? 0 : this.readUint(isLittle);
    return { kind: plain % 1000, isLittle, axes: 2 + Number(hasHeights) + Number(hasMeasures), srid };
  }

  /** How many things of at least so many bytes follow. */
  readCount({ isLittle }: WkbHead, leastBytes: number): number {
    const count = this.readUint(isLittle);
    this.need(count * leastBytes);
    return count;
  }

  /** A position; one of which all numbers are NaN is an empty point and none. */
  readPosition({ isLittle, axes }: WkbHead, collector: GeometryCollector): boolean {
    this.need(axes * NUMBER_BYTES);
    const x = this.view.getFloat64(this.at, isLittle);
    const y = this.view.getFloat64(this.at + NUMBER_BYTES, isLittle);
    this.at += axes * NUMBER_BYTES;
    if (Number.isNaN(x) && Number.isNaN(y)) return false;
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw new FaultyShape();
    collector.positions.push(x, y);
    return true;
  }

  readPositions(head: WkbHead, collector: GeometryCollector): void {
    const count = this.readCount(head, head.axes * NUMBER_BYTES);
    for (let index = 0; index < count; index++) if (!this.readPosition(head, collector)) throw new FaultyShape();
  }
}

class ShapeReader {
  private readonly start: number;
  private readonly ringEnds: number[] = [];
  private readonly polygonEnds: number[] = [];
  private readonly scanner: WkbScanner;
  private readonly collector: GeometryCollector;

  constructor(scanner: WkbScanner, collector: GeometryCollector) {
    this.scanner = scanner;
    this.collector = collector;
    this.start = collector.positions.length;
  }

  /** Reads the shape and finishes the feature; answers whether there is anything of it. */
  read(head: WkbHead): boolean {
    const { collector, ringEnds, polygonEnds } = this;
    const simple = head.kind > 3 ? head.kind - 3 : head.kind;
    if (simple < POINT || simple > POLYGON) throw new FaultyShape();
    if (head.kind > 3) {
      const count = this.scanner.readCount(head, LEAST_BYTES);
      for (let index = 0; index < count; index++) {
        const part = this.scanner.readHead();
        if (part.kind !== simple) throw new FaultyShape();
        this.readPart(part);
      }
    } else this.readPart(head);
    if (!this.scanner.isAtEnd) throw new FaultyShape();
    if (collector.positions.length === this.start) return false;
    const hasParts = head.kind !== POINT && head.kind !== LINE && head.kind !== MULTI_POINT;
    collector.finish(head.kind, hasParts ? ringEnds : null, head.kind === MULTI_POLYGON ? polygonEnds : null);
    return true;
  }

  private readPart(head: WkbHead): void {
    const { scanner, collector, start } = this;
    if (head.kind === POINT) scanner.readPosition(head, collector);
    else if (head.kind === LINE) {
      this.readRing(head);
    } else {
      const rings = scanner.readCount(head, 4);
      for (let ring = 0; ring < rings; ring++) this.readRing(head);
      this.polygonEnds.push(this.ringEnds.length);
    }
    if (head.kind === LINE && collector.positions.length === start + 1) throw new FaultyShape();
  }

  private readRing(head: WkbHead): void {
    this.scanner.readPositions(head, this.collector);
    this.ringEnds.push(this.collector.positions.length - this.start);
  }
}

/** Whether a text may be a shape in this notation, by how it begins. */
export function looksLikeWkb(text: string): boolean {
  return /^(?:\\x|0x)?0[01][\da-f]{16,}$/i.test(text.slice(0, 100));
}

function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** Adds the shape of a cell to the collector as its next feature. */
export function addBinaryShape(text: string, collector: GeometryCollector): ReadShape {
  const before = collector.positions.length;
  const nothing = (state: "empty" | "faulty", srid = 0): ReadShape => {
    collector.positions.length = before;
    collector.finish(NO_GEOMETRY, null, null);
    return { state, srid };
  };
  if (text.trim() === "") return nothing("empty");
  const hex = HEX.exec(text.trim())?.[1];
  if (hex === undefined) return nothing("faulty");
  try {
    const scanner = new WkbScanner(bytesOf(hex));
    const head = scanner.readHead();
    const isThere = new ShapeReader(scanner, collector).read(head);
    return isThere ? { state: "shape", srid: head.srid } : nothing("empty", head.srid);
  } catch (error) {
    if (!(error instanceof FaultyShape)) throw error;
    return nothing("faulty");
  }
}
