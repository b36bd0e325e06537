import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Study } from "../../../src/core/model/study.ts";
import { type ImportFile, type ImportOptions, importFiles } from "../../../src/io/import/import-files.ts";
import { writeStudyFile } from "../../../src/io/study/study-file.ts";
import { GeometryCollector } from "../../../src/io/tables/feature-table.ts";
import { writeFlatGeobuf } from "../../../src/io/vector/write-flatgeobuf.ts";
import { issuesOf, lines, utf8 } from "../bad-data.ts";
import { createStudy } from "../create-study.ts";
import { readMonaco } from "../monaco.ts";
import { createTown, ToyOsm } from "../toy-osm.ts";

const AUTO: ImportOptions = { adminLevel: null };

async function importAll(files: readonly ImportFile[], options = AUTO): Promise<Study> {
  return (await importFiles(files, options)).study;
}

async function refused(files: readonly ImportFile[], options = AUTO): Promise<string[]> {
  return lines((await issuesOf(importFiles(files, options))).filter(({ severity }) => severity === "error"));
}

const TOWN: ImportFile = { name: "town.osm", bytes: createTown().bytes() };

function csv(name: string, text: string): ImportFile {
  return { name, bytes: utf8(text) };
}

function geojson(name: string, features: readonly unknown[]): ImportFile {
  return { name, bytes: utf8(JSON.stringify({ type: "FeatureCollection", features })) };
}

function feature(type: string, coordinates: unknown, properties: Readonly<Record<string, unknown>> = {}): unknown {
  return { type: "Feature", properties, geometry: { type, coordinates } };
}

const STREETS = geojson("streets.geojson", [
  feature(
    "LineString",
    [
      [113, 40],
      [113.01, 40],
    ],
    { id: "a" },
  ),
  feature(
    "MultiLineString",
    [
      [
        [113.01, 40],
        [113.01, 40.01],
      ],
      [
        [113.01, 40.01],
        [113, 40.01],
      ],
    ],
    { id: "b" },
  ),
]);
const QUARTERS = geojson("quarters.geojson", [
  feature(
    "Polygon",
    [
      [
        [113, 39.99],
        [113.005, 39.99],
        [113.005, 40.02],
        [113, 40.02],
        [113, 39.99],
      ],
    ],
    { 代码: "0101", 名称: "东社区", 街道: "南街道" },
  ),
  feature(
    "Polygon",
    [
      [
        [113.005, 39.99],
        [113.02, 39.99],
        [113.02, 40.02],
        [113.005, 40.02],
        [113.005, 39.99],
      ],
    ],
    { 代码: "0102", 名称: "西社区", 街道: "南街道" },
  ),
]);

