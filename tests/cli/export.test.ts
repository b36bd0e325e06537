import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { ExportFormat } from "../../src/io/export/export-request.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import { createStudy } from "../io/create-study.ts";
import { inFolder, runMain } from "./run-main.ts";

const STUDY: Study = createStudy({
  scenarios: [
    {
      id: "s1",
      name: "停用一号",
      edits: [{ id: "e1", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId: "007" }],
    },
  ],
});

async function withStudy(work: (study: string, at: (name: string) => string) => Promise<void>): Promise<void> {
  await inFolder(async (at) => {
    writeFileSync(at("toy.mscircle"), await writeStudyFile(STUDY));
    await work(at("toy.mscircle"), at);
  });
}

/** The file as the page has it: its worker's answer. */
async function exportAsPage(
  layers: readonly string[],
  format: ExportFormat,
  system: string,
  isJoined: boolean,
): Promise<Uint8Array> {
  const client = createInProcessClient({ fetchBytes: async () => null });
  const files = [{ name: "toy.mscircle", bytes: await writeStudyFile(STUDY) }];
  await client.request("openFiles", { files, adminLevel: null });
  const coverage = isJoined ? DEFAULT_PARAMETERS : null;
  const { bytes } = await client.request("exportLayers", { layers, format, system, columns: null, coverage });
  client.dispose();
  return bytes;
}

describe("minsheng export", () => {
  it.each([
    ["communities", "gpkg", "EPSG:4547", true],
    ["communities", "csv", "EPSG:4326", false],
    ["facilities:clinic", "zip", "EPSG:4526", false],
    ["demand", "fgb", "EPSG:3857", false],
    ["streets", "geojson", "EPSG:4490", false],
    ["units", "xlsx", "EPSG:4326", false],
  ] as const)("writes %s as .%s in %s with the bytes that the page gives", async (layer, format, crs, isJoined) => {
    await withStudy(async (study, at) => {
      const out = at(`a.${format}`);
      const joined = isJoined ? ["--coverage"] : [];
      const { status, stderr } = await runMain(
        "export",
        study,
        "--layer",
        layer,
        "--out",
        out,
        "--crs",
        crs,
        ...joined,
      );
      expect(stderr).not.toContain("error");
      expect(status).toBe(0);
      expect(Buffer.compare(readFileSync(out), Buffer.from(await exportAsPage([layer], format, crs, isJoined)))).toBe(
        0,
      );
    });
  });

  it("puts all layers into one GeoPackage and says what each holds", async () => {
    await withStudy(async (study, at) => {
      const { stdout } = await runMain("export", study, "--layer", "all", "--out", at("a.gpkg"), "--json");
      const answer = JSON.parse(stdout);
      expect(answer).toMatchObject({ command: "export", format: "GeoPackage", crs: "EPSG:4326" });
      expect(answer.layers.map(({ layer, rows }: { layer: string; rows: number }) => `${layer} ${rows}`)).toEqual([
        "streets 2",
        "street-blocks 1",
        "communities 3",
        "units 1",
        "demand 3",
        "barriers 2",
        "context 2",
        "facilities:clinic 2",
        "facilities:fitness-trail 2",
      ]);
    });
  });

  it("puts several layers into one zip with the bytes that the page gives", async () => {
    await withStudy(async (study, at) => {
      const { status } = await runMain(
        "export",
        study,
        "--layer",
        "streets",
        "--layer",
        "demand",
        "--out",
        at("a.fgb.zip"),
      );
      expect(status).toBe(0);
      const page = await exportAsPage(["streets", "demand"], "fgb", "EPSG:4326", false);
      expect(Buffer.compare(readFileSync(at("a.fgb.zip")), Buffer.from(page))).toBe(0);
    });
  });

  it("says on stderr what the format could not carry", async () => {
    await withStudy(async (study, at) => {
      const { stderr } = await runMain("export", study, "--layer", "facilities:fitness-trail", "--out", at("a.zip"));
      expect(stderr).toContain("一个 Shapefile 只能有一种几何");
      expect(stderr).toContain("A shapefile holds one kind of shape");
    });
  });

  it("exports a layer as a scenario makes it, and says which", async () => {
    await withStudy(async (study, at) => {
      const { status } = await runMain(
        ...["export", study, "--layer", "facilities:clinic", "--scenario", "停用一号", "--out", at("a.csv")],
      );
      expect(status).toBe(0);
      const text = readFileSync(at("a.csv"), "utf8");
      expect(text.trim().split("\n")).toHaveLength(2);
      expect(text).toContain("停用一号");
      expect(text).not.toContain("007");
    });
  });

  it("refuses bad usage with every fault at once and writes nothing", async () => {
    await withStudy(async (study, at) => {
      const { status, stderr } = await runMain(
        ...["export", study, "--layer", "streets", "--layer", "demand", "--crs", "bd09", "--out", at("a.geojson")],
        ...["--speed", "1.4", "--columns", "id"],
      );
      expect(status).toBe(2);
      expect(stderr).toContain("a.bd09.geojson");
      expect(stderr).toContain("--speed say nothing without --coverage");
      expect(existsSync(at("a.geojson"))).toBe(false);
      const several = await runMain("export", study, "--layer", "streets", "--layer", "demand", "--out", at("a.fgb"));
      expect(several.status).toBe(2);
      expect(several.stderr).toContain(`or a zip of files: --out ${at("a.fgb.zip")}`);
      const unknown = await runMain("export", study, "--layer", "houses", "--out", at("a.doc"), "--crs", "EPSG:1");
      expect(unknown.status).toBe(2);
      expect(unknown.stderr).toContain("the ending names no format");
      expect(unknown.stderr).toContain("--crs EPSG:1 is unknown");
      const absent = await runMain("export", study, "--layer", "houses", "--out", at("a.csv"));
      expect(absent.stderr).toContain("--layer houses is not in the study");
      expect(absent.stderr).toContain("facilities:clinic");
    });
  });

  it("names the features that a system does not reach", async () => {
    await withStudy(async (study, at) => {
      const far = await runMain("export", study, "--layer", "demand", "--crs", "EPSG:32601", "--out", at("a.fgb"));
      expect(far.status).toBe(2);
      expect(far.stderr).toContain("row 1");
      expect(existsSync(at("a.fgb"))).toBe(false);
    });
  });

  it("replaces a file only where told to", async () => {
    await withStudy(async (study, at) => {
      writeFileSync(at("a.csv"), "mine");
      expect((await runMain("export", study, "--layer", "demand", "--out", at("a.csv"))).status).toBe(2);
      expect(readFileSync(at("a.csv"), "utf8")).toBe("mine");
      expect((await runMain("export", study, "--layer", "demand", "--out", at("a.csv"), "--force")).status).toBe(0);
    });
  });
});
