import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import type { Study } from "../../../src/core/model/study.ts";
import type { ReportFacts } from "../../../src/report/facts/report-facts.ts";
import type { DrawPicture } from "../../../src/report/pictures/draw-pictures.ts";
import type { ReportRequest } from "../../../src/report/report-request.ts";
import { createMeasureText } from "../../../src/report/scene/measure-text.ts";
import { makeSlides } from "../../../src/report/slides/make-slides.ts";
import { answerSentence } from "../../../src/report/words/answer-sentence.ts";
import { createStudy } from "../../io/create-study.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { createAtLeast, createCircle } from "../../support/drawn-targets.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { type ReadSlides, readSlides, withoutSpaces } from "../../support/read-slides.ts";
import { FIVE_MINUTES, factsOf } from "../facts/facts-of.ts";

const tools = readReportTools();
const measureText = createMeasureText(tools.fonts);
const parameters = FIVE_MINUTES;
const REQUEST: ReportRequest = {
  formats: ["pptx"],
  parameters,
  scenarioNames: [],
  title: "",
  organisation: "某市规划院",
  stamp: { kind: "internal" },
  date: "2026-11-29",
  layout: null,
  inputs: { "town.mscircle": "0123456789abcdef".repeat(4) },
};

/** Two counties, with one community in the first and two in the second. */
function createTown(changes: Partial<Study> = {}): Study {
  const drawn = createDrawnStudy("A-1-2---3-----4", { spacingMetres: 75, communityColumns: [5, 11] });
  const unit = (id: string, name: string, level: "township" | "county", parentId: string) => ({
    ...{ id, name, level, parentId },
    type: level === "county" ? "县" : "镇",
  });
  return {
    ...drawn,
    units: [
      unit("k1", "东县", "county", ""),
      unit("k2", "西县", "county", ""),
      unit("t1", "东镇", "township", "k1"),
      unit("t2", "西镇", "township", "k2"),
    ],
    communities: { ...drawn.communities, parentIds: ["t1", "t2", "t2"] },
    targets: [createCircle("C1", 300), createAtLeast("N1", 1)],
    ...changes,
  };
}

const noPicture: DrawPicture = async () => null;

async function deckOf(facts: ReportFacts, request: ReportRequest = REQUEST): Promise<ReadSlides> {
  return readSlides(await makeSlides(facts, request, noPicture, measureText));
}

const kickersOf = ({ slides }: ReadSlides): string[] => slides.map(({ texts }) => texts[1] ?? "");

