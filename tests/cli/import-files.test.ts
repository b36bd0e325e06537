import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadStreets } from "../../src/cli/load-streets.ts";
import { readStudyFile, writeStudyFile } from "../../src/io/study/study-file.ts";
import { createStudy } from "../io/create-study.ts";
import { createTown } from "../io/toy-osm.ts";
import { writeFiles, writeOneFile } from "../io/vector/convert-shapes.ts";
import { encodeGbk } from "../io/vector/encode-gbk.ts";
import type { ShapeFeature } from "../io/vector/shape-texts.ts";
import { writeShapefile } from "../io/vector/write-shapefile.ts";
import { inFolder, runMain } from "./run-main.ts";

const CLINICS: readonly ShapeFeature[] = [
  { geometry: { type: "Point", coordinates: [113.002, 40.001] }, properties: { 名称: "东坊卫生站" } },
  { geometry: { type: "Point", coordinates: [113.005, 40.001] }, properties: { 名称: "西坊卫生站" } },
];
const STREETS: readonly ShapeFeature[] = [
  {
    geometry: {
      type: "LineString",
      coordinates: [
        [113, 40],
        [113.01, 40],
      ],
    },
    properties: { 名称: "大街" },
  },
  {
    geometry: {
      type: "LineString",
      coordinates: [
        [113.005, 40],
        [113.005, 40.01],
      ],
    },
    properties: { 名称: "小巷" },
  },
];
const FIELDS = [{ name: "名称", type: "C", length: 40 }] as const;

type At = (name: string) => string;

function writeShapes(at: At, stem: string, features: readonly ShapeFeature[]): void {
  const parts = writeShapefile(features, FIELDS, { encode: encodeGbk });
  for (const [ending, bytes] of Object.entries(parts)) writeFileSync(at(`${stem}.${ending}`), bytes);
}

async function importWith(at: At, ...words: readonly string[]) {
  writeFileSync(at("town.osm"), createTown().bytes());
  const out = at("made.mscircle");
  const run = await runMain("import", at("town.osm"), ...words, "--out", out, "--force");
  return { ...run, read: async () => readStudyFile(new Uint8Array(readFileSync(out))) };
}

describe("files of minsheng import", () => {
  it.each(["geojson", "fgb", "gpkg", "zip", "csv", "xlsx"])(
    "facilities go out as .%s and come in again as they were, with what is said of the file",
    (ending) =>
      inFolder(async (at) => {
        const study = createStudy();
        writeFileSync(at("toy.mscircle"), await writeStudyFile(study));
        const out = await runMain(
          "export",
          at("toy.mscircle"),
          "--layer",
          "facilities:clinic",
          "--out",
          at(`k.${ending}`),
        );
        expect(out.status, out.stderr).toBe(0);
        const words = ["--as", "facilities:clinic", "--crs", "EPSG:4326", "--out", at("back.mscircle")];
        const back = await runMain("import", at("toy.mscircle"), at(`k.${ending}`), ...words);
        expect(back.status, back.stderr).toBe(0);
        const read = await readStudyFile(new Uint8Array(readFileSync(at("back.mscircle"))));
        const [before, after] = [study, read].map((one) =>
          one.facilities.find((layer) => layer.serviceId === "clinic"),
        );
        expect(after?.ids).toEqual(before?.ids);
        expect(after?.names).toEqual(before?.names);
        const farthest = before?.coordinates.map((value, at) => Math.abs(value - (after?.coordinates[at] ?? NaN)));
        expect(Math.max(...(farthest ?? [NaN]))).toBeLessThan(1e-7);
        expect(after?.attributes.beds).toEqual(before?.attributes.beds);
      }),
  );

  it("a shapefile brings the parts that lie beside it, in GBK without a word on it", () =>
    inFolder(async (at) => {
      writeShapes(at, "clinic", CLINICS);
      const { status, stderr, read } = await importWith(at, at("clinic.shp"));
      expect(status, stderr).toBe(0);
      const [clinics] = (await read()).facilities.filter(({ serviceId }) => serviceId === "clinic");
      expect(clinics?.names).toEqual(["东坊卫生站", "西坊卫生站"]);
    }));

  it("a geodatabase is its folder, and what is said of the folder is said of its layers", () =>
    inFolder(async (at) => {
      mkdirSync(at("town.gdb"));
      const files = await writeFiles("OpenFileGDB", "gdb", [{ name: "places", features: CLINICS }]);
      for (const [name, bytes] of files) writeFileSync(at(`town.gdb/${name}`), bytes);
      const { status, stderr, stdout, read } = await importWith(at, at("town.gdb"), "--as", "facilities:library");
      expect(status, stderr).toBe(0);
      expect(stdout).toContain("town.gdb › places");
      expect((await read()).facilities.find(({ serviceId }) => serviceId === "library")?.count).toBe(2);
    }));

  it("rows of a list whose community is likely, but not certain, are placed only with --accept-likely", () =>
    inFolder(async (at) => {
      writeFileSync(at("clinic.csv"), "序号,卫生室名称,社区\n1,甲卫生室,东坊\n2,乙卫生室,西坊\n");
      const cautious = await importWith(at, at("clinic.csv"));
      const accepting = await importWith(at, at("clinic.csv"), "--accept-likely");
      expect(accepting.status, accepting.stderr).toBe(0);
      const clinics = (await accepting.read()).facilities.find(({ serviceId }) => serviceId === "clinic");
      expect(clinics?.names).toEqual(["甲卫生室", "乙卫生室"]);
      expect(cautious.stderr).not.toBe(accepting.stderr);
    }));
});

describe("streets of the command line", () => {
  it("may be a shapefile, a geodatabase's folder or a GeoPackage, with the same streets", () =>
    inFolder(async (at) => {
      writeShapes(at, "streets", STREETS);
      mkdirSync(at("town.gdb"));
      const layers = [{ name: "streets", features: STREETS }];
      for (const [name, bytes] of await writeFiles("OpenFileGDB", "gdb", layers))
        writeFileSync(at(`town.gdb/${name}`), bytes);
      writeFileSync(at("town.gpkg"), await writeOneFile("GPKG", "gpkg", layers));
      for (const name of ["streets.shp", "town.gdb", "town.gpkg"]) {
        const { streets } = await loadStreets(at(name));
        // Geodatabases keep positions as whole numbers of a tiny step.
        expect(
          Array.from(streets.coordinates, (degrees) => Number(degrees.toFixed(7))),
          name,
        ).toEqual([113, 40, 113.01, 40, 113.005, 40, 113.005, 40.01]);
      }
    }));

  it("of a file with several layers are the one with most lines, and that is said", () =>
    inFolder(async (at) => {
      const layers = [
        { name: "one", features: STREETS.slice(0, 1) },
        { name: "both", features: STREETS },
      ];
      writeFileSync(at("town.gpkg"), await writeOneFile("GPKG", "gpkg", layers));
      const { streets, issues } = await loadStreets(at("town.gpkg"));
      expect(streets.count).toBe(2);
      expect(issues.map(({ value, details }) => [value, details?.what])).toContainEqual(["both", "one-layer"]);
    }));
});
