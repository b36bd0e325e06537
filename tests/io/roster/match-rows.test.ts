import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type ListRow, matchRows, type RowMatch, RowMatcher } from "../../../src/io/roster/match-rows.ts";
import { listTargets, type MatchTarget } from "../../../src/io/roster/match-targets.ts";
import { loadSpelling, NO_SPELLING, type Spelling } from "../../../src/io/roster/spelling.ts";
import { entryOf, ROSTER, studyOf } from "./datong-roster.ts";

const targets = listTargets(studyOf(ROSTER.entries), ROSTER);
const names = new Map(targets.map(({ id, names: [name], countyName }) => [id, `${countyName}${name}`]));
let spelling: Spelling;
let matcher: RowMatcher;

beforeAll(async () => {
  spelling = await loadSpelling();
  matcher = new RowMatcher(targets, { roster: ROSTER, spelling });
});

const found = (row: ListRow): [string, string | null] => {
  const { state, chosenId } = matcher.match(row);
  return [state, chosenId && (names.get(chosenId) ?? null)];
};
const reasons = (row: ListRow): readonly string[] => matcher.match(row).candidates[0]?.reasons ?? [];
const YINGXIN = "云冈区迎新街社区居委会";

describe("a row that names its community", () => {
  it("is certain by code, with full-width digits and a spreadsheet's decimals too", () => {
    for (const code of ["140214001007", "１４０２１４００１００７", " 140214001007.0", "'140214001007"])
      expect(found({ code, name: "第三幼儿园" })).toEqual(["certain", YINGXIN]);
  });

  it("is certain by the study's own id, unless that is the row's own number beside another name", () => {
    const few = ROSTER.entries.slice(0, 30);
    const numbered = listTargets(
      studyOf(few, ({ code }) => String(few.findIndex((entry) => entry.code === code) + 1)),
      ROSTER,
    );
    const own = new RowMatcher(numbered, { roster: ROSTER, spelling });
    const { name } = few[4] as { name: string };
    expect(own.match({ code: "5" })).toMatchObject({ state: "certain", chosenId: "5" });
    expect(own.match({ code: "5", name })).toMatchObject({ state: "certain", chosenId: "5" });
    expect(own.match({ code: "5", name: "李氏诊所" })).toMatchObject({ state: "none", chosenId: null });
    expect(own.match({ code: "5", name: few[7]?.name ?? "" }).chosenId).not.toBe("5");
  });

  it("is certain by name where no other is called so", () => {
    for (const name of ["迎新街社区居委会", "迎新街社区", "迎 新 街", "迎新街居民委员会", "迎新街社區（原名）"])
      expect(found({ name })).toEqual(["certain", YINGXIN]);
    expect(reasons({ name: "迎新街社区居委会", district: "云冈区" })).toEqual(["name", "same-county"]);
  });

  it("is certain within a facility's name, behind province, city, county and township", () => {
    expect(found({ name: "大同市云冈区新胜街道办事处迎新街社区日间照料中心" })).toEqual(["certain", YINGXIN]);
    expect(found({ name: "迎新街社区卫生服务站", address: "山西省大同市云冈区新胜街道" })).toEqual([
      "certain",
      YINGXIN,
    ]);
    expect(found({ name: "李氏诊所", community: "迎新街", township: "新胜街道" })).toEqual(["certain", YINGXIN]);
  });

  it("is told apart from its namesakes by its county, and by nothing else", () => {
    const { state, isAmbiguous, chosenId, candidates } = matcher.match({ name: "张庄村" });
    expect([state, isAmbiguous, chosenId]).toEqual(["unsure", true, null]);
    expect(candidates.map(({ targetId }) => names.get(targetId))).toEqual(
      expect.arrayContaining(["阳高县张庄村委会", "广灵县张庄村委会", "浑源县张庄村委会"]),
    );
    expect(found({ name: "张庄村", district: "广灵" })[1]).toBe("广灵县张庄村委会");
    const { townshipName } = entryOf("张庄村委会", "浑源县");
    expect(found({ name: "张庄村", township: townshipName })).toEqual(["certain", "浑源县张庄村委会"]);
  });

  it("is told apart from the 社区 of the same name by its last word", () => {
    const { townshipName: township } = entryOf("沙嘴社区居委会");
    expect(found({ name: "沙嘴社区", township })[1]).toContain("沙嘴社区居委会");
    expect(found({ name: "沙嘴村", township })[1]).toContain("沙嘴村村委会");
    expect(matcher.match({ name: "沙嘴", township }).isAmbiguous).toBe(true);
  });

  it("is found under the county's former name, in a column, before the name and in a code", () => {
    expect(reasons({ name: "古店村", district: "南郊区" })).toContain("former-county");
    expect(found({ name: "大同县许堡村" })[1]).toBe("云州区许堡村委会");
    expect(found({ name: "和平里社区", district: "大同县" })[1]).toBe("云州区和平里社区居委会");
    expect(found({ code: "140227000000", name: "和平里社区" })[1]).toBe("云州区和平里社区居委会");
  });

  it("is found by a former name in its own column, but not as surely", () => {
    expect(found({ name: "新城社区", formerName: "迎新街社区", district: "云冈区" })[1]).toBe(YINGXIN);
    expect(found({ name: "无名社区", formerName: "张庄村" })).toEqual(["unsure", null]);
  });

  it("is not held back by a township that nobody knows today", () => {
    expect(found({ name: "迎新街社区", district: "云冈区", township: "煤峪口街道" })).toEqual(["certain", YINGXIN]);
  });

  it("takes a township for itself when it has become a 街道 since", () => {
    const { townshipName, countyName, name } = ROSTER.entries.find((each) => each.townshipName === "水泊寺街道") ?? {};
    expect(townshipName).toBe("水泊寺街道");
    expect(found({ name, township: "水泊寺乡" })).toEqual(["certain", `${countyName}${name}`]);
  });
});

