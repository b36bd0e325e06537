/**
 * Reads OSM XML (.osm, in any encoding) into compact arrays, then answers visits from them, since parsing is the slow part. Of an element
 * only what a study can use is read: versions, changesets and names of mappers are passed over. Document types are refused
 * (entities could blow up), depth and attribute sizes are bounded.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import { Pace } from "../breathe.ts";
import { readXml } from "../xml/read-xml.ts";
import type { XmlAttributes } from "../xml/xml-attributes.ts";
import { readXmlStart } from "../xml/xml-encoding.ts";
import { XmlFault } from "../xml/xml-entities.ts";
import { NumberList } from "./number-list.ts";
import { NO_TAGS, type OsmMember, type OsmSource, type OsmTags, type OsmVisitor } from "./osm-source.ts";

const MAXIMUM_DEPTH = 8;
/** Elements visited between two chances to call the visit off. */
const VISITED_AT_ONCE = 1 << 14;

/** True where the text begins as an OSM XML document does (within its first kilobytes). */
export function isOsmXml(bytes: Uint8Array): boolean {
  const start = readXmlStart(bytes, 4096);
  return /^\uFEFF?\s*</.test(start) && /<osm[\s>/]/.test(start);
}

type Kind = "node" | "way" | "relation";

/** Elements of one kind: ids, and where the tags of each end. */
class ElementList {
  readonly ids = new NumberList();
  readonly tagEnds = new NumberList();
  /** Keys and values of all elements, one after the other. */
  readonly tags: string[] = [];

  get count(): number {
    return this.ids.length;
  }

  tagsOf(index: number): OsmTags {
    const [start, end] = [this.tagEnds.before(index), this.tagEnds.at(index)];
    if (start === end) return NO_TAGS;
    const tags = new Map<string, string>();
    for (let at = start; at < end; at += 2) tags.set(this.tags[at] as string, this.tags[at + 1] as string);
    return tags;
  }

  /** Whether an id stands twice; files have them in order. */
  get hasTwice(): boolean {
    const ids = this.ids.view();
    const isAscending = ids.every((id, index) => index === 0 || id > (ids[index - 1] as number));
    return (
      !isAscending &&
      ids
        .slice()
        .sort()
        .some((id, index, sorted) => index > 0 && id === sorted[index - 1])
    );
  }
}

class XmlFile implements OsmSource {
  bounds: Bounds | null = null;
  private latestDay = 0;
  private readonly nodes = new ElementList();
  private readonly places = new NumberList();
  private readonly ways = new ElementList();
  private readonly refs = new NumberList();
  private readonly refEnds = new NumberList();
  private readonly relations = new ElementList();
  private readonly members: OsmMember[] = [];
  private readonly memberEnds = new NumberList();
  private hasRoot = false;
  /** The element that is open, and what was read of it so far; it counts once it is closed. */
  private kind: Kind | null = null;
  private id = Number.NaN;
  private lon = Number.NaN;
  private lat = Number.NaN;
  private isSkipped = false;

