import { describe, expect, it } from "vitest";
import { makeSitingScenario } from "../../../src/app/siting/apply-siting.ts";
import { guessCost } from "../../../src/app/siting/site-layer-file.ts";
import { describeMeansFault } from "../../../src/app/siting/siting-faults.ts";
import { listFaults, listFields, parseField, readField } from "../../../src/app/siting/siting-fields.ts";
import { areaLayersOf, numberColumnsOf } from "../../../src/app/siting/siting-layers.ts";
import { startStrings } from "../../../src/app/strings/text.ts";
import { DEFAULT_FORM, type SiteForm, wishesOf } from "../../../src/core/plan/site-form.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";

const instance = startStrings("zh-CN");
const text = { t: (key: string, values = {}) => instance.t(key, values), language: "zh-CN" as const };
const study = { demand: { unit: "people" } } as unknown as StudyView;
const say = (ask: Partial<SiteForm>, drafts = {}) =>
  listFaults(text as never, { ask: { ...DEFAULT_FORM, ...ask }, drafts }).map(({ sentence }) => sentence);

describe("the siting form", () => {
  it("is a question as it opens", () => {
    expect(say({})).toEqual([]);
    expect(wishesOf(DEFAULT_FORM)).toMatchObject({ candidates: { kind: "grid" }, costs: null, capacity: null });
  });

  it("names each field that is missing, is no number, not whole or out of range, and keeps what was typed", () => {
    expect(say({ hasBudget: true, hasPlaces: true })).toEqual([
      "每处造价：还没有填。",
      "总预算：还没有填。",
      "新建每处容量：还没有填。",
    ]);
    expect(say({}, { newSites: "五" })).toEqual(["新增：“五”不是数。"]);
    expect(say({}, { newSites: "2.5" })).toEqual(["新增：须为整数，现为 2.5。"]);
    expect(say({}, { gridMetres: "50" })).toEqual(["候选点网格：须在 100 到 20000 m之间，现为 50。"]);
    expect(say({ model: "p-median" }, { longestSeconds: "90" })[0]).toContain("最长步行：须在 5 到 60 分钟之间");
    expect(readField("newSites", { ask: DEFAULT_FORM, drafts: { newSites: "五" } })).toBe("五");
  });

  it("asks for a layer, a file or a place on the map where candidates are to come from there", () => {
    expect(say({ candidateKind: "layer" })).toEqual(["候选点：还没有选图层。"]);
    expect(say({ candidateKind: "file" })).toEqual(["候选点：还没有打开文件。"]);
    expect(say({ candidateKind: "drawn" })).toEqual(["候选点：还没有在图上点选。"]);
    expect(say({ candidateKind: "drawn", drawnSites: [[113, 40]] })).toEqual([]);
  });

  it("reads full-width digits and thousands, minutes as seconds, and an empty field as nothing", () => {
    expect(parseField("budget", "１,２００")).toBe(1200);
    expect(parseField("longestSeconds", "30")).toBe(1800);
    expect(parseField("siteCost", " ")).toBeNaN();
    expect(parseField("budget", "-1")).toBe("range");
  });

  it("asks no number where the model or the money says how many", () => {
    const ids = (ask: Partial<SiteForm>) => listFields({ ...DEFAULT_FORM, ...ask }).map(({ id }) => id);
    expect(ids({})).toContain("newSites");
    expect(ids({ model: "set-cover" })).not.toContain("newSites");
    expect(ids({ hasBudget: true, isNumberFree: true })).not.toContain("newSites");
    expect(ids({ isNumberFree: true })).toContain("newSites");
    expect(ids({ hasBudget: true, isYearly: true })).toContain("years");
  });

  it("makes a yearly budget that of all years, a ring of each area, and places of what stands", () => {
    const wishes = wishesOf({
      ...DEFAULT_FORM,
      hasBudget: true,
      isYearly: true,
      budget: 250,
      years: 3,
      costColumn: "造价",
      hasPlaces: true,
      newPlaces: 270,
      standingKind: "each",
      standingPlaces: 100,
      candidateKind: "drawn",
      drawnSites: [
        [113, 40],
        [114, 41],
      ],
      drawnAreas: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      ],
    });
    expect(wishes.costs).toEqual({ each: null, column: "造价", total: 750 });
    expect(wishes.capacity).toEqual({ newPlaces: 270, standing: { kind: "each", places: 100 } });
    expect(wishes.candidates).toMatchObject({ kind: "points", points: { ids: ["drawn-001", "drawn-002"] } });
    expect(wishes.excluded.areas[0]?.coordinates[0]).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
  });

  it("offers the columns and areas that the study has, and takes a cost by its name", () => {
    const layers = {
      facilities: [
        {
          serviceId: "school",
          count: 2,
          attributes: { 造价: [10, null], county: ["a", "b"], outline: [true, false] },
        },
      ],
      services: [{ id: "school", title: { zh: "学校", en: "School" } }],
      barriers: [{ kind: "water", geometry: { type: "Polygon" } }],
      context: [{ kind: "green", geometry: { type: "Point" } }],
    } as unknown as StudyView;
    const layer = { candidateKind: "layer", candidateServiceId: "school", candidateFile: null } as const;
    expect(numberColumnsOf(layers, layer)).toEqual(["造价"]);
    expect(numberColumnsOf(layers, { ...layer, candidateKind: "grid" })).toEqual([]);
    expect(areaLayersOf(layers).map(({ id, count }) => [id, count])).toEqual([
      ["water", 1],
      ["school", 1],
    ]);
    expect(guessCost(["opened", "造价（万元）"])).toBe("造价（万元）");
    expect(guessCost(["opened"])).toBeNull();
  });
});

