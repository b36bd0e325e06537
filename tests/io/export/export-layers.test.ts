import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import { type ExportRequest, exportLayers } from "../../../src/io/export/export-layers.ts";
import { describeNotice } from "../../../src/io/export/export-notice.ts";
import { EXPORT_FORMATS, exportFileName, shiftOf } from "../../../src/io/export/export-request.ts";
import { listExportLayers } from "../../../src/io/export/layer-table.ts";
import { systemsForPlace } from "../../../src/io/export/systems-for-place.ts";
import { byteLength, uniqueNames } from "../../../src/io/export/unique-names.ts";
import { writeWkt } from "../../../src/io/export/write-wkt.ts";
import { communitiesCsv } from "../../../src/io/outputs/run-files.ts";
import { attributeAt, findColumn } from "../../../src/io/tables/feature-table.ts";
import { readFlatGeobuf } from "../../../src/io/vector/read-flatgeobuf.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { readWithOgr } from "../../support/read-with-ogr.ts";
import { issuesOf } from "../bad-data.ts";
import { createStudy } from "../create-study.ts";

const REQUEST: ExportRequest = {
  layers: ["facilities:clinic"],
  format: "geojson",
  system: "EPSG:4326",
  columns: null,
  coverage: null,
};

function exportOf(study: Study, changes: Partial<ExportRequest>) {
  return finishSteps(exportLayers(study, { ...REQUEST, ...changes }));
}

const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe("an export", () => {
  it("says 演示数据 in every format and every layer", () => {
    const study = createStudy();
    for (const layer of listExportLayers(study)) {
      for (const format of EXPORT_FORMATS) {
        const { bytes } = exportOf(study, { layers: [layer], format });
        const isZip = format === "zip" || format === "xlsx";
        const text = isZip ? Object.values(unzipSync(bytes)).map(decode).join("\n") : decode(bytes);
        expect(text, `${layer} ${format}`).toContain("演示数据");
      }
    }
  });

  it("says nothing of the kind where the data are surveyed", () => {
    const study = createStudy({ demonstration: false, sources: [] });
    const { bytes } = exportOf(study, { format: "csv" });
    expect(decode(bytes)).not.toContain("演示数据");
    expect(decode(bytes)).not.toContain("dataNote");
  });

  it("has the same bytes whenever it is made", () => {
    for (const format of EXPORT_FORMATS)
      expect(exportOf(createStudy(), { format }).bytes).toEqual(exportOf(createStudy(), { format }).bytes);
  });

  it("keeps the columns asked for and what marks the data", () => {
    const { rows } = exportOf(createStudy(), { columns: ["name", "beds"] });
    expect(rows).toEqual([{ layer: "facilities:clinic", rows: 2, columns: ["name", "beds", "dataNote"] }]);
  });

  it("names the scenario in each row", () => {
    const { bytes } = exportOf(createStudy({ scenarioName: "加一处" }), { format: "fgb" });
    expect(findColumn(readFlatGeobuf(bytes, "a"), "scenario")?.values).toEqual(["加一处", "加一处"]);
  });

  it("is refused with every fault at once: layer, column, system", async () => {
    const asked = exportLayers(createStudy(), { ...REQUEST, layers: ["facilities:school"], system: "EPSG:99999" });
    const issues = await issuesOf((async () => finishSteps(asked))());
    expect(issues.map(({ code, field }) => `${code} ${field}`)).toEqual(["bad-value crs", "unknown-id layer"]);
    const missing = exportLayers(createStudy(), { ...REQUEST, columns: ["name", "nothing"] });
    expect(await issuesOf((async () => finishSteps(missing))())).toMatchObject([
      { code: "missing-column", field: "nothing" },
    ]);
  });

  it("is refused where the system does not reach the study, naming the features", async () => {
    const asked = exportLayers(createStudy(), { ...REQUEST, system: "EPSG:32601" });
    const issues = await issuesOf((async () => finishSteps(asked))());
    expect(issues.map(({ code, row }) => `${code} ${row}`)).toEqual(["bad-coordinate 1", "bad-coordinate 2"]);
  });

  it("moves the entrances that stand in a column as text", () => {
    const study = createStudy();
    const [clinics, ...rest] = study.facilities;
    const facilities = [{ ...clinics, attributes: { entrances: ["113.001 40.005; 113.002 40.006", null] } }, ...rest];
    const { bytes } = exportOf({ ...study, facilities } as Study, { format: "fgb", system: "EPSG:4547" });
    const moving = findColumn(readFlatGeobuf(bytes, "a"), "entrances");
    const [moved, none] = Array.from(moving?.values ?? []) as (string | null)[];
    const system = findCoordinateSystem("EPSG:4547");
    const [first] = (moved ?? "").split(";").map((pair) => pair.trim().split(" ").map(Number));
    const back = system?.toDegrees(first?.[0] as number, first?.[1] as number);
    expect(back?.[0]).toBeCloseTo(113.001, 7);
    expect(back?.[1]).toBeCloseTo(40.005, 7);
    expect(none).toBeNull();
  });

  it("writes communities without an outline as their label points and says so", () => {
    const { bytes, notices } = exportOf(createStudy(), { layers: ["communities"], format: "fgb" });
    expect([...readFlatGeobuf(bytes, "a").kinds]).toEqual([3, 6, 1]);
    expect(notices).toContainEqual({ code: "label-points", layer: "communities", count: 1 });
  });
});