describe("a row that is written otherwise", () => {
  it("is likely by pinyin, by homophones and by swapped characters", () => {
    expect(found({ name: "Yíngxīnjiē Shèqū", district: "云冈区" })).toEqual(["likely", YINGXIN]);
    expect(reasons({ name: "yingxinjie" })).toContain("pinyin");
    expect(found({ name: "营新街社区", district: "云冈区" })).toEqual(["likely", YINGXIN]);
    expect(reasons({ name: "营新街社区", district: "云冈区" })).toContain("homophone");
    expect(found({ name: "迎街新社区", township: "新胜街道" })).toEqual(["likely", YINGXIN]);
    expect(found({ name: "营新街日间照料中心", township: "新胜街道" })).toEqual(["likely", YINGXIN]);
  });

  it("is compared by character alone where no readings are at hand", () => {
    const plain = new RowMatcher(targets, { roster: ROSTER, spelling: NO_SPELLING });
    expect(plain.match({ name: "迎新街社区" }).state).toBe("certain");
    expect(plain.match({ name: "营新街社区", district: "云冈区" }).candidates[0]?.reasons).toContain("spelling");
  });

  it("is never certain", () => {
    for (const name of ["营新街社区", "迎街新社区", "迎新界社区", "yingxinjie", "迎新街街社区"])
      expect(matcher.match({ name, district: "云冈区", township: "新胜街道" }).state).not.toBe("certain");
  });
});

describe("a row that contradicts itself", () => {
  it("is not certain where code and name are of two communities, and shows both", () => {
    const { code } = entryOf("古店村委会");
    const { state, chosenId, candidates } = matcher.match({ code, name: "迎新街社区居委会", district: "云冈区" });
    expect([state, chosenId]).toEqual(["unsure", null]);
    expect(candidates.map(({ targetId }) => names.get(targetId))).toEqual(
      expect.arrayContaining(["新荣区古店村委会", YINGXIN]),
    );
    expect(candidates[0]?.reasons).toContain("name-differs");
  });

  it("is not certain where its columns name different counties", () => {
    const row = { name: "迎新街社区", district: "云冈区", address: "平城区向阳里" };
    expect(matcher.match(row).state).not.toBe("certain");
    expect(reasons(row)).toContain("fields-disagree");
  });

  it("is not placed in another county than it names", () => {
    expect(found({ name: "迎新街社区", district: "广灵县" })).toEqual(["unsure", null]);
    expect(reasons({ name: "迎新街社区", district: "广灵县" })).toContain("other-county");
  });

  it("is not contradicted by the district in which a development zone lies", () => {
    expect(found({ name: "七里村", district: "平城区" })[1]).toBe("山西大同经济开发区七里村村委会");
    expect(found({ name: "七里村", district: "经开区" })[1]).toBe("山西大同经济开发区七里村村委会");
  });
});

describe("a row that names no community", () => {
  it("is given none: a township's hospital, a road, an empty row, hostile text", () => {
    for (const row of [
      {},
      { name: "", address: "" },
      { name: "古城镇卫生院" },
      { name: "大同市第一人民医院", address: "平城区友谊街5号" },
      { code: "140200000000" },
      { code: "9".repeat(100_000), name: "(((((((" },
    ])
      expect(matcher.match(row as ListRow)).toMatchObject({ state: "none", chosenId: null });
    expect(matcher.match({ name: "村社区".repeat(50_000) }).state).not.toBe("certain");
  });
});

