/**
 * KML (OGC 12-007) as a stream of elements → its placemarks. Names of folders, plain fields, ExtendedData (Data, SchemaData)
 * and the parts of the geometry are gathered; styles, views and overlays are passed over. Entities are never expanded:
 * a document that defines some is refused. Depth and number of fields are bounded.
 */
import sax from "sax";
import { BadDataError, type IssueCode } from "../../core/errors.ts";

export type KmlPartKind = "point" | "line" | "area";

/** One primitive geometry: its rings, or its one list of positions, interleaved. */
export interface KmlPart {
  readonly kind: KmlPartKind;
  readonly rings: readonly (readonly number[])[];
}

export interface Placemark {
  /** Names of the folders around it, outermost first, joined by ` / `. */
  readonly folder: string;
  readonly fields: Map<string, string>;
  readonly parts: KmlPart[];
  /** Elements of geometry that are not read (`Model`). */
  readonly unknown: string[];
  /** Positions that are no numbers. */
  badPositions: number;
}

export interface KmlDocument {
  /** The name of the outermost document or folder. */
  readonly title: string;
  readonly placemarks: readonly Placemark[];
  /** Types of the fields that a Schema declares (`int`, `double`, `bool`, `string`). */
  readonly fieldTypes: ReadonlyMap<string, string>;
  readonly hasHeights: boolean;
  /** Links to other documents, which are not followed. */
  readonly links: number;
  /** Pictures laid over the ground or the screen. */
  readonly overlays: number;
}

const CHUNK_BYTES = 256 * 1024;
/** Text is parsed letter by letter: a longer document would take a page minutes. */
const MOST_BYTES = 1 << 28;
const MOST_PLACEMARKS = 1_000_000;
const DEEPEST = 200;
const MOST_FIELDS = 2000;
const PLAIN_FIELDS = new Set(["name", "description", "address", "phoneNumber", "when", "begin", "end"]);
const UNREAD = new Set(["Model"]);
const OVERLAYS = new Set(["GroundOverlay", "ScreenOverlay", "PhotoOverlay"]);
/** What may be the outermost element: old programs leave `kml` out. */
const ROOTS = new Set(["kml", "Document", "Folder", "Placemark", "NetworkLink", ...OVERLAYS]);

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** A run of numbers as positions: some write commas alone, between positions too. */
function splitTuple(tuple: string): (readonly (string | undefined)[])[] {
  const numbers = tuple.split(",");
  const size = numbers.length <= 3 ? numbers.length : numbers.length % 3 === 0 ? 3 : 2;
  return Array.from({ length: Math.ceil(numbers.length / size) }, (_, at) =>
    numbers.slice(size * at, size * at + size),
  );
}

/** `lon,lat[,height]` separated by white space. */
function parseCoordinates(text: string): { positions: number[]; bad: number; hasHeights: boolean } {
  const positions: number[] = [];
  let bad = 0;
  let hasHeights = false;
  // Some write blanks after the commas.
  for (const tuple of text
    .trim()
    .replace(/\s*,\s*/g, ",")
    .split(/\s+/)) {
    if (tuple === "") continue;
    for (const [lon, lat, height] of splitTuple(tuple)) {
      const position = [Number(lon || "x"), Number(lat || "x")] as const;
      if (position.every(Number.isFinite)) positions.push(...position);
      else bad++;
      if (height !== undefined && Number(height) !== 0) hasHeights = true;
    }
  }
  return { positions, bad, hasHeights };
}

class KmlReader implements KmlDocument {
  title = "";
  readonly placemarks: Placemark[] = [];
  readonly fieldTypes = new Map<string, string>();
  hasHeights = false;
  links = 0;
  overlays = 0;
  /** `Placemark`, and what old documents declare to be one. */
  private readonly placemarkNames = new Set(["Placemark"]);
  /** How deep the element stands in which nothing is a feature: changes to another document. 0 where none is. */
  private ignoredDepth = 0;
  private readonly stack: string[] = [];
  private readonly folders: string[] = [];
  private placemark: Placemark | null = null;
  private field = "";
  private rings: number[][] = [];
  private text = "";
  /** How deep the element stands whose text is wanted; markup within it is text as well. 0 where none is. */
  private listeningDepth = 0;

