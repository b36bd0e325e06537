import { describe, expect, it } from "vitest";
import { linkCells } from "../../../src/app/explain/crossings-csv.ts";
import { answerWords, basisWords, limitWords, remedyWords } from "../../../src/app/explain/explain-words.ts";
import { countKinds, listLinks } from "../../../src/app/explain/list-links.ts";
import { middleOf, remedyMarks, straightMarks } from "../../../src/app/explain/marks-on-map.ts";
import { boundsOfWalk } from "../../../src/app/explain/view-of-walk.ts";
import { startStrings, type Text } from "../../../src/app/strings/text.ts";
import type { LinkKind } from "../../../src/core/model/link-kind.ts";
import type { CommunityExplanation } from "../../../src/core/questions/explain-community.ts";
import type { CityLink, MissingLink, MissingLinks } from "../../../src/core/questions/find-missing-links.ts";
import type { Remedy } from "../../../src/core/questions/find-remedies.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";

const i18n = startStrings("zh-CN");
const text: Text = {
  t: (key, values) => i18n.t(key, values ?? {}),
  language: "zh-CN",
  local: ({ zh }) => zh,
  list: (names) => names.join("、"),
};

const study = {
  services: [{ id: "clinic", title: { zh: "卫生站", en: "Clinic" } }],
  facilities: [{ serviceId: "clinic", names: ["一号站", ""], ids: ["f1", "f2"] }],
  barriers: [
    { kind: "railway", name: "=南北线" },
    { kind: "wall", name: "" },
  ],
  communities: { ids: ["c1"], names: ["甲"], parentIds: ["t1"], kinds: ["urban"] },
  units: [{ id: "t1", name: "示例街道", parentId: "", level: "township", type: "街道" }],
  demand: { unit: "people" },
  demonstration: true,
} as unknown as StudyView;

const explanation = {
  communityIndex: 0,
  groupId: "60+",
  reach: { kind: "time", seconds: 900 },
  cutoff: 900,
  passShare: 0.8,
  metresPerUnit: [0.8],
  serviceIds: ["clinic"],
  people: 1000,
  peopleCovered: 300,
  share: 0.3,
  isMet: false,
  cause: "barrier",
  home: { choice: "median-short", position: [113.3, 40.1], people: 10, refusal: 0, isWithin: false },
  walk: {
    path: [
      [113.3, 40.1],
      [113.31, 40.1],
      [113.31, 40.102],
    ],
  },
  straight: {
    position: [113.302, 40.102],
    between: [
      {
        barrierIndex: 0,
        position: [113.301, 40.101],
        widthMetres: 0,
        passage: { position: [113.305, 40.101], metres: 340 },
      },
      { barrierIndex: 1, position: [113.3015, 40.1015], widthMetres: 0, passage: null },
    ],
  },
  short: {
    byReason: { far: 100, barrier: 550, detour: 50, unattached: 0 },
    behind: [
      { barrierIndex: 0, people: 400 },
      { barrierIndex: 1, people: 200 },
    ],
    ofOtherNeeds: 0,
  },
} as unknown as CommunityExplanation;

const link: MissingLink = {
  kind: "railway-crossing",
  barrierIndexes: [0, 1],
  from: [113.3, 40.1],
  to: [113.302, 40.1],
  metres: 170.4,
  waterMetres: 0,
  streetIndexes: [0, 1],
  peopleGained: 412.4,
  costBefore: Infinity,
  costAfter: 300,
  communityIndex: 0,
  communities: [{ communityIndex: 0, people: 412.4 }],
  communitiesTurned: [0],
  groups: [
    { groupId: "all", people: 2000 },
    { groupId: "60+", people: 412.4 },
  ],
  medianBefore: 1260,
  medianAfter: 840,
};
const worth = { peopleHere: 1, peopleInCity: 2, shareHere: 0.4, passes: false, communitiesTurned: [] };

describe("the words of an explanation", () => {
  it("name the cause, the people whom it concerns, what stands between and the limit", () => {
    const words = answerWords(text, study, explanation);
    expect(words).toBe("被隔断：550 人离卫生站的直线距离够近，但中间隔着=南北线、围墙，绕过去超出 15 分钟。");
    expect(answerWords(text, study, { ...explanation, cause: "far" })).toContain("100 人即使走直线，15 分钟内也到不了");
    expect(answerWords(text, study, { ...explanation, cause: null })).toContain(
      "300 人（30.0%）能在 15 分钟内到达卫生站",
    );
  });

  it("say by which rule: the run's or a target's, in minutes or in metres", () => {
    expect(basisWords(text, study, explanation, null)).toBe(
      "当前设置：15 分钟（0.8 m/s），60 岁以上居民，达标线 80.0%",
    );
    const circle = { ...explanation, reach: { kind: "distance", metres: 10_000, measure: "network" } as const };
    expect(basisWords(text, study, circle, "T02")).toContain("目标 T02 的口径：沿路 10.0 km");
    expect(limitWords(text.t, circle.reach)).toBe("10.0 km");
  });

  it("missed by little: whole people, rounded up", () => {
    const narrow = { ...explanation, cause: "narrow", share: 0.7812, peopleCovered: 781.2 } as const;
    expect(answerWords(text, study, narrow)).toBe("只差一点：现为 78.1%，再覆盖 19 人就到 80.0% 的达标线。");
  });

  it("full: who is in reach and who of them has a place", () => {
    const full = {
      ...explanation,
      cause: "over-capacity",
      places: { people: 1000, served: 500, overCapacity: 450, serviceIds: ["clinic"] },
    } as unknown as CommunityExplanation;
    expect(answerWords(text, study, full)).toBe(
      "满额：950 人能在 15 分钟内到达卫生站，但只有 500 人（50.0%）有位子，达标线为 80.0%。",
    );
    const places = { kind: "places", serviceId: "clinic", facilityIndex: 0, attribute: "beds", capacity: 20 };
    const remedy = { ...places, morePlaces: 11, peoplePerUnit: 1000 / 35, position: [0, 0], ...worth } as Remedy;
    expect(remedyWords(text, study, full, remedy)).toBe("一号站：床位增加 11（现有 20）");
  });

  it("a remedy says what and how long", () => {
    const remedy: Remedy = { kind: "link", link, ...worth };
    expect(remedyWords(text, study, explanation, remedy)).toBe("跨铁路通道 170 m（=南北线、围墙）");
    const plain: Remedy = { kind: "link", link: { ...link, kind: "dead-end", barrierIndexes: [] }, ...worth };
    expect(remedyWords(text, study, explanation, plain)).toBe("断头路连接 170 m");
  });
});

