import { describe, expect, it } from "vitest";
import { describeIssue } from "../../../src/app/describe-issue.ts";
import type { ImportFile } from "../../../src/io/import/import-files.ts";
import { box, feature, geojson, importAll, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const POINTS = geojson("小学.geojson", [feature("Point", [113.003, 40.005], { 名称: "一小" })]);

/** Boxes in a row, each so wide; they touch where they stand a width apart. */
function boxes(name: string, width: number, header = "名称", apart = 0.002, as?: ImportFile["as"]): ImportFile {
  const row = Array.from({ length: 6 }, (_, at) =>
    feature("Polygon", [box(113.001 + at * apart, 40.004, width)], { [header]: `第${at + 1}小学` }),
  );
  return geojson(name, row, as);
}

async function countsWith(file: ImportFile) {
  const { study, told } = await importAll([STREETS, QUARTERS, POINTS, file]);
  return { told, counts: Object.fromEntries(study.facilities.map(({ serviceId, count }) => [serviceId, count])) };
}

describe("areas that facilities serve", () => {
  it.each([
    ["their file is called so", boxes("2024年小学学区.geojson", 0.001)],
    ["a column names them", boxes("小学.json", 0.001, "学区名称")],
    ["they lie wall to wall", boxes("小学片.geojson", 0.002)],
  ])("are no facilities where %s; they are left out of several files, and that is told", async (_, file) => {
    const { counts, told } = await countsWith(file);
    expect(counts).toEqual({ "primary-school": 1 });
    expect(told).toContain("served-areas");
  });

  it("are refused where they are all that is brought, with what to do", async () => {
    expect(await refused([boxes("小学学区.geojson", 0.001)])).toContain(
      "小学学区.geojson unknown-service served-areas",
    );
    const { todo } = describeIssue({
      code: "unknown-service",
      severity: "error",
      layer: "小学学区.geojson",
      details: { what: "served-areas" },
    });
    expect(todo.zh).toContain("请指定它是什么");
  });

  it("are what somebody says they are", async () => {
    const { counts } = await countsWith(boxes("学区.geojson", 0.002, "名称", 0.002, "facilities:primary-school"));
    expect(counts).toEqual({ "primary-school": 7 });
  });

  it("are not sites of facilities that stand apart, or of which a few touch, whatever they say of whom they take in", async () => {
    expect((await countsWith(boxes("小学用地.geojson", 0.001, "招生范围"))).counts).toEqual({ "primary-school": 7 });
    const pairs = [113.001, 113.002, 113.005, 113.008, 113.011, 113.014].map((west) =>
      feature("Polygon", [box(west, 40.004, 0.001)], { 名称: "园" }),
    );
    const { counts } = await countsWith(geojson("公园.geojson", pairs));
    expect(counts.park).toBe(6);
  });
});