  get depth(): number {
    return this.stack.length;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.stack.push(name);
    if (this.ignoredDepth > 0) return;
    if (name === "NetworkLinkControl") {
      this.ignoredDepth = this.stack.length;
      return;
    }
    if (this.listeningDepth > 0) {
      this.text += " ";
      return;
    }
    if (name === "Document" || name === "Folder") this.folders.push("");
    else if (this.placemarkNames.has(name)) {
      const folder = this.folders.slice(1).filter(Boolean).join(" / ");
      this.placemark = { folder, fields: new Map(), parts: [], unknown: [], badPositions: 0 };
    } else if (name === "NetworkLink") this.links++;
    else if (OVERLAYS.has(name)) this.overlays++;
    else if (name === "Schema") this.openSchema(attributes);
    else if (name === "SimpleField") this.fieldTypes.set(attributes.name ?? "", attributes.type ?? "string");
    else if (name === "Data" || name === "SimpleData") this.field = attributes.name ?? "";
    else if (name === "Point" || name === "LineString" || name === "LinearRing" || name === "Polygon") {
      if (!this.stack.at(-2)?.endsWith("BoundaryIs")) this.rings = [];
    } else if (name === "Track") this.rings = [[]];
    else if (UNREAD.has(name)) this.placemark?.unknown.push(name);
    if (this.listensTo(name)) this.listeningDepth = this.stack.length;
    this.text = "";
  }

  private openSchema({ parent, name = "" }: Readonly<Record<string, string>>): void {
    if (parent === "Placemark" && name !== "") this.placemarkNames.add(name);
  }

  /** Whether an element within a placemark of a declared kind is one of its fields. */
  private isDeclaredField(name: string): boolean {
    const parent = this.stack.at(-2) ?? "";
    return parent !== "Placemark" && this.placemarkNames.has(parent) && this.fieldTypes.has(name);
  }

  private listensTo(name: string): boolean {
    if (name === "coordinates" || name === "coord" || name === "value" || name === "SimpleData")
      return this.placemark !== null;
    if (name === "name" && !this.placemark) return this.folders.length > 0;
    return this.placemark !== null && (PLAIN_FIELDS.has(name) || this.isDeclaredField(name));
  }

  hear(text: string): void {
    if (this.listeningDepth > 0) this.text += text;
  }

  close(name: string): void {
    this.stack.pop();
    if (this.ignoredDepth > 0) {
      if (this.stack.length < this.ignoredDepth) this.ignoredDepth = 0;
      return;
    }
    const heard = this.listeningDepth > 0;
    if (this.listeningDepth > 0 && this.stack.length + 1 > this.listeningDepth) return;
    const parent = this.stack.at(-1) ?? "";
    const text = this.text;
    this.listeningDepth = 0;
    this.text = "";
    const { placemark } = this;
    if (name === "Document" || name === "Folder") this.folders.pop();
    else if (this.placemarkNames.has(name)) {
      if (placemark) this.placemarks.push(placemark);
      this.placemark = null;
    } else if (heard && name === "name" && !placemark) {
      if (parent === "Document" || parent === "Folder") this.folders[this.folders.length - 1] = text.trim();
      if (this.folders.length === 1 && this.title === "") this.title = text.trim();
    } else if (placemark) this.closeWithin(placemark, name, parent, text, heard);
  }

