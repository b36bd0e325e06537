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
/** One grey pixel, in the place of each picture and as large. */
const PNG = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);
const bytes = await makePaper(facts, request, async (id) =>
  id.startsWith("upright-map:") ? { png: PNG, widthMm: 84, heightMm: 98 } : { png: PNG, widthMm: 156, heightMm: 88 },
);
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

  it("has beside the map of a service its districts, whose whole has the sums of communities.csv", () => {
    const totals = paper.tables.flatMap(({ rows }) =>
      rows[0]?.join(" ") === "区县 缺口 未达标 覆盖率" ? rows.filter((row) => row[0] === "合计") : [],
    );
    expect(totals.map((row) => row.slice(1))).toEqual(
      facts.services.map(({ service }) => {
        const { people, covered, met, notMet } = sumsOf(service.id);
        const count = (value: number): string => plain(formatCount(value));
        return [count(people - covered), `${count(notMet)}/${count(met + notMet)}`, formatShare(covered / people)];
      }),
    );
  });

  it("holds every target of targets.csv once, tested or not, and none of them at 0 % for want of data", () => {
    const rows = paper.tables.flatMap((table) => table.rows);
    const table = paper.tables.find(({ rows: [head] }) => head?.[2] === "编号、目标（所需数据）");
    const untested = table?.rows.slice(1).map((row) => row[2] ?? "") ?? [];
    for (const { targetId, verdict, share } of targets) {
      const named = untested.filter((text) => new RegExp(`(^|；)${targetId} `).test(text));
      const own = rows.filter(([id]) => id === targetId);
      expect([targetId, named.length, own.length]).toEqual([
        targetId,
        ...(verdict === "not-testable" ? [1, 0] : [0, 1]),
      ]);
      if (verdict !== "not-testable" && share) expect(own[0]?.[2]).toContain(formatShare(Number(share)));
    }
    expect(untested.join("")).not.toContain("0%（");
  });

  it("counts the rows of ledger.csv by district and by cause", () => {
    const count = plain(formatCount(ledger.length));
    expect(paper.text).toContain(`问题台账共列 ${count} 条`);
    const table = paper.tables.find(({ rows: [head] }) => head?.[0] === "区县" && head.includes("占比"));
    const number = (text: string | undefined): number => Number(text?.replaceAll(/\s/g, ""));
    const [head = [], ...rows] = table?.rows ?? [];
    const [total = []] = rows.filter(([name]) => name === "合计");
    const at = head.indexOf("合计");
    expect(total[at]).toBe(count);
    expect(total.slice(1, at).reduce((sum, text) => sum + number(text), 0)).toBe(ledger.length);
    expect(rows.slice(0, -1).reduce((sum, row) => sum + number(row[at]), 0)).toBe(ledger.length);
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
    // Twenty with the typefaces at hand; one line more may begin a page of its own.
    expect(Math.abs(pages.filter((page) => page !== "").length - 20)).toBeLessThanOrEqual(1);
    expect(pages.findLast((page) => page !== "")).toContain("附录三溯源");
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
