import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import gcoord from "gcoord";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { inFolder, runMain } from "./run-main.ts";

/** Converts a text with these options; answers what was said and what was written. */
async function convert(text: string | Uint8Array, ...options: readonly string[]) {
  let written: string | null = null;
  let spoken = { status: -1, stdout: "", stderr: "" };
  await inFolder(async (at) => {
    writeFileSync(at("in.csv"), text);
    spoken = await runMain("convert", at("in.csv"), "--out", at("out.csv"), ...options);
    if (existsSync(at("out.csv"))) written = readFileSync(at("out.csv"), "utf8");
    else expect(readdirSync(dirname(at("in.csv")))).toEqual(["in.csv"]);
  });
  return { ...spoken, written };
}

const GCJ_TO_WGS = ["--from", "gcj02", "--to", "wgs84"];

describe("minsheng convert", () => {
  it("moves the coordinates and leaves every other byte as it is", async () => {
    const text =
      '\uFEFF编号, "名称" ,经度,备注,纬度\r\n007," 一, ""甲"" ",113.3001389,"多\n行", 40.0767673 \r\n\r\n ; ,x,"113.3001389","",40.0767673,\r\n';
    const { status, written, stderr } = await convert(text, ...GCJ_TO_WGS);
    expect(stderr).not.toContain("error");
    expect(status).toBe(0);
    const cells = /113\.29313\d+/g;
    expect(written).toBe(
      text
        .replace("113.3001389", (written ?? "").match(cells)?.[0] ?? "")
        .replace('"113.3001389"', `"${(written ?? "").match(cells)?.[1]}"`)
        .replace(" 40.0767673 ", (written ?? "").match(/40\.07557\d+/g)?.[0] ?? "")
        .replace("40.0767673", (written ?? "").match(/40\.07557\d+/g)?.[1] ?? ""),
    );
  });

  it("agrees with gcoord to 1e-5° all over China, both ways, for GCJ-02 and BD-09", async () => {
    const random = createRandom(30);
    const places = Array.from({ length: 300 }, (): [number, number] => [75 + 58 * random(), 19 + 33 * random()]);
    for (const [name, system] of [
      ["gcj02", gcoord.GCJ02],
      ["bd09", gcoord.BD09],
    ] as const) {
      const shifted = places.map((place) => gcoord.transform(place, gcoord.WGS84, system));
      const table = (rows: readonly (readonly number[])[]): string =>
        `lon,lat\n${rows.map((row) => row.join()).join("\n")}\n`;
      const read = (text: string | null): number[][] =>
        (text ?? "")
          .trim()
          .split("\n")
          .slice(1)
          .map((line) => line.split(",").map(Number));
      const back = read((await convert(table(shifted), "--from", name, "--to", "EPSG:4326")).written);
      const there = read((await convert(table(places), "--from", "wgs84", "--to", name)).written);
      places.forEach((place, row) => {
        for (const axis of [0, 1] as const) {
          expect(Math.abs((back[row]?.[axis] ?? 0) - place[axis])).toBeLessThan(1e-5);
          expect(Math.abs((there[row]?.[axis] ?? 0) - (shifted[row]?.[axis] ?? 0))).toBeLessThan(1e-6);
        }
      });
    }
  });

  it("moves degrees into a zone and back to a ten-millionth of a degree", async () => {
    const there = await convert("id,lon,lat\n1,113.293131,40.0755741\n", "--from", "EPSG:4490", "--to", "EPSG:4526");
    expect(there.written).toMatch(/^id,lon,lat\n1,38439704\.06\d*,4438159\.88\d*\n$/);
    const back = await convert(there.written ?? "", "--from", "EPSG:4526", "--to", "wgs84");
    const [, lon, lat] = (back.written ?? "").split("\n")[1]?.split(",").map(Number) ?? [];
    expect(Math.abs((lon ?? 0) - 113.293131)).toBeLessThan(1e-9);
    expect(Math.abs((lat ?? 0) - 40.0755741)).toBeLessThan(1e-9);
  });

  it("takes named columns, other separators and northing first", async () => {
    const text = "X;Y;其他\n4438159.889;439704.062;a\n";
    const swapped = await convert(text, "--from", "EPSG:4547", "--to", "wgs84");
    expect(swapped).toMatchObject({ status: 2, written: null });
    expect(swapped.stderr).toContain("row 2");
    expect(swapped.stderr).toContain("EPSG:4547:yx");
    const named = await convert(text, "--from", "EPSG:4547", "--to", "wgs84", "--x", "Y", "--y", "X");
    expect(named.written).toMatch(/^X;Y;其他\n40\.0755741\d*;113\.2931\d*;a\n$/);
    const northing = await convert(text, "--from", "EPSG:4547:yx", "--to", "EPSG:4526:yx");
    expect(northing.written).toMatch(/^X;Y;其他\n4438159\.889;38439704\.062;a\n$/);
  });

  it("reads degrees, minutes and seconds and full-width digits", async () => {
    const rows = [
      "113°17′35.2716″,40°4'32.06676\"",
      "东经113度17分35.2716秒,北纬40度4分32.06676秒",
      "１１３．２９３１３１,40.0755741°",
    ];
    const { written } = await convert(
      `lon,lat\n${rows.join("\n").replaceAll('"', '"')}\n`.replace(/40°4'32.06676"/, '"40°4\'32.06676"""'),
      "--from",
      "wgs84",
      "--to",
      "wgs84",
    );
    const numbers = (written ?? "")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.replaceAll('"', ""));
    expect(numbers).toEqual(["113.293131,40.0755741", "113.293131,40.0755741", "113.293131,40.0755741"]);
  });

  it("turns GBK into UTF-8, also where the first half megabyte is plain", async () => {
    const gbk = Uint8Array.from([0xc9, 0xe7, 0xc7, 0xf8]);
    const plain = `id,name,lon,lat\n${"1,a,113.3,40.1\n".repeat(100_000)}2,`;
    const bytes = Buffer.concat([Buffer.from(plain), gbk, Buffer.from(",113.3,40.1\n")]);
    const detected = await convert(bytes, "--from", "wgs84", "--to", "wgs84", "--json");
    expect(JSON.parse(detected.stdout)).toMatchObject({ rows: 100_001, encoding: "gb18030" });
    expect(detected.written).toBe(`${plain}社区,113.3,40.1\n`);
    const wrong = await convert(bytes, "--from", "wgs84", "--to", "wgs84", "--encoding", "utf-8");
    expect(wrong).toMatchObject({ status: 2, written: null });
    expect(wrong.stderr).toContain("encoding");
  });

  it("names every row that cannot be moved and writes nothing", async () => {
    const rows = [
      "1,113.3,40.1",
      "2,,40.1",
      "3,hello,40.1",
      "4,40.1,113.3",
      "5,439704,4438159",
      "6,113.3",
      "7,113.3,40.1,extra",
    ];
    const { status, stderr, stdout, written } = await convert(
      `id,lon,lat\n${rows.join("\n")}\n`,
      ...GCJ_TO_WGS,
      "--json",
    );
    expect({ status, written }).toEqual({ status: 2, written: null });
    expect(JSON.parse(stdout).issues.map((issue: { row: number }) => issue.row)).toEqual([3, 4, 5, 6, 7, 8]);
    for (const row of [3, 4, 5, 6, 7, 8]) expect(stderr).toContain(`row ${row}`);
  });

  it("refuses tables that are none: empty, without columns, with a quote that never ends", async () => {
    expect((await convert("", ...GCJ_TO_WGS)).status).toBe(2);
    expect((await convert("lon,lat\n", ...GCJ_TO_WGS)).stderr).toContain("in.csv");
    const columns = await convert("id,a,b\n1,2,3\n", ...GCJ_TO_WGS, "--x", "easting");
    expect(columns.stderr).toContain("field easting");
    expect(columns.stderr).toContain("field lat");
    const quote = await convert('id,lon,lat\n1,113,40\n2,"113,40\n', ...GCJ_TO_WGS);
    expect(quote).toMatchObject({ status: 2, written: null });
    expect(quote.stderr).toContain("row 3");
  });

  it("says so where nothing is shifted, and where a system is approximate", async () => {
    const outside = await convert("lon,lat\n7.42,43.73\n113.3,40.1\n", ...GCJ_TO_WGS);
    expect(outside.status).toBe(0);
    expect(outside.written).toContain("\n7.42,43.73\n");
    expect(outside.stderr).toContain("1 of 2 positions lie outside China");
    const old = await convert("x,y\n439703.053,4438238.376\n", "--from", "EPSG:2435", "--to", "wgs84");
    expect(old.written).toMatch(/^x,y\n113\.29313\d*,40\.07557\d*\n$/);
    expect(old.stderr).toContain("tens of metres");
  });

  it("lists every problem with its arguments at once", () =>
    inFolder(async (at) => {
      writeFileSync(at("in.csv"), "lon,lat\n113,40\n");
      const { status, stderr } = await runMain(
        ...["convert", at("in.csv"), "--from", "mars", "--encoding", "latin9", "--out", at("in.csv"), "--fly"],
      );
      expect(status).toBe(2);
      for (const said of ["--from mars", "--to SYSTEM is missing", "--encoding latin9", "is the input", "--fly"])
        expect(stderr).toContain(said);
      writeFileSync(at("out.csv"), "kept");
      const again = await runMain("convert", at("in.csv"), ...GCJ_TO_WGS, "--out", at("out.csv"));
      expect(again.stderr).toContain("--force");
      expect(readFileSync(at("out.csv"), "utf8")).toBe("kept");
      expect((await runMain("convert", at("in.csv"), ...GCJ_TO_WGS, "--out", at("out.csv"), "--force")).status).toBe(0);
    }));
});
