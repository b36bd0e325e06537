import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Study } from "../../../src/core/model/study.ts";
import { type ExportRequest, exportLayers } from "../../../src/io/export/export-layers.ts";
import { describeNotice } from "../../../src/io/export/export-notice.ts";
import { exportFileName, formatOfName } from "../../../src/io/export/export-request.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { readWithOgr } from "../../support/read-with-ogr.ts";
import { createStudy } from "../create-study.ts";

const LAYERS = ["streets", "communities", "facilities:clinic"] as const;
const REQUEST: ExportRequest = {
  layers: LAYERS,
  format: "geojson",
  system: "EPSG:4547",
  columns: null,
  coverage: null,
};

function exportOf(changes: Partial<ExportRequest> = {}, study: Study = createStudy()) {
  return finishSteps(exportLayers(study, { ...REQUEST, ...changes }));
}

const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe("several layers in one export", () => {
  it.each(["geojson", "fgb", "csv"] as const)(
    "become a zip of .%s files, each with the bytes of the layer by itself, and a README",
    (format) => {
      const files = unzipSync(exportOf({ format }).bytes);
      expect(Object.keys(files).sort()).toEqual([
        "README.txt",
        `communities.${format}`,
        `facilities-clinic.${format}`,
        `streets.${format}`,
      ]);
      for (const layer of LAYERS) {
        const alone = exportOf({ format, layers: [layer] }).bytes;
        expect(files[`${layer.replace(":", "-")}.${format}`], layer).toEqual(alone);
      }
      expect(decode(files["README.txt"])).toContain("演示数据");
      expect(decode(files["README.txt"])).toContain(`facilities-clinic.${format}`);
    },
  );

  it("become a zip of folders with a shapefile each, which GDAL reads", async () => {
    const { bytes } = exportOf({ format: "zip" });
    expect(Object.keys(unzipSync(bytes))).toEqual(
      expect.arrayContaining(["streets/streets.shp", "facilities-clinic/facilities-clinic.dbf", "streets/README.txt"]),
    );
    const { layer } = await readWithOgr(
      exportOf({ format: "zip", layers: ["facilities:clinic"] }).bytes,
      "facilities-clinic.zip",
    );
    expect(layer.featureCount).toBe(2);
  });

  it("have the same bytes whenever they are made", () => {
    for (const format of ["geojson", "zip", "gpkg", "xlsx"] as const)
      expect(exportOf({ format }).bytes).toEqual(exportOf({ format }).bytes);
  });

  it("say what is lost layer by layer, and of the system once for the file", () => {
    const { notices } = exportOf({ format: "zip", system: "gcj02" });
    expect(notices.filter(({ code }) => code === "shifted").map(({ layer }) => layer)).toEqual(["*"]);
    expect(new Set(notices.map(({ layer }) => layer)).size).toBeGreaterThan(1);
  });

  it("name a shifted datum in each file", () => {
    const files = unzipSync(exportOf({ format: "csv", system: "bd09" }).bytes);
    expect(Object.keys(files)).toContain("streets.bd09.csv");
    expect(exportFileName("toy", LAYERS, "bd09", "csv")).toBe("toy-layers.bd09.csv.zip");
  });

  it("are named by endings that say what is in them", () => {
    expect(exportFileName("toy", LAYERS, "EPSG:4326", "zip")).toBe("toy-layers.zip");
    expect(exportFileName("toy", LAYERS, "EPSG:4326", "gpkg")).toBe("toy-layers.gpkg");
    expect(exportFileName("toy", ["streets"], "EPSG:4326", "csv")).toBe("toy-streets.csv");
    expect(formatOfName("a.b.csv.zip")).toEqual({ format: "csv", isZipped: true });
    expect(formatOfName("layers.zip")).toEqual({ format: "zip", isZipped: false });
    expect(formatOfName("a.xlsx.zip")).toEqual({ format: "zip", isZipped: false });
    expect(formatOfName("a.doc")).toBeNull();
  });
});

describe("an export in a system that is only approximate", () => {
  it.each(["EPSG:2382", "EPSG:2434"])("says so: %s", (system) => {
    for (const layers of [LAYERS, ["streets"] as const]) {
      const told = exportOf({ system, layers }).notices.filter(({ code }) => code === "approximate-system");
      expect(told.map(({ layer }) => layer)).toEqual([layers.length > 1 ? "*" : "streets"]);
      expect(told.map((notice) => describeNotice(notice).zh).join()).toContain("可能偏几十米到一百多米");
    }
  });

  it("is not what CGCS2000 is", () => {
    expect(exportOf().notices.some(({ code }) => code === "approximate-system")).toBe(false);
  });
});

describe("an export of an imported layer", () => {
  const system = {
    id: "gcj02",
    title: "GCJ-02 (Amap, Tencent)",
    basis: "weighed",
    medianMetres: 12,
    isConfirmed: false,
    weighed: [],
    isApproximate: false,
  } as const;
  const origin = { layer: "facilities:clinic", file: "诊所.xlsx", part: "", format: "XLSX", encoding: "" } as const;
  const study = createStudy({ origins: [{ ...origin, system, rows: 2, leftOut: [], importedOn: "2026-11-29" }] });

  it("says from which file it came and in which system that was", () => {
    const files = unzipSync(exportOf({ format: "zip", layers: ["facilities:clinic"] }, study).bytes);
    expect(decode(files["README.txt"])).toContain("诊所.xlsx（XLSX）；坐标系 GCJ-02（高德、腾讯）（与街道比对得出");
    const others = unzipSync(exportOf({ format: "zip", layers: ["streets"] }, study).bytes);
    expect(decode(others["README.txt"])).not.toContain("诊所.xlsx");
  });
});
