/** What both OSM formats offer: elements one after the other, as often as asked, without keeping them. */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { Bounds } from "../../core/model/geometry.ts";

export type OsmTags = ReadonlyMap<string, string>;

export const NO_TAGS: OsmTags = new Map();

export interface OsmMember {
  readonly type: "node" | "way" | "relation";
  readonly ref: number;
  readonly role: string;
}

/** Called for each element of the kinds that it names. */
export interface OsmVisitor {
  readonly node?: (id: number, lon: number, lat: number, tags: OsmTags) => void;
  /** `refs` are node ids; the array is only valid during the call. */
  readonly way?: (id: number, refs: ArrayLike<number>, tags: OsmTags) => void;
  readonly relation?: (id: number, members: readonly OsmMember[], tags: OsmTags) => void;
}

export interface OsmSource {
  /** The extract's bounds as the file states them, null where it does not. */
  readonly bounds: Bounds | null;
  /** Date of the data (ISO), "" where the file does not say. */
  readonly date: string;
  visit(visitor: OsmVisitor, control: WorkControl): Promise<void>;
}
