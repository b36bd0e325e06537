import { describe, expect, it } from "vitest";
import { openSources } from "../../../src/io/import/open-sources.ts";
import { readRaster } from "../../../src/io/import/read-raster.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { createPopulation } from "../../support/create-population.ts";
import { utf8 } from "../bad-data.ts";

const PLAIN = createPopulation({
  width: 6,
  height: 4,
  west: 0,
  north: 0,
  cell: 0.01,
  epsg: 0,
  placed: "none",
  peopleOf: () => 1,
});
/** Cells of 0.01°, the middle of the first at 113.005, 39.995. */
const WORLD = "0.01\r\n0\r\n0\r\n-0.01\r\n113.005\r\n39.995\r\n";
const WGS84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const AUXILIARY = `<PAMDataset><SRS dataAxisToSRSAxisMapping="2,1">${WGS84.replaceAll('"', "&quot;")}</SRS><GeoTransform>  1.13e+02,  1.0e-02,  0.0,  4.0e+01,  0.0, -1.0e-02</GeoTransform></PAMDataset>`;

async function open(files: Readonly<Record<string, Uint8Array | string>>) {
  const named = Object.entries(files).map(([name, content]) => ({
    name,
    bytes: typeof content === "string" ? utf8(content) : content,
  }));
  const { wholes, layers, unread, issues } = await openSources(named);
  const [whole] = wholes;
  const told = new IssueList();
  const taken = whole && (await readRaster(whole.file.bytes, whole.file.name, { beside: whole.beside ?? {} }, told));
  const raster = taken?.role === "population" ? taken.rasters[0] : null;
  return {
    corner: raster?.placeAt(0, 0).map((value) => Math.round(value * 1e9) / 1e9) ?? null,
    told: told
      .all()
      .map(({ severity, details }) => [severity, details?.what, details?.found].filter(Boolean).join(" ")),
    others: [...layers.map(({ file }) => file), ...unread, ...issues.map(({ code }) => code)],
  };
}

describe("a TIFF that says nothing of its place", () => {
  it("has it from a world file and a definition beside it, and that is said", async () => {
    expect(await open({ "pop.tif": PLAIN, "POP.TFW": WORLD, "pop.prj": WGS84, "pop.tif.ovr": "II*" })).toEqual({
      corner: [113, 40],
      told: ["warning raster-beside POP.TFW, pop.prj"],
      others: [],
    });
  });

  it("has it from what GDAL or ArcGIS writes beside it", async () => {
    expect(await open({ "人口/pop.tif": PLAIN, "人口/pop.tif.aux.xml": AUXILIARY })).toEqual({
      corner: [113, 40],
      told: ["warning raster-beside 人口/pop.tif.aux.xml"],
      others: [],
    });
  });

  it("is refused without them, or where they are of another file, turn the raster, or are none", async () => {
    const refused = { corner: null, told: ["error elevation-crs", "error elevation-grid"] };
    expect(await open({ "pop.tif": PLAIN })).toMatchObject(refused);
    expect(await open({ "pop.tif": PLAIN, "dem.tfw": WORLD, "a/pop.prj": WGS84 })).toMatchObject(refused);
    const turned = WORLD.replace("0\r\n0\r\n", "0.001\r\n0.001\r\n");
    expect((await open({ "pop.tif": PLAIN, "pop.tfw": turned, "pop.prj": WGS84 })).told).toContain(
      "error elevation-grid",
    );
    expect(await open({ "pop.tif": PLAIN, "pop.tfw": "0.01\n0\nx", "pop.prj": "PROJCS[" })).toMatchObject(refused);
  });
});

describe("a TIFF that says it itself", () => {
  const OWN = createPopulation({ width: 6, height: 4, west: 113, north: 40, cell: 0.01, peopleOf: () => 1 });

  it("is believed whatever stands beside it", async () => {
    const moved = WORLD.replace("113.005", "100.005");
    expect(await open({ "pop.tif": OWN, "pop.tfw": moved, "pop.prj": "PROJCS[" })).toEqual({
      corner: [113, 40],
      told: [],
      others: [],
    });
  });

  it("leaves a definition to the shapes of the same name", async () => {
    const { others } = await open({ "pop.tif": OWN, "pop.shp": "no shapes", "pop.prj": WGS84 });
    expect(others).toContain("pop.shp");
  });
});
