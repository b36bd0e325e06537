/**
 * GPX 1.0 and 1.1, as handheld receivers and walking apps write it → its waypoints, in WGS84 by the format itself, and as a layer of its own the
 * tracks and routes that are called trails (步道, 绿道), by themselves or by their file. All others are where somebody walked, not what is there: they
 * are counted and told, not read.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import { type Column, GeometryCollector, LINE, MULTI_LINE, POINT } from "../tables/feature-table.ts";
import { IssueList } from "../tables/labelled-table.ts";
import type { ShapeLayer, SourceLayer } from "../tables/source-layer.ts";
import { readXml } from "../xml/read-xml.ts";
import type { XmlAttributes } from "../xml/xml-attributes.ts";
import { XmlFault } from "../xml/xml-entities.ts";

const FORMAT = "GPX";
const MOST_WAYPOINTS = 1_000_000;
const MOST_DEPTH = 200;
/** What a waypoint says of itself, under the names of the format. */
const FIELDS = ["name", "cmt", "desc", "type", "sym", "time", "ele"] as const;
type Field = (typeof FIELDS)[number];
/** How trails are called, and walks along them that are none. */
const TRAIL = /步道|绿道|健走道|greenway|fitness trail/i;
const WALK = /巡[查护逻检]|考察|踏勘|调研|检查|采集|survey|patrol/i;
/** The layer of trails within a file. */
const TRAILS = "步道轨迹 trails";

interface Waypoint {
  readonly lon: string;
  readonly lat: string;
  readonly fields: Map<Field, string>;
}

/** A recorded track or a planned route. */
interface Track {
  readonly fields: Map<Field, string>;
  /** Interleaved lon, lat of each piece. */
  readonly parts: number[][];
}

function plainName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

class GpxReader {
  readonly waypoints: Waypoint[] = [];
  readonly tracks: Track[] = [];
  private readonly stack: string[] = [];
  private waypoint: Waypoint | null = null;
  private track: Track | null = null;
  private positions = 0;
  private heard = "";

  private isField(): boolean {
    const isWithin = this.waypoint !== null || this.track !== null;
    return isWithin && this.stack.length === 3 && FIELDS.includes(this.stack[2] as Field);
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
    if (this.track) this.follow(this.track, plain, attributes);
    if (this.stack.length !== 2) return;
    if (plain === "trk" || plain === "rte") this.track = { fields: new Map(), parts: plain === "rte" ? [[]] : [] };
    if (plain === "wpt")
      this.waypoint = { lon: attributes.get("lon") ?? "", lat: attributes.get("lat") ?? "", fields: new Map() };
  };

  private follow({ parts }: Track, plain: string, attributes: XmlAttributes): void {
    if (plain === "trkseg") parts.push([]);
    if (plain !== "trkpt" && plain !== "rtept") return;
    if (this.positions++ === MOST_WAYPOINTS) throw new XmlFault(plain, "too-large");
    const [lon, lat] = [degreesOf(attributes.get("lon") ?? "", 180), degreesOf(attributes.get("lat") ?? "", 90)];
    if (!Number.isNaN(lon + lat)) parts.at(-1)?.push(lon, lat);
  }

  readonly close = (): void => {
    const { waypoint, track } = this;
    const text = this.heard.trim();
    if (this.isField() && text !== "") (waypoint ?? track)?.fields.set(this.stack[2] as Field, text);
    if (track && this.stack.length === 2) {
      this.tracks.push(track);
      this.track = null;
    }
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

/** Tracks that are called trails, as lines; null where there are none. */
function trailsOf(tracks: readonly Track[], file: string): Pick<ShapeLayer, "table" | "labels"> | null {
  const base = file
    .replace(/^.*[\\/›]/, "")
    .replace(/\.gpx$/i, "")
    .trim();
  const nameOf = ({ fields }: Track): string => fields.get("name") ?? "";
  const isTrail = (text: string): boolean => TRAIL.test(text) && !WALK.test(text);
  const collector = new GeometryCollector();
  const kept: Track[] = [];
  const labels: number[] = [];
  tracks.forEach((track, index) => {
    const parts = track.parts.filter(({ length }) => length > 2);
    const isCalled = isTrail(nameOf(track)) || (isTrail(base) && !WALK.test(nameOf(track)));
    if (parts.length === 0 || !isCalled) return;
    let ends = 0;
    const ringEnds = parts.map((part) => {
      for (let at = 0; at < part.length; at += 2) collector.positions.push(part[at] as number, part[at + 1] as number);
      ends += part.length / 2;
      return ends;
    });
    if (parts.length === 1) collector.finish(LINE, null, null);
    else collector.finish(MULTI_LINE, ringEnds, null);
    kept.push(track);
    labels.push(index + 1);
  });
  if (kept.length === 0) return null;
  const names = kept.map((track) => (isTrail(nameOf(track)) ? nameOf(track) : base));
  return { table: collector.toTable([{ name: "name", type: "String", values: names }], "", "", 4326), labels };
}

/** Reads a document's waypoints, and its trails. Throws BadDataError where it cannot be read or has neither, AnalysisError("cancelled"). */
export async function readGpx(bytes: Uint8Array, layer: string, control: WorkControl = {}): Promise<SourceLayer[]> {
  const reader = new GpxReader();
  const reading = { layer, format: FORMAT, mostDepth: MOST_DEPTH, passesDoctype: true, tellsLines: true };
  await readXml(bytes, reading, reader, control);
  const { waypoints, tracks } = reader;
  const issues = new IssueList();
  const trails = trailsOf(tracks, layer);
  const count = tracks.length - (trails?.labels.length ?? 0);
  if (count > 0) issues.warn("assumed", layer, { field: "trk", details: { what: "tracks-left", count } });
  if (waypoints.length === 0 && tracks.length === 0) {
    issues.error("empty-file", layer, { details: { format: FORMAT, features: 0 } });
    throw new BadDataError(issues.all());
  }
  const described = { kind: "shapes", file: layer, format: FORMAT, encoding: "", crsText: "" } as const;
  const ofTrails: SourceLayer[] = trails ? [{ ...described, ...trails, name: TRAILS, issues: [] }] : [];
  if (trails && waypoints.length === 0) return ofTrails.map((one) => ({ ...one, issues: issues.all() }));
  const points = pointsOf(waypoints, layer, issues);
  return [{ ...described, ...points, name: "", issues: issues.all() }, ...ofTrails];
}

function pointsOf(
  waypoints: readonly Waypoint[],
  layer: string,
  issues: IssueList,
): Pick<ShapeLayer, "table" | "labels"> {
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
  return { table: collector.toTable(columns, "", "", 4326), labels };
}