describe("importing layers", () => {
  it("builds a study from streets and quarters alone, demand then being metres of street", async () => {
    const { study, issues, summary } = await importFiles([STREETS, QUARTERS], AUTO);
    expect(study.streets.ids).toEqual(["a", "b", "b-2"]);
    expect([...study.streets.permissions]).toEqual([15, 15, 15]);
    expect(study.communities.ids).toEqual(["0101", "0102"]);
    expect(study.communities.parentIds).toEqual(["南街道", "南街道"]);
    expect(study.units).toEqual([{ id: "南街道", name: "南街道", parentId: "", level: "township", type: "" }]);
    expect(study.demand.unit).toBe("residential-street-m");
    expect(summary.demandUnit).toBe("residential-street-m");
    expect(issues.map((issue) => issue.details?.what ?? issue.code)).toEqual(["demand-from-streets", "no-facilities"]);
  });

  it("keeps a park's polygon as an outline with its entrances to be found, and other polygons as a point inside", async () => {
    const ring = [
      [113.001, 40.001],
      [113.003, 40.001],
      [113.003, 40.003],
      [113.001, 40.003],
      [113.001, 40.001],
    ];
    const park = {
      ...geojson("park.geojson", [feature("Polygon", [ring], { id: "p1" })]),
      as: "facilities:park" as const,
    };
    const school = {
      ...geojson("school.geojson", [feature("Polygon", [ring], { id: "s1" })]),
      as: "facilities:school" as const,
    };
    const saved = {
      name: "s.mscircle",
      bytes: await writeStudyFile(await importAll([STREETS, QUARTERS, park, school])),
    };
    const study = await importAll([saved]);
    const layer = (id: string) => study.facilities.find(({ serviceId }) => serviceId === id);
    expect(layer("park")?.attributes).toEqual({ outline: [true] });
    expect([...(layer("park")?.starts ?? [])]).toEqual([0, 5]);
    expect(layer("school")?.attributes).toEqual({});
    expect([...(layer("school")?.starts ?? [])]).toEqual([0, 1]);
  });

  it("reads street permissions from OSM-like columns, and skips lines that are no streets", async () => {
    const tagged = geojson("lines.geojson", [
      feature(
        "LineString",
        [
          [113, 40],
          [113.01, 40],
        ],
        { osm_id: 1, highway: "residential", oneway: "yes" },
      ),
      feature(
        "LineString",
        [
          [113, 40],
          [113, 40.01],
        ],
        { osm_id: 2, highway: "service", access: "private" },
      ),
      feature(
        "LineString",
        [
          [113, 40],
          [113, 40.01],
        ],
        { osm_id: 3, waterway: "river" },
      ),
      feature(
        "LineString",
        [
          [113, 40],
          [113, 40.01],
        ],
        { osm_id: 4, highway: "footway", other_tags: '"oneway:foot"=>"yes"' },
      ),
    ]);
    const study = await importAll([tagged, QUARTERS]);
    expect(study.streets.ids).toEqual(["1", "2", "4"]);
    expect([...study.streets.permissions]).toEqual([7, 0, 1]);
  });

  it("takes facilities with Chinese headers in GBK, ids kept as text", async () => {
    // 编号,名称,经度,纬度 / 001,诊所,113.001,40.001 in GBK
    const header = [
      0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbe, 0xad, 0xb6, 0xc8, 0x2c, 0xce, 0xb3, 0xb6, 0xc8,
      0x0d, 0x0a,
    ];
    const row = [...utf8("001,"), 0xd5, 0xef, 0xcb, 0xf9, ...utf8(",113.001,40.001\r\n")];
    const file: ImportFile = { name: "list.csv", bytes: Uint8Array.from([...header, ...row]), as: "facilities:clinic" };
    const { study, summary } = await importFiles([STREETS, QUARTERS, file], AUTO);
    expect(study.facilities[0]).toMatchObject({ serviceId: "clinic", ids: ["001"], names: ["诊所"] });
    expect(study.services[0]).toMatchObject({ id: "clinic", groupId: "all", circle: true });
    expect(summary.files[2]).toMatchObject({ format: "CSV", encoding: "gb18030", datum: "WGS84 (assumed)" });
  });

  it("takes UTF-8 with a mark, full-width digits and quoted cells", async () => {
    const file = csv("诊所.csv", '\uFEFFid,name,lng,lat\n1,"a, ""b""",１１３．００１,40.001\n');
    const study = await importAll([STREETS, QUARTERS, file]);
    expect(study.facilities[0]?.names).toEqual(['a, "b"']);
    expect(study.facilities[0]?.coordinates[0]).toBe(113.001);
  });

  it("takes people by group, and puts points into communities", async () => {
    const people = csv(
      "people.csv",
      "id,lon,lat,人口,60岁以上\n1,113.001,40.001,10.5,3\n2,113.015,40.001,20,\n".replace(",20,\n", ",20,4\n"),
    );
    const study = await importAll([STREETS, QUARTERS, people]);
    expect(study.demand).toMatchObject({ unit: "people", count: 2 });
    expect([...study.demand.communityIndexes]).toEqual([0, 1]);
    expect([...(study.demand.people["60+"] ?? [])]).toEqual([3, 4]);
  });

  it("spreads people stated by community over its streets, keeping the totals", async () => {
    const counted = geojson("quarters.geojson", [
      feature(
        "Polygon",
        [
          [
            [113, 39.99],
            [113.02, 39.99],
            [113.02, 40.02],
            [113, 40.02],
            [113, 39.99],
          ],
        ],
        { id: "a", people: 300 },
      ),
      feature(
        "Polygon",
        [
          [
            [114, 39.99],
            [114.02, 39.99],
            [114.02, 40.02],
            [114, 40.02],
            [114, 39.99],
          ],
        ],
        { id: "b", people: 50 },
      ),
    ]);
    const study = await importAll([STREETS, counted]);
    const totals = [0, 0];
    study.demand.people.all.forEach((amount, row) => {
      const owner = study.demand.communityIndexes[row] ?? 0;
      totals[owner] = (totals[owner] ?? 0) + amount;
    });
    expect(totals.map((total) => total.toFixed(6))).toEqual(["300.000000", "50.000000"]);
  });

  it("sorts rows by their service column", async () => {
    const file = csv("all.csv", "id,service,lon,lat\n1,幼儿园,113.001,40\n2,clinic,113.002,40\n3,幼儿园,113.003,40\n");
    const study = await importAll([STREETS, QUARTERS, file]);
    expect(study.facilities.map(({ serviceId, ids }) => `${serviceId} ${ids.join()}`)).toEqual([
      "kindergarten 1,3",
      "clinic 2",
    ]);
  });

  it("reads FlatGeobuf layers and features one a line", async () => {
    const collector = new GeometryCollector();
    collector.add({ type: "Point", coordinates: [113.001, 40] });
    const fgb = {
      name: "facilities-pharmacy.fgb",
      bytes: writeFlatGeobuf(collector.toTable([{ name: "id", type: "String", values: ["p"] }], "", "", 4326)),
    };
    const linesFile = csv(
      "clinics.ndjson",
      `${JSON.stringify(feature("Point", [113.001, 40], { id: "c1" }))}\n${JSON.stringify(feature("Point", [113.002, 40], { id: "c2" }))}\n`,
    );
    const study = await importAll([STREETS, QUARTERS, fgb, linesFile]);
    expect(study.facilities.map(({ ids }) => ids)).toEqual([["p"], ["c1", "c2"]]);
  });

  it("adds to an OSM file or a study, replacing the layers that files bring", async () => {
    const schools = csv("schools.csv", "id,lon,lat\n9,113.003,40.002\n");
    const first = await importAll([TOWN, schools]);
    expect(first.facilities.map(({ serviceId, ids }) => `${serviceId} ${ids.join()}`)).toEqual(["school 9"]);
    const saved: ImportFile = { name: "town.mscircle", bytes: await writeStudyFile(first) };
    const second = await importAll([saved, csv("clinic.csv", "id,lon,lat\n1,113.003,40.002\n")]);
    expect(second.services.map(({ id }) => id)).toEqual(["school", "clinic"]);
    expect(second.demand).toEqual(first.demand);
  });

  it("finds again which community each demand point lies in when communities are replaced", async () => {
    const study = await importAll([TOWN, { ...QUARTERS, as: "communities" }]);
    expect(study.communities.ids).toEqual(["0101", "0102"]);
    expect([...study.demand.communityIndexes]).toEqual([0]);
  });

  it("takes only the asked layer of an OSM file", async () => {
    const { study, issues } = await importFiles([{ ...TOWN, as: "streets" }, QUARTERS], AUTO);
    expect(study.streets.ids).toEqual(["w10"]);
    expect(study.communities.ids).toEqual(["0101", "0102"]);
    expect(study.facilities).toEqual([]);
    expect(study.demand.unit).toBe("residential-street-m");
    expect(issues.map((issue) => issue.details?.what ?? issue.code)).toEqual(["demand-from-streets", "no-facilities"]);
    expect(await refused([STREETS, QUARTERS, { ...TOWN, as: "facilities:hospital" }])).toEqual([
      "town.osm no-facilities facilities:hospital",
    ]);
  });

  it("opens a study just as it was written", async () => {
    const study = createStudy();
    expect(await importAll([{ name: "toy.mscircle", bytes: await writeStudyFile(study) }])).toEqual(study);
  });
});

