/** An OSM extract as PBF, out of whatever reader: nodes, ways and relations in a blob each. */
import { zlibSync } from "fflate";
import { PbfWriter } from "pbf";
import type { OsmSource, OsmTags } from "../../../../src/io/osm/osm-source.ts";

class Strings {
  private readonly indexes = new Map<string, number>([["", 0]]);

  at(text: string): number {
    const index = this.indexes.get(text) ?? this.indexes.size;
    this.indexes.set(text, index);
    return index;
  }

  keys(tags: OsmTags): number[] {
    return Array.from(tags.keys(), (key) => this.at(key));
  }

  values(tags: OsmTags): number[] {
    return Array.from(tags.values(), (value) => this.at(value));
  }

  all(): Uint8Array[] {
    return Array.from(this.indexes.keys(), (text) => new TextEncoder().encode(text));
  }
}

/** Each number as its difference from the one before. */
function deltas(values: readonly number[]): number[] {
  return values.map((value, index) => value - (values[index - 1] ?? 0));
}

function blob(type: string, content: Uint8Array): Uint8Array {
  const body = new PbfWriter();
  body.writeVarintField(2, content.length);
  body.writeBytesField(3, zlibSync(content));
  const packed = body.finish().slice();
  const header = new PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, packed.length);
  const head = header.finish();
  return Uint8Array.from([0, 0, 0, head.length, ...head, ...packed]);
}

function block(strings: Strings, group: Uint8Array): Uint8Array {
  const writer = new PbfWriter();
  writer.writeMessage(1, (_, table) => strings.all().forEach((text) => void table.writeBytesField(1, text)), null);
  writer.writeBytesField(2, group);
  return blob("OSMData", writer.finish().slice());
}

type Element = (writer: PbfWriter, strings: Strings) => void;

function blockOf(field: number, elements: readonly Element[]): Uint8Array {
  const strings = new Strings();
  const group = new PbfWriter();
  for (const element of elements) group.writeMessage(field, (_, writer) => element(writer, strings), null);
  return block(strings, group.finish().slice());
}

/** @param form `way-locations`: places stand in the ways, and nodes without tags are left out; `history`: said to hold several versions. */
export async function writeOsmPbf(
  source: OsmSource,
  form: "plain" | "way-locations" | "history" = "plain",
): Promise<Uint8Array> {
  const isInWays = form === "way-locations";
  const places = new Map<number, readonly [lon: number, lat: number]>();
  const [nodes, ways, relations]: [Element[], Element[], Element[]] = [[], [], []];
  const writeTags = (writer: PbfWriter, strings: Strings, tags: OsmTags): void => {
    writer.writePackedVarint(2, strings.keys(tags));
    writer.writePackedVarint(3, strings.values(tags));
  };
  await source.visit(
    {
      node: (id, lon, lat, tags) => {
        places.set(id, [lon, lat]);
        if (isInWays && tags.size === 0) return;
        nodes.push((writer, strings) => {
          writer.writeSVarintField(1, id);
          writeTags(writer, strings, tags);
          writer.writeSVarintField(8, Math.round(lat * 1e7));
          writer.writeSVarintField(9, Math.round(lon * 1e7));
        });
      },
      way: (id, refs, tags) => {
        const kept = Array.from(refs);
        ways.push((writer, strings) => {
          writer.writeVarintField(1, id);
          writeTags(writer, strings, tags);
          writer.writePackedSVarint(8, deltas(kept));
          if (!isInWays) return;
          for (const [field, axis] of [
            [9, 1],
            [10, 0],
          ] as const)
            writer.writePackedSVarint(
              field,
              deltas(kept.map((ref) => Math.round((places.get(ref)?.[axis] ?? 0) * 1e7))),
            );
        });
      },
      relation: (id, members, tags) =>
        relations.push((writer, strings) => {
          writer.writeVarintField(1, id);
          writeTags(writer, strings, tags);
          writer.writePackedVarint(
            8,
            members.map(({ role }) => strings.at(role)),
          );
          writer.writePackedSVarint(9, deltas(members.map(({ ref }) => ref)));
          writer.writePackedVarint(
            10,
            members.map(({ type }) => ["node", "way", "relation"].indexOf(type)),
          );
        }),
    },
    {},
  );
  const header = new PbfWriter();
  header.writeStringField(4, "OsmSchema-V0.6");
  header.writeStringField(4, "DenseNodes");
  if (form === "history") header.writeStringField(4, "HistoricalInformation");
  if (isInWays) header.writeStringField(5, "LocationsOnWays");
  return Uint8Array.from([
    ...blob("OSMHeader", header.finish().slice()),
    ...blockOf(1, nodes),
    ...blockOf(3, ways),
    ...blockOf(4, relations),
  ]);
}