describe("the order", () => {
  it("of rows and of targets changes nothing", () => {
    const row = fc.record({
      name: fc.constantFrom(
        ...["张庄村", "迎新街社区", "营新街", "沙嘴", "和平里社区", "刘家窑村", "东辛庄", "北关", "古店村卫生室"],
      ),
      district: fc.constantFrom("", "阳高县", "南郊区", "云冈区", "天镇县"),
    });
    const some = targets.filter(
      (_, index) =>
        index % 5 === 0 || /张庄|沙嘴|和平里|刘家窑|辛庄|北关|迎新/.test(names.get(targets[index]?.id ?? "") ?? ""),
    );
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.shuffledSubarray(some, { minLength: some.length }),
        (rows, shuffled) => {
          const settings = { roster: ROSTER, spelling };
          const straight = matchRows(rows, some, settings);
          expect(matchRows(rows, shuffled, settings)).toEqual(straight);
          expect(matchRows(rows.toReversed(), some, settings)).toEqual(straight.toReversed());
        },
      ),
      { numRuns: 12 },
    );
  });

  it("of candidates is that of their scores, and only a certain or likely match is chosen", () => {
    for (const name of ["张庄村", "北关", "营新街社区", "东庄", "新村"]) {
      const { candidates, state, chosenId }: RowMatch = matcher.match({ name });
      const scores = candidates.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(chosenId !== null).toBe(state === "certain" || state === "likely");
      if (chosenId !== null) expect(chosenId).toBe(candidates[0]?.targetId);
      expect(candidates.length).toBeLessThanOrEqual(8);
    }
  });
});

describe("what a list can be matched to", () => {
  const entries = ROSTER.entries.filter(({ countyName }) => countyName === "云冈区");
  const inStudy = (list: readonly MatchTarget[]): readonly MatchTarget[] =>
    list.filter(({ communityIndex }) => communityIndex >= 0);

  it("is every community of study and roster once, whether the study uses codes or ids of its own", () => {
    expect(listTargets(studyOf(entries), ROSTER)).toHaveLength(1827);
    const own = listTargets(
      studyOf(
        entries,
        ({ code }) => `c${code}`,
        ({ name }) => name.replace(/(居委会|居民委员会|村委会)区?$/, ""),
      ),
      ROSTER,
    );
    const linked = inStudy(own).filter(({ code }) => code !== "");
    expect(own).toHaveLength(1827);
    expect(linked).toHaveLength(entries.length);
    expect(linked.every(({ id, code }) => id === `c${code}`)).toBe(true);
  });

  it("leaves a row of another district in that district, outside the study", () => {
    const some = new RowMatcher(listTargets(studyOf(entries), ROSTER), { roster: ROSTER, spelling });
    const { chosenId, state } = some.match({ name: "古店村", township: "古店镇" });
    expect([state, chosenId]).toEqual(["certain", entryOf("古店村委会").code]);
  });

  it("without a roster is the study alone, and a name without its place is then likely at most", () => {
    const alone = new RowMatcher(listTargets(studyOf(entries), null), { spelling });
    expect(alone.match({ name: "迎新街社区" }).state).toBe("likely");
    expect(alone.match({ name: "迎新街社区", district: "云冈区" }).state).toBe("certain");
  });

  it("takes a numbered name for a code, whatever others are called", () => {
    const numbered = studyOf(entries.slice(0, 4)).communities;
    const names = ["云冈-003", "云州-003", "云冈-004", "新村"];
    const study = { ...studyOf(entries.slice(0, 4)), communities: { ...numbered, names } };
    const matcher = new RowMatcher(listTargets(study, ROSTER), { roster: ROSTER, spelling });
    const found = matcher.match({ name: "云冈-003日间照料中心", community: "云冈－003" });
    expect([found.state, found.chosenId]).toEqual(["certain", numbered.ids[0]]);
    expect(matcher.match({ community: "云冈-005" }).state).not.toBe("certain");
  });

  it("takes nothing from the roster of another city", () => {
    const study = studyOf(entries, ({ code }) => `x${code}`);
    const elsewhere = { ...study, units: study.units.map((unit) => ({ ...unit, name: `别${unit.name}` })) };
    expect(listTargets(elsewhere, ROSTER)).toHaveLength(entries.length);
    expect(listTargets(study, null).every(({ code }) => code === "")).toBe(true);
  });
});
