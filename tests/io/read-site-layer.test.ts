import { describe, expect, it } from "vitest";
import { readSiteLayer } from "../../src/io/read-site-layer.ts";
import { issuesOf, lines, utf8 } from "./bad-data.ts";
import { encodeGbk } from "./vector/encode-gbk.ts";

describe("a list of sites", () => {
  it("is read in the encodings and under the headers of planners' lists", async () => {
    const text =
      "空置地块一览表,,,\n编号,地块名称,经度,纬度\n001,北关旧仓库,113.2931,40.0756\n002,南关空地,113.3012,40.0689\n";
    const layer = await readSiteLayer({ name: "地块.csv", bytes: encodeGbk(text) }, null);
    expect(layer.points.ids).toEqual(["001", "002"]);
    expect([...layer.points.coordinates]).toEqual([113.2931, 40.0756, 113.3012, 40.0689]);
    expect(lines(layer.issues)).toContain("地块.csv assumed datum");
    expect(lines(layer.issues).filter((line) => line.endsWith("datum"))).toHaveLength(1);
  });

  it("keeps its figures as numbers, with gaps", async () => {
    const bytes = utf8("id\tlon\tlat\tcost\na\t113.29\t40.07\t12\nb\t113.30\t40.06\t\nc\t113.31\t40.05\t30\n");
    const layer = await readSiteLayer({ name: "land.tsv", bytes }, null);
    expect(layer.numberColumns).toEqual(["cost"]);
    expect(layer.points.columns.cost).toEqual([12, null, 30]);
    expect(lines(layer.issues)).toEqual(["land.tsv assumed datum"]);
  });

  it("names every row that cannot be placed, and columns that are missing", async () => {
    const rows = utf8("id,lon,lat\n1,abc,40\n2,113.3,40.1\n3,113.4,\n4,113.5,40.2\n");
    expect(lines(await issuesOf(readSiteLayer({ name: "a.csv", bytes: rows }, null)))).toEqual([
      "a.csv bad-coordinate 2 lon, lat",
      "a.csv bad-coordinate 4 lon, lat",
      "a.csv assumed datum",
    ]);
    const nowhere = utf8("id,cost\n1,5\n2,6\n");
    expect(lines(await issuesOf(readSiteLayer({ name: "a.csv", bytes: nowhere }, null)))).toEqual([
      "a.csv missing-column 1 lon",
      "a.csv missing-column 1 lat",
    ]);
    expect(lines(await issuesOf(readSiteLayer({ name: "a.csv", bytes: new Uint8Array() }, null)))).toEqual([
      "a.csv empty-file",
    ]);
  });
});
