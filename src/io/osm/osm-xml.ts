/**
 * Reads OSM XML (.osm) as a stream of chunks into compact arrays, then answers
 * visits from them, since parsing is the slow part. Document types are refused
 * (entities could blow up), depth and attribute sizes are bounded.
 */
import sax from "sax";
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type IssueCode } from "../../core/errors.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import { breathe } from "../breathe.ts";
import { NO_TAGS, type OsmMember, type OsmSource, type OsmTags, type OsmVisitor } from "./osm-source.ts";

const CHUNK_BYTES = 256 * 1024;
const MAXIMUM_DEPTH = 8;

/** True where the text begins as an OSM XML document does (within its first kilobytes). */
export function isOsmXml(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 4096));
  return /^\uFEFF?\s*</.test(start) && /<osm[\s>/]/.test(start);
}

interface StoredWay {
  readonly id: number;
  readonly refs: Float64Array;
  readonly tags: OsmTags;
}

interface StoredRelation {
  readonly id: number;
  readonly members: readonly OsmMember[];
  readonly tags: OsmTags;
}

interface OpenElement {
  readonly kind: "node" | "way" | "relation";
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly skipped: boolean;
  tags: Map<string, string> | null;
  readonly refs: number[];
  readonly members: OsmMember[];
}

type Attributes = Readonly<Record<string, string>>;

class XmlFile implements OsmSource {
  bounds: Bounds | null = null;
  date = "";
  private readonly layer: string;
  private nodes = new Float64Array(3 * 4096);
  private nodeCount = 0;
  private readonly nodeTags = new Map<number, OsmTags>();
  private readonly ways: StoredWay[] = [];
  private readonly relations: StoredRelation[] = [];
  private open: OpenElement | null = null;
  private depth = 0;

  constructor(layer: string) {
    this.layer = layer;
  }

  private fail(code: IssueCode, rest: { row?: number; value?: string } = {}): never {
    throw new BadDataError([{ code, severity: "error", layer: this.layer, ...rest, details: { format: "OSM XML" } }]);
  }

  async parse(bytes: Uint8Array, control: WorkControl): Promise<void> {
    const parser = sax.parser(true);
    // Errors are kept and thrown outside the parser, which would otherwise wrap them.
    let failure: { code: IssueCode; row: number; value: string } | null = null;
    const note = (code: IssueCode, value: string): void => {
      failure ??= { code, row: parser.line + 1, value: value.slice(0, 80) };
    };
    parser.onerror = (error) => {
      note("unreadable-file", error.message.split("\n")[0] ?? "");
      parser.resume();
    };
    parser.ondoctype = () => note("unreadable-file", "DOCTYPE");
    parser.onopentag = (tag) => {
      this.depth++;
      const attributes: Record<string, string> = {};
      for (const [name, value] of Object.entries(tag.attributes)) attributes[name] = String(value);
      if (this.depth > MAXIMUM_DEPTH) note("unreadable-file", "nesting");
      else if (this.depth === 1 && tag.name !== "osm") note("unknown-format", tag.name);
      else if (failure === null) this.start(tag.name, attributes);
    };
    parser.onclosetag = (name) => {
      this.depth--;
      if (failure === null) this.finish(name);
    };
    const decoder = new TextDecoder();
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      control.onProgress?.({ stage: "reading", done: at, total: bytes.length });
      if (at % (16 * CHUNK_BYTES) === 0) await breathe(control);
      parser.write(decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true }));
      if (failure !== null) break;
    }
    if (failure === null && this.depth > 0) this.fail("truncated-file", { row: parser.line + 1 });
    if (failure === null) parser.close();
    if (failure === null) this.refuseHistory();
    const found = failure as { code: IssueCode; row: number; value: string } | null;
    if (found) this.fail(found.code, { row: found.row, value: found.value });
  }

  /** Files of history hold the versions of an element one after the other; taken together they would be counted twice. */
  private refuseHistory(): void {
    for (const elements of [this.ways, this.relations]) {
      if (new Set(elements.map(({ id }) => id)).size === elements.length) continue;
      const details = { found: "OSM history", what: "osm-history" };
      throw new BadDataError([{ code: "unknown-format", severity: "error", layer: this.layer, details }]);
    }
  }

  private start(name: string, attributes: Attributes): void {
    const { open } = this;
    if (name === "node" || name === "way" || name === "relation") {
      const skipped = attributes.visible === "false" || attributes.action === "delete";
      const { lon, lat } = attributes;
      this.open = {
        kind: name,
        id: Number(attributes.id),
        lon: lon === undefined ? Number.NaN : Number(lon),
        lat: lat === undefined ? Number.NaN : Number(lat),
        skipped,
        tags: null,
        refs: [],
        members: [],
      };
      if (attributes.timestamp && attributes.timestamp.slice(0, 10) > this.date)
        this.date = attributes.timestamp.slice(0, 10);
    } else if (name === "tag" && open && attributes.k !== undefined) {
      open.tags ??= new Map();
      open.tags.set(attributes.k, attributes.v ?? "");
    } else if (name === "nd" && open) {
      open.refs.push(Number(attributes.ref));
    } else if (name === "member" && open) {
      const { type, role } = attributes;
      if (type === "node" || type === "way" || type === "relation") {
        open.members.push({ type, ref: Number(attributes.ref), role: role ?? "" });
      }
    } else if (name === "bounds") {
      const sides: Bounds = [attributes.minlon, attributes.minlat, attributes.maxlon, attributes.maxlat].map(
        Number,
      ) as Bounds;
      if (sides.every(Number.isFinite)) this.bounds = sides;
    }
  }

  private finish(name: string): void {
    const { open } = this;
    if (!open || name !== open.kind) return;
    this.open = null;
    if (open.skipped || !Number.isFinite(open.id)) return;
    const tags = open.tags ?? NO_TAGS;
    if (open.kind === "way") this.ways.push({ id: open.id, refs: Float64Array.from(open.refs), tags });
    else if (open.kind === "relation") this.relations.push({ id: open.id, members: open.members, tags });
    else this.storeNode(open, tags);
  }

  private storeNode(node: OpenElement, tags: OsmTags): void {
    const at = 3 * this.nodeCount;
    if (at + 3 > this.nodes.length) {
      const larger = new Float64Array(this.nodes.length * 2);
      larger.set(this.nodes);
      this.nodes = larger;
    }
    this.nodes[at] = node.id;
    this.nodes[at + 1] = node.lon;
    this.nodes[at + 2] = node.lat;
    if (tags !== NO_TAGS) this.nodeTags.set(this.nodeCount, tags);
    this.nodeCount++;
  }

  async visit(visitor: OsmVisitor, control: WorkControl): Promise<void> {
    await breathe(control);
    const { node, way, relation } = visitor;
    if (node) {
      for (let index = 0; index < this.nodeCount; index++) {
        const at = 3 * index;
        node(
          this.nodes[at] as number,
          this.nodes[at + 1] as number,
          this.nodes[at + 2] as number,
          this.nodeTags.get(index) ?? NO_TAGS,
        );
      }
    }
    if (way) for (const { id, refs, tags } of this.ways) way(id, refs, tags);
    if (relation) for (const { id, members, tags } of this.relations) relation(id, members, tags);
  }
}

/** Reads an OSM XML file. Throws BadDataError (unknown-format, truncated-file, unreadable-file with the line). */
export async function openOsmXml(bytes: Uint8Array, layer: string, control: WorkControl = {}): Promise<OsmSource> {
  const file = new XmlFile(layer);
  await file.parse(bytes, control);
  return file;
}
