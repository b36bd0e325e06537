/** Sheets of the shipped study: their counts are those of communities.csv, their scale is true, their names stand apart. */
import { beforeAll, describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import type { MapLayout } from "../../../src/core/model/presentation.ts";
import { boxesMeet } from "../../../src/report/map/place-names.ts";
import { createMeasureText } from "../../../src/report/scene/measure-text.ts";
import { paintSvg } from "../../../src/report/scene/paint-svg.ts";
import { defaultLayout } from "../../../src/report/sheet/default-layout.ts";
import { type LaidSheet, layoutSheet } from "../../../src/report/sheet/layout-sheet.ts";
import type { SheetSource } from "../../../src/report/sheet/sheet-source.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { listMarkBoxes, listTexts } from "../../support/scene-boxes.ts";
import { type DatongRun, runDatong } from "../facts/datong-facts.ts";

const measureText = createMeasureText(readReportTools().fonts);
const SERVICES = ["kindergarten", "elderly-day-care", "clinic", "culture-room"];
const PINGCHENG = "140213";

let run: DatongRun;
let source: SheetSource;

beforeAll(async () => {
  run = await runDatong();
  const { study, result } = run.facts;
  source = { study, runs: [{ scenarioName: "baseline", study, result }], date: "2026-11-29" };
}, 60_000);

function lay(serviceId: string, change: Partial<MapLayout> = {}): LaidSheet {
  return layoutSheet(source, { ...defaultLayout(source.study, serviceId), ...change }, measureText);
}

function countOf({ legend }: LaidSheet, kind: string, label = "", column = 0): number {
  const rows = legend[0]?.rows.filter((row) => row.kind === kind && row.label.startsWith(label)) ?? [];
  return rows.reduce((sum, { counts }) => sum + (counts[column] ?? 0), 0);
}

function verdictsOf(serviceId: string, verdict: string, countyId = ""): number {
  const { communities } = run.facts.study;
  const inCounty = new Set(communities.ids.filter((_, index) => countyOf(index) === countyId));
  return run.communities.filter(
    (row) =>
      row.service === serviceId && row.verdict === verdict && (countyId === "" || inCounty.has(row.communityId ?? "")),
  ).length;
}

function countyOf(index: number): string {
  const { communities, units } = run.facts.study;
  const township = units.find(({ id }) => id === communities.parentIds[index]);
  return township?.level === "county" ? township.id : (township?.parentId ?? "");
}

describe("a legend's counts", () => {
  it("equal the verdicts of communities.csv, service by service", () => {
    for (const serviceId of SERVICES) {
      const verdict = lay(serviceId, { maps: [{ serviceId, scenarioName: "baseline", measure: "verdict" }] });
      expect(countOf(verdict, "class", "达标")).toBe(verdictsOf(serviceId, "met"));
      expect(countOf(verdict, "class", "未达标")).toBe(verdictsOf(serviceId, "not-met"));
      expect(countOf(verdict, "no-data")).toBe(verdictsOf(serviceId, "not-testable"));
      expect(countOf(verdict, "total")).toBe(source.study.communities.count);
      const share = lay(serviceId);
      expect(countOf(share, "not-met")).toBe(verdictsOf(serviceId, "not-met"));
      expect(countOf(share, "class") + countOf(share, "no-data")).toBe(source.study.communities.count);
    }
  });

  it("equal them in a district, and column by column where four services stand side by side", () => {
    const maps = SERVICES.map((serviceId) => ({ serviceId, scenarioName: "baseline", measure: "verdict" as const }));
    const laid = lay("clinic", { maps, extent: { kind: "unit", unitId: PINGCHENG } });
    SERVICES.forEach((serviceId, column) => {
      expect(countOf(laid, "class", "达标", column)).toBe(verdictsOf(serviceId, "met", PINGCHENG));
      expect(countOf(laid, "class", "未达标", column)).toBe(verdictsOf(serviceId, "not-met", PINGCHENG));
    });
    expect(laid.legend).toHaveLength(1);
  });

  it("of a free view are those of the whole study, and the legend says so", () => {
    const laid = lay("clinic", { extent: { kind: "view", center: [113.3, 40.09], metresPerMillimetre: 20 } });
    expect(countOf(laid, "not-met")).toBe(verdictsOf("clinic", "not-met"));
    expect(laid.legend[0]?.note).toBe("计数含图幅外的社区");
  });

  it("are printed on the sheet, and its answer says the same", () => {
    const texts = listTexts(lay("elderly-day-care").scene);
    const facts = run.facts.services.find(({ service }) => service.id === "elderly-day-care");
    const { met = 0, notMet = 0 } = facts?.whole ?? {};
    expect(texts.find((text) => text.includes("步行 15 分钟覆盖"))).toContain(
      `达标 ${met} 个、未达标 ${String(notMet).replace(/\B(?=\d{3}$)/, "\u2009")} 个`,
    );
  });
});

describe("the scale of a sheet", () => {
  it("is true at the map's middle to a tenth of a per cent, on every kind of sheet", () => {
    for (const change of [
      {},
      { extent: { kind: "unit", unitId: PINGCHENG } },
      { page: "A4", isPortrait: true },
      { page: "16:9" },
      { extent: { kind: "view", center: [113.3, 40.09], metresPerMillimetre: 17.3 } },
    ] as Partial<MapLayout>[]) {
      const { frame, scene } = lay("clinic", change);
      const [middleX, middleY] = [frame.widthMm / 2, frame.heightMm / 2];
      const [west, east] = [frame.toDegrees(middleX - 5, middleY), frame.toDegrees(middleX + 5, middleY)];
      const metres = distanceMetres(...west, ...east);
      expect(Math.abs(metres / ((frame.denominator * 10) / 1000) - 1)).toBeLessThan(1e-3);
      const bar = listMarkBoxes(scene, measureText).filter(
        ({ groups, mark }) => /scale/.test(groups[0] ?? "") && mark.kind === "rect",
      );
      const barMetres = /^(\d+(?:\.\d+)?)\u2009(k?m)$/;
      const words = listTexts(scene)
        .map((text) => barMetres.exec(text))
        .find((match) => match !== null);
      const stated = Number(words?.[1]) * (words?.[2] === "km" ? 1000 : 1);
      const drawn = bar.reduce((sum, { mark }) => sum + (mark.kind === "rect" ? mark.width : 0), 0);
      expect((drawn * frame.denominator) / 1000 / stated).toBeCloseTo(1, 6);
    }
  });

  it("is the next round one, and said", () => {
    const { frame, scene } = lay("clinic", { extent: { kind: "unit", unitId: PINGCHENG } });
    expect(listTexts(scene)).toContain(`比例尺 1:${frame.denominator / 10_000}万`);
    expect(Number(frame.denominator.toPrecision(2))).toBe(frame.denominator);
  });
});

describe("names on a sheet", () => {
  it("never overlap, from the whole city to a view of a quarter", () => {
    for (const extent of [
      { kind: "study" },
      { kind: "unit", unitId: PINGCHENG },
      { kind: "view", center: [113.3, 40.09], metresPerMillimetre: 20 },
    ] as MapLayout["extent"][]) {
      const names = lay("kindergarten", { extent }).maps[0]?.names ?? [];
      expect(names.length).toBeGreaterThan(10);
      for (const [index, name] of names.entries())
        for (const other of names.slice(index + 1))
          expect(boxesMeet(name, other), `${name.text} and ${other.text}`).toBe(false);
    }
  });

  it("are those of all counties on a map of the city, and of communities on a map of a quarter", () => {
    const named = (extent: MapLayout["extent"]): Set<string> =>
      new Set(lay("clinic", { extent }).maps[0]?.names.map(({ text }) => text));
    const counties = source.study.units.filter(({ level }) => level === "county").map(({ name }) => name);
    const city = named({ kind: "study" });
    for (const county of counties) expect(city).toContain(county);
    const quarter = named({ kind: "view", center: [113.3, 40.09], metresPerMillimetre: 12 });
    expect(source.study.communities.names.filter((name) => quarter.has(name)).length).toBeGreaterThan(5);
    expect(source.study.communities.names.filter((name) => city.has(name))).toEqual([]);
  });
});

describe("what a sheet shows at its scale", () => {
  /** Positions of white street lines. */
  const streetPositions = (laid: LaidSheet): number =>
    listMarkBoxes(laid.scene, measureText).reduce((sum, { mark, groups }) => {
      const isStreet =
        groups[0] === "map:1" && mark.kind === "path" && !mark.isClosed && mark.stroke?.colour === "#ffffff";
      return isStreet && !mark.stroke?.dashMm ? sum + mark.parts.reduce((all, part) => all + part.length / 2, 0) : sum;
    }, 0);
  const ranks = (laid: LaidSheet): number =>
    listMarkBoxes(laid.scene, measureText).filter(
      ({ mark, groups }) =>
        groups[0] === "map:1" &&
        mark.kind === "path" &&
        !mark.isClosed &&
        mark.stroke?.colour === "#ffffff" &&
        mark.stroke.cap === "round",
    ).length;

  it("is main roads of a whole city and lanes of a quarter", () => {
    const city = lay("clinic");
    const quarter = lay("clinic", { extent: { kind: "view", center: [113.3, 40.09], metresPerMillimetre: 10 } });
    expect(ranks(city)).toBeLessThanOrEqual(4);
    expect(ranks(quarter)).toBeGreaterThanOrEqual(5);
    expect(streetPositions(city)).toBeGreaterThan(50);
    expect(streetPositions(city)).toBeLessThan(20_000);
  });

  it("keeps files small: a city of 1,827 communities and 280,000 street vertices in a megabyte", () => {
    expect(paintSvg(lay("elderly-day-care").scene).length).toBeLessThan(1_000_000);
  });

  it("every community has its colour in the frame of the whole city", () => {
    const laid = lay("clinic", { withBasemap: false, withFacilities: false, withNames: false });
    const filled = listMarkBoxes(laid.scene, measureText).flatMap(({ mark, groups }) =>
      groups[0] === "map:1" && mark.kind === "path" && mark.fill && "colour" in mark.fill ? mark.parts : [],
    );
    expect(filled.length).toBeGreaterThanOrEqual(source.study.communities.count);
  });
});
