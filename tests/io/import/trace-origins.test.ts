import { describe, expect, it } from "vitest";
import { originsOfLayer } from "../../../src/core/model/layer-origin.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import type { ImportFile } from "../../../src/io/import/import-files.ts";
import { readStudyFile, writeStudyFile } from "../../../src/io/study/study-file.ts";
import { csv, importAll, QUARTERS, STREETS } from "./toy-ground.ts";

const AT = { adminLevel: null, importedOn: "2026-11-29" } as const;
const CLINICS = "名称,lon,lat\n南诊所,113.0021,40.0051\n北诊所,113.0049,40.0074\n";

function clinics(text = CLINICS, changes: Partial<ImportFile> = {}): ImportFile {
  return { ...csv("资料/2024/clinics.csv", text, "facilities:clinic"), ...changes };
}

describe("the origin of a layer", () => {
  it("names file, format, encoding, system, rows and day", async () => {
    const { study } = await importAll([STREETS, QUARTERS, clinics()], AT);
    expect(originsOfLayer(study.origins, "facilities:clinic")).toEqual([
      {
        layer: "facilities:clinic",
        file: "clinics.csv",
        part: "",
        format: "CSV",
        encoding: "utf-8",
        // 0.0001° of latitude from one street, 0.0001° of longitude from the other: 11.1 m and 8.5 m.
        system: {
          id: "EPSG:4326",
          title: "WGS84",
          basis: "assumed",
          medianMetres: 9.8,
          isConfirmed: false,
          weighed: [
            { id: "EPSG:4326", title: "WGS84", medianMetres: 9.8 },
            { id: "gcj02", title: "GCJ-02 (Amap, Tencent)", medianMetres: 396.9 },
            { id: "bd09", title: "BD-09 (Baidu)", medianMetres: 978.1 },
          ],
          isApproximate: false,
        },
        rows: 2,
        leftOut: [],
        importedOn: "2026-11-29",
      },
    ]);
    expect(originsOfLayer(study.origins, "streets")).toMatchObject([
      { file: "streets.geojson", format: "GeoJSON", system: { basis: "file" }, rows: 2 },
    ]);
  });

  it("says where a person stated the system, and where it is approximate", async () => {
    const system = findCoordinateSystem("EPSG:2382");
    const rows = [
      [113.0021, 40.0051],
      [113.0049, 40.0074],
    ].map(([lon, lat]) => system?.fromDegrees(lon as number, lat as number).join(","));
    const text = `x,y\n${rows.join("\n")}\n`;
    const { study } = await importAll([STREETS, QUARTERS, clinics(text, { crs: "EPSG:2382" })], AT);
    expect(originsOfLayer(study.origins, "facilities:clinic")).toMatchObject([
      { system: { id: "EPSG:2382", basis: "stated", isApproximate: true } },
    ]);
  });

  it("counts the rows that were left out, and why", async () => {
    const text = `${CLINICS}无处,,\n远处,114.5,41.2\n`;
    const settings = { "资料/2024/clinics.csv": { leaveOutFaulty: true } };
    const { study } = await importAll([STREETS, QUARTERS, clinics(text)], { ...AT, settings });
    expect(originsOfLayer(study.origins, "facilities:clinic")).toMatchObject([
      {
        rows: 2,
        leftOut: [
          { reason: "no-position", count: 1 },
          { reason: "outside-study", count: 1 },
        ],
      },
    ]);
  });

  it("of a list without positions has no system, and counts rows that name no community", async () => {
    const list = csv("名单.csv", "序号,卫生室名称,社区\n1,甲卫生室,东社区\n2,乙卫生室,无名屯\n", "facilities:clinic");
    const { study } = await importAll([STREETS, QUARTERS, list], { ...AT, ofAll: { acceptLikely: true } });
    expect(originsOfLayer(study.origins, "facilities:clinic")).toMatchObject([
      { file: "名单.csv", system: null, rows: 1, leftOut: [{ reason: "no-community", count: 1 }] },
    ]);
  });

  it("goes when the layer is replaced, and the others' stay", async () => {
    const { study: base } = await importAll([STREETS, QUARTERS, clinics()], AT);
    const newer = clinics("名称,lon,lat\n新诊所,113.003,40.0051\n", { name: "new.csv" });
    const { study } = await importAll([newer], { ...AT, base, importedOn: "2027-01-05" });
    expect(
      originsOfLayer(study.origins, "facilities:clinic").map(({ file, importedOn }) => [file, importedOn]),
    ).toEqual([["new.csv", "2027-01-05"]]);
    expect(originsOfLayer(study.origins, "streets")).toEqual(originsOfLayer(base.origins, "streets"));
    expect(study.sources.filter(({ layer }) => layer === "facilities:clinic")).toMatchObject([{ source: "new.csv" }]);
  });

  it("of a list that joins stands beside that of the list that was there, without the rows that are there already", async () => {
    const { study: base } = await importAll([STREETS, QUARTERS, clinics()], AT);
    const text = "名称,lon,lat\n南诊所,113.0021,40.0051\n新诊所,113.003,40.0051\n";
    const joining = { clinic: "add-new" } as const;
    const { study } = await importAll([clinics(text, { name: "more.csv" })], { ...AT, base, joining });
    expect(study.facilities[0]?.count).toBe(3);
    expect(originsOfLayer(study.origins, "facilities:clinic")).toMatchObject([
      { file: "clinics.csv", rows: 2, leftOut: [] },
      { file: "more.csv", rows: 1, leftOut: [{ reason: "duplicate", count: 1 }] },
    ]);
    const sources = study.sources.filter(({ layer }) => layer === "facilities:clinic").map(({ source }) => source);
    expect(sources).toEqual(["clinics.csv", "more.csv"]);
  });

  it("of people stands beside the homes that they were spread over", async () => {
    const homes = csv("homes.csv", "lon,lat,people\n113.003,40.0051,50\n113.013,40.0051,70\n", "demand");
    const { study: base } = await importAll([STREETS, QUARTERS, homes], AT);
    const totals = csv("census.csv", "代码,人口\n0101,500\n0102,700\n", "people");
    const { study } = await importAll([totals], { ...AT, base });
    expect(originsOfLayer(study.origins, "demand").map(({ file }) => file)).toEqual(["homes.csv", "census.csv"]);
  });

  it("of demand counted as metres of street is that of the streets", async () => {
    const { study } = await importAll([STREETS, QUARTERS], AT);
    expect(study.demand.unit).toBe("residential-street-m");
    expect(originsOfLayer(study.origins, "demand")).toMatchObject([{ file: "streets.geojson" }]);
  });

  it("comes back from the study file as it was written", async () => {
    const { study } = await importAll([STREETS, QUARTERS, clinics()], AT);
    const again = await readStudyFile(await writeStudyFile(study));
    expect(again.origins).toEqual(study.origins);
    expect(again.origins.length).toBeGreaterThan(2);
  });
});