describe("a question about money, places and candidates without an answer", () => {
  const ask = { ...DEFAULT_FORM, hasBudget: true, isYearly: true, years: 3, budget: 10 };
  const fault = (fields: Readonly<Record<string, string | number>>) =>
    describeMeansFault(text as never, study, fields, ask, 3600);

  it("names the field, the figures and the nearest question", () => {
    expect(fault({ cause: "budget-below-cheapest", total: 30, cheapest: 100, site: 3 })).toMatchObject({
      sentence: "预算：30 万元不够最便宜的一处（100 万元）。",
      nearest: { label: "预算改为 34 万元再求解", ask: { budget: 34 } },
    });
    expect(fault({ cause: "all-excluded", dropped: 12 })).toMatchObject({
      sentence: "排除区：12 个候选点全部落在排除区里。",
      nearest: { ask: { drawnAreas: [], excludedLayers: [], excludedFile: null } },
    });
    expect(fault({ cause: "cost-missing", points: 2, all: 9, column: "造价", first: "a, b" })?.sentence).toBe(
      "造价：9 个候选点中有 2 个缺“造价”（a, b 等）。请填“缺造价的按”。",
    );
    expect(fault({ cause: "capacity-missing", points: 2, all: 9, column: "" })?.sentence).toContain("没有可用的容量列");
    expect(fault({ cause: "capacity-too-small", places: 40, people: 90 })?.nearest?.ask).toEqual({
      model: "max-coverage",
    });
    expect(fault({ cause: "too-many-sites" })).toBeNull();
  });
});

describe("an answer with places taken over", () => {
  it("gives each new facility its places, in the layer's own unit", () => {
    const use = { sites: [{ siteId: "n1", isNew: true, capacity: 300, served: 10, cost: null }], spent: null };
    const summary = { sites: [{ position: [113, 40] }], closedIds: [], use: { ...use, countsPlaces: true } };
    const made = makeSitingScenario(
      summary as never,
      {
        serviceId: "k",
        name: "方案",
        facilityNames: ["甲"],
        base: undefined,
        placesAttribute: { name: "beds", peoplePerUnit: 50 },
        standingIds: [],
      },
      [],
    );
    expect(made.edits[0]).toMatchObject({ attributes: { beds: 6 } });
  });
});
