import fc from "fast-check";
import { zlibSync } from "fflate";
import { PbfWriter } from "pbf";
import { describe, expect, it } from "vitest";
import { BadDataError } from "../../../src/core/errors.ts";
import { openOsmPbf } from "../../../src/io/osm/osm-pbf.ts";
import type { OsmSource } from "../../../src/io/osm/osm-source.ts";
import { isOsmXml, openOsmXml } from "../../../src/io/osm/osm-xml.ts";
import { callOffAfter } from "../../support/call-off.ts";
import { issuesOf, utf8 } from "../bad-data.ts";

async function elements(source: OsmSource): Promise<string[]> {
  const found: string[] = [];
  await source.visit(
    {
      node: (id, lon, lat, tags) => found.push(`n${id} ${lon},${lat} ${[...tags].join(" ")}`),
      way: (id, refs, tags) => found.push(`w${id} ${Array.from(refs).join("-")} ${[...tags].join(" ")}`),
      relation: (id, members, tags) =>
        found.push(
          `r${id} ${members.map(({ type, ref, role }) => `${type}${ref}${role}`).join("-")} ${[...tags].join(" ")}`,
        ),
    },
    {},
  );
  return found;
}

const STRINGS = ["", "name", "大同", "highway", "residential", "outer", "type", "boundary"];

function primitiveBlock(): Uint8Array {
  const writer = new PbfWriter();
  writer.writeMessage(1, (_, table) => STRINGS.forEach((text) => void table.writeBytesField(1, utf8(text))), null);
  writer.writeMessage(
    2,
    (_, group) => {
      group.writeMessage(
        1,
        (__, node) => {
          node.writeSVarintField(1, 5);
          node.writePackedVarint(2, [1]);
          node.writePackedVarint(3, [2]);
          node.writeSVarintField(8, 400000001);
          node.writeSVarintField(9, 1130000000);
        },
        null,
      );
      group.writeMessage(
        2,
        (__, dense) => {
          dense.writePackedSVarint(1, [10, 1, -3]);
          dense.writePackedSVarint(8, [400000000, 5, -10]);
          dense.writePackedSVarint(9, [-1130000000, 1, 1]);
          dense.writePackedVarint(10, [0, 1, 2, 0, 0]);
        },
        null,
      );
      group.writeMessage(
        3,
        (__, way) => {
          way.writeVarintField(1, 77);
          way.writePackedVarint(2, [3]);
          way.writePackedVarint(3, [4]);
          way.writePackedSVarint(8, [10, 1, -3]);
        },
        null,
      );
      group.writeMessage(
        4,
        (__, relation) => {
          relation.writeVarintField(1, 88);
          relation.writePackedVarint(2, [6]);
          relation.writePackedVarint(3, [7]);
          relation.writePackedVarint(8, [5, 0]);
          relation.writePackedSVarint(9, [77, -67]);
          relation.writePackedVarint(10, [1, 0]);
        },
        null,
      );
    },
    null,
  );
  return writer.finish();
}

type Packing = "raw" | "zlib" | "zstd";

function blob(type: string, content: Uint8Array, packing: Packing): Uint8Array {
  const body = new PbfWriter();
  if (packing === "raw") body.writeBytesField(1, content);
  else {
    body.writeVarintField(2, content.length);
    body.writeBytesField(packing === "zlib" ? 3 : 7, packing === "zlib" ? zlibSync(content) : content);
  }
  const packed = body.finish();
  const header = new PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, packed.length);
  const head = header.finish();
  return Uint8Array.from([0, 0, 0, head.length, ...head, ...packed]);
}

function headerBlock(feature = "DenseNodes"): Uint8Array {
  const writer = new PbfWriter();
  writer.writeStringField(4, "OsmSchema-V0.6");
  writer.writeStringField(4, feature);
  return writer.finish();
}

function pbfFile(packing: Packing, feature?: string): Uint8Array {
  return Uint8Array.from([
    ...blob("OSMHeader", headerBlock(feature), packing),
    ...blob("OSMData", primitiveBlock(), packing),
  ]);
}

const ELEMENTS = [
  "n5 113,40.0000001 name,大同",
  "n10 -113,40 ",
  "n11 -112.9999999,40.0000005 name,大同",
  "n8 -112.9999998,39.9999995 ",
  "w77 10-11-8 highway,residential",
  "r88 way77outer-node10 type,boundary",
];

async function codesOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof BadDataError) return error.issues.map((issue) => issue.code).join();
    throw error;
  }
  return "none";
}

describe("an OSM PBF file", () => {
  it.each(["raw", "zlib"] as const)(
    "of %s blobs gives plain and dense nodes, ways and relations, as often as asked",
    async (packing) => {
      const source = openOsmPbf(pbfFile(packing), "f");
      expect(await elements(source)).toEqual(ELEMENTS);
      expect(await elements(source)).toEqual(ELEMENTS);
    },
  );

  it("in another compression is refused by its name", async () => {
    const [issue] = await issuesOf(Promise.resolve().then(() => openOsmPbf(pbfFile("zstd"), "f")));
    expect(issue).toMatchObject({ code: "unreadable-file", details: { compression: "zstd" } });
  });

  it("that needs a feature nobody reads here is refused by its name", async () => {
    const [issue] = await issuesOf(Promise.resolve().then(() => openOsmPbf(pbfFile("zlib", "Something.New"), "f")));
    expect(issue).toMatchObject({ code: "unreadable-file", details: { feature: "Something.New" } });
  });

  it("is refused wherever it is cut off inside a blob", async () => {
    const bytes = pbfFile("zlib");
    const end = blob("OSMHeader", headerBlock(), "zlib").length;
    for (let length = 16; length < bytes.length; length++) {
      if (length === end) continue;
      expect(await codesOf(async () => openOsmPbf(bytes.slice(0, length), "f")), `${length}`).toBe("truncated-file");
    }
  });

  it("with damaged bytes is read or refused, and never crashes", async () => {
    const bytes = pbfFile("zlib");
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
        const damaged = bytes.slice();
        damaged[at] = value;
        const codes = await codesOf(() => elements(openOsmPbf(damaged, "f")));
        expect(["none", "truncated-file", "unreadable-file", "too-large"]).toContain(codes);
      }),
      { numRuns: 300 },
    );
  });
});

