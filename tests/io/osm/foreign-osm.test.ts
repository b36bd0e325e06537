/** OSM data in the forms that its tools write: read alike, or named with what to do. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { describeIssue } from "../../../src/cli/describe-issue.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { openOsmXml } from "../../../src/io/osm/osm-xml.ts";
import { issuesOf, utf8 } from "../bad-data.ts";
import { writeOsmPbf } from "../import/corpus/write-osm-pbf.ts";
import { createTown } from "../toy-osm.ts";

const read = (name: string, bytes: Uint8Array) => importFiles([{ name, bytes }], { adminLevel: null });

const shapeOf = ({ streets, communities, demand, facilities }: Study) => ({
  streets: streets.count,
  communities: communities.names,
  people: demand.people.all.reduce((sum, amount) => sum + amount, 0),
  facilities: facilities.map(({ serviceId, count }) => `${serviceId} ${count}`),
});

describe("OSM data", () => {
  it("with places in its ways alone, or packed with gzip, is the same town", async () => {
    const town = createTown();
    const plain = shapeOf((await read("town.osm", town.bytes())).study);
    const source = await openOsmXml(town.bytes(), "town.osm");
    const inWays = await read("town.osm.pbf", await writeOsmPbf(source, "way-locations"));
    expect(shapeOf(inWays.study)).toEqual({ ...plain, people: expect.closeTo(plain.people, 6) });
    const packed = await read("town.osm.gz", new Uint8Array(gzipSync(town.bytes())));
    expect(shapeOf(packed.study)).toEqual(plain);
    expect(packed.study.id).toBe("town");
    const both = await read("town.osm.pbf.gz", new Uint8Array(gzipSync(await writeOsmPbf(source))));
    expect(shapeOf(both.study)).toEqual({ ...plain, people: expect.closeTo(plain.people, 6) });
  });

  it("of several versions, edits, other formats and packings are refused, each with what to do", async () => {
    const town = createTown();
    const source = await openOsmXml(town.bytes(), "town.osm");
    const twice = createTown().way(10, [1, 2, 3], { highway: "residential" });
    const files: readonly (readonly [name: string, bytes: Uint8Array, what: string, todo: string])[] = [
      ["town.osh.pbf", await writeOsmPbf(source, "history"), "osm-history", "osmium time-filter"],
      ["town.osh", twice.bytes(), "osm-history", "osmium time-filter"],
      ["a.osc", utf8('<osmChange version="0.6"><create/></osmChange>'), "osm-change", "apply-changes"],
      ["a.opl", utf8("n1 v1 dV c1 t i0 u T x113 y40\n"), "osm-other", "osmium cat"],
      ["a.o5m", Uint8Array.from([0xff, 0xe0, 4, 0x6f, 0x35, 0x6d, 0x32]), "osm-other", "osmium cat"],
      ["a.json", utf8('{"version": 0.6, "osm3s": {}, "elements": []}'), "overpass-json", "[out:xml]"],
      ["a.osm.bz2", utf8("BZh91AY&SY"), "unpack-first", "Unpack"],
      ["a.7z", Uint8Array.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), "unpack-first", "Unpack"],
    ];
    for (const [name, bytes, what, todo] of files) {
      const [issue] = await issuesOf(read(name, bytes));
      expect(issue?.details?.what, name).toBe(what);
      expect(issue && describeIssue(issue), name).toContain(todo);
    }
  });
});
