/** GeoPackages as other programs leave them: open elsewhere, with views, with tables and shapes of every kind. */
import { beforeAll, describe, expect, it } from "vitest";
import { applyJournal } from "../../../src/io/vector/apply-journal.ts";
import { applyWal } from "../../../src/io/vector/apply-wal.ts";
import { findEndlessViews } from "../../../src/io/vector/judge-views.ts";
import { readGeopackage } from "../../../src/io/vector/read-geopackage.ts";
import { readVectorLayers } from "../../../src/io/vector/read-vector-layers.ts";
import { lines } from "../bad-data.ts";
import { alterGeopackage } from "./alter-geopackage.ts";
import { writeOneFile } from "./convert-shapes.ts";
import { featuresOf, onlyShapes, type ShapeFeature } from "./shape-texts.ts";
import { writeJournal } from "./write-journal.ts";
import { writeWal } from "./write-wal.ts";

const POINT: ShapeFeature = { geometry: { type: "Point", coordinates: [113.3, 40.1] }, properties: { 名称: "站" } };
const LAYERS = [
  { name: "站点", features: [POINT, { ...POINT, properties: { 名称: "校" } }], options: ["-lco", "SPATIAL_INDEX=NO"] },
];

function registered(name: string, view: string): string[] {
  return [
    view,
    `INSERT INTO gpkg_contents(table_name,data_type,identifier,srs_id) VALUES('${name}','features','${name}',4326)`,
    `INSERT INTO gpkg_geometry_columns VALUES('${name}','geom','POINT',4326,0,0)`,
  ];
}

async function layersOf(statements: readonly string[]) {
  return readGeopackage({ gpkg: await alterGeopackage(LAYERS, statements) }, "town.gpkg");
}

describe("a GeoPackage that a program had open", () => {
  let [before, after, log]: Uint8Array[] = [];

  beforeAll(async () => {
    before = await writeOneFile("GPKG", "gpkg", LAYERS);
    after = await alterGeopackage(LAYERS, [`UPDATE "站点" SET "名称" = '卫生站' WHERE fid = 1`]);
    log = writeWal(before as Uint8Array, after as Uint8Array);
    before?.set([2, 2], 18);
  });

  const namesOf = async (gpkg: Uint8Array, beside?: Uint8Array) => {
    const layer = onlyShapes(await readGeopackage({ gpkg, log: beside }, "town.gpkg"));
    return [...featuresOf(layer).map(({ properties }) => properties.名称), ...lines(layer.issues)];
  };

  it("is read with the changes of the log beside it, in either order of bytes", async () => {
    expect(await namesOf(before as Uint8Array, log)).toEqual(["卫生站", "校"]);
    const big = writeWal(before as Uint8Array, after as Uint8Array, false);
    expect(await namesOf(before as Uint8Array, big)).toEqual(["卫生站", "校"]);
  });

  it("is read as it is where the log is missing, and says so", async () => {
    expect(await namesOf(before as Uint8Array)).toEqual(["站", "校", "town.gpkg assumed -wal"]);
  });

  it("needs no log where that was emptied", async () => {
    expect(await namesOf(before as Uint8Array, new Uint8Array(0))).toEqual(["站", "校"]);
  });

  it("is read without a transaction that is not whole, and without a log of another database", async () => {
    const told = ["站", "校", "town.gpkg assumed -wal"];
    expect(await namesOf(before as Uint8Array, (log as Uint8Array).subarray(0, -1))).toEqual(told);
    const damaged = (log as Uint8Array).slice();
    damaged[100] = (damaged[100] as number) ^ 1;
    expect(await namesOf(before as Uint8Array, damaged)).toEqual(told);
    expect(await namesOf(before as Uint8Array, new Uint8Array(5000).fill(7))).toEqual(told);
  });

  it("comes with its log when both are dropped, whatever the letters of their names", async () => {
    const { groups, others } = await readVectorLayers([
      { name: "a/Town.GPKG", bytes: before as Uint8Array },
      { name: "a/town.gpkg-wal", bytes: log as Uint8Array },
      { name: "a/town.gpkg-shm", bytes: new Uint8Array(32) },
    ]);
    expect(others).toEqual([]);
    expect(groups.map(({ file, parts }) => [file, parts.length])).toEqual([["a/Town.GPKG", 3]]);
    expect(featuresOf(onlyShapes(groups[0]?.layers ?? []))[0]?.properties).toEqual({ 名称: "卫生站" });
  });

  it("never grows beyond its log, whatever bytes of that are changed", () => {
    for (let at = 0; at < 60; at++) {
      const changed = (log as Uint8Array).slice();
      changed[at] = (changed[at] as number) ^ 0xff;
      const whole = applyWal(before as Uint8Array, changed);
      if (whole) expect(whole.length).toBe((after as Uint8Array).length);
    }
  });
});

