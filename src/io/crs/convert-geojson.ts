/**
 * A GeoJSON's positions from one system into another in its own text: properties, ids, order and numbers with more digits
 * than a double has stay as they are. The old `crs` member is rewritten, or added where the new system is no longitude and latitude;
 * a `bbox` becomes that of its moved corners.
 */
import type { LabelledTable } from "../tables/labelled-table.ts";
import { type CoordinateSystem, WGS84 } from "./coordinate-system.ts";
import { formatPosition } from "./format-position.ts";

export interface GeojsonConversion {
  readonly from: CoordinateSystem;
  readonly to: CoordinateSystem;
}

const STRING = /"(?:[^"\\]+|\\.)*"/y;
const NUMBERS = /\[\s*(-?[\d.eE+-]+)\s*,\s*(-?[\d.eE+-]+)/y;

/** Members whose values are moved, and those in which nothing is. */
const MOVED_OR_LEFT: ReadonlySet<string> = new Set(["coordinates", "bbox", "properties"]);

/** Behind the string that begins at `at`. */
function stringEnd(text: string, at: number): number {
  STRING.lastIndex = at;
  STRING.exec(text);
  return STRING.lastIndex;
}

/** Behind the object or array that begins at `at`. */
function valueEnd(text: string, at: number): number {
  let depth = 0;
  for (let place = at; place < text.length; place++) {
    const mark = text[place];
    if (mark === '"') place = stringEnd(text, place) - 1;
    else if (mark === "{" || mark === "[") depth++;
    else if ((mark === "}" || mark === "]") && --depth === 0) return place + 1;
  }
  return text.length;
}

function crsMember({ id, unit }: CoordinateSystem): string {
  const code = /^EPSG:(\d+)$/.exec(id)?.[1];
  const isDegrees = unit === "degrees" && (id === WGS84.id || id === "EPSG:4490");
  const name = isDegrees ? "urn:ogc:def:crs:OGC:1.3:CRS84" : code ? `urn:ogc:def:crs:EPSG::${code}` : id;
  return JSON.stringify({ type: "name", properties: { name } });
}

/** Rewrites sound GeoJSON text: all positions must have been found to fit before. */
class TextMover {
  private readonly pieces: string[] = [];
  private copied = 0;
  private readonly text: string;
  private readonly conversion: GeojsonConversion;

  constructor(text: string, conversion: GeojsonConversion) {
    this.text = text;
    this.conversion = conversion;
  }

  move(): string {
    const { text } = this;
    let depth = 0;
    let hasCrs = false;
    for (let at = 0; at < text.length; at++) {
      const mark = text[at];
      if (mark === "{" || mark === "[") depth++;
      else if (mark === "}" || mark === "]") depth--;
      else if (mark === '"') {
        const end = stringEnd(text, at);
        const value = this.memberValue(end);
        const key = value < 0 ? "" : text.slice(at + 1, end - 1);
        at = end - 1;
        if (value < 0 || (text[value] !== "{" && text[value] !== "[")) continue;
        if (!MOVED_OR_LEFT.has(key) && !(key === "crs" && depth === 1)) continue;
        const behind = valueEnd(text, value);
        if (key === "coordinates") this.moveCoordinates(value, behind);
        else if (key === "bbox") this.moveBox(value, behind);
        else if (key === "crs") {
          hasCrs = true;
          this.replace(value, behind, crsMember(this.conversion.to));
        }
        at = behind - 1;
      }
    }
    this.pieces.push(text.slice(this.copied));
    return this.withCrs(this.pieces.join(""), hasCrs);
  }

  /** Where the value of a member begins whose key ends at `end`; -1 where the string is no key. */
  private memberValue(end: number): number {
    const rest = /\s*:\s*/y;
    rest.lastIndex = end;
    return rest.exec(this.text) ? rest.lastIndex : -1;
  }

  private replace(from: number, to: number, put: string): void {
    this.pieces.push(this.text.slice(this.copied, from), put);
    this.copied = to;
  }

  private moveCoordinates(from: number, to: number): void {
    for (let at = from; at < to; at++) {
      if (this.text[at] !== "[") continue;
      NUMBERS.lastIndex = at;
      const match = NUMBERS.exec(this.text);
      if (!match) continue;
      const [x, y] = this.movePosition(Number(match[1]), Number(match[2]));
      this.replace(at, NUMBERS.lastIndex, `[${x},${y}`);
      at = NUMBERS.lastIndex - 1;
    }
  }

  private moveBox(from: number, to: number): void {
    const numbers = JSON.parse(this.text.slice(from, to)) as number[];
    const half = numbers.length / 2;
    // What is no box stays what it is.
    if (!(half === 2 || half === 3) || !numbers.every((value) => typeof value === "number")) return;
    const [west, south, east, north] = [numbers[0], numbers[1], numbers[half], numbers[half + 1]] as [
      number,
      number,
      number,
      number,
    ];
    const corners = [this.movePosition(west, south), this.movePosition(east, south)];
    corners.push(this.movePosition(west, north), this.movePosition(east, north));
    const [xs, ys] = [corners.map(([x]) => Number(x)), corners.map(([, y]) => Number(y))];
    const low = [Math.min(...xs), Math.min(...ys), ...numbers.slice(2, half)];
    const high = [Math.max(...xs), Math.max(...ys), ...numbers.slice(half + 2)];
    this.replace(from, to, JSON.stringify([...low, ...high]));
  }

  private movePosition(x: number, y: number): [x: string, y: string] {
    const { from, to } = this.conversion;
    return formatPosition(to, ...from.toDegrees(x, y));
  }

  private withCrs(text: string, hasCrs: boolean): string {
    const { to } = this.conversion;
    const start = text.indexOf("{");
    const isOne = valueEnd(text, start) >= text.trimEnd().length;
    if (hasCrs || !isOne || to.unit === "degrees") return text;
    return `${text.slice(0, start + 1)}"crs":${crsMember(to)},${text.slice(start + 1)}`;
  }
}

/** Features with a position that the new system cannot hold, by their place in the table, with the first such position in degrees. */
export function listUnreachable(
  { table }: LabelledTable,
  to: CoordinateSystem,
): { readonly row: number; readonly lon: number; readonly lat: number }[] {
  const found: { row: number; lon: number; lat: number }[] = [];
  for (let row = 0; row < table.count; row++) {
    for (let at = table.starts[row] as number; at < (table.starts[row + 1] as number); at++) {
      const [lon, lat] = [table.coordinates[2 * at] as number, table.coordinates[2 * at + 1] as number];
      if (Number.isNaN(lon) || to.faultOf(...to.fromDegrees(lon, lat)) === "") continue;
      found.push({ row, lon, lat });
      break;
    }
  }
  return found;
}

/** The text with its positions moved. The text must be sound GeoJSON (`readGeojson`), and every position must fit `from`. */
export function convertGeojson(text: string, conversion: GeojsonConversion): string {
  return new TextMover(text, conversion).move();
}
