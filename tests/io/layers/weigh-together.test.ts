/** Short lists of plane metres that lie together in an archive or a folder. */
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { loadStudy } from "../../../src/cli/load-study.ts";
import { BadDataError } from "../../../src/core/errors.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { utf8 } from "../bad-data.ts";

const { study } = await loadStudy("datong");
const clinics = study.facilities.find(({ serviceId }) => serviceId === "clinic");
const plane = findCoordinateSystem("EPSG:4547");
if (!clinics || !plane) throw new Error("no clinics, or no plane");

/** Clinics from `first` on, moved east by some metres; northings stand under X. */
function list(first: number, count: number, moved = 0, header = "序号,卫生室名称,X坐标,Y坐标"): Uint8Array {
  const rows = Array.from({ length: count }, (_, at) => {
    const [lon, lat] = [clinics?.coordinates[2 * (first + at)], clinics?.coordinates[2 * (first + at) + 1]];
    const [x, y] = plane?.fromDegrees(lon as number, lat as number) ?? [0, 0];
    return `${at + 1},第${first + at}卫生室,${y.toFixed(2)},${(x + moved).toFixed(2)}`;
  });
  return utf8(`${header}\n${rows.join("\n")}\n`);
}

/** The clinics read of each file, and the files that were refused for want of a system. */
async function read(files: Readonly<Record<string, Uint8Array>>) {
  const bytes = zipSync(Object.fromEntries(Object.entries(files)));
  const brought = [{ name: "村卫生室.zip", bytes }];
  try {
    const { study: made, issues } = await importFiles(brought, { adminLevel: null, base: study });
    const { coordinates = new Float64Array(0) } = made.facilities.find(({ serviceId }) => serviceId === "clinic") ?? {};
    return { coordinates, refused: [], issues };
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    const refused = error.issues.flatMap(({ layer, details }) => (details?.what === "no-system" ? [layer] : []));
    return { coordinates: new Float64Array(0), refused, issues: error.issues };
  }
}

describe("short lists that lie together", () => {
  it("are told their plane together, and it is said", async () => {
    const { coordinates, issues, refused } = await read({
      "甲乡.csv": list(0, 9),
      "乙乡.csv": list(100, 9),
      "丙乡.csv": list(200, 9),
      "丁乡.csv": list(300, 9),
    });
    expect(refused).toEqual([]);
    expect(coordinates).toHaveLength(72);
    for (const [at, first] of [0, 100, 200, 300].entries())
      expect(coordinates[18 * at]).toBeCloseTo(clinics.coordinates[2 * first] as number, 6);
    expect(issues.filter(({ details }) => details?.what === "datum-weighed")).toHaveLength(4);
  });

  it("but none that lies elsewhere, or beside the streets, or under another header", async () => {
    const others = { "甲乡.csv": list(0, 9), "乙乡.csv": list(100, 9), "丙乡.csv": list(200, 9) };
    expect((await read({ ...others, "丁乡.csv": list(300, 9, 250_000) })).refused).toEqual(["村卫生室.zip › 丁乡.csv"]);
    expect((await read({ ...others, "丁乡.csv": list(300, 9, 5_000) })).refused).toEqual(["村卫生室.zip › 丁乡.csv"]);
    const renamed = list(300, 9, 0, "编号,卫生室名称,X坐标,Y坐标");
    expect((await read({ ...others, "丁乡.csv": renamed })).refused).toEqual(["村卫生室.zip › 丁乡.csv"]);
  });

  it("tell nothing where all of them are few", async () => {
    expect((await read({ "甲乡.csv": list(0, 4), "乙乡.csv": list(100, 4) })).refused).toHaveLength(2);
  });
});
