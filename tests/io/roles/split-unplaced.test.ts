import { describe, expect, it } from "vitest";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { csv, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

const AUTO = { adminLevel: null, ofAll: { acceptLikely: true } };
const HEAD = "序号,卫生室名称,所在社区,经度,纬度\n";
const PLACED = "1,甲卫生室,东社区,113.003,40.0005\n2,乙卫生室,西社区,113.001,40.0005\n";

async function bring(rows: string, options = {}) {
  return await importFiles([STREETS, QUARTERS, csv("卫生室.csv", `${HEAD}${PLACED}${rows}`)], { ...AUTO, ...options });
}

describe("a list of facilities of which some rows state no position", () => {
  it("has them at the communities that they name, marked as approximate, and says so", async () => {
    const { study, summary, issues } = await bring(
      "3,丙卫生室,东社区,/,/\n4,丁卫生室,西社区,待采集,待采集\n5,戊卫生室,东社区,0,0\n",
    );
    const [clinics] = study.facilities;
    expect(clinics).toMatchObject({ serviceId: "clinic", count: 5 });
    expect(clinics?.names).toEqual(["甲卫生室", "乙卫生室", "丙卫生室", "丁卫生室", "戊卫生室"]);
    expect(clinics?.attributes.approximate).toEqual([null, null, true, true, true]);
    expect(Array.from(clinics?.coordinates.subarray(0, 4) ?? [])).toEqual([113.003, 40.0005, 113.001, 40.0005]);
    const roles = summary.files.flatMap(({ name, features, datum }) =>
      name.includes("卫生室") ? [[name, features, datum]] : [],
    );
    expect(roles[1]).toEqual(["卫生室.csv › 无坐标的行", 3, "by community"]);
    expect(issues.find(({ details }) => details?.what === "rest-placed")).toMatchObject({
      value: "卫生室.csv",
      details: { count: 3, total: 3 },
    });
  });

  it("tells each row that names no community, and brings the others", async () => {
    const { study, issues } = await bring("3,丙卫生室,东社区,,\n4,丁卫生室,无名屯,,\n");
    expect(study.facilities[0]?.names).toEqual(["甲卫生室", "乙卫生室", "丙卫生室"]);
    expect(issues.filter(({ details }) => details?.what === "no-community")).toMatchObject([
      { layer: "卫生室.csv › 无坐标的行", row: 5, severity: "warning" },
    ]);
    const origins = study.origins.filter(({ layer }) => layer === "facilities:clinic");
    expect(origins.map(({ part, rows, leftOut }) => [part, rows, leftOut])).toEqual([
      ["", 2, []],
      ["无坐标的行", 1, [{ reason: "no-community", count: 1 }]],
    ]);
  });

  it("goes where somebody decides: apart from its list, or left out as faulty", async () => {
    const rows = "3,丙卫生室,东社区,/,/\n";
    const rest = "卫生室.csv › 无坐标的行";
    const without = await bring(rows, { settings: { [rest]: { role: "leave-out" } } });
    expect(without.study.facilities[0]?.names).toEqual(["甲卫生室", "乙卫生室"]);
    const other = await bring(rows, { settings: { [rest]: { role: "facilities:kindergarten" } } });
    expect(other.study.facilities.map(({ serviceId, count }) => [serviceId, count])).toEqual([
      ["clinic", 2],
      ["kindergarten", 1],
    ]);
    const faulty = await bring(rows, { ofAll: { leaveOutFaulty: true } });
    expect(faulty.study.facilities[0]?.names).toEqual(["甲卫生室", "乙卫生室"]);
    expect(faulty.issues.filter(({ details }) => details?.what === "missing")).toMatchObject([
      { row: 4, severity: "warning" },
    ]);
  });

  it("does not count those that are closed", async () => {
    const head = "卫生室名称,所在社区,状态,经度,纬度\n";
    const rows = "甲卫生室,东社区,正常,113.003,40.0005\n乙卫生室,西社区,停业,,\n丙卫生室,西社区,正常,,\n";
    const { study } = await importFiles([STREETS, QUARTERS, csv("卫生室.csv", head + rows)], AUTO);
    expect(study.facilities[0]?.names).toEqual(["甲卫生室", "丙卫生室"]);
  });

  it("is refused where half a position stands, or something that is none", async () => {
    const file = csv("卫生室.csv", `${HEAD}${PLACED}3,丙卫生室,东社区,113.002,\n4,丁卫生室,西社区,见图,见图\n`);
    expect(await refused([STREETS, QUARTERS, file])).toEqual([
      "卫生室.csv bad-coordinate 4 missing",
      "卫生室.csv bad-coordinate 5 not-a-number",
    ]);
  });

  it("is refused where nothing says to what community a row belongs", async () => {
    const file = csv("clinic.csv", "id,lon,lat\n1,113.003,40.0005\n2,,\n");
    expect(await refused([STREETS, QUARTERS, file])).toEqual(["clinic.csv bad-coordinate 3 missing"]);
  });
});

describe("a table of anything else with rows that state no position", () => {
  it("is refused: homes and communities lie where they lie", async () => {
    const homes = csv("demand.csv", "community,lon,lat,all\n东社区,113.003,40.0005,5\n西社区,/,/,7\n", "demand");
    expect(await refused([STREETS, QUARTERS, homes])).toContain("demand.csv bad-coordinate 3 missing");
  });
});
