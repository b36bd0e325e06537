import { beforeAll, describe, expect, it } from "vitest";
import { loadStudy } from "../../../src/cli/load-study.ts";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import type { Position } from "../../../src/core/model/geometry.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import { type ImportFile, type ImportResult, importFiles } from "../../../src/io/import/import-files.ts";
import { issuesOf, lines, utf8 } from "../bad-data.ts";

const CLINICS: readonly Position[] = [
  [113.002, 40.0004],
  [113.008, 40.0091],
];

function moved(positions: readonly Position[], text: string): number[][] {
  const system = findCoordinateSystem(text);
  if (!system) throw new Error(`${text} is not known`);
  return positions.map(([lon, lat]) => [...system.fromDegrees(lon, lat)]);
}

function geojson(name: string, features: readonly [string, unknown, object][], code = ""): ImportFile {
  const crs = code === "" ? {} : { crs: { type: "name", properties: { name: `urn:ogc:def:crs:EPSG::${code}` } } };
  const written = features.map(([type, coordinates, properties]) => ({
    type: "Feature",
    properties,
    geometry: { type, coordinates },
  }));
  return { name, bytes: utf8(JSON.stringify({ type: "FeatureCollection", ...crs, features: written })) };
}

/** Streets and a quarter in a system that the file names by its code; "" writes degrees. */
function createTown(code: string): ImportFile[] {
  const write = (positions: readonly Position[]): number[][] =>
    moved(positions, code === "" ? "EPSG:4326" : `EPSG:${code}`);
  const ring: Position[] = [
    [112.99, 39.99],
    [113.02, 39.99],
    [113.02, 40.02],
    [112.99, 40.02],
    [112.99, 39.99],
  ];
  return [
    geojson(
      "streets.geojson",
      [
        [
          "LineString",
          write([
            [113, 40],
            [113.01, 40],
          ]),
          { id: "a" },
        ],
        [
          "LineString",
          write([
            [113.01, 40],
            [113.01, 40.01],
            [113, 40.01],
          ]),
          { id: "b" },
        ],
      ],
      code,
    ),
    geojson("quarters.geojson", [["Polygon", [write(ring)], { 代码: "0101", 名称: "东社区" }]], code),
  ];
}

function clinicTable(text: string, header = "id,lon,lat"): ImportFile {
  const rows = moved(CLINICS, text).map(([x, y], row) => `${row + 1},${x},${y}`);
  return { name: "clinic.csv", bytes: utf8(`${header}\n${rows.join("\n")}\n`) };
}

const AUTO = { adminLevel: null };

async function importTown(code: string, clinics: ImportFile): Promise<ImportResult> {
  return importFiles([...createTown(code), clinics], AUTO);
}

function clinicsOf({ facilities }: Study): Float64Array {
  return facilities[0]?.coordinates ?? new Float64Array(0);
}

/** The largest distance of an imported clinic from where it stands. */
function worstMetres(study: Study): number {
  const found = clinicsOf(study);
  expect(found).toHaveLength(4);
  return Math.max(
    ...CLINICS.map(([lon, lat], row) =>
      distanceMetres(lon, lat, found[2 * row] as number, found[2 * row + 1] as number),
    ),
  );
}

