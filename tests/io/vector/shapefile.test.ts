import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readShapefile } from "../../../src/io/vector/read-shapefile.ts";
import { lines, utf8 } from "../bad-data.ts";
import { writeFiles } from "./convert-shapes.ts";
import { encodeGbk } from "./encode-gbk.ts";
import { features, names } from "./random-shapes.ts";
import { featuresOf, onlyShapes, type Pair, type ShapeFeature, sortedPositions } from "./shape-texts.ts";
import { type DbfField, writeDbf, writeShapefile } from "./write-shapefile.ts";

const FIELDS: readonly DbfField[] = [
  { name: "名称", type: "C", length: 60 },
  { name: "人口", type: "N", length: 12 },
];

const STATION: ShapeFeature = {
  geometry: { type: "Point", coordinates: [113.3, 40.1] },
  properties: { 名称: "平城区卫生站", 人口: 12 },
};

function square(west: number, south: number, size: number, isClockwise: boolean): Pair[] {
  const ring: Pair[] = [
    [west, south],
    [west, south + size],
    [west + size, south + size],
    [west + size, south],
    [west, south],
  ];
  return isClockwise ? ring : ring.reverse();
}

describe("shapefiles", () => {
  it.each(["point", "multipoint", "line", "area"] as const)(
    "give back every %s bit by bit, its attributes and the rows without a shape, in GBK, with Z and M or without",
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(features(kind), fc.boolean(), async (written, isMeasured) => {
          const files = writeShapefile(written, FIELDS, { encode: encodeGbk, isMeasured });
          const layer = onlyShapes(await readShapefile(files, "town.shp"));
          expect(featuresOf(layer)).toEqual(written);
          const hasShape = written.some(({ geometry }) => geometry !== null);
          expect(lines(layer.issues)).toEqual(isMeasured && hasShape ? ["town.shp assumed geometry"] : []);
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each([
    ["point", "POINT"],
    ["multipoint", "MULTIPOINT"],
    ["line", "LINESTRING"],
    ["area", "POLYGON"],
  ] as const)("give back every %s that GDAL has written, with its attributes and system", async (kind, type) => {
    await fc.assert(
      fc.asyncProperty(features(kind), async (written) => {
        const options = ["-nlt", type, "-lco", "ENCODING=UTF-8"];
        const made = await writeFiles("ESRI Shapefile", "shp", [{ name: "out", features: written, options }]);
        const [shp, shx, dbf, prj, cpg] = ["shp", "shx", "dbf", "prj", "cpg"].map((ending) =>
          made.get(`out.${ending}`),
        );
        const layer = onlyShapes(await readShapefile({ shp, shx, dbf, prj, cpg }, "out.shp"));
        const read = featuresOf(layer);
        expect(read.map(({ geometry }) => sortedPositions(geometry))).toEqual(
          written.map(({ geometry }) => sortedPositions(geometry)),
        );
        expect(read.map(({ properties }) => properties)).toEqual(
          written.map(({ properties }) => expect.objectContaining(properties)),
        );
        expect(layer.crsText).toContain("WGS_1984");
        expect(layer.issues).toEqual([]);
      }),
      { numRuns: 4 },
    );
  });

  it("read the same without their index", async () => {
    await fc.assert(
      fc.asyncProperty(features("area"), async (written) => {
        const { shp, dbf } = writeShapefile(written, FIELDS, { encode: encodeGbk });
        expect(featuresOf(onlyShapes(await readShapefile({ shp, dbf }, "town.shp")))).toEqual(written);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ["a code page file that says GBK", encodeGbk, 0, "GBK"],
    ["a code page file that says 936", encodeGbk, 0, "936"],
    ["the language byte of GBK", encodeGbk, 0x4d, null],
    ["the language byte that means this computer's", encodeGbk, 0x57, null],
    ["nothing, in GBK", encodeGbk, 0, null],
    ["nothing, in UTF-8", utf8, 0, null],
    ["a code page file that says UTF-8", utf8, 0x4d, "UTF-8"],
  ])("know their letters by %s", async (_, encode, language, codePage) => {
    await fc.assert(
      fc.asyncProperty(fc.array(names, { minLength: 1, maxLength: 5 }), async (texts) => {
        const rows = texts.map((名称) => ({ ...STATION, properties: { 名称, 人口: 1 } }));
        // One letter that is not in ASCII, so that there is something to tell.
        const files = writeShapefile([STATION, ...rows], FIELDS, { encode, language });
        const cpg = codePage === null ? {} : { cpg: utf8(codePage) };
        const layer = onlyShapes(await readShapefile({ ...files, ...cpg }, "town.shp"));
        expect(featuresOf(layer).map(({ properties }) => properties.名称)).toEqual(["平城区卫生站", ...texts]);
        expect(layer.encoding).toBe(encode === utf8 ? "utf-8" : "gb18030");
        expect(layer.issues).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it("say so where the code page file is wrong, and read the letters all the same", async () => {
    const files = writeShapefile([STATION], FIELDS, { encode: encodeGbk });
    const layer = onlyShapes(await readShapefile({ ...files, cpg: utf8("UTF-8") }, "town.shp"));
    expect(featuresOf(layer)).toEqual([STATION]);
    expect(layer.issues).toMatchObject([{ code: "assumed", value: "gb18030", details: { what: "encoding-read" } }]);
  });

  it("read their letters where a code page is named that does not exist", async () => {
    const rows = [{ 名称: "abc" }, { 名称: "平城区" }];
    for (const [encoding, cpg] of [
      ["x-klingon", "UTF-8"],
      [null, "ISO-8859-12"],
      [null, "Klingon"],
    ] as const) {
      const dbf = writeDbf(rows, [{ name: "名称", type: "C", length: 20 }], { encode: utf8 });
      const [layer] = await readShapefile({ dbf, cpg: utf8(cpg) }, "a.dbf", encoding);
      expect(layer?.kind === "cells" && layer.grid.rows).toEqual([["名称"], ["abc"], ["平城区"]]);
      expect(lines(layer?.issues ?? [])).toMatchObject([expect.stringMatching(/(assumed|bad-value) encoding$/)]);
    }
  });

  it("leave out the half of a letter that their fields cut off", async () => {
    const rows = [{ 名称: "平城区第一小学", 人口: 1 }];
    const fields: DbfField[] = [{ name: "名称", type: "C", length: 7 }];
    for (const [encode, kept] of [
      [encodeGbk, "平城区"],
      [utf8, "平城"],
    ] as const) {
      const [layer] = await readShapefile({ dbf: writeDbf(rows, fields, { encode }) }, "town.dbf");
      expect(layer?.kind === "cells" && layer.grid.rows).toEqual([["名称"], [kept]]);
      expect(layer?.issues).toEqual([]);
    }
  });

  it("keep all digits of a number that is longer than a double", async () => {
    const code = "140213001001000001";
    const fields: DbfField[] = [{ name: "code", type: "N", length: 18 }];
    const [layer] = await readShapefile(
      { dbf: writeDbf([{ code }, { code: null }], fields, { encode: utf8 }) },
      "a.dbf",
    );
    expect(layer?.kind === "cells" && layer.grid.rows).toEqual([["code"], [code], [null]]);
  });

  it("read days, yes and no, and numbers that were too wide for their field", async () => {
    const fields: DbfField[] = [
      { name: "d", type: "D", length: 8 },
      { name: "l", type: "L", length: 1 },
      { name: "f", type: "N", length: 6, decimals: 2 },
      { name: "x", type: "F", length: 4 },
    ];
    const rows = [
      { d: "20240131", l: true, f: 3.25, x: "****" },
      { d: "00000000", l: false, f: -1, x: "1e3" },
      { d: null, l: null, f: null, x: null },
    ];
    const [layer] = await readShapefile({ dbf: writeDbf(rows, fields, { encode: utf8 }) }, "a.dbf");
    expect(layer?.kind === "cells" && layer.grid.rows).toEqual([
      ["d", "l", "f", "x"],
      ["2024-01-31", true, 3.25, null],
      [null, false, -1, 1000],
      [null, null, null, null],
    ]);
  });

  it("leave out deleted rows with their shapes and keep the numbers of the others", async () => {
    const written = [1, 2, 3].map((人口) => ({ ...STATION, properties: { 名称: "站", 人口 } }));
    const files = writeShapefile(written, FIELDS, { encode: encodeGbk, deleted: [1] });
    const layer = onlyShapes(await readShapefile(files, "town.shp"));
    expect(featuresOf(layer).map(({ properties }) => properties.人口)).toEqual([1, 3]);
    expect(layer.labels).toEqual([1, 3]);
  });

  it("find holes by nesting where no ring runs as the format asks", async () => {
    const outer = square(113, 40, 1, false);
    const hole = square(113.2, 40.2, 0.5, true);
    const geometry = { type: "Polygon", coordinates: [outer, hole] } as const;
    const files = writeShapefile([{ geometry, properties: {} }], FIELDS, { encode: utf8 });
    expect(featuresOf(onlyShapes(await readShapefile(files, "a.shp")))[0]?.geometry).toEqual(geometry);
  });

  it("keep the definition of their coordinate system as it is written", async () => {
    const files = writeShapefile([STATION], FIELDS, { encode: utf8 });
    const layer = onlyShapes(await readShapefile({ ...files, prj: utf8('GEOGCS["GCS_CGCS_2000"]\n\0') }, "a.shp"));
    expect(layer.crsText).toBe('GEOGCS["GCS_CGCS_2000"]');
    expect(layer.table.crsCode).toBe(0);
  });

  it("say what is missing beside the shapes, or differs from them", async () => {
    const { shp, shx, dbf } = writeShapefile([STATION, STATION], FIELDS, { encode: utf8 });
    const short = writeShapefile([STATION], FIELDS, { encode: utf8 });
    const read = async (parts: object): Promise<string[]> =>
      lines((await readShapefile(parts, "a.shp"))[0]?.issues ?? []);
    expect(await read({ shp, shx })).toEqual(["a.shp assumed .dbf"]);
    expect(await read({ shx })).toEqual(["a.shp missing-layer .shp"]);
    expect(await read({ shp, shx, dbf: short.dbf })).toEqual(["a.shp bad-value .dbf"]);
    expect(await read({ shp: dbf, dbf })).toEqual(["a.shp unknown-format"]);
  });

  it("are read in spite of an index that leads nowhere", async () => {
    const { shp, shx, dbf } = writeShapefile([STATION, STATION], FIELDS, { encode: utf8 });
    const wrong = shx.slice();
    new DataView(wrong.buffer).setInt32(108, 1_000_000, false);
    const layer = onlyShapes(await readShapefile({ shp, shx: wrong, dbf }, "a.shp"));
    expect(featuresOf(layer)).toEqual([STATION, STATION]);
    expect(lines(layer.issues)).toEqual(["a.shp assumed shx"]);
  });

  it("are read without an index where null shapes claim the length of others, and between records lies what is none", async () => {
    const rows: ShapeFeature[] = [STATION, { ...STATION, geometry: null }, STATION, { ...STATION, geometry: null }];
    const { shp, dbf } = writeShapefile(rows, FIELDS, { encode: utf8 });
    const second = 100 + 28;
    const claiming = shp.slice();
    new DataView(claiming.buffer).setInt32(second + 4, 12, false);
    new DataView(claiming.buffer).setInt32(shp.length - 8, 12, false);
    const littered = Uint8Array.from([
      ...shp.subarray(0, second),
      ...new Uint8Array(24).fill(0xee),
      ...shp.subarray(second),
    ]);
    for (const damaged of [claiming, littered]) {
      const layer = onlyShapes(await readShapefile({ shp: damaged, dbf }, "a.shp"));
      expect(featuresOf(layer)).toEqual(rows);
      expect(layer.issues).toEqual([]);
    }
  });

  it("tell of columns that reach beyond the rows, and read the others", async () => {
    const dbf = writeDbf([{ 名称: "站", 人口: 1 }], FIELDS, { encode: utf8 });
    new DataView(dbf.buffer).setUint16(10, 61, true);
    const [layer] = await readShapefile({ dbf }, "a.dbf");
    expect(layer?.kind === "cells" && layer.grid.rows).toEqual([["名称"], ["站"]]);
    expect(lines(layer?.issues ?? [])).toEqual(["a.dbf unreadable-file columns"]);
  });

  it("name the record whose count of positions goes beyond it, and read the others", async () => {
    const line: ShapeFeature = {
      geometry: {
        type: "LineString",
        coordinates: [
          [113, 40],
          [114, 41],
        ],
      },
      properties: { 名称: "路", 人口: 1 },
    };
    const files = writeShapefile([line, line], FIELDS, { encode: utf8 });
    new DataView(files.shp.buffer).setInt32(100 + 8 + 40, 0x7fffffff, true);
    const layer = onlyShapes(await readShapefile(files, "a.shp"));
    expect(featuresOf(layer)).toEqual([{ ...line, geometry: null }, line]);
    expect(lines(layer.issues)).toEqual(["a.shp bad-value 1 geometry"]);
  });
});
