import { describe, expect, it } from "vitest";
import { formatCount, formatDemand, formatShare } from "../../../src/core/model/format-number.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { makePaper } from "../../../src/report/paper/make-paper.ts";
import type { ReportRequest } from "../../../src/report/report-request.ts";
import { convertWithOffice } from "../../support/convert-with-office.ts";
import { hasProgram, readWith } from "../../support/run-reader.ts";
import { runDatong } from "../facts/datong-facts.ts";
import { readDocx } from "./read-docx.ts";

const { facts, hashes, communities, targets, ledger } = await runDatong();
const request: ReportRequest = {
  formats: ["docx"],
  parameters: DEFAULT_PARAMETERS,
  scenarioNames: [],
  title: "",
  organisation: "",
  stamp: { kind: "internal" },
  date: "2026-11-29",
  layout: null,
  inputs: hashes,
  origin: { study: "datong", plan: null },
};
const bytes = await makePaper(facts, request, async () => null);
const paper = readDocx(bytes);
const plain = (text: string): string => text.replaceAll("\u2009", " ");

/** Of a service, added up from communities.csv. */
function sumsOf(serviceId: string) {
  const rows = communities.filter(({ service }) => service === serviceId);
  const sum = (column: string): number => rows.reduce((total, row) => total + Number(row[column]), 0);
  const count = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length;
  return { people: sum("people"), covered: sum("peopleCovered"), met: count("met"), notMet: count("not-met") };
}

describe("the report of the Datong study", () => {
  it("says of every service what communities.csv adds up to", () => {
    for (const { service } of facts.services) {
      const { people, covered, met, notMet } = sumsOf(service.id);
      const tested = plain(formatCount(met + notMet));
      const sentence = `大同市 ${tested} 个社区中，${plain(formatCount(met))} 个有 80% 以上的`;
      const line = paper.paragraphs.find(({ text }) => text.startsWith(sentence) && text.includes(service.title.zh));
      expect(line?.text).toContain(
        ` ${formatShare(covered / people)}；缺口 ${plain(formatDemand(people - covered, "people", "zh-CN"))}`,
      );
    }
  });

  it("has in the row of the whole the sums of communities.csv, service by service", () => {
    const totals = paper.tables.flatMap(({ rows }) => rows.filter((row) => row[0] === "合计" && row.length === 9));
    expect(totals.map(([, , tested, met, , people, short]) => [tested, met, people, short])).toEqual(
      facts.services.map(({ service }) => {
        const { people, covered, met, notMet } = sumsOf(service.id);
        return [met + notMet, met, people, people - covered].map((value) => plain(formatCount(value)));
      }),
    );
  });

  it("holds every target of targets.csv once, tested or not, and none of them at 0 % for want of data", () => {
    const rows = paper.tables.flatMap((table) => table.rows).filter(([id]) => /^T\d\d$/.test(id ?? ""));
    expect(rows.map(([id]) => id).sort()).toEqual(targets.map(({ targetId }) => targetId).sort());
    for (const { targetId, verdict, share } of targets) {
      const row = rows.find(([id]) => id === targetId) ?? [];
      if (verdict === "not-testable") expect(row).toHaveLength(3);
      else if (share) expect(row[2]).toContain(formatShare(Number(share)));
    }
  });

  it("counts the rows of ledger.csv by cause and by district", () => {
    const count = plain(formatCount(ledger.length));
    expect(paper.text).toContain(`问题台账共列 ${count} 条`);
    const sums = paper.tables.flatMap(({ rows }) => rows.filter((row) => row[0] === "合计" && row[1] === count));
    expect(sums).toHaveLength(2);
  });

  it("ends with what makes the numbers again", () => {
    for (const [name, hash] of Object.entries(hashes)) {
      const row = paper.tables.flatMap(({ rows }) => rows).find(([file]) => file === name);
      expect(row).toEqual([name, hash]);
    }
    const command = paper.paragraphs.find(({ style }) => style === "PaperCode")?.text;
    expect(command).toMatch(/^minsheng report datong --format docx/);
  });
});

const hasReaders = hasProgram("soffice") && hasProgram("pdftotext");

describe.skipIf(!hasReaders)("read by LibreOffice (skipped where soffice or pdftotext is not installed)", () => {
  it("is a document of its headings and numbers, whose contents name the right pages", { timeout: 240_000 }, () => {
    const pdf = convertWithOffice("paper.docx", bytes, "pdf").get("paper.pdf") ?? new Uint8Array();
    const text = readWith("pdftotext", ["-layout", "FILE", "OUT"], "paper.pdf", pdf).toString();
    const pages = text.split("\f").map((page) => page.replaceAll(/\s/g, ""));
    expect(pages.length).toBeGreaterThan(18);
    expect(pages.length).toBeLessThan(40);
    for (const { service } of facts.services) {
      const { people, covered } = sumsOf(service.id);
      expect(pages.some((page) => page.includes(formatShare(covered / people)))).toBe(true);
    }
    const body = pages.findIndex((page, index) => index > 1 && page.includes("一、评估概况"));
    for (const { style, text: entry } of paper.paragraphs) {
      if (style !== "TOC1") continue;
      const [, title = "", page] = /^(.*?)(\d+)$/.exec(entry.replaceAll(/\s/g, "")) ?? [];
      const at = pages.findIndex((words, index) => index >= body && words.includes(title));
      // Typefaces differ from machine to machine: a heading may fall on the page beside.
      expect([title, Math.abs(at - body + 1 - Number(page)) <= 1]).toEqual([title, true]);
    }
  });
});