describe("a format with bounds", () => {
  const withAttributes = (count: number, value: string): Study => {
    const study = createStudy();
    const [clinics, ...rest] = study.facilities;
    const attributes = Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, [value, null]]));
    return { ...study, facilities: [{ ...clinics, attributes }, ...rest] } as Study;
  };

  it("is refused rather than damaged where the columns are too many", async () => {
    const issues = await issuesOf((async () => exportOf(withAttributes(300, "甲"), { format: "zip" }))());
    expect(issues).toMatchObject([
      { code: "bad-value", field: "columns", value: expect.stringMatching(/^303 fields/) },
    ]);
  });

  it("says which texts end in blanks that it does not keep", () => {
    const { notices } = exportOf(withAttributes(1, "甲 "), { format: "zip" });
    expect(notices).toContainEqual({ code: "blanks-dropped", layer: "facilities:clinic", field: "c0", count: 1 });
  });
});

describe("coverage joined to the communities", () => {
  it("is that of communities.csv, with nothing in the place of no figure", () => {
    const study = createStudy();
    const result = runAnalysis(study, DEFAULT_PARAMETERS, new AnalysisSession(study));
    const coverage = { result, assumptions: "默认速度" };
    const { bytes } = exportOf(study, { layers: ["communities"], format: "fgb", coverage });
    const table = readFlatGeobuf(bytes, "a");
    const lines = communitiesCsv(study, result).trim().split("\n");
    const header = (lines[0] ?? "").split(",");
    for (const line of lines.slice(1)) {
      const cells = line.split(",");
      const row = study.communities.ids.indexOf(cells[0] ?? "");
      const service = cells[header.indexOf("service")];
      for (const name of [
        "people",
        "peopleCovered",
        "peopleShare",
        "landShare",
        "medianSeconds",
        "nearestFacilityId",
        "verdict",
      ]) {
        const column = findColumn(table, `${service}.${name}`);
        const value = column && attributeAt(column, row);
        const written = cells[header.indexOf(name)] ?? "";
        if (written === "") expect(value).toBeNull();
        else
          expect(String(value), `${service} ${name}`).toBe(
            typeof value === "number" ? String(Number(written)) : written,
          );
      }
    }
    expect(table.description).toContain("默认速度");
  });

  it("has readable short names in a shapefile", () => {
    expect(uniqueNames(["id", "clinic.people", "clinic.peopleShare", "school.peopleShare"], [], 10)).toEqual([
      "id",
      "people",
      "peopleShar",
      "peopleSh_1",
    ]);
  });
});