  get date(): string {
    const digits = String(this.latestDay);
    return this.latestDay === 0 ? "" : `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  }

  async parse(bytes: Uint8Array, layer: string, control: WorkControl): Promise<void> {
    const reading = { layer, format: "OSM XML", mostDepth: MAXIMUM_DEPTH, tellsLines: true };
    await readXml(bytes, reading, this, control);
    // Files of history hold the versions of an element one after the other; taken together they would be counted twice.
    if (!this.ways.hasTwice && !this.relations.hasTwice) return;
    const details = { found: "OSM history", what: "osm-history" };
    throw new BadDataError([{ code: "unknown-format", severity: "error", layer, details }]);
  }

  readonly listens = (): boolean => false;

  readonly open = (name: string, attributes: XmlAttributes): void => {
    if (!this.hasRoot) {
      if (name !== "osm") throw new XmlFault(name, "unknown-format");
      this.hasRoot = true;
      return;
    }
    switch (name) {
      case "nd":
        if (this.kind === "way") this.refs.push(attributes.number("ref"));
        return;
      case "tag":
        if (this.kind !== null) this.addTag(this.kind, attributes);
        return;
      case "node":
      case "way":
      case "relation":
        this.begin(name, attributes);
        return;
      case "member":
        if (this.kind === "relation") this.addMember(attributes);
        return;
      case "bounds": {
        const sides = ["minlon", "minlat", "maxlon", "maxlat"].map((side) => attributes.number(side)) as Bounds;
        if (sides.every(Number.isFinite)) this.bounds = sides;
      }
    }
  };

  readonly close = (name: string): void => {
    if (name === this.kind) this.finish(this.kind);
  };

  private listOf(kind: Kind): ElementList {
    return kind === "node" ? this.nodes : kind === "way" ? this.ways : this.relations;
  }

  private begin(kind: Kind, attributes: XmlAttributes): void {
    // What an element that was never closed has left behind.
    if (this.kind !== null) this.drop(this.kind);
    this.kind = kind;
    this.id = attributes.number("id");
    if (kind === "node") {
      this.lon = attributes.number("lon");
      this.lat = attributes.number("lat");
    }
    this.isSkipped = attributes.get("visible") === "false" || attributes.get("action") === "delete";
    const stamp = attributes.find("timestamp");
    if (stamp >= 0) this.latestDay = Math.max(this.latestDay, dayOf(attributes, stamp));
  }

  private addTag(kind: Kind, attributes: XmlAttributes): void {
    const key = attributes.get("k");
    if (key !== undefined) this.listOf(kind).tags.push(key, attributes.get("v") ?? "");
  }

  private addMember(attributes: XmlAttributes): void {
    const type = attributes.get("type");
    if (type === "node" || type === "way" || type === "relation")
      this.members.push({ type, ref: attributes.number("ref"), role: attributes.get("role") ?? "" });
  }

  private finish(kind: Kind): void {
    if (this.isSkipped || !Number.isFinite(this.id)) this.drop(kind);
    else {
      const list = this.listOf(kind);
      list.ids.push(this.id);
      list.tagEnds.push(list.tags.length);
      if (kind === "node") {
        this.places.push(this.lon);
        this.places.push(this.lat);
      } else if (kind === "way") this.refEnds.push(this.refs.length);
      else this.memberEnds.push(this.members.length);
    }
    this.kind = null;
  }

  private drop(kind: Kind): void {
    const list = this.listOf(kind);
    list.tags.length = list.tagEnds.before(list.count);
    if (kind === "way") this.refs.length = this.refEnds.before(list.count);
    if (kind === "relation") this.members.length = this.memberEnds.before(list.count);
  }

  async visit({ node, way, relation }: OsmVisitor, control: WorkControl): Promise<void> {
    const { nodes, ways, relations, refEnds, memberEnds } = this;
    const places = this.places.view();
    const refs = this.refs.view();
    if (node)
      await visitEach(nodes, control, (id, index, tags) =>
        node(id, places[2 * index] as number, places[2 * index + 1] as number, tags),
      );
    if (way)
      await visitEach(ways, control, (id, index, tags) =>
        way(id, refs.subarray(refEnds.before(index), refEnds.at(index)), tags),
      );
    if (relation)
      await visitEach(relations, control, (id, index, tags) =>
        relation(id, this.members.slice(memberEnds.before(index), memberEnds.at(index)), tags),
      );
  }
}

async function visitEach(
  list: ElementList,
  control: WorkControl,
  visit: (id: number, index: number, tags: OsmTags) => void,
): Promise<void> {
  const pace = new Pace(control);
  for (let index = 0; index < list.count; index++) {
    if (index % VISITED_AT_ONCE === 0) await pace.step(index, list.count);
    visit(list.ids.at(index), index, list.tagsOf(index));
  }
}

/** The day of a time such as 2020-01-02T00:00:00Z as 20200102; 0 where it is none. */
function dayOf({ bytes, valueStarts, valueEnds }: XmlAttributes, attribute: number): number {
  const start = valueStarts[attribute] as number;
  if ((valueEnds[attribute] as number) - start < 10) return 0;
  let day = 0;
  for (let at = 0; at < 10; at++) {
    const byte = bytes[start + at] as number;
    const isDigit = byte >= 48 && byte <= 57;
    if (isDigit === (at === 4 || at === 7)) return 0;
    if (isDigit) day = 10 * day + byte - 48;
  }
  return day;
}

/** Reads an OSM XML file. Throws BadDataError (unknown-format, truncated-file, unreadable-file with the line). */
export async function openOsmXml(bytes: Uint8Array, layer: string, control: WorkControl = {}): Promise<OsmSource> {
  const file = new XmlFile();
  await file.parse(bytes, layer, control);
  return file;
}