describe("a GeoPackage that a program was writing", () => {
  let [before, half, journal]: Uint8Array[] = [];

  beforeAll(async () => {
    before = await writeOneFile("GPKG", "gpkg", LAYERS);
    half = await alterGeopackage(LAYERS, [`UPDATE "站点" SET "名称" = '半'`]);
    journal = writeJournal(before as Uint8Array);
  });

  const namesOf = async (beside?: Uint8Array) => {
    const layer = onlyShapes(await readGeopackage({ gpkg: half as Uint8Array, journal: beside }, "town.gpkg"));
    return [
      ...featuresOf(layer).map(({ properties }) => properties.名称),
      ...layer.issues.map(({ severity, details }) => `${severity} ${details?.what}`),
    ];
  };

  it("is read as it was before the change that was not finished, and says so", async () => {
    expect(await namesOf(journal)).toEqual(["站", "校", "warning journal-applied"]);
    const { groups } = await readVectorLayers([
      { name: "a/Town.GPKG", bytes: half as Uint8Array },
      { name: "a/town.gpkg-journal", bytes: journal as Uint8Array },
    ]);
    expect(featuresOf(onlyShapes(groups[0]?.layers ?? []))[0]?.properties).toEqual({ 名称: "站" });
  });

  it("is read as it is where the journal is spent: empty, or with its head struck out", async () => {
    expect(await namesOf()).toEqual(["半", "半"]);
    expect(await namesOf(new Uint8Array(0))).toEqual(["半", "半"]);
    const struck = (journal as Uint8Array).slice();
    struck.fill(0, 0, 28);
    expect(await namesOf(struck)).toEqual(["半", "半"]);
  });

  it("is refused where the journal is of another database, or none", async () => {
    const others = (journal as Uint8Array).slice();
    new DataView(others.buffer).setUint32(24, 512);
    for (const beside of [others, new Uint8Array(5000).fill(7), (journal as Uint8Array).subarray(0, 20)])
      expect((await namesOf(beside)).at(-1)).toBe("error journal-unread");
  });

  it("never grows beyond what both files hold, whatever bytes of the journal are changed or missing", () => {
    const most = (half as Uint8Array).length + (journal as Uint8Array).length;
    for (let at = 0; at < 600; at++) {
      const changed = (journal as Uint8Array).slice();
      changed[at] = (changed[at] as number) ^ 0xff;
      expect(applyJournal(half as Uint8Array, changed)?.length ?? 0).toBeLessThanOrEqual(most);
      const cut = (journal as Uint8Array).subarray(0, Math.floor((at / 600) * (journal as Uint8Array).length));
      expect(applyJournal(half as Uint8Array, cut)?.length ?? 0).toBeLessThanOrEqual(most);
    }
  });
});