describe("a coordinate system in words", () => {
  it.each([
    "EPSG:4326",
    "EPSG:4490",
    "EPSG:4547",
    "EPSG:4526",
    "EPSG:4497",
    "EPSG:4508",
    "EPSG:32649",
    "EPSG:3857",
    "EPSG:3395",
    "EPSG:2154",
    "EPSG:3035",
  ])("%s is known to GDAL again by its .prj and its GeoPackage", { timeout: 60_000 }, async (id) => {
    const isFrench = id === "EPSG:2154" || id === "EPSG:3035";
    const study = isFrench ? inFrance() : createStudy();
    const code = Number(id.slice(5));
    for (const format of ["zip", "gpkg"] as const) {
      const { bytes } = exportOf(study, { layers: ["demand"], format, system: id });
      const { layer } = await readWithOgr(bytes, `a.${format}`);
      const told = layer.geometryFields[0]?.coordinateSystem;
      expect(told?.projjson?.id?.code ?? told?.wkt, format).toBe(code);
    }
  });

  it("names GCJ-02 and BD-09 so that nobody takes them for WGS84", { timeout: 60_000 }, async () => {
    for (const [id, name] of [
      ["gcj02", "GCJ-02"],
      ["bd09", "BD-09"],
    ] as const) {
      for (const format of ["zip", "gpkg", "fgb"] as const) {
        const { bytes } = exportOf(createStudy(), { layers: ["demand"], format, system: id });
        const { layer } = await readWithOgr(bytes, `a.${format}`);
        expect(layer.geometryFields[0]?.coordinateSystem?.wkt, format).toContain(`GEOGCRS["${name}"`);
      }
      expect(decode(exportOf(createStudy(), { system: id }).bytes)).toContain(
        `"crs":{"type":"name","properties":{"name":"${name}"}}`,
      );
      expect(exportFileName("toy", ["demand"], id, "geojson")).toBe(`toy-demand.${id}.geojson`);
    }
    expect(shiftOf("GCJ-02")).toBe("gcj02");
  });

  it("is left out where there are no words for a projection", () => {
    const system = findCoordinateSystem("+proj=robin +lon_0=0 +datum=WGS84");
    expect(system && writeWkt(system, "ogc")).toBeNull();
  });
});

/** The toy study moved to the middle of France. */
function inFrance(): Study {
  const study = createStudy();
  const coordinates = study.demand.coordinates.map((value, index) => (index % 2 === 0 ? value - 110 : value + 6));
  return { ...study, demand: { ...study.demand, coordinates } };
}

describe("systems offered for a place", () => {
  it("are those of its own zones", () => {
    const ids = systemsForPlace(113.3, 40.1).map(({ id }) => id);
    expect(ids).toEqual([
      "EPSG:4326",
      "EPSG:4490",
      "EPSG:4547",
      "EPSG:4526",
      "EPSG:4508",
      "EPSG:4497",
      "EPSG:32649",
      "EPSG:3857",
      "gcj02",
      "bd09",
    ]);
    expect(systemsForPlace(7.42, 43.74).map(({ id }) => id)).toEqual(["EPSG:4326", "EPSG:32632", "EPSG:3857"]);
    expect(systemsForPlace(151, -33).map(({ id }) => id)).toContain("EPSG:32756");
  });

  it("reach a place in every zone of China", () => {
    for (let lon = 73.6; lon < 136; lon += 0.7)
      for (const { id } of systemsForPlace(lon, 35)) {
        const system = findCoordinateSystem(id);
        const [x, y] = system?.fromDegrees(lon, 35) ?? [];
        expect(system?.faultOf(x as number, y as number), `${lon} ${id}`).toBe("");
      }
  });
});

describe("names of columns", () => {
  it("are cut at whole characters and stay apart whatever their case", () => {
    const names = uniqueNames(["设施等级名称", "设施等级代码", "ABC", "abc", "😀😀😀😀", ""], ["fid"], 10);
    expect(names).toEqual(["设施等", "设施_1", "ABC", "abc_1", "😀😀", "field"]);
    for (const name of names) expect(byteLength(name)).toBeLessThanOrEqual(10);
  });
});

describe("a notice", () => {
  it("is a sentence in both languages that names the field and the count", () => {
    const { zh, en } = describeNotice({
      code: "text-cut",
      layer: "a",
      field: "说明",
      count: 3,
      limit: 254,
      unit: "bytes",
    });
    expect(zh).toContain("“说明”有 3 个文本超过 254 字节");
    expect(en).toContain("3 texts of “说明” are longer than 254 bytes");
  });
});
