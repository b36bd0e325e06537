/**
 * KML (OGC 12-007) as a stream of elements → its placemarks. Names of folders, plain fields, ExtendedData (Data, SchemaData)
 * and the parts of the geometry are gathered; styles, views and overlays are passed over. Entities are never expanded:
 * a document that defines some is refused. Depth and number of fields are bounded.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import { readXml } from "../xml/read-xml.ts";
import type { XmlAttributes } from "../xml/xml-attributes.ts";
import { XmlFault } from "../xml/xml-entities.ts";

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

/** All placemarks are held at once: those of a longer document would not fit into a page. */
const MOST_BYTES = 1 << 28;
const MOST_PLACEMARKS = 1_000_000;
const MOST_DEPTH = 200;
const MOST_FIELDS = 2000;
const PLAIN_FIELDS = new Set(["name", "description", "address", "phoneNumber", "when", "begin", "end"]);
const UNREAD = new Set(["Model"]);
const OVERLAYS = new Set(["GroundOverlay", "ScreenOverlay", "PhotoOverlay"]);
/** What may be the outermost element: old programs leave `kml` out. */
const ROOTS = new Set(["kml", "Document", "Folder", "Placemark", "NetworkLink", ...OVERLAYS]);

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
  private heard = "";
  /** How deep the element stands whose text is wanted; markup within it is text as well. 0 where none is. */
  private listeningDepth = 0;
  private readonly layer: string;

  constructor(layer: string) {
    this.layer = layer;
  }

  readonly listens = (): boolean => this.listeningDepth > 0;

  readonly text = (text: string): void => {
    this.heard += text;
  };

  readonly open = (name: string, attributes: XmlAttributes): void => {
    if (this.stack.length === 0 && !ROOTS.has(name)) throw new XmlFault(name, "unknown-format");
    this.stack.push(name);
    if (this.ignoredDepth > 0) return;
    if (name === "NetworkLinkControl") {
      this.ignoredDepth = this.stack.length;
      return;
    }
    if (this.listeningDepth > 0) {
      this.heard += " ";
      return;
    }
    if (name === "Document" || name === "Folder") this.folders.push("");
    else if (this.placemarkNames.has(name)) {
      const folder = this.folders.slice(1).filter(Boolean).join(" / ");
      this.placemark = { folder, fields: new Map(), parts: [], unknown: [], badPositions: 0 };
    } else if (name === "NetworkLink") this.links++;
    else if (OVERLAYS.has(name)) this.overlays++;
    else if (name === "Schema") this.openSchema(attributes);
    else if (name === "SimpleField")
      this.fieldTypes.set(attributes.get("name") ?? "", attributes.get("type") ?? "string");
    else if (name === "Data" || name === "SimpleData") this.field = attributes.get("name") ?? "";
    else if (name === "Point" || name === "LineString" || name === "LinearRing" || name === "Polygon") {
      if (!this.stack.at(-2)?.endsWith("BoundaryIs")) this.rings = [];
    } else if (name === "Track") this.rings = [[]];
    else if (UNREAD.has(name)) this.placemark?.unknown.push(name);
    if (this.listensTo(name)) this.listeningDepth = this.stack.length;
    this.heard = "";
  };

  private openSchema(attributes: XmlAttributes): void {
    const name = attributes.get("name") ?? "";
    if (attributes.get("parent") === "Placemark" && name !== "") this.placemarkNames.add(name);
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

  readonly close = (name: string): void => {
    this.stack.pop();
    if (this.ignoredDepth > 0) {
      if (this.stack.length < this.ignoredDepth) this.ignoredDepth = 0;
      return;
    }
    const isHeard = this.listeningDepth > 0;
    if (this.listeningDepth > 0 && this.stack.length + 1 > this.listeningDepth) return;
    const parent = this.stack.at(-1) ?? "";
    const text = this.heard;
    this.listeningDepth = 0;
    this.heard = "";
    const { placemark } = this;
    if (name === "Document" || name === "Folder") this.folders.pop();
    else if (this.placemarkNames.has(name)) {
      if (placemark) this.placemarks.push(placemark);
      if (this.placemarks.length > MOST_PLACEMARKS) refuseLarge(this.layer, { limit: MOST_PLACEMARKS, unit: "rows" });
      this.placemark = null;
    } else if (isHeard && name === "name" && !placemark) {
      if (parent === "Document" || parent === "Folder") this.folders[this.folders.length - 1] = text.trim();
      if (this.folders.length === 1 && this.title === "") this.title = text.trim();
    } else if (placemark) this.closeWithin(placemark, name, parent, text, isHeard);
  };

  private closeWithin(placemark: Placemark, name: string, parent: string, text: string, isHeard: boolean): void {
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
    else if (isHeard && (PLAIN_FIELDS.has(name) || this.fieldTypes.has(name))) {
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

function refuseLarge(layer: string, details: { readonly limit: number; readonly unit?: string }): never {
  throw new BadDataError([{ code: "too-large", severity: "error", layer, details: { format: "KML", ...details } }]);
}

/**
 * Parses a document. Throws BadDataError (too-large, unknown-format, truncated-file, unreadable-file with the line),
 * AnalysisError("cancelled").
 */
export async function parseKml(bytes: Uint8Array, layer: string, control: WorkControl = {}): Promise<KmlDocument> {
  if (bytes.length > MOST_BYTES) refuseLarge(layer, { limit: MOST_BYTES });
  const reader = new KmlReader(layer);
  const reading = { layer, format: "KML", mostDepth: MOST_DEPTH, passesDoctype: true, tellsLines: true };
  await readXml(bytes, reading, reader, control);
  return reader;
}