describe("a view of a GeoPackage", () => {
  it("is a layer like its table", async () => {
    const layers = await layersOf(
      registered("v", 'CREATE VIEW v AS SELECT fid AS OGC_FID, geom, "名称" FROM "站点" WHERE fid = 2'),
    );
    expect(layers.map(({ name }) => name)).toEqual(["站点", "v"]);
    expect(layers[1]?.kind === "shapes" && featuresOf(layers[1])[0]?.properties.名称).toBe("校");
  });

  const ENDLESS: readonly (readonly [string, string])[] = [
    [
      "recursion",
      "CREATE VIEW v AS WITH RECURSIVE t(x) AS (VALUES(1) UNION ALL SELECT x FROM t) SELECT x AS fid, NULL AS geom FROM t",
    ],
    [
      "recursion within",
      "CREATE VIEW v AS SELECT * FROM (WITH t(x) AS (VALUES(1) UNION ALL SELECT x FROM t) SELECT x AS fid FROM t)",
    ],
    ["tables joined without a condition", 'CREATE VIEW v AS SELECT a.* FROM "站点" a, "站点" b, "站点" c, "站点" d'],
    ["tables that are crossed", 'CREATE VIEW v AS SELECT a.* FROM "站点" a CROSS JOIN "站点" b'],
    ["a long statement", `CREATE VIEW v AS WITH t AS (SELECT '${"长".repeat(9000)}' AS x) SELECT * FROM t`],
  ];

  it.each(ENDLESS)("with %s is not run, and the other layers are read", async (_, view) => {
    const layers = await layersOf(registered("v", view));
    expect(layers.map(({ name }) => name)).toEqual(["站点", "v"]);
    expect(layers[0]?.kind === "shapes" && layers[0].table.count).toBe(2);
    expect(layers[1]?.kind === "shapes" && layers[1].table.count).toBe(0);
    expect(layers[1]?.issues).toMatchObject([{ severity: "warning", details: { what: "endless-view" } }]);
  });

  it("is not run where views build upon one another without end", async () => {
    const views = Array.from({ length: 8 }, (_, level) => {
      const below = level === 0 ? '"站点"' : `v${level - 1}`;
      return `CREATE VIEW v${level} AS SELECT a.fid FROM ${below} a JOIN ${below} b ON a.fid = b.fid`;
    });
    const gpkg = await alterGeopackage(LAYERS, views);
    const names = findEndlessViews(gpkg).map(({ name }) => name);
    expect(names).toContain("v7");
    expect(names).not.toContain("v0");
    const layers = await readGeopackage({ gpkg }, "town.gpkg");
    expect(layers[0]?.name).toBe("站点");
  });

  it.each([
    'CREATE VIEW "with" AS SELECT fid, \'一 WITH 二\' AS "with" FROM "站点" -- WITH',
    'CREATE VIEW v AS SELECT a.fid, b."名称" FROM "站点" AS a LEFT JOIN "站点" AS b ON a.fid = b.fid',
    'CREATE VIEW v AS SELECT a.fid FROM "站点" a, "站点" b WHERE a.fid = b.fid',
    'CREATE VIEW v AS SELECT fid, "名称" FROM "站点" UNION ALL SELECT fid, "名称" FROM "站点"',
    'CREATE VIEW v AS SELECT a.fid FROM "站点" a JOIN "站点" b USING (fid) NATURAL JOIN "站点" c',
  ])("that ends is run: %s", async (view) => {
    expect(findEndlessViews(await alterGeopackage(LAYERS, [view]))).toEqual([]);
  });

  it("cannot be hidden by damage, and damage hides nothing that crashes", async () => {
    const gpkg = await alterGeopackage(LAYERS, registered("v", ENDLESS[0]?.[1] ?? ""));
    for (let length = 0; length < gpkg.length; length += 997) findEndlessViews(gpkg.subarray(0, length));
    for (let at = 16; at < 4096; at += 13) {
      const changed = gpkg.slice();
      changed[at] = (changed[at] as number) ^ 0xff;
      findEndlessViews(changed);
    }
  });
});

