import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GROUP_YEARS } from "../../../src/core/model/demand.ts";
import { describeParts, groupsOfAges } from "../../../src/io/people/age-groups.ts";
import { type AgeClass, readAges } from "../../../src/io/raster/age-classes.ts";

function classes(...texts: readonly string[]): AgeClass[] {
  return texts.map((text) => readAges(text) ?? expect.fail(text));
}

const WORLDPOP = ["0-0", "1-4", ...Array.from({ length: 15 }, (_, at) => `${5 + 5 * at}-${9 + 5 * at}`), "80+"];

function formulas(...texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    groupsOfAges(classes(...texts)).groups.map((group) => [group.groupId, describeParts(group)]),
  );
}

describe("age groups out of classes of age", () => {
  it("are sums, and shares of years where a class reaches beyond the group", () => {
    expect(formulas(...WORLDPOP)).toEqual({
      all: WORLDPOP.map((text) => text.replace("0-0", "0").replace("-", "–")).join(" + "),
      "0-2": "0 + 1–4 × 2/4",
      "3-6": "1–4 × 2/4 + 5–9 × 2/5",
      "6-15": "5–9 × 4/5 + 10–14 + 15–19 × 1/5",
      "60+": "60–64 + 65–69 + 70–74 + 75–79 + 80+",
      "65+": "65–69 + 70–74 + 75–79 + 80+",
      "80+": "80+",
    });
  });

  it("are a class itself where one counts the group's own years, whatever else is there", () => {
    expect(formulas("all", "0-2", "0-0", "1-4", "60+", "80+")).toEqual({
      all: "all",
      "0-2": "0–2",
      "60+": "60+",
      "80+": "80+",
    });
  });

  it("do not divide a class without an end", () => {
    const { groups, gaps } = groupsOfAges(classes("all", "60-69", "70+"));
    expect(groups.map(({ groupId }) => groupId)).toEqual(["all", "60+", "65+"]);
    expect(gaps).toEqual([]);
    expect(groupsOfAges(classes("all", "75+")).groups.map(({ groupId }) => groupId)).toEqual(["all"]);
  });

  it("that miss some of their years are named with the first of them", () => {
    const { groups, gaps } = groupsOfAges(classes("0-0", "1-4", "10-14", "60-64", "80+"));
    expect(groups.map(({ groupId }) => groupId)).toEqual(["0-2", "80+"]);
    expect(gaps).toEqual([
      { groupId: "all", from: 5 },
      { groupId: "3-6", from: 5 },
      { groupId: "60+", from: 65 },
    ]);
  });

  it("add men and women; one sex alone and the same ages twice are faults", () => {
    expect(groupsOfAges(classes("f 60+", "m 60+", "all")).groups[1]?.parts).toEqual([
      expect.objectContaining({ sources: [1, 0], years: 1, width: 1 }),
    ]);
    expect(groupsOfAges(classes("f 60-64", "all", "f 60-64")).faults).toEqual([
      { what: "same-ages", ages: "60–64", sources: [0, 2] },
      { what: "one-sex", ages: "60–64", source: 0, missing: "male" },
    ]);
  });

  it("of any classes never count a year twice, and always all of the group's", async () => {
    const some = fc.uniqueArray(
      fc.record({ first: fc.nat(90), width: fc.integer({ min: 1, max: 12 }), isOpen: fc.boolean() }),
      { maxLength: 25, selector: ({ first, width, isOpen }) => `${first}-${isOpen ? "" : width}` },
    );
    fc.assert(
      fc.property(some, (drawn) => {
        const given = drawn.map(
          ({ first, width, isOpen }): AgeClass => ({ first, last: isOpen ? Infinity : first + width - 1, sex: "" }),
        );
        for (const { groupId, parts } of groupsOfAges(given).groups) {
          let year = GROUP_YEARS[groupId][0];
          for (const { ages, years, width } of parts) {
            expect(ages.first <= year && year <= ages.last).toBe(true);
            const taken = years === width ? ages.last - ages.first + 1 : years;
            if (years === width) expect(ages.first).toBe(year);
            else expect(width).toBe(ages.last - ages.first + 1);
            year += taken;
          }
          expect(year - 1).toBe(GROUP_YEARS[groupId][1]);
        }
      }),
    );
  });
});