describe("layers of an import", () => {
  it("are read in whatever system their files name, and lie where they lie in degrees", async () => {
    const plain = await importTown("", clinicTable("EPSG:4326"));
    for (const code of ["4547", "4526", "4497", "32649", "3857"]) {
      const { study, summary } = await importTown(code, clinicTable("EPSG:4326"));
      expect(study.streets.count).toBe(2);
      study.streets.coordinates.forEach((value, at) => {
        expect(Math.abs(value - (plain.study.streets.coordinates[at] as number))).toBeLessThan(1e-9);
      });
      expect(study.communities.names).toEqual(["东社区"]);
      expect(summary.files[0]?.datum).toContain(`EPSG:${code}`);
    }
  });

  it.each(["gcj02", "bd09", "EPSG:4547", "EPSG:4526:yx", "EPSG:3857:gcj02"])(
    "are read in %s where the user states it, to a millimetre, and the summary names it",
    async (crs) => {
      const { study, summary, issues } = await importTown("4547", { ...clinicTable(crs, "id,x,y"), crs });
      expect(worstMetres(study)).toBeLessThan(1e-3);
      expect(summary.files[2]?.datum).toContain(`${crs}, stated`);
      expect(lines(issues)).not.toContain("clinic.csv assumed datum");
    },
  );

  it("with northings first, as offices write them, are read all the same", async () => {
    const { study } = await importTown("4547", { ...clinicTable("EPSG:4547:yx", "id,x,y"), crs: "EPSG:4547" });
    expect(worstMetres(study)).toBeLessThan(1e-3);
  });

  it("take the user's word against that of the file", async () => {
    const [streets, quarters] = createTown("4547");
    const shifted = moved(CLINICS, "gcj02");
    const file = geojson(
      "clinic.geojson",
      shifted.map((place) => ["Point", place, {}]),
      "4326",
    );
    const { study } = await importFiles([streets, quarters, { ...file, crs: "gcj02" }] as ImportFile[], AUTO);
    expect(worstMetres(study)).toBeLessThan(1e-3);
  });

  it("of old datums are read with a warning that says how far they may be off", async () => {
    const { study, summary, issues } = await importTown("", {
      ...clinicTable("EPSG:2383", "id,x,y"),
      crs: "EPSG:2383",
    });
    expect(worstMetres(study)).toBeLessThan(1e-3);
    expect(issues).toContainEqual(
      expect.objectContaining({
        code: "assumed",
        severity: "warning",
        layer: "clinic.csv",
        details: { what: "approximate-system" },
      }),
    );
    expect(summary.files[2]?.datum).toContain("approximate");
  });

  it("are read in the zone that their eastings name, where that puts them into the study", async () => {
    const { study, issues } = await importTown("", clinicTable("EPSG:4526", "id,x,y"));
    expect(worstMetres(study)).toBeLessThan(0.01);
    expect(issues.map(({ details }) => details?.what)).toContain("zone-told");
    const table = clinicTable("EPSG:4526", "id,x,y");
    const text = new TextDecoder().decode(table.bytes).replaceAll(/\b38(?=\d{6})/g, "39");
    const ofNext = { ...table, bytes: utf8(text) };
    for (const elsewhere of [ofNext, clinicTable("EPSG:4547", "id,x,y"), clinicTable("EPSG:3857", "id,x,y")])
      expect(await issuesOf(importTown("", elsewhere))).toContainEqual(
        expect.objectContaining({ details: { what: "no-system" } }),
      );
  });

  it("say that a table without a system is taken for WGS84", async () => {
    const { summary, issues } = await importTown("", clinicTable("EPSG:4326"));
    expect(summary.files[2]?.datum).toBe("WGS84 (assumed)");
    expect(lines(issues)).toContain("clinic.csv assumed datum");
  });

  it("are refused where their system is not known, not stated, or contradicted by their numbers", async () => {
    const refusal = async (clinics: ImportFile): Promise<string[]> => {
      const issues = await issuesOf(importTown("", clinics));
      return issues
        .filter(({ layer }) => layer === clinics.name)
        .map(({ code, row, field, details }) => [code, row ?? "", field ?? "", details?.what ?? ""].join(" ").trim());
    };
    const points = CLINICS.map((place): [string, unknown, object] => ["Point", place, {}]);
    expect(await refusal(geojson("clinic.geojson", points, "27700"))).toEqual(["bad-value  crs"]);
    expect(await refusal(geojson("clinic.geojson", points, "4547"))).toEqual([
      "bad-coordinate 1  degrees",
      "bad-coordinate 2  degrees",
    ]);
    expect(await refusal(clinicTable("EPSG:4547", "id,x,y"))).toEqual(["bad-value  crs no-system"]);
    expect(await refusal({ ...clinicTable("EPSG:4526", "id,x,y"), crs: "EPSG:4547" })).toEqual([
      "bad-coordinate 2  zone-prefix",
      "bad-coordinate 3  zone-prefix",
    ]);
    expect(await refusal({ ...clinicTable("EPSG:4326"), crs: "mars" })).toEqual(["bad-value  crs"]);
    expect(
      await refusal({
        name: "town.osm",
        bytes: utf8('<osm version="0.6"><node id="1" lat="40" lon="113"/></osm>'),
        crs: "gcj02",
      }),
    ).toContain("bad-value  crs own-system");
  });
});

describe("layers held against the streets of Datong", () => {
  let base: Study;
  let clinics: Position[];

  beforeAll(async () => {
    base = (await loadStudy("datong")).study;
    const layer = base.facilities.find(({ serviceId }) => serviceId === "clinic");
    clinics = Array.from({ length: 60 }, (_, row): Position => {
      const first = 2 * (layer?.starts[row] as number);
      return [layer?.coordinates[first] as number, layer?.coordinates[first + 1] as number];
    });
  });

  function table(text: string): ImportFile {
    const rows = moved(clinics, text).map(([x, y], row) => `${row + 1},${x},${y}`);
    return { name: "clinic.csv", bytes: utf8(`id,x,y\n${rows.join("\n")}\n`), as: "facilities:clinic" };
  }

  it("are read in the system that the streets tell, and it is said with the distance", async () => {
    const { issues, summary, study } = await importFiles([table("gcj02")], { adminLevel: null, base });
    const told = issues.find(({ details }) => details?.what === "datum-weighed");
    expect(told).toMatchObject({ severity: "warning", layer: "clinic.csv", field: "datum" });
    expect(Number(told?.details?.metres)).toBeLessThan(20);
    expect(summary.systems).toMatchObject([
      { layer: "clinic.csv", readAs: "gcj02", proposed: "gcj02", sureness: "sure", sampled: 60 },
    ]);
    expect(summary.systems[0]?.systems.map(({ id }) => id).sort()).toEqual(["EPSG:4326", "bd09", "gcj02"]);
    const placed = study.facilities.find(({ serviceId }) => serviceId === "clinic");
    expect(placed?.coordinates[0]).toBeCloseTo(clinics[0]?.[0] as number, 7);
    expect(placed?.coordinates[1]).toBeCloseTo(clinics[0]?.[1] as number, 7);
  });

  it("in plane metres that the streets know are read in them", async () => {
    const { summary, study } = await importFiles([table("EPSG:4526")], { adminLevel: null, base });
    expect(summary.systems[0]).toMatchObject({ readAs: "EPSG:4526", sureness: "sure" });
    const placed = study.facilities.find(({ serviceId }) => serviceId === "clinic");
    expect(placed?.coordinates[0]).toBeCloseTo(clinics[0]?.[0] as number, 7);
  });

  it("are left in peace where they fit, or where the user has stated their system", async () => {
    const fitting = await importFiles([table("EPSG:4326")], { adminLevel: null, base });
    expect(fitting.issues.filter(({ details }) => details?.what === "datum-weighed")).toEqual([]);
    expect(fitting.summary.systems).toMatchObject([{ proposed: "EPSG:4326", sureness: "sure" }]);
    const stated = await importFiles([{ ...table("gcj02"), crs: "gcj02" }], { adminLevel: null, base });
    expect(stated.issues.filter(({ field }) => field === "crs")).toEqual([]);
    expect(stated.summary.systems).toEqual([]);
  });
});