describe("an OSM XML file", () => {
  const document = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6"><bounds minlon="113" minlat="40" maxlon="114" maxlat="41"/>
<node id="5" lon="113" lat="40.0000001" timestamp="2020-01-02T00:00:00Z"><tag k="name" v="大同 &amp; &#x5927;"/></node>
<node id="6" lon="1" lat="2" visible="false"/>
<way id="77"><nd ref="5"/><nd ref="6"/><tag k="highway" v="residential"/></way>
<relation id="88"><member type="way" ref="77" role="outer"/><tag k="type" v="boundary"/></relation></osm>`;

  it("gives its elements, bounds and date", async () => {
    const source = await openOsmXml(utf8(document), "f");
    expect(await elements(source)).toEqual([
      "n5 113,40.0000001 name,大同 & 大",
      "w77 5-6 highway,residential",
      "r88 way77outer type,boundary",
    ]);
    expect(source).toMatchObject({ bounds: [113, 40, 114, 41], date: "2020-01-02" });
  });

  it("is read the same whichever way its bytes fall into chunks", async () => {
    const nodes = Array.from(
      { length: 9000 },
      (_, id) => `<node id="${id}" lon="113" lat="40"><tag k="name" v="御河"/></node>`,
    );
    const source = await openOsmXml(utf8(`<osm>${nodes.join("")}</osm>`), "f");
    const found = await elements(source);
    expect(found).toHaveLength(9000);
    expect(new Set(found.map((line) => line.replace(/^n\d+/, "")))).toEqual(new Set([" 113,40 name,御河"]));
  });

  it("is read in UTF-16 as well, and known for what it is", async () => {
    const wide = document.replace("UTF-8", "UTF-16");
    const units = Array.from({ length: wide.length }, (_, at) => wide.charCodeAt(at));
    for (const mark of [[0xff, 0xfe], []]) {
      const bytes = Uint8Array.from([...mark, ...units.flatMap((unit) => [unit & 255, unit >> 8])]);
      expect(isOsmXml(bytes)).toBe(true);
      expect(await elements(await openOsmXml(bytes, "f"))).toEqual(
        await elements(await openOsmXml(utf8(document), "f")),
      );
    }
  });

  it("leaves out what was deleted, with all that stands in it", async () => {
    const source = await openOsmXml(
      utf8(`<osm><way id="1" action="delete"><nd ref="5"/><tag k="highway" v="path"/></way>
        <way id="2"><nd ref="6"/><tag k="highway" v="steps"/></way>
        <relation id="3" visible="false"><member type="way" ref="1" role="outer"/><tag k="a" v="b"/></relation>
        <relation id="4"><member type="way" ref="2" role="inner"/></relation><node id="x"/><node id="7"/></osm>`),
      "f",
    );
    expect(await elements(source)).toEqual(["n7 NaN,NaN ", "w2 6 highway,steps", "r4 way2inner "]);
  });

  it("can be called off midway, while it is read and while it is visited", async () => {
    const nodes = Array.from({ length: 60_000 }, (_, id) => `<node id="${id}" lon="113" lat="40"/>`).join("\n");
    const bytes = utf8(`<osm>${nodes}</osm>`);
    const reading = callOffAfter(3);
    await expect(openOsmXml(bytes, "f", reading)).rejects.toThrow("cancelled");
    expect(reading.asked()).toBe(4);
    const source = await openOsmXml(bytes, "f");
    let seen = 0;
    const visitor = { node: () => void seen++ };
    await expect(source.visit(visitor, callOffAfter(2))).rejects.toThrow("cancelled");
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThan(60_000);
  });

  it("that is cut off, ill-formed or declares a document type is refused with the line", async () => {
    const cut = await issuesOf(openOsmXml(utf8(document.slice(0, 400)), "f"));
    expect(cut[0]).toMatchObject({ code: "truncated-file" });
    const broken = await issuesOf(openOsmXml(utf8(document.replace("</way>", "</road>")), "f"));
    expect(broken[0]).toMatchObject({ code: "unreadable-file", row: 5 });
    const typed = await issuesOf(openOsmXml(utf8(`<!DOCTYPE osm [<!ENTITY a "aaaa">]>${document.slice(38)}`), "f"));
    expect(typed[0]).toMatchObject({ code: "unreadable-file", value: "DOCTYPE" });
  });

  it("of another kind is refused", async () => {
    const [issue] = await issuesOf(openOsmXml(utf8("<osmChange></osmChange>"), "f"));
    expect(issue).toMatchObject({ code: "unknown-format", value: "osmChange" });
  });
});