describe("the deck of a town", () => {
  it("tells its story from cover to trace, a slide a service", async () => {
    const deck = await deckOf(factsOf(createTown()));
    expect(deck.slides[0]?.texts).toContain("公共服务设施覆盖评估");
    expect(kickersOf(deck).slice(1)).toEqual([
      "总览",
      "医疗服务·卫生服务站",
      "各区县覆盖",
      "规划目标",
      "缺口与建议",
      "口径与溯源",
    ]);
  });

  it("has the answer as the title of a service, and its numbers are those of the facts", async () => {
    const facts = factsOf(createTown());
    const [service] = facts.services;
    const deck = await deckOf(facts);
    const slide = deck.slides[2];
    if (!service || !slide) throw new Error("no service");
    expect(slide.texts[0]).toBe(withoutSpaces(answerSentence(facts, service)).replace(/。$/, ""));
    expect(slide.xml).toContain('type="title"');
    expect(service.whole.peopleCovered).toBe(300);
    for (const text of ["30.0%", "33.3%", "700人", "2/3"]) expect(slide.texts).toContain(text);
    expect(slide.notes).toContain("口径");
    expect(slide.notes).toContain("1000人");
  });

  it("says on every slide what counts, that it is a demonstration and that it is internal, with notes behind it", async () => {
    const { slides } = await deckOf(factsOf(createTown()));
    for (const { texts, notes } of slides.slice(1)) {
      expect(texts.some((text) => text.startsWith("口径"))).toBe(true);
      expect(texts).toContain("演示数据");
      expect(texts).toContain("内部资料·未经审图");
      expect(notes.length).toBeGreaterThan(10);
    }
    const reviewed = await deckOf(factsOf(createTown({ demonstration: false })), {
      ...REQUEST,
      stamp: { kind: "reviewed", number: "晋S(2026)1号" },
    });
    const all = reviewed.slides.flatMap(({ texts }) => texts);
    expect(all).toContain("审图号：晋S(2026)1号");
    expect(all.join("")).not.toMatch(/演示数据|未经审图/);
  });

  it("holds native tables and charts whose sheets carry the numbers as numbers", async () => {
    const facts = factsOf(createTown());
    const deck = await deckOf(facts);
    expect(deck.slides.filter(({ xml }) => xml.includes("<a:tbl>")).length).toBeGreaterThanOrEqual(6);
    const charts = deck.names.filter((name) => /^ppt\/charts\/chart\d+\.xml$/.test(name));
    expect(charts).toEqual(["ppt/charts/chart1.xml", "ppt/charts/chart2.xml"]);
    expect(deck.xml(charts[0] as string)).toContain("<c:lineChart>");
    expect(deck.xml(charts[1] as string)).toContain("<c:barChart>");
    const sheet = sheetOf(deck, 2);
    expect(sheet).toContain("西县");
    const values = [...sheet.matchAll(/<c r="B\d+" s="1"><v>([^<]*)<\/v>/g)].map(([, value]) => Number(value));
    const shares = facts.services[0]?.districts.map(({ people, peopleCovered }) => peopleCovered / people) ?? [];
    expect(values).toEqual([...shares].sort((a, b) => a - b));
    expect(values).toContain(0);
  });

  it("is the same to the byte each time, whatever was made before", async () => {
    const facts = factsOf(createTown());
    const first = await makeSlides(facts, REQUEST, noPicture, measureText);
    await makeSlides(factsOf(createTown({ targets: [] })), REQUEST, noPicture, measureText);
    const again = await makeSlides(facts, REQUEST, noPicture, measureText);
    expect(Buffer.compare(first, again)).toBe(0);
    const deck = readSlides(first);
    expect(deck.xml("docProps/core.xml")).toContain("2026-11-29T00:00:00Z");
    expect(deck.names.map(deck.xml).join("")).not.toMatch(/PptxGenJS|\d{4}-\d\d-\d\dT(?!00:00:00Z)/);
  });

  it("gives each shape of a slide an id of its own", async () => {
    for (const { xml } of (await deckOf(factsOf(createTown()))).slides) {
      const ids = [...xml.matchAll(/<p:cNvPr id="(\d+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("takes typefaces from the theme and says that its text is Chinese", async () => {
    const deck = await deckOf(factsOf(createTown()));
    expect(deck.xml("ppt/theme/theme1.xml")).toContain('<a:ea typeface="Microsoft YaHei"');
    for (const { xml } of deck.slides) {
      expect(xml).not.toMatch(/typeface="(?!\+)/);
      expect(xml).not.toContain('lang="en-US"');
    }
  });

  it("prints the trace with inputs and the command on its last slide", async () => {
    const { texts } = (await deckOf(factsOf(createTown()))).slides.at(-1) ?? { texts: [] };
    expect(texts).toContain("0123456789abcdef".repeat(4));
    expect(texts.join("\n")).toContain("minshengreporttown.mscircle--formatpptx--cutoff-minutes5");
    expect(texts).toContain("已选定");
  });

  it("prints the command as it must be typed, spaces included, on the slide and in its notes", async () => {
    const request = { ...REQUEST, scenarioNames: ["新增 3 处 A"], title: "某市 汇报" };
    const deck = await deckOf(factsOf(createTown()), request);
    const last = deck.slides.length;
    for (const part of [deck.slides.at(-1)?.xml, deck.xml(`ppt/notesSlides/notesSlide${last}.xml`)])
      expect(part).toContain("--scenario &quot;新增 3 处 A&quot; --title &quot;某市 汇报&quot;");
  });

  it("puts the picture of each service beside its numbers, with words for who cannot see it", async () => {
    const asked: string[] = [];
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
    const draw: DrawPicture = async (id) => {
      asked.push(id);
      return { png, widthMm: 176, heightMm: 131 };
    };
    const deck = readSlides(await makeSlides(factsOf(createTown()), REQUEST, draw, measureText));
    expect(new Set(asked)).toEqual(new Set(["map:clinic"]));
    const media = deck.names.filter((name) => name.startsWith("ppt/media/"));
    expect(media.length).toBe(2);
    expect(deck.bytes(media[0] as string)).toEqual(png);
    expect(deck.slides[2]?.xml).toMatch(/descr="[^"]*卫生服务站覆盖图/);
    const extent = /<a:ext cx="(\d+)" cy="(\d+)"\/>\s*<\/a:xfrm>\s*<a:prstGeom prst="rect"><a:avLst\/>/;
    const [, width, height] = (deck.slides[2]?.xml.match(new RegExp(`<p:pic>.*?${extent.source}`, "s")) ?? []).map(
      Number,
    );
    expect((width as number) / (height as number)).toBeCloseTo(176 / 131, 2);
  });
});

/** The sheet behind a chart as XML. */
function sheetOf(deck: ReadSlides, number: number): string {
  const book = unzipSync(deck.bytes(`ppt/embeddings/Microsoft_Excel_Worksheet${number}.xlsx`));
  return strFromU8(book["xl/worksheets/sheet1.xml"] as Uint8Array);
}

describe("names that are no plain names", () => {
  const evil = `=HYPERLINK("http://x","y")&<b>'\u0000\u0008\ud800 @SUM(A1)`;

  it("stay text in slides, alternative texts and the sheets behind charts", async () => {
    const town = createTown();
    const facts = factsOf({
      ...town,
      title: { zh: evil, en: "" },
      services: town.services.map((service) => ({ ...service, title: { zh: evil, en: "" } })),
      units: town.units.map((unit) => ({ ...unit, name: evil })),
      communities: { ...town.communities, names: [evil, evil, evil] },
      facilities: town.facilities.map((layer) => ({ ...layer, names: layer.names.map(() => evil) })),
    });
    const request = { ...REQUEST, title: evil, organisation: evil, inputs: { [evil]: "00" } };
    const png = new Uint8Array([1]);
    const draw: DrawPicture = async () => ({ png, widthMm: 4, heightMm: 3 });
    const deck = readSlides(await makeSlides(facts, request, draw, measureText));
    for (const number of [1, 2]) {
      const sheet = sheetOf(deck, number);
      expect(sheet).not.toContain("<f>");
      expect(sheet).toContain("=HYPERLINK(&quot;".replaceAll("&quot;", '"'));
      expect(sheet).toContain("&amp;&lt;b&gt;");
    }
    expect(deck.slides[0]?.texts.join("")).toContain(withoutSpaces(`=HYPERLINK("http://x","y")&<b>'`));
  });

  it("are shrunk and cut where they are too long for their place", async () => {
    const long = "新时代文明实践与社区综合服务示范区".repeat(12);
    const town = createTown();
    const deck = await deckOf(
      factsOf({
        ...town,
        title: { zh: long, en: "" },
        services: town.services.map((service) => ({ ...service, title: { zh: long, en: "" } })),
        units: town.units.map((unit) => ({ ...unit, name: long })),
      }),
    );
    for (const { texts } of deck.slides.slice(1, -1))
      for (const text of texts) expect([...text].length).toBeLessThan(150);
    expect(deck.slides[2]?.texts[0]?.endsWith("…")).toBe(true);
  });
});

describe("long tables", () => {
  it("go on on further slides, marked （续）, with every district once", async () => {
    const count = 40;
    const drawing = Array.from({ length: count }, (_, at) => (at === 0 ? "A-1-" : "--1-")).join("");
    const drawn = createDrawnStudy(drawing, {
      spacingMetres: 75,
      communityColumns: Array.from({ length: count - 1 }, (_, at) => 4 * (at + 1)),
    });
    const units = Array.from({ length: count }, (_, at) => ({
      ...{ id: `k${at}`, name: `第${at + 1}县`, level: "county" as const, parentId: "", type: "县" },
    }));
    const names = units.map(({ name }) => name);
    const communities = { ...drawn.communities, names, parentIds: units.map(({ id }) => id) };
    const deck = await deckOf(factsOf({ ...drawn, units, communities }));
    const own = deck.slides.filter(({ texts }) => texts[1] === "医疗服务·卫生服务站");
    expect(own.length).toBeGreaterThan(1);
    expect(own.slice(1).every(({ texts }) => texts[0]?.endsWith("（续）"))).toBe(true);
    expect(own[0]?.texts[0]?.endsWith("（续）")).toBe(false);
    const listed = own.flatMap(({ texts }) => texts.filter((text) => /^第\d+县$/.test(text)));
    expect(listed.sort()).toEqual([...names].sort());
    for (const { texts } of own) expect(texts).toContain("区县");
  });
});

describe("what a study does not have", () => {
  it("does not call targets the plan's where the study has no plan", async () => {
    const deck = await deckOf(factsOf(createTown({ targets: [] })));
    expect(kickersOf(deck)).toContain("默认目标");
    expect(deck.slides.flatMap(({ texts }) => texts).join("")).not.toContain("规划目标");
  });

  it("never calls nothing 0 %: a service without facilities is not testable", async () => {
    const town = createTown();
    const [layer] = town.facilities;
    if (!layer) throw new Error("no layer");
    const empty = {
      ...layer,
      count: 0,
      ids: [],
      names: [],
      coordinates: new Float64Array(0),
      starts: Uint32Array.of(0),
    };
    const deck = await deckOf(factsOf({ ...town, facilities: [{ ...empty, attributes: {} }] }));
    const slide = deck.slides[2];
    expect(slide?.texts[0]).toBe("研究里没有卫生服务站，无法检验覆盖");
    expect(slide?.texts).toContain("不可检验");
    expect(slide?.texts.filter((text) => /^0(\.0)?%$/.test(text))).toEqual([]);
  });

  it("counts floor or streets by their own names where there are no people", async () => {
    const town = createTown();
    const demand = { ...town.demand, unit: "residential-floor-m2" as const };
    const texts = (await deckOf(factsOf({ ...town, demand }))).slides.flatMap((slide) => slide.texts);
    expect(texts).toContain("700m²");
    expect(texts.join("")).not.toContain("缺口人数");
  });

  it("makes a deck of a study with one of everything and outlines missing", async () => {
    const deck = await deckOf(factsOf(createStudy()));
    expect(deck.slides.length).toBeGreaterThan(4);
    expect(deck.slides[2]?.texts.join("")).toContain("没有绘制地图");
  });
});

describe("scenarios", () => {
  const scenario = (name: string, column: number): Scenario => {
    const at = createTown().demand.coordinates;
    const position: [number, number] = [at[2 * column] as number, at[2 * column + 1] as number];
    return {
      ...{ id: `s-${name}`, name },
      edits: [
        {
          ...{ id: "e1", isOff: false, kind: "add-facility", serviceId: "clinic", facilityId: "new", name: "新诊所" },
          ...{ coordinates: [position], attributes: {} },
        },
      ],
    };
  };

  it("get a slide of their own before the trace, with who gains in a native chart and a table", async () => {
    const facts = factsOf(createTown(), [scenario("东扩", 3), scenario("西扩", 2)]);
    const deck = await deckOf(facts, { ...REQUEST, scenarioNames: ["东扩", "西扩"] });
    expect(kickersOf(deck).slice(-2)).toEqual(["方案比较", "口径与溯源"]);
    const slide = deck.slides.find(({ texts }) => texts[1] === "方案比较");
    expect(slide?.texts[0]).toContain("“东扩”使卫生服务站覆盖率由30.0%提高到");
    const sheet = sheetOf(deck, 3);
    for (const words of ["现状", "东扩", "西扩"]) expect(sheet).toContain(words);
    const gained = facts.scenarios[0]?.changes[0]?.gained ?? 0;
    expect(gained).toBeGreaterThan(0);
    expect(slide?.texts).toContain(`${gained}人`);
    expect(slide?.notes).toContain("新诊所");
  });
});