  private closeWithin(placemark: Placemark, name: string, parent: string, text: string, heard: boolean): void {
    const { fields } = placemark;
    if (name === "coordinates" || name === "coord") {
      const isOfTrack = name === "coord";
      const { positions, bad, hasHeights } = parseCoordinates(isOfTrack ? text.trim().replace(/\s+/g, ",") : text);
      placemark.badPositions += bad;
      if (hasHeights) this.hasHeights = true;
      if (isOfTrack) this.rings[0]?.push(...positions);
      else if (this.stack.at(-2) === "outerBoundaryIs") this.rings.unshift(positions);
      else this.rings.push(positions);
    } else if (name === "SimpleData" || (name === "value" && parent === "Data"))
      this.setField(fields, this.field, text);
    else if (heard && (PLAIN_FIELDS.has(name) || this.fieldTypes.has(name))) {
      if (this.placemarkNames.has(parent) || parent === "TimeStamp" || parent === "TimeSpan")
        this.setField(fields, name, text);
    } else if (name === "Point") this.addPart(placemark, "point");
    else if (name === "LineString") this.addPart(placemark, "line");
    else if (name === "Track") this.addPart(placemark, "line");
    else if (name === "LinearRing" && !parent.endsWith("BoundaryIs")) this.addPart(placemark, "line");
    else if (name === "Polygon") this.addPart(placemark, "area");
  }

  private setField(fields: Map<string, string>, name: string, text: string): void {
    if (fields.size < MOST_FIELDS) fields.set(name, text.trim());
  }

  private addPart(placemark: Placemark, kind: KmlPartKind): void {
    const [outer = [], ...others] = this.rings;
    const rings = [outer, ...others.filter((ring) => ring.length > 0)];
    this.rings = [];
    if (outer.length > 0) placemark.parts.push({ kind, rings });
  }
}

/** A decoder for what the bytes begin as: a byte order mark, or the encoding that the document declares. */
function decoderOf(bytes: Uint8Array): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be");
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^[^<]{0,3}<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/i.exec(start)?.[1];
  try {
    return new TextDecoder(declared ?? "utf-8");
  } catch {
    return new TextDecoder();
  }
}

function refuseLarge(layer: string, details: { readonly limit: number; readonly unit?: string }): never {
  throw new BadDataError([{ code: "too-large", severity: "error", layer, details: { format: "KML", ...details } }]);
}

/** Parses a document. Throws BadDataError (too-large, unknown-format, truncated-file, unreadable-file with the line). */
export function parseKml(bytes: Uint8Array, layer: string): KmlDocument {
  if (bytes.length > MOST_BYTES) refuseLarge(layer, { limit: MOST_BYTES });
  const parser = sax.parser(true);
  const reader = new KmlReader();
  // Errors are kept and thrown outside the parser, which would otherwise wrap them.
  const faults: { code: IssueCode; row: number; value: string }[] = [];
  const note = (code: IssueCode, value: string): void => {
    faults.push({ code, row: parser.line + 1, value: value.slice(0, 80) });
  };
  parser.onerror = (error) => {
    const [message = ""] = error.message.split("\n");
    note(/unclosed|unexpected end/i.test(message) ? "truncated-file" : "unreadable-file", message);
    parser.resume();
  };
  parser.ondoctype = (doctype) => {
    if (/<!ENTITY/i.test(String(doctype))) note("unreadable-file", "ENTITY");
  };
  let rootName = "";
  parser.onopentag = ({ name, attributes }) => {
    const local = localName(name);
    if (reader.depth === 0 && rootName === "") rootName = local;
    if (reader.depth === 0 && !ROOTS.has(rootName)) note("unknown-format", local);
    if (reader.depth >= DEEPEST) note("unreadable-file", "nesting");
    if (faults.length === 0) reader.open(local, attributes as Record<string, string>);
  };
  parser.onclosetag = (name) => {
    if (faults.length === 0) reader.close(localName(name));
  };
  parser.ontext = (text) => reader.hear(text);
  parser.oncdata = (text) => reader.hear(text);
  const decoder = decoderOf(bytes);
  for (let at = 0; at < bytes.length && faults.length === 0; at += CHUNK_BYTES) {
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true }));
    if (reader.placemarks.length > MOST_PLACEMARKS) refuseLarge(layer, { limit: MOST_PLACEMARKS, unit: "rows" });
  }
  if (faults.length === 0) parser.close();
  if (faults.length === 0 && (rootName === "" || reader.depth > 0))
    note(rootName === "" ? "unknown-format" : "truncated-file", "");
  const [fault] = faults;
  if (fault) {
    const { code, row, value } = fault;
    throw new BadDataError([{ code, severity: "error", layer, row, value, details: { format: "KML" } }]);
  }
  return reader;
}