describe("bad input", () => {
  it("of 0 bytes is refused", async () => {
    expect(await refused([{ name: "a.osm.pbf", bytes: new Uint8Array(0) }])).toEqual(["a.osm.pbf empty-file"]);
  });

  it("that is text named .osm.pbf is refused", async () => {
    expect(await refused([csv("a.osm.pbf", "hello, this is no map\n")])).toEqual(["a.osm.pbf unknown-format"]);
  });

  it("that is JSON but no GeoJSON, or cut-off JSON, is refused", async () => {
    const files = [csv("a.json", '{"type":"Census"}'), csv("b.geojson", '{"type":"FeatureCollection","features":[')];
    expect(await refused(files)).toEqual(["a.json unknown-format", "b.geojson truncated-file"]);
  });

  it("of a format that is read, but broken, or of one that is not read, is refused by its name", async () => {
    const files: ImportFile[] = [
      { name: "a.zip", bytes: zipSync({ "roads.shp": utf8("x"), "roads.dbf": utf8("x") }) },
      { name: "b.xlsx", bytes: zipSync({ "xl/workbook.xml": utf8("x") }) },
      { name: "c.gpkg", bytes: utf8("SQLite format 3\u0000 and more") },
      { name: "f.gdb.zip", bytes: zipSync({ "f.gdb/a0001.gdbtable": utf8("x") }) },
      { name: "g.osm.bz2", bytes: utf8("BZh91AY&SY") },
      { name: "h.xls", bytes: Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1) },
    ];
    const issues = await issuesOf(importFiles(files, AUTO));
    for (const { name } of files)
      expect(
        issues.some(({ layer, severity }) => severity === "error" && layer.startsWith(name)),
        name,
      ).toBe(true);
    const named = (file: string) => issues.find(({ layer }) => layer === file)?.details;
    expect(named("g.osm.bz2")?.found).toBe("bzip2");
    expect(named("g.osm.bz2")?.readable).toContain(".osm.pbf");
    expect(named("h.xls")?.what).toBe("save-as-xlsx");
  });

  it("without streets is refused", async () => {
    const place = new ToyOsm().node(1, 0, 0, { place: "town", name: "镇" });
    expect(await refused([{ name: "a.osm", bytes: place.bytes() }])).toEqual(["a.osm no-streets"]);
    const closed = new ToyOsm().node(1, 0, 0).node(2, 1, 1).way(3, [1, 2], { highway: "motorway" });
    expect(await refused([{ name: "b.osm", bytes: closed.bytes() }])).toEqual(["b.osm no-streets"]);
    expect(await refused([QUARTERS])).toEqual(["quarters.geojson no-streets"]);
  });

  it("without communities is refused", async () => {
    expect(await refused([STREETS])).toEqual(["streets.geojson no-communities"]);
  });

  it("of no rows, or of rows that are nowhere, is refused", async () => {
    const files = [
      STREETS,
      QUARTERS,
      csv("clinic.csv", "id,lon,lat\n"),
      csv("school.csv", "id,name\n1,a\n"),
      csv("park.csv", "\n\n"),
    ];
    expect(await refused(files)).toEqual([
      "park.csv empty-file",
      "clinic.csv empty-file",
      "school.csv unknown-id community",
    ]);
  });

  it("lists every bad row: not a number, out of range, outside, repeated; one with its axes exchanged is read, and named", async () => {
    const rows = [
      "1,NaN,40",
      "2,113.001,",
      "3,200,40",
      "4,40,113.001",
      "5,113.001,41.5",
      "6,113.001,40",
      "6,113.002,40",
      "",
      "7,0,0",
    ];
    const issues = await issuesOf(
      importFiles([STREETS, QUARTERS, csv("clinic.csv", `id,lon,lat\n${rows.join("\n")}\n`)], AUTO),
    );
    expect(lines(issues.filter(({ severity }) => severity === "error"))).toEqual([
      "clinic.csv bad-coordinate 2 lon, lat",
      "clinic.csv bad-coordinate 3 lon, lat",
      "clinic.csv bad-coordinate 4 lon, lat",
      "clinic.csv bad-coordinate 10 lon, lat",
      "clinic.csv duplicate-id 8 id",
      "clinic.csv outside-study 6",
    ]);
    expect(issues.find(({ row }) => row === 5)?.details).toEqual({ what: "axes-exchanged" });
  });

  it("reports NaN and misshapen geometry in GeoJSON by feature", async () => {
    const file = geojson("clinic.geojson", [
      feature("Point", [113.001, null], { id: "a" }),
      feature("Point", "here", { id: "b" }),
      { type: "Feature", id: "third", properties: {}, geometry: { type: "Circle", coordinates: [1, 2] } },
      feature("Point", [113.001, 40], { id: "d" }),
    ]);
    expect(await refused([STREETS, QUARTERS, file])).toEqual([
      "clinic.geojson bad-value 2 geometry",
      "clinic.geojson bad-value third geometry",
      "clinic.geojson bad-coordinate 1",
    ]);
  });

  it("says where longitude and latitude are swapped within range", async () => {
    const street = geojson("streets.geojson", [
      feature("LineString", [
        [7.41, 43.73],
        [7.42, 43.74],
      ]),
    ]);
    const quarter = geojson("q.geojson", [
      feature("Polygon", [
        [
          [7.4, 43.7],
          [7.5, 43.7],
          [7.5, 43.8],
          [7.4, 43.7],
        ],
      ]),
    ]);
    const issues = await issuesOf(importFiles([street, quarter, csv("clinic.csv", "lon,lat\n43.735,7.415\n")], AUTO));
    expect(issues.find(({ code }) => code === "outside-study")?.details).toEqual({ what: "swapped" });
  });

  it("of people that are negative or no number is listed by row", async () => {
    const people = csv(
      "people.csv",
      "id,lon,lat,people\n1,113.001,40.001,-3\n2,113.001,40.001,many\n3,113.001,40.001,4\n",
    );
    expect(await refused([STREETS, QUARTERS, people])).toEqual([
      "people.csv bad-value 2 people",
      "people.csv bad-value 3 people",
    ]);
  });

  it("in numbers that its own coordinate system cannot mean is refused", async () => {
    const collector = {
      type: "FeatureCollection",
      crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::4547" } },
    };
    const file = csv("clinic.geojson", JSON.stringify({ ...collector, features: [feature("Point", [113, 40])] }));
    const issues = await issuesOf(importFiles([STREETS, QUARTERS, file], AUTO));
    expect(issues.find(({ severity }) => severity === "error")).toMatchObject({
      code: "bad-coordinate",
      details: { what: "degrees", crs: "EPSG:4547" },
    });
  });

  it("whose service nobody names is refused with the way to name it", async () => {
    const issues = await issuesOf(importFiles([STREETS, QUARTERS, csv("list.csv", "id,lon,lat\n1,113,40\n")], AUTO));
    expect(issues.find(({ code }) => code === "unknown-service")?.details).toMatchObject({ what: "name-the-role" });
  });

  it("of an unknown admin level is refused with the levels that there are", async () => {
    const issues = await issuesOf(importFiles([TOWN], { adminLevel: 5 }));
    expect(issues[0]).toMatchObject({ code: "unknown-admin-level", layer: "town.osm", value: "5" });
  });

  it("of several files is told all at once", async () => {
    const files = [
      { name: "a.fgb", bytes: new Uint8Array(0) },
      csv("b.json", "[1,2]"),
      csv("clinic.csv", "id,lon,lat\n1,x,40\n"),
    ];
    expect(await refused(files)).toEqual([
      "a.fgb empty-file",
      "b.json unknown-format",
      "clinic.csv bad-coordinate 2 lon, lat",
    ]);
  });

  it("of two bases is refused", async () => {
    expect(await refused([TOWN, { ...TOWN, name: "town2.osm" }])).toContain("town2.osm bad-value files");
  });
});

