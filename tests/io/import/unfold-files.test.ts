import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { ImportFile } from "../../../src/io/import/import-files.ts";
import { encodeGbk } from "../vector/encode-gbk.ts";
import { csv, importAll, QUARTERS, refused, STREETS } from "./toy-ground.ts";

const HALLS = "名称,经度,纬度\n甲骨灰堂,113.002,40.005\n乙骨灰堂,113.012,40.005\n";
const DOCUMENT = zipSync({ "word/document.xml": strToU8("<w:document/>") });
/** What Windows leaves in a folder of pictures. */
const THUMBS = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600)]);

function zip(name: string, files: Readonly<Record<string, Uint8Array>>, as?: ImportFile["as"]): ImportFile {
  return { name, bytes: zipSync({ ...files }), as };
}

describe("what programs leave beside files", () => {
  const LOCK = { name: "~$台账.xlsx", bytes: Uint8Array.from([6, ...new Uint8Array(160)]) };

  it("is passed over among others, and refused where it is all that is brought", async () => {
    const halls = csv("骨灰堂.csv", HALLS);
    const { study, issues } = await importAll([STREETS, QUARTERS, halls, LOCK]);
    expect(study.facilities.map(({ count }) => count)).toEqual([2]);
    expect(issues.filter(({ layer }) => layer.includes("~$"))).toEqual([]);
    expect(await refused([LOCK])).toEqual(["~$台账.xlsx unknown-format"]);
  });
});

describe("an archive of tables", () => {
  it("is a folder: its tables are read, what is no data in it is listed", async () => {
    const archive = zip("往年资料.zip", {
      "往年资料/殡葬/骨灰堂名单.csv": encodeGbk(HALLS),
      "往年资料/来函.docx": DOCUMENT,
      "往年资料/Thumbs.db": THUMBS,
      "往年资料/说明.txt": encodeGbk("以上资料仅供参考"),
    });
    const { study, issues } = await importAll([STREETS, QUARTERS, archive]);
    expect(study.facilities.map(({ serviceId, count }) => [serviceId, count])).toEqual([["funeral-home", 2]]);
    const noted = issues.filter(({ details }) => details?.what === "files-passed-over");
    expect(noted.map(({ layer, value, details }) => [layer, value, details?.count])).toEqual([
      ["往年资料.zip", "来函.docx", 1],
    ]);
    expect(issues.map(({ layer, details }) => `${layer} ${details?.what}`)).toContain(
      "往年资料.zip › 往年资料/说明.txt empty-layer",
    );
  });

  it("takes what is said of it for the tables in it", async () => {
    const archive = zip(
      "点位.zip",
      { "点位.csv": strToU8("名称,经度,纬度\n甲,113.002,40.005\n") },
      "facilities:library",
    );
    const { study } = await importAll([STREETS, QUARTERS, archive]);
    expect(study.facilities.map(({ serviceId, count }) => [serviceId, count])).toEqual([["library", 1]]);
  });

  it("is refused where one of its tables is damaged, and where nothing in it can be read", async () => {
    const workbook = zipSync({ "xl/workbook.xml": strToU8("<workbook") });
    const damaged = zip("a.zip", { "a.xlsx": workbook, "b.csv": strToU8(HALLS) });
    expect((await refused([STREETS, QUARTERS, damaged])).join()).toContain("a.zip › a.xlsx");
    expect((await refused([STREETS, QUARTERS, zip("b.zip", { "来函.docx": DOCUMENT })])).join()).toContain("b.zip");
  });
});

describe("a file that lay in a folder", () => {
  it("and is no data is passed over, while one that was named is refused", async () => {
    const list = csv("资料/骨灰堂.csv", HALLS);
    const letter = (name: string): ImportFile => ({ name, bytes: DOCUMENT });
    const { told } = await importAll([STREETS, QUARTERS, list, letter("资料/来函.docx")]);
    expect(told).toContain("files-passed-over");
    expect(await refused([STREETS, QUARTERS, list, letter("来函.docx")])).toEqual([
      "来函.docx unknown-format no-workbook",
    ]);
  });

  it("and could be read if it were saved anew is told by itself, and stops nothing", async () => {
    const old = { name: "资料/台账.xls", bytes: THUMBS };
    const { issues } = await importAll([STREETS, QUARTERS, csv("资料/骨灰堂.csv", HALLS), old]);
    expect(
      issues.filter(({ layer }) => layer === old.name).map(({ severity, details }) => [severity, details?.what]),
    ).toEqual([["warning", "save-as-xlsx"]]);
  });

  it("and is a list of which nobody can tell what it is is left out, while one that was named is refused", async () => {
    const people = "序号,姓名,所在社区\n1,王某,东社区\n2,李某,西社区\n";
    const { told, study } = await importAll([
      STREETS,
      QUARTERS,
      csv("资料/骨灰堂.csv", HALLS),
      csv("资料/花名册.csv", people),
    ]);
    expect(told).toContain("untold-left-out");
    expect(study.facilities.map(({ count }) => count)).toEqual([2]);
    expect(await refused([STREETS, QUARTERS, csv("花名册.csv", people)])).toEqual([
      "花名册.csv unknown-service name-the-role",
    ]);
  });

  it("and names no community that is known stops nothing, while one that was named is refused", async () => {
    const hall = "单位名称,地址\n市殡仪馆,外地大街1号\n";
    const { issues, study } = await importAll([
      STREETS,
      QUARTERS,
      csv("资料/骨灰堂.csv", HALLS),
      csv("资料/殡仪馆.csv", hall),
    ]);
    expect(study.facilities.map(({ count }) => count)).toEqual([2]);
    expect(issues.map(({ details }) => details?.what)).toContain("none-matched");
    expect(await refused([STREETS, QUARTERS, csv("殡仪馆.csv", hall)])).toContain("殡仪馆.csv unknown-id none-matched");
  });

  it("and states no position for a few of its homes is read without them, while one that was named is refused", async () => {
    const homes = "id,lon,lat,people\n1,113.003,40.0005,5\n2,113.011,40.0005,6\n3,待定,待定,7\n";
    const { issues, study } = await importAll([
      STREETS,
      QUARTERS,
      csv("骨灰堂.csv", HALLS),
      csv("资料/demand.csv", homes, "demand"),
    ]);
    expect(study.demand.count).toBe(2);
    expect(issues.find(({ details }) => details?.what === "unstated-left")?.details).toMatchObject({
      count: 1,
      total: 3,
    });
    expect(issues.filter(({ code }) => code === "bad-coordinate").map(({ row }) => row)).toEqual([4]);
    expect((await refused([STREETS, QUARTERS, csv("demand.csv", homes, "demand")])).join()).toContain("bad-coordinate");
  });

  it("and whose positions are wrong, or of homes mostly missing, is refused there too", async () => {
    const wrong = csv("资料/骨灰堂.csv", `${HALLS}丙骨灰堂,113.00X,40.005\n`);
    const rows = "id,lon,lat,people\n1,113.003,40.0005,5\n2,,,6\n3,/,/,7\n";
    const homes = csv("资料/demand.csv", rows, "demand");
    for (const file of [wrong, homes])
      expect((await refused([STREETS, QUARTERS, file])).join()).toContain("bad-coordinate");
  });
});