describe("the marks of an explanation", () => {
  it("are the straight line, what it crosses and where streets pass", () => {
    const roles = straightMarks(explanation).map(({ properties }) => properties.role);
    expect(roles).toEqual(["straight", "obstruction", "passage", "obstruction"]);
    const home = straightMarks({ ...explanation, walk: null, straight: null });
    expect(home.map(({ properties }) => properties.role)).toEqual(["home"]);
  });

  it("show every remedy and let the chosen one stand out", () => {
    const facility = {
      kind: "facility",
      position: [113.3, 40.1],
      streetIndex: 0,
      tried: 9,
      passing: 3,
      ...worth,
    } as Remedy;
    const marks = remedyMarks([facility, { kind: "link", link, ...worth }], 1);
    expect(marks.map(({ properties }) => [properties.role, properties.chosen])).toEqual([
      ["site", 0],
      ["link", 1],
      ["link-end", 1],
    ]);
    expect(middleOf(link.from, link.to)).toEqual([113.301, 40.1]);
  });

  it("lie within the view; a walk across the country is not moved to", () => {
    const bounds = boundsOfWalk(explanation);
    expect(bounds?.[0]).toBeLessThan(113.3);
    expect(bounds?.[2]).toBeGreaterThan(113.31);
    const far = {
      ...explanation,
      walk: {
        path: [
          [113.3, 40.1],
          [114.3, 40.1],
        ],
      },
    } as unknown as CommunityExplanation;
    expect(boundsOfWalk(far)).toBeNull();
  });
});

describe("the links in the sheet", () => {
  const cityLink = (kind: LinkKind, peopleGained: number, rankInAll: number | null): CityLink => ({
    ...link,
    ...{ kind, peopleGained, rankInAll, unitsTurned: [] },
  });
  const walls = [90, 80, 70, 60].map((people, index) => cityLink("wall-gate", people, index + 1));
  const links = [...walls, cityLink("bridge", 20, 5), cityLink("dead-end", 10, null)];

  it("begin with the best three of each kind, however many there are of another, and none is listed twice", () => {
    const listed = listLinks({ links } as unknown as MissingLinks, null);
    expect(listed.map((each) => [each.part, each.link.kind, each.link.peopleGained])).toEqual([
      ["best", "wall-gate", 90],
      ["best", "wall-gate", 80],
      ["best", "wall-gate", 70],
      ["best", "bridge", 20],
      ["best", "dead-end", 10],
      ["other", "wall-gate", 60],
    ]);
    expect(listLinks({ links } as unknown as MissingLinks, "wall-gate")).toHaveLength(4);
  });

  it("are counted by kind with what the best of each gains", () => {
    expect(countKinds(links).slice(0, 4)).toEqual([
      { kind: "wall-gate", count: 4, most: 90 },
      { kind: "bridge", count: 1, most: 20 },
      { kind: "dead-end", count: 1, most: 10 },
      { kind: "railway-crossing", count: 0, most: 0 },
    ]);
  });
});

describe("the links as a table of text", () => {
  it("carry their settings in every row and leave what is beyond the search empty", () => {
    const answer: MissingLinks = {
      needs: [["clinic"]],
      targetId: "T04",
      groupId: "60+",
      countsLand: false,
      reach: { kind: "time", seconds: 900 },
      profileId: "elderly",
      otherWay: null,
      passShare: 0.8,
      metresPerUnit: [0.8],
      peopleShort: 700,
      links: [{ ...link, unitsTurned: ["c1"], rankInAll: 1 }],
      measured: 3,
      places: 9,
    };
    const [header = [], row = []] = linkCells(text, study, answer);
    expect(row).toHaveLength(header.length);
    const cell = (name: string): string | undefined => row[header.indexOf(name)];
    expect(cell("rank")).toBe("1");
    expect(cell("kind")).toBe("跨铁路通道");
    expect(cell("peopleGained")).toBe("412.4");
    expect(cell("farEndMinutesBefore")).toBe("");
    expect(cell("farEndMinutesAfter")).toBe("5.0");
    expect(cell("cutoffMinutes")).toBe("15.00");
    expect([cell("medianMinutesBefore"), cell("medianMinutesAfter")]).toEqual(["21.0", "14.0"]);
    expect([cell("gained:all"), cell("gained:60+")]).toEqual(["2000.0", "412.4"]);
    expect([cell("target"), cell("service"), cell("unitsTurned")]).toEqual(["T04", "卫生站", "1"]);
    expect(cell("communities")).toBe("甲 412.4");
    expect(cell("community")).toBe("甲");
    expect(cell("note")).toContain("演示数据");
  });
});
