import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { formatRoster } from "../../../geodata/build/roster.ts";
import { parseRoster } from "../../../src/io/roster/roster-file.ts";
import { issuesOf, lines, utf8 } from "../bad-data.ts";
import { ROSTER, readRosterBytes } from "./datong-roster.ts";

const bytes = readRosterBytes();
const text = new TextDecoder().decode(bytes);
const read = async (changed: string): Promise<unknown> => parseRoster(utf8(changed));

describe("the shipped roster", () => {
  it("holds the 1,827 communities and villages of the code list with their townships and counties", () => {
    expect(ROSTER.entries).toHaveLength(1827);
    expect(ROSTER.entries.filter(({ name }) => /村(民委员|委)会$/.test(name))).toHaveLength(1426);
    expect(ROSTER.counties).toHaveLength(11);
    expect(ROSTER.entries.filter(({ countyName, townshipName }) => !countyName || !townshipName)).toEqual([]);
    expect(ROSTER.entries.find(({ code }) => code === "140214001007")).toEqual({
      code: "140214001007",
      name: "迎新街社区居委会",
      townshipName: "新胜街道",
      countyName: "云冈区",
    });
  });

  it("names the four districts that ended in 2018 and those of today that hold their land", () => {
    expect(ROSTER.formerDistricts.map(({ name, todayCodes }) => [name, todayCodes.length])).toEqual([
      ["城区", 1],
      ["矿区", 1],
      ["南郊区", 3],
      ["大同县", 1],
    ]);
    const today = new Set(ROSTER.counties.map(({ code }) => code));
    expect(ROSTER.formerDistricts.flatMap(({ todayCodes }) => todayCodes).filter((code) => !today.has(code))).toEqual(
      [],
    );
  });

  it("is what the build makes of the code list, with the sha256 that the list of files states", () => {
    expect(formatRoster() === text).toBe(true);
    const readme = readFileSync(resolve(import.meta.dirname, "../../../geodata/README.md"), "utf8");
    expect(readme).toContain(createHash("sha256").update(bytes).digest("hex"));
  });

  it("holds no position", () => {
    expect(text).not.toMatch(/coordinates|lon|lat|\d\.\d{3}/);
  });
});

describe("a roster that is not one", () => {
  it("is refused wherever it is cut off", async () => {
    for (let end = 0; end < text.length - 1; end += 997) {
      expect(lines(await issuesOf(read(text.slice(0, end))))).toEqual(["roster unreadable-file "]);
    }
  });

  it("is refused with the place that is wrong: shape, doubled codes, codes outside their township", async () => {
    expect(lines(await issuesOf(read("[]")))).toEqual(["roster bad-value city"]);
    const roster = JSON.parse(text);
    const changed = (change: (copy: typeof roster) => void): Promise<unknown> => {
      const copy = structuredClone(roster);
      change(copy);
      return read(JSON.stringify(copy));
    };
    const first = roster.townships[0].communities[0];
    expect(lines(await issuesOf(changed((copy) => copy.townships[0].communities.push(first))))).toEqual([
      "roster duplicate-id code",
    ]);
    expect(
      lines(await issuesOf(changed((copy) => copy.townships[1].communities.push(["140299999001", "村"])))),
    ).toEqual(["roster unknown-id code"]);
    expect(lines(await issuesOf(changed((copy) => (copy.townships[2].communities[0][1] = 7))))).toEqual([
      "roster bad-value townships.2.communities.0.1",
    ]);
  });
});
