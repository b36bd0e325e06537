import { describe, expect, it } from "vitest";
import { makeSitingScenario } from "../../../src/app/siting/apply-siting.ts";
import { boundsOfSites } from "../../../src/app/siting/ask-siting.ts";
import { siteCells, siteGeoJson } from "../../../src/app/siting/siting-files.ts";
import { type SitingState, shownSummary, useSiting } from "../../../src/app/siting/siting-store.ts";
import {
  describeAnswer,
  describeFault,
  describeProof,
  describeWalks,
  formatGap,
} from "../../../src/app/siting/siting-words.ts";
import { startStrings } from "../../../src/app/strings/text.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import { DEFAULT_FORM } from "../../../src/core/plan/site-form.ts";
import type { SitingSummary } from "../../../src/core/questions/siting/explain-siting.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import type { SitingReport } from "../../../src/worker/siting-protocol.ts";

const instance = startStrings("zh-CN");
const text = {
  t: (key: string, values = {}) => instance.t(key, values),
  language: "zh-CN" as const,
  local: ({ zh }: { readonly zh: string }) => zh,
  list: (names: readonly string[]) => names.join("、"),
};
const study = { demand: { unit: "people" } } as unknown as StudyView;

function summaryOf(changes: Partial<SitingSummary> = {}): SitingSummary {
  const own = { communityIndex: 0, savedSeconds: 0, cumulativeShare: 0.8, byGroup: [], byCommunity: [] };
  const site = { ...own, siteId: "n1", gained: 50 };
  return {
    people: 500,
    coveredBefore: 330,
    coveredAfter: 400,
    sites: [
      { ...site, position: [113.3, 40.1], secondsBefore: 1500, secondsAfter: 300 },
      { ...site, siteId: "n2", gained: 20, position: [113.32, 40.08], secondsBefore: Infinity, secondsAfter: 600 },
    ],
    closedIds: [],
    gainedElsewhere: null,
    communityBefore: new Float64Array(0),
    communityAfter: new Float64Array(0),
    popular: null,
    walks: null,
    ...changes,
  };
}

const ASK = DEFAULT_FORM;

describe("the words of an answer", () => {
  it("begins with the number, the gain and the share before and after", () => {
    expect(
      describeAnswer(text as never, study, "幼儿园", summaryOf(), "max-coverage", "整个研究区").replaceAll(
        /<.*?>/g,
        "",
      ),
    ).toBe("整个研究区新增 2 处幼儿园可多覆盖 70 人，覆盖率 66.0% → 80.0%");
  });

  it("says what is given up where facilities may be replaced, with the sign of the change", () => {
    const summary = summaryOf({ closedIds: ["k1"], coveredAfter: 300 });
    const lost = describeAnswer(text as never, study, "幼儿园", summary, "max-coverage", "整个研究区");
    expect(lost.replaceAll(/<.*?>/g, "")).toContain("不再保留 1 处，覆盖变化 −30 人");
  });

  it("says how the mean or the longest walk changes, and what counts as the limit", () => {
    const walks = {
      people: 480,
      meanBefore: 720,
      meanAfter: 654,
      farthestBefore: 3600,
      farthestAfter: 3300,
      beyondBefore: 12,
      beyondAfter: 0,
      limitSeconds: 3600,
    };
    const summary = summaryOf({ walks });
    const say = (model: "p-median" | "p-center") =>
      describeAnswer(text as never, study, "幼儿园", summary, model, "整个研究区").replaceAll(/<.*?>/g, "");
    expect(say("p-median")).toBe("整个研究区新增 2 处幼儿园，平均步行 12.0 → 10.9 分钟");
    expect(say("p-center")).toMatch(/最远步行 >\s60 → 55.0 分钟$/);
    expect(describeWalks(text as never, study, summary, 900)).toBe(
      "按 480 人计；步行超过 60 分钟的按 60 分钟计：12 人 → 0 人。15 分钟覆盖率 66.0% → 80.0%。",
    );
    expect(describeWalks(text as never, study, summaryOf(), 900)).toBeNull();
    expect(describeProof(text as never, { model: "p-center", gap: 0.1, bound: 3000 })).toBe(
      "最远步行不可能短于 50.0 分钟",
    );
  });

  it("promises a gap that holds: rounded up", () => {
    expect([0.0039, 0.004, 0.00401, 1e-6].map(formatGap)).toEqual(["0.4%", "0.4%", "0.5%", "0.1%"]);
    expect(describeProof(text as never, { model: "max-coverage", gap: 0, bound: 9 })).toBe("已证明最优");
    expect(describeProof(text as never, { model: "max-coverage", gap: 0.0031, bound: 9 })).toBe(
      "与最优相差不超过 0.4%",
    );
    expect(describeProof(text as never, { model: "set-cover", gap: 0.1, bound: 8.2 })).toBe("至少需要 9 处，含现有");
  });

  it("names the nearest question that has an answer", () => {
    const impossible = (fields: Readonly<Record<string, string | number>>) =>
      describeFault(
        text as never,
        study,
        { kind: "analysis", code: "siting-impossible", fields },
        { ...ASK, newSites: 50 },
        900,
      );
    expect(impossible({ cause: "too-many-sites", sites: 60, available: 22 })).toMatchObject({
      sentence: "要求新增 50 处，但候选点只有 12 个。",
      nearest: { ask: { newSites: 12 } },
    });
    expect(impossible({ cause: "all-unreachable", people: 40, where: "河东、河西" })?.sentence).toBe(
      "时限内没有任何点能服务这 40 人。例如：河东、河西。",
    );
    expect(impossible({ cause: "all-unreachable", people: 40 })?.nearest).toMatchObject({ cutoffSeconds: 1800 });
    expect(
      impossible({ cause: "sites-too-few", sites: 60, needed: 70, points: 3, people: 8, first: "1,2,3" }),
    ).toMatchObject({
      sentence: "新增 50 处不够：仍有 8 人在 60 分钟内走不到任何一处，他们走得到候选点。新增 60 处可使人人走得到。",
      nearest: { ask: { newSites: 60 } },
    });
    // 10 stand already: 987 and 985 are 977 and 975 new ones.
    const short = { cause: "sites-too-few", sites: 60, needed: 987, least: 985, people: 900, unplaced: 89 };
    expect(impossible(short)).toMatchObject({
      sentence:
        "新增 50 处不够：就已找到的选法，仍有 89 人在 60 分钟内没有位子。新增 977 处人人有位；少于 975 处做不到。",
      nearest: { ask: { newSites: 977 } },
    });
    expect(impossible({ ...short, least: 987 })?.sentence).toContain("新增 977 处人人有位，不能再少。");
    expect(impossible({ cause: "time-too-short", sites: 60, needed: 70 })).toMatchObject({
      sentence: "60 秒内没有定论：新增 50 处能否人人有位，没有找到选法，也没有证明不能。新增 60 处可以。",
      nearest: { ask: { newSites: 60 } },
    });
    expect(impossible({ cause: "time-too-short" })?.nearest).toMatchObject({ ask: { timeLimitSeconds: 120 } });
    expect(impossible({ cause: "no-people", points: 4 })?.nearest).toMatchObject({ everybody: true });
    expect(describeFault(text as never, study, { kind: "unexpected", message: "" }, ASK, 900)).toBeNull();
  });
});

