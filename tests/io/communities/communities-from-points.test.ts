import { describe, expect, it } from "vitest";
import { AreaIndex, areaSquareMetres } from "../../../src/core/areas.ts";
import type { AreaGeometry } from "../../../src/core/model/geometry.ts";
import { readStudyFile, writeStudyFile } from "../../../src/io/study/study-file.ts";
import { box, csv, feature, geojson, importAll, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const POINTS = csv(
  "points.csv",
  "代码,名称,街道,经度,纬度,人口\n01,甲社区,南街道,113.003,40.005,300\n02,乙村,南街道,113.013,40.005,120\n",
  "communities",
);
const BOUNDARY = geojson("boundary.geojson", [feature("Polygon", [box(113, 40, 0.02, 0.01)])], "boundary");

const sizeOf = (area: AreaGeometry | null | undefined): number => (area ? areaSquareMetres(area) : Number.NaN);

describe("communities known as points", () => {
  it("get cells within the boundary, are marked approximate, and that is an assumption of the study", async () => {
    const { study, told } = await importAll([STREETS, POINTS, BOUNDARY]);
    const { communities } = study;
    expect(communities.approximate).toBe(true);
    expect(communities.kinds).toEqual(["unit", "unit"]);
    const whole = areaSquareMetres({ type: "Polygon", coordinates: [box(113, 40, 0.02, 0.01) as [number, number][]] });
    expect((sizeOf(communities.areas[0]) + sizeOf(communities.areas[1])) / whole).toBeCloseTo(1, 3);
    // Halfway between the two points runs the border.
    const index = new AreaIndex(communities.areas);
    expect([index.find(113.0079, 40.001), index.find(113.0081, 40.001)]).toEqual([0, 1]);
    expect(told).toContain("cells");
    expect(study.assumptions.map(({ en }) => en)).toContainEqual(
      expect.stringMatching(/^Communities are cells around their points within the imported boundary/),
    );
    expect([...communities.centres]).toEqual([113.003, 40.005, 113.013, 40.005]);
  });

  it("reach to the streets, widened, where there is no border", async () => {
    const { study } = await importAll([STREETS, POINTS]);
    const index = new AreaIndex(study.communities.areas);
    // Streets run from 113.001 to 113.0145 and up to 40.008; 500 m are about 0.0059° and 0.0045°.
    expect(index.find(112.9955, 40.005)).toBe(0);
    expect(index.find(112.994, 40.005)).toBe(-1);
    expect(index.find(113.02, 40.005)).toBe(1);
    expect(study.assumptions.map(({ zh }) => zh).join()).toContain("路网外扩 500 米");
  });

  it("stay in their own county where the study has the counties' borders", async () => {
    const borders = [box(113, 40, 0.01), box(113.01, 40, 0.01)].map((ring) => ({
      kind: "county-border" as const,
      name: "",
      geometry: { type: "Polygon" as const, coordinates: [ring as [number, number][]] },
    }));
    const base = { ...(await importAll([STREETS, QUARTERS])).study, context: borders };
    const { study } = await importAll([POINTS], { adminLevel: null, base });
    const index = new AreaIndex(study.communities.areas);
    expect([index.find(113.0099, 40.001), index.find(113.0101, 40.001)]).toEqual([0, 1]);
    expect(study.assumptions.map(({ en }) => en).join()).toContain("within the county borders");
  });

  it("leave an area within another to those inside it", async () => {
    const nested = geojson(
      "boundary.geojson",
      [feature("Polygon", [box(113, 40, 0.02, 0.01)]), feature("Polygon", [box(113.012, 40.004, 0.002)])],
      "boundary",
    );
    const { study } = await importAll([STREETS, POINTS, nested]);
    const whole = areaSquareMetres({ type: "Polygon", coordinates: [box(113, 40, 0.02, 0.01) as [number, number][]] });
    const inner = areaSquareMetres({
      type: "Polygon",
      coordinates: [box(113.012, 40.004, 0.002) as [number, number][]],
    });
    expect(sizeOf(study.communities.areas[1]) / inner).toBeCloseTo(1, 3);
    expect((sizeOf(study.communities.areas[0]) + inner) / whole).toBeCloseTo(1, 3);
  });

  it("at one place, outside the boundary or mixed with areas are refused, each row told", async () => {
    const same = csv(
      "p.csv",
      "id,lon,lat\na,113.003,40.005\nb,113.003,40.005\nc,113.01,40.005\nd,113.01,40.005\n",
      "communities",
    );
    expect(await refused([STREETS, same, BOUNDARY])).toEqual([
      "p.csv bad-value 3 same-point",
      "p.csv bad-value 5 same-point",
    ]);
    const far = csv("p.csv", "id,lon,lat\na,113.003,40.005\nb,113.2,40.005\nc,113.0205,40.005\n", "communities");
    expect(await refused([STREETS, far, BOUNDARY])).toEqual(["p.csv outside-study 3 boundary"]);
    expect(await refused([STREETS, far])).toEqual(["p.csv outside-study 3 boundary"]);
    const one = csv("p.csv", "id,lon,lat\na,113.003,40.005\n", "communities");
    expect(await refused([STREETS, one, QUARTERS])).toEqual(["p.csv bad-value 2"]);
    const nowhere = csv("p.csv", "id,lon,lat\na,113.003,x\n", "communities");
    expect(await refused([STREETS, nowhere])).toEqual(["p.csv bad-coordinate 2 not-a-number"]);
  });

  it("are read back from the study's file with their cells and their mark", async () => {
    const { study } = await importAll([STREETS, POINTS, BOUNDARY]);
    const again = await readStudyFile(await writeStudyFile(study), "s.mscircle");
    expect(again.communities.approximate).toBe(true);
    expect(again.communities.areas).toEqual(study.communities.areas);
    expect(again.assumptions).toEqual(study.assumptions);
  });

  it("have their sentence dropped when outlines are brought later", async () => {
    const { study } = await importAll([STREETS, POINTS, BOUNDARY]);
    const later = await importAll([QUARTERS], { adminLevel: null, base: study });
    expect(later.study.communities.approximate).toBe(false);
    expect(later.study.assumptions.map(({ en }) => en).join()).not.toContain("Communities are cells");
  });
});