const monaco = readMonaco();

describe.skipIf(monaco === null)("Monaco's extract", () => {
  const file: ImportFile = { name: "monaco.osm.pbf", bytes: monaco ?? new Uint8Array(0) };

  it("gives the quarters of Monaco with real facilities", async () => {
    const { study, summary } = await importFiles([file], { adminLevel: 10 });
    expect([...study.communities.names].sort()).toEqual(
      [
        "Fontvieille",
        "Jardin Exotique",
        "La Condamine",
        "La Rousse",
        "Larvotto",
        "Les Monegetti",
        "Monaco-Ville",
        "Monte-Carlo",
        "Sainte-Dévote",
      ].sort(),
    );
    expect(new Set(study.communities.parentIds)).toEqual(new Set(["r2220322"]));
    expect(study.units.find(({ id }) => id === "r2220322")?.name).toBe("Monaco");
    expect(summary.layers).toMatchObject({
      "facilities:kindergarten": 1,
      "facilities:school": 15,
      "facilities:hospital": 5,
      "facilities:pharmacy": 23,
    });
    expect(summary.demandUnit).toBe("residential-floor-m2");
  });

  it("is refused when it is cut off, at an unknown level, and renamed text", async () => {
    expect(await refused([{ ...file, bytes: file.bytes.subarray(0, 1_000_000) }])).toEqual([
      "monaco.osm.pbf truncated-file",
    ]);
    const [issue] = await issuesOf(importFiles([file], { adminLevel: 11 }));
    expect(issue?.details?.available).toContain("10 (9)");
  });

  it("gives the same file whenever it is imported", async () => {
    const [first, second] = [await importAll([file]), await importAll([file])];
    expect(await writeStudyFile(first)).toEqual(await writeStudyFile(second));
  }, 30_000);
});