describe("an answer taken over", () => {
  it("becomes a scenario with an edit a site, after those it was asked under, ids of its own", () => {
    const base: Scenario = {
      id: "scenario-1",
      name: "方案 1",
      edits: [{ id: "edit-1", isOff: false, kind: "close-facility", serviceId: "k", facilityId: "k9" }],
    };
    const made = makeSitingScenario(
      summaryOf({ closedIds: ["k1"] }),
      {
        serviceId: "k",
        name: "方案 1",
        facilityNames: ["甲", "乙"],
        base,
        placesAttribute: null,
        standingIds: ["k1", "new-k-1"],
      },
      [base],
    );
    expect(made).toMatchObject({ id: "scenario-2", name: "方案 1 2" });
    expect(made.edits.map((edit) => [edit.id, edit.kind, "facilityId" in edit && edit.facilityId])).toEqual([
      ["edit-1", "close-facility", "k9"],
      ["edit-2", "add-facility", "new-k-2"],
      ["edit-3", "add-facility", "new-k-3"],
      ["edit-4", "close-facility", "k1"],
    ]);
  });

  it("shows the best so far while solving, then the answer that is looked at", () => {
    const [best, other] = [summaryOf(), summaryOf({ coveredAfter: 399 })];
    const report = { summary: best, alternatives: [{ summary: other }] } as unknown as SitingReport;
    const state = { ...useSiting.getState(), report, status: "done" } as SitingState;
    expect(shownSummary({ ...state, shown: 0 })).toBe(best);
    expect(shownSummary({ ...state, shown: 1 })).toBe(other);
    expect(shownSummary({ ...state, status: "running", soFar: null })).toBeNull();
  });

  it("frames every new site", () => {
    const bounds = boundsOfSites(summaryOf()) ?? [];
    [113.29, 40.07, 113.33, 40.11].forEach((edge, place) => {
      expect(bounds[place]).toBeCloseTo(edge, 9);
    });
    expect(boundsOfSites(summaryOf({ sites: [] }))).toBeNull();
  });

  it("writes the same columns in every row, and places as GeoJSON", () => {
    const rows = [
      { rank: 1, lon: 113, lat: 40, community: "=甲" },
      { rank: 2, lon: 114, lat: 41, community: "乙" },
    ];
    expect(siteCells(rows)).toEqual([
      ["rank", "lon", "lat", "community"],
      ["1", "113", "40", "=甲"],
      ["2", "114", "41", "乙"],
    ]);
    expect(siteCells([])).toEqual([]);
    expect(JSON.parse(siteGeoJson(rows)).features[1]).toEqual({
      type: "Feature",
      geometry: { type: "Point", coordinates: [114, 41] },
      properties: { rank: 2, community: "乙" },
    });
  });
});
