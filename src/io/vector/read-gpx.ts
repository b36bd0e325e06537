/**
 * GPX 1.0 and 1.1, as handheld receivers and walking apps write it → its waypoints, in WGS84 by the format itself. Recorded tracks and planned
 * routes are where somebody walked, not what is there: they are counted and told, not read.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import { type Column, GeometryCollector, POINT } from "../tables/feature-table.ts";
import { IssueList } from "../tables/labelled-table.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { readXml } from "../xml/read-xml.ts";
import type { XmlAttributes } from "../xml/xml-attributes.ts";
import { XmlFault } from "../xml/xml-entities.ts";

const FORMAT = "GPX";
const MOST_WAYPOINTS = 1_000_000;
const MOST_DEPTH = 200;
/** What a waypoint says of itself, under the names of the format. */
const FIELDS = ["name", "cmt", "desc", "type", "sym", "time", "ele"] as const;
type Field = (typeof FIELDS)[number];

interface Waypoint {
  readonly lon: string;
  readonly lat: string;
  readonly fields: Map<Field, string>;
}

function plainName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

class GpxReader {
  readonly waypoints: Waypoint[] = [];
  tracks = 0;
  private readonly stack: string[] = [];
  private waypoint: Waypoint | null = null;
  private heard = "";

  private isField(): boolean {
    return this.waypoint !== null && this.stack.length === 3 && FIELDS.includes(this.stack[2] as Field);
  }

  readonly listens = (): boolean => this.isField();

  readonly text = (text: string): void => {
    this.heard += text;
  };

  readonly open = (name: string, attributes: XmlAttributes): void => {
    const plain = plainName(name);
    if (this.stack.length === 0 && plain !== "gpx") throw new XmlFault(name, "unknown-format");
    this.stack.push(plain);
    this.heard = "";
    if (this.stack.length !== 2) return;
    if (plain === "trk" || plain === "rte") this.tracks++;
    if (plain === "wpt")
      this.waypoint = { lon: attributes.get("lon") ?? "", lat: attributes.get("lat") ?? "", fields: new Map() };
  };

  readonly close = (): void => {
    const { waypoint } = this;
    const text = this.heard.trim();
    if (waypoint && this.isField() && text !== "") waypoint.fields.set(this.stack[2] as Field, text);
    if (waypoint && this.stack.length === 2) {
      if (this.waypoints.length === MOST_WAYPOINTS) throw new XmlFault("wpt", "too-large");
      this.waypoints.push(waypoint);
      this.waypoint = null;
    }
    this.stack.pop();
    this.heard = "";
  };
}

/** A coordinate within its bounds; NaN for anything else. */
function degreesOf(text: string, most: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Math.abs(value) <= most ? value : Number.NaN;
}

/** Reads a document's waypoints. Throws BadDataError where it cannot be read or has none, AnalysisError("cancelled"). */
export async function readGpx(bytes: Uint8Array, layer: string, control: WorkControl = {}): Promise<SourceLayer[]> {
  const reader = new GpxReader();
  const reading = { layer, format: FORMAT, mostDepth: MOST_DEPTH, passesDoctype: true, tellsLines: true };
  await readXml(bytes, reading, reader, control);
  const { waypoints, tracks } = reader;
  const issues = new IssueList();
  if (tracks > 0) issues.warn("assumed", layer, { field: "trk", details: { what: "tracks-left", count: tracks } });
  if (waypoints.length === 0) {
    issues.error("empty-file", layer, { details: { format: FORMAT, features: 0 } });
    throw new BadDataError(issues.all());
  }
  const collector = new GeometryCollector();
  const kept: Waypoint[] = [];
  const labels: number[] = [];
  waypoints.forEach((waypoint, index) => {
    const position = [degreesOf(waypoint.lon, 180), degreesOf(waypoint.lat, 90)] as const;
    if (position.some(Number.isNaN)) {
      const value = `${waypoint.lon}, ${waypoint.lat}`.slice(0, 60);
      issues.error("bad-coordinate", layer, {
        row: index + 1,
        field: "lon, lat",
        value,
        details: { what: "not-a-number" },
      });
      return;
    }
    collector.positions.push(...position);
    collector.finish(POINT, null, null);
    kept.push(waypoint);
    labels.push(index + 1);
  });
  const columns = FIELDS.filter((field) => kept.some(({ fields }) => fields.has(field))).map(
    (field): Column => ({ name: field, type: "String", values: kept.map(({ fields }) => fields.get(field) ?? null) }),
  );
  const described = { file: layer, name: "", format: FORMAT, encoding: "", issues: issues.all() };
  return [{ ...described, kind: "shapes", table: collector.toTable(columns, "", "", 4326), labels, crsText: "" }];
}
