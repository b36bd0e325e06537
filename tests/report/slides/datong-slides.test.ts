import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { ReportRequest } from "../../../src/report/report-request.ts";
import { createMeasureText } from "../../../src/report/scene/measure-text.ts";
import { makeSlides } from "../../../src/report/slides/make-slides.ts";
import { convertWithOffice } from "../../support/convert-with-office.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { type ReadSlides, readSlides, withoutSpaces } from "../../support/read-slides.ts";
import { hasProgram, readWith } from "../../support/run-reader.ts";
import { type DatongRun, runDatong } from "../facts/datong-facts.ts";

let run: DatongRun;
let bytes: Uint8Array;
let deck: ReadSlides;

beforeAll(async () => {
  run = await runDatong();
  const request: ReportRequest = {
    ...{ formats: ["pptx"], parameters: DEFAULT_PARAMETERS, scenarioNames: [], title: "", organisation: "" },
    ...{ stamp: { kind: "internal" }, date: "2026-11-29", layout: null, inputs: run.hashes },
    origin: { study: "datong", plan: null },
  };
  bytes = await makeSlides(run.facts, request, async () => null, createMeasureText(readReportTools().fonts));
  deck = readSlides(bytes);
}, 120_000);

/** 12.3万人 or 4567人, as slides set them, out of the rows of communities.csv. */
function peopleWords(people: number): string {
  return people >= 10_000 ? `${(people / 10_000).toFixed(1)}万人` : `${Math.round(people)}人`;
}

function rowsOf(serviceId: string) {
  return run.communities.filter(({ service }) => service === serviceId);
}

function sumOf(rows: DatongRun["communities"], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0);
}

describe("the deck of Datong", () => {
  it("is twelve slides: cover, the whole, six services, districts, targets, gaps and the trace", () => {
    expect(deck.slides).toHaveLength(12);
    expect(deck.slides.map(({ texts }) => texts[0]).filter((title) => title?.endsWith("（续）"))).toEqual([]);
    expect(deck.slides.at(-1)?.texts[1]).toBe("口径与溯源");
  });

  it("says on the overview how many are reached within other times, the cutoff's share being that of communities.csv", () => {
    const texts = deck.slides[1]?.texts ?? [];
    for (const { service, coverage } of run.facts.services) {
      const rows = rowsOf(service.id);
      const share = (100 * sumOf(rows, "peopleCovered")) / sumOf(rows, "people");
      const at = texts.indexOf(withoutSpaces(`━ ${service.title.zh}`));
      expect(texts.slice(at + 1, at + 6), service.id).toEqual(
        [5, 10, 15, 20, 30].map((minute) =>
          minute === 15 ? share.toFixed(1) : (100 * (coverage.curve.network[minute] ?? Number.NaN)).toFixed(1),
        ),
      );
    }
  });

  it("has a slide a service, each with the numbers of communities.csv", () => {
    for (const { service } of run.facts.services) {
      const slide = deck.slides.find(({ texts }) => texts[1]?.endsWith(`·${service.title.zh}`));
      const rows = rowsOf(service.id);
      const tested = rows.filter(({ verdict }) => verdict !== "not-testable");
      const met = tested.filter(({ verdict }) => verdict === "met");
      const [people, covered] = [sumOf(rows, "people"), sumOf(rows, "peopleCovered")];
      expect(slide?.texts, service.id).toEqual(
        expect.arrayContaining([
          `${((100 * covered) / people).toFixed(1)}%`,
          `${((100 * met.length) / tested.length).toFixed(1)}%`,
          peopleWords(people - covered),
          `${tested.length - met.length}/${tested.length}`,
        ]),
      );
      expect(slide?.texts[0]).toContain(`${tested.length}个社区中，${met.length}个有80%以上`);
    }
  });

  it("lists every district on each of them, with its gap out of communities.csv", () => {
    const { study, services } = run.facts;
    const townships = new Map(study.units.map((unit) => [unit.id, unit.parentId]));
    for (const { service, districts } of services) {
      const slide = deck.slides.find(({ texts }) => texts[1]?.endsWith(`·${service.title.zh}`));
      for (const { id, name } of districts) {
        const rows = rowsOf(service.id).filter(
          ({ parentId }) => townships.get(parentId ?? "") === id || parentId === id,
        );
        const at = slide?.texts.indexOf(withoutSpaces(name)) ?? -1;
        expect(at, `${service.id} ${name}`).toBeGreaterThan(0);
        expect(slide?.texts[at + 1]).toBe(peopleWords(sumOf(rows, "people") - sumOf(rows, "peopleCovered")));
      }
    }
  });

  it("counts the verdicts of targets.csv", () => {
    const count = (wanted: string): number => run.targets.filter(({ verdict }) => verdict === wanted).length;
    const listed = deck.slides.find(({ texts }) => texts[1] === "规划目标");
    const texts = listed?.texts ?? [];
    const total = texts.slice(texts.lastIndexOf("合计") + 1).slice(0, 4);
    expect(total).toEqual([count("met"), count("not-met"), count("no-number"), count("not-testable")].map(String));
    // Once more as the name of a column.
    expect(texts.filter((text) => text === "未达标")).toHaveLength(count("not-met") + 1);
  });

  it("names the communities with the most people short, as ledger.csv has them", () => {
    const slide = deck.slides.find(({ texts }) => texts[1] === "缺口与建议");
    const open = run.ledger.filter(
      (row) => row.peopleShort !== "" && row.township !== "" && row.unitId !== row.townshipId && row.state === "未达标",
    );
    const worst = open.reduce((a, b) => (Number(b.peopleShort) > Number(a.peopleShort) ? b : a));
    const place = withoutSpaces(`${worst.district}${worst.township}${worst.unit}`);
    const at = slide?.texts.indexOf(place) ?? -1;
    expect(at).toBeGreaterThan(0);
    expect(slide?.texts[at + 2]).toBe(peopleWords(Number(worst.peopleShort)));
    expect(slide?.texts[at + 4]).toBe(withoutSpaces(worst.responsible ?? ""));
  });

  it("says the sha256 of every input on its last slide", () => {
    const { texts } = deck.slides.at(-1) ?? { texts: [] };
    for (const hash of Object.values(run.hashes)) expect(texts).toContain(hash);
  });
});

const hasReaders = hasProgram("soffice") && hasProgram("pdftotext");

describe.skipIf(!hasReaders)("read by LibreOffice (skipped where soffice or pdftotext is not installed)", () => {
  it("becomes as many pages, with every title, table and number", () => {
    const pdf = convertWithOffice("deck.pptx", bytes, "pdf").get("deck.pdf") as Buffer;
    const text = readWith("pdftotext", ["-raw", "FILE", "-"], "deck.pdf", pdf).toString();
    const pages = text.split("\f").slice(0, -1).map(withoutSpaces);
    expect(pages).toHaveLength(deck.slides.length);
    deck.slides.forEach(({ texts }, at) => {
      for (const each of texts.filter((words) => words !== "━"))
        expect(pages[at], `${at + 1}: ${each}`).toContain(each);
    });
  }, 180_000);
});