describe("layers of a GeoPackage", () => {
  const shaped = (...geometries: readonly unknown[]) => [
    {
      name: "层",
      features: geometries.map((geometry, n) => ({ geometry, properties: { n } }) as unknown as ShapeFeature),
    },
  ];
  const AREA = [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ];

  it("may have shapes without positions, an area among them, and are read with their values and digits", async () => {
    const layers = shaped(
      { type: "Polygon", coordinates: AREA },
      { type: "Polygon", coordinates: AREA },
      { type: "Point", coordinates: [1 / 3, 40] },
      null,
    ).map((layer) => ({ ...layer, options: ["-lco", "SPATIAL_INDEX=NO"] }));
    // The mark of an empty shape, its system and a polygon of no rings.
    const emptied = "UPDATE \"层\" SET geom = x'47500011E6100000010300000000000000' WHERE n = 1";
    const gpkg = await alterGeopackage([...layers, { name: "另一层", features: [POINT] }], [emptied]);
    const [first, second] = await readGeopackage({ gpkg }, "town.gpkg");
    expect(first?.issues).toEqual([]);
    expect(first?.kind === "shapes" && featuresOf(first)).toEqual([
      { geometry: { type: "Polygon", coordinates: AREA }, properties: { n: 0 } },
      { geometry: { type: "Polygon", coordinates: [] }, properties: { n: 1 } },
      { geometry: { type: "Point", coordinates: [expect.closeTo(1 / 3, 14), 40] }, properties: { n: 2 } },
      { geometry: null, properties: { n: 3 } },
    ]);
    expect(first?.kind === "shapes" && first.crsText).toContain("WGS 84");
    expect(second?.kind === "shapes" && [second.table.crsCode, ...featuresOf(second)]).toEqual([4326, POINT]);
  });

  it("may have collections: of one kind they are one shape of many parts", async () => {
    const line = (x: number) => ({
      type: "LineString",
      coordinates: [
        [x, 0],
        [x, 1],
      ],
    });
    const area = { type: "Polygon", coordinates: AREA };
    const gpkg = await writeOneFile(
      "GPKG",
      "gpkg",
      shaped(
        { type: "GeometryCollection", geometries: [line(0), line(1)] },
        { type: "GeometryCollection", geometries: [area, { type: "MultiPolygon", coordinates: [AREA, AREA] }] },
        { type: "GeometryCollection", geometries: [POINT.geometry, area] },
        { type: "GeometryCollection", geometries: [] },
      ),
    );
    const layer = onlyShapes(await readGeopackage({ gpkg }, "town.gpkg"));
    expect(featuresOf(layer).map(({ geometry }) => geometry)).toEqual([
      { type: "MultiLineString", coordinates: [line(0).coordinates, line(1).coordinates] },
      { type: "MultiPolygon", coordinates: [AREA, AREA, AREA] },
      { type: "MultiPolygon", coordinates: [AREA] },
      null,
    ]);
    expect(lines(layer.issues)).toEqual(["town.gpkg › 层 bad-value 3 geometry"]);
  });

  it.each(["-1", "0"])("say nothing of their system where that is %s", async (code) => {
    const gpkg = await alterGeopackage(LAYERS, [
      `UPDATE gpkg_contents SET srs_id = ${code}`,
      `UPDATE gpkg_geometry_columns SET srs_id = ${code}`,
    ]);
    const layer = onlyShapes(await readGeopackage({ gpkg }, "town.gpkg"));
    expect([layer.table.crsCode, layer.crsText]).toEqual([0, ""]);
  });

  it("have no shape where a point is empty", async () => {
    // The mark of a shape, its system and a point that is no numbers.
    const nowhere = "x'47500011E61000000101000000000000000000F87F000000000000F87F'";
    const gpkg = await alterGeopackage(LAYERS, [`UPDATE "站点" SET geom = ${nowhere} WHERE fid = 1`]);
    const layer = onlyShapes(await readGeopackage({ gpkg }, "town.gpkg"));
    expect(featuresOf(layer).map(({ geometry }) => geometry)).toEqual([null, POINT.geometry]);
  });

  it("may be tables that nothing lists, and have any name", async () => {
    const layers = await layersOf([
      'CREATE TABLE "带 ""引号"" 的表"(id INTEGER PRIMARY KEY, "名称" TEXT, n INTEGER, b BLOB)',
      `INSERT INTO "带 ""引号"" 的表" VALUES(1, '0123', 5, x'00ff')`,
    ]);
    expect(layers.map(({ name, kind }) => [name, kind])).toEqual([
      ["站点", "shapes"],
      ['带 "引号" 的表', "cells"],
    ]);
    expect(layers[1]?.kind === "cells" && layers[1].grid.rows).toEqual([
      ["名称", "n", "b"],
      ["0123", 5, null],
    ]);
  });

  it("call their shapes and their numbers what they like", async () => {
    const [layer] = LAYERS;
    const options = ["-lco", "GEOMETRY_NAME=形状", "-lco", "FID=objectid", "-lco", "SPATIAL_INDEX=NO"];
    const gpkg = await writeOneFile("GPKG", "gpkg", [{ name: "select", features: layer?.features ?? [], options }]);
    expect(featuresOf(onlyShapes(await readGeopackage({ gpkg }, "town.gpkg")))).toEqual(layer?.features);
  });

  it("keep dates and hours as they are written", async () => {
    const layers = await layersOf([
      "CREATE TABLE t(id INTEGER PRIMARY KEY, d DATE, dt DATETIME, yes BOOLEAN)",
      "INSERT INTO t VALUES(1, '2024-01-31', '2024-01-31T08:30:15.123Z', 1), (2, NULL, NULL, NULL)",
    ]);
    expect(layers[1]?.kind === "cells" && layers[1].grid.rows).toEqual([
      ["d", "dt", "yes"],
      ["2024-01-31", "2024-01-31T08:30:15.123Z", true],
      [null, null, null],
    ]);
  });
});
