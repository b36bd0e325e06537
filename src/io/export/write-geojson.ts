/**
 * GeoJSON (RFC 7946) of one layer: longitude before latitude, outer rings counter-clockwise, a feature a line so that the file
 * can be read by eye. What the layer is stands in `name`, `description`; another system than WGS84 in the old `crs` member.
 */
import { strToU8 } from "fflate";
import type { Progress } from "../../core/analysis-result.ts";
import type { AttributeValue } from "../../core/model/facility.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { epsgCodeOf } from "../crs/find-coordinate-system.ts";
import {
  attributeAt,
  type Column,
  type FeatureTable,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";
import { closedRing, type PartRange, partsOfFeature, polygonsOfFeature, turnedRing } from "./feature-parts.ts";
import { decimalsOf } from "./move-table.ts";

const ROWS_A_STEP = 500;

/** `urn:ogc:def:crs:EPSG::4547`, or the name of a system without a code. */
function systemName({ id }: CoordinateSystem): string {
  const code = epsgCodeOf(id);
  if (code !== 0) return `urn:ogc:def:crs:EPSG::${code}`;
  return id === "gcj02" ? "GCJ-02" : id === "bd09" ? "BD-09" : id;
}

/** JSON.stringify would drop the sign of −0. */
function valueText(value: AttributeValue): string {
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}

/** Writes in steps; a value that is no number and no text of its own is null. */
export function* writeGeojson(
  table: FeatureTable,
  name: string,
  description: string,
  system: CoordinateSystem,
): Generator<Progress, Uint8Array> {
  const crs = { type: "name", properties: { name: systemName(system) } };
  const head = {
    type: "FeatureCollection",
    name,
    description,
    ...(system.id === "EPSG:4326" ? {} : { crs }),
  };
  const pieces = [`${JSON.stringify(head).slice(0, -1)},"features":[`];
  const writer = new GeometryWriter(table, decimalsOf(system));
  const names = table.columns.map((column) => JSON.stringify(column.name));
  for (let row = 0; row < table.count; row++) {
    if (row % ROWS_A_STEP === 0) yield { stage: "writing", done: row, total: table.count };
    const members = names.map((key, index) => `${key}:${valueText(attributeAt(table.columns[index] as Column, row))}`);
    const text = `{"type":"Feature","properties":{${members.join(",")}},"geometry":${writer.write(row)}}`;
    pieces.push(row === 0 ? "\n" : ",\n", text);
  }
  pieces.push("\n]}\n");
  return strToU8(pieces.join(""));
}

class GeometryWriter {
  private readonly table: FeatureTable;
  private readonly scale: number;

  constructor(table: FeatureTable, decimals: number) {
    this.table = table;
    this.scale = 10 ** decimals;
  }

  write(row: number): string {
    const { table } = this;
    const parts = partsOfFeature(table, row);
    const [first] = parts;
    if (!first) return "null";
    switch (table.kinds[row]) {
      case POINT:
        return this.geometry("Point", this.position(first.from));
      case MULTI_POINT:
        return this.geometry("MultiPoint", this.line(first));
      case LINE:
        return this.geometry("LineString", this.line(first));
      case MULTI_LINE:
        return parts.length === 1
          ? this.geometry("LineString", this.line(first))
          : this.geometry("MultiLineString", `[${parts.map((part) => this.line(part)).join(",")}]`);
      case POLYGON:
      case MULTI_POLYGON: {
        const polygons = polygonsOfFeature(table, row).map((rings) => this.polygon(rings));
        return polygons.length === 1
          ? this.geometry("Polygon", polygons[0] as string)
          : this.geometry("MultiPolygon", `[${polygons.join(",")}]`);
      }
      default:
        return "null";
    }
  }

  private geometry(type: string, coordinates: string): string {
    return `{"type":"${type}","coordinates":${coordinates}}`;
  }

  private number(value: number): string {
    return String(Math.round(value * this.scale) / this.scale);
  }

  private position(index: number): string {
    const { coordinates } = this.table;
    return `[${this.number(coordinates[2 * index] as number)},${this.number(coordinates[2 * index + 1] as number)}]`;
  }

  private line({ from, to }: PartRange): string {
    return `[${Array.from({ length: to - from }, (_, index) => this.position(from + index)).join(",")}]`;
  }

  private polygon(rings: readonly PartRange[]): string {
    const written = rings.map((range, index) => {
      const ring = turnedRing(closedRing(this.table, range), index === 0);
      const positions: string[] = [];
      for (let at = 0; at < ring.length; at += 2)
        positions.push(`[${this.number(ring[at] as number)},${this.number(ring[at + 1] as number)}]`);
      return `[${positions.join(",")}]`;
    });
    return `[${written.join(",")}]`;
  }
}
