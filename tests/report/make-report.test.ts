import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Progress } from "../../src/core/analysis-result.ts";
import { AnalysisError, BadDataError, type Issue } from "../../src/core/errors.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { communitiesCsv } from "../../src/io/outputs/run-files.ts";
import { makeReport, reportFileNames } from "../../src/report/make-report.ts";
import { REPORT_FORMATS, type ReportFile, type ReportRequest } from "../../src/report/report-request.ts";
import { defaultLayout } from "../../src/report/sheet/default-layout.ts";
import { readTable } from "../cli/read-table.ts";
import { createStudy } from "../io/create-study.ts";
import { createDrawnStudy } from "../support/drawn-study.ts";
import { createCircle } from "../support/drawn-targets.ts";
import { readReportTools } from "../support/read-report-tools.ts";
import { readSlides } from "../support/read-slides.ts";

const tools = readReportTools();

function createTown(changes: Partial<Study> = {}): Study {
  const drawn = createDrawnStudy("A-1-2---3-----4", { spacingMetres: 75, communityColumns: [5, 11] });
  return { ...drawn, targets: [createCircle("C1", 300)], ...changes };
}

const request = (changes: Partial<ReportRequest> = {}): ReportRequest => ({
  formats: ["pptx", "xlsx", "svg"],
  parameters: { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 },
  scenarioNames: [],
  title: "",
  organisation: "",
  stamp: { kind: "internal" },
  date: "2026-11-29",
  layout: null,
  inputs: {},
  ...changes,
});

/** All but the pixels of a whole sheet, which are slow to draw. */
const DRAWN_FAST = REPORT_FORMATS.filter((format) => format !== "png");

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

const HEADS: Readonly<Record<string, string>> = { pdf: "%PDF", png: "\u0089PNG", svg: "<svg" };

describe("a report", () => {
  it("makes every format that is asked for, in one order, under the names that it told before", async () => {
    const study = createTown();
    const layout = { ...defaultLayout(study, "clinic"), page: "A4" as const };
    const asked = request({ formats: [...REPORT_FORMATS].reverse(), layout });
    const files = await makeReport(study, asked, tools);
    expect(files.map(({ name }) => name)).toEqual(reportFileNames(study, asked));
    expect(files.map(({ name }) => name.split(".").at(-1))).toEqual([...REPORT_FORMATS]);
    for (const { name, bytes } of files) {
      const head = HEADS[name.split(".").at(-1) as string] ?? "PK";
      expect(String.fromCharCode(...bytes.subarray(0, 200))).toContain(head);
    }
  });

  it("names files after the place, in plain characters of bounded length, with the id where nothing else is left", () => {
    const nameOf = (zh: string, id = "toy") =>
      reportFileNames(createStudy({ title: { zh, en: "" }, id }), request())[0];
    expect(nameOf("玩具")).toBe("玩具-公共服务覆盖评估-2026-11-29.pptx");
    expect(nameOf('a/b\\c:*?"<>|\u0000 d')).toBe("a-b-c-d-公共服务覆盖评估-2026-11-29.pptx");
    expect(nameOf("…/…", "town 1")).toBe("town-1-公共服务覆盖评估-2026-11-29.pptx");
    expect(nameOf("长".repeat(500))?.length).toBeLessThan(100);
  });

  it("names the characters that its pictures cannot show, once for documents and once for a sheet, and makes them all the same", async () => {
    const town = createTown();
    const rare = { ...town, communities: { ...town.communities, names: ["𠮷㐂社区", "🏥社区", "丙"] } };
    const issues: Issue[] = [];
    const onIssue = (issue: Issue): void => {
      issues.push(issue);
    };
    const files = await makeReport(rare, request({ formats: ["pptx", "svg"] }), tools, { onIssue });
    expect(files).toHaveLength(2);
    expect(issues.map(({ code, severity }) => [code, severity])).toEqual(
      Array.from({ length: 2 }, () => ["missing-glyphs", "warning"]),
    );
    for (const { details } of issues) expect(details?.characters).toBe("🏥 U+1F3E5, 𠮷 U+20BB7");
    const svg = strFromU8(files[1]?.bytes ?? new Uint8Array());
    expect(svg).toContain("〓㐂社区");
    expect(svg).not.toMatch(/𠮷|🏥/u);
    await makeReport(town, request({ formats: ["svg"] }), tools, { onIssue });
    expect(issues).toHaveLength(2);
  });

  it("prints the numbers of communities.csv", async () => {
    const study = createTown();
    const [file] = await makeReport(study, request({ formats: ["pptx"] }), tools);
    const rows = readTable(communitiesCsv(study, runAnalysis(study, request().parameters)));
    const sumOf = (column: string): number => rows.reduce((sum, row) => sum + Number(row[column]), 0);
    const [people, covered] = [sumOf("people"), sumOf("peopleCovered")];
    const texts = readSlides((file as ReportFile).bytes).slides.flatMap((slide) => slide.texts);
    expect(texts).toContain(`${((100 * covered) / people).toFixed(1)}%`);
    expect(texts).toContain(`${people - covered}人`);
    expect(texts).toContain(`${rows.filter(({ verdict }) => verdict === "met").length}/${rows.length}`);
  });

  it("gives the same bytes for the same study and request, and others for another day", async () => {
    const asked = request({ formats: DRAWN_FAST });
    const [first, again] = [await makeReport(createTown(), asked, tools), await makeReport(createTown(), asked, tools)];
    for (const [at, { name, bytes }] of first.entries())
      expect(Buffer.compare(bytes, (again[at] as ReportFile).bytes), name).toBe(0);
    const [other] = await makeReport(createTown(), request({ formats: ["pptx"], date: "2026-11-30" }), tools);
    expect(Buffer.compare((first[0] as ReportFile).bytes, (other as ReportFile).bytes)).not.toBe(0);
  });

  it("tells how far it is: pictures and files are counted", async () => {
    const told: Progress[] = [];
    await makeReport(createTown(), request(), tools, { onProgress: (progress) => told.push(progress) });
    const stages = told.map(({ stage }) => stage).filter((stage, at, all) => stage !== all[at - 1]);
    expect(stages).toEqual(["network", "snapping", "routing", "targets", "coverage", "drawing", "writing"]);
    const written = told.filter(({ stage }) => stage === "writing");
    expect(written[0]).toEqual({ stage: "writing", done: 0, total: 3 });
    expect(written.at(-1)).toEqual({ stage: "writing", done: 3, total: 3 });
    for (const { done, total } of told) expect(done).toBeLessThanOrEqual(total);
  });

  it("stops wherever it is told to, and then answers no file", async () => {
    const told: Progress[] = [];
    await makeReport(createTown(), request(), tools, { onProgress: (progress) => told.push(progress) });
    for (let last = 0; last < told.length; last += 3) {
      const signal = { aborted: false };
      let count = 0;
      const onProgress = (): void => {
        if (count++ === last) signal.aborted = true;
      };
      const failure = await failureOf(makeReport(createTown(), request(), tools, { onProgress, signal }));
      expect(failure).toBeInstanceOf(AnalysisError);
      expect((failure as AnalysisError).code).toBe("cancelled");
      expect(count).toBe(last + 1);
    }
  });

  it("hears a message that comes while it works", async () => {
    const signal = { aborted: false };
    setTimeout(() => {
      signal.aborted = true;
    }, 0);
    const failure = await failureOf(makeReport(createTown(), request(), tools, { signal }));
    expect((failure as AnalysisError).code).toBe("cancelled");
  });

  it("takes a sheet that is laid out, and the first service's where none is", async () => {
    const study = createTown();
    const layout = { ...defaultLayout(study, "clinic"), name: "会议用图", page: "A4" as const, title: "东西城" };
    const [file] = await makeReport(study, request({ formats: ["svg"], layout }), tools);
    expect(file?.name).toContain("会议用图");
    expect(strFromU8((file as ReportFile).bytes)).toContain("东西城");
    const [other] = await makeReport(study, request({ formats: ["svg"] }), tools);
    expect(strFromU8((other as ReportFile).bytes)).toContain("卫生服务站");
  });
});

describe("a request that cannot be met", () => {
  it("is refused with the field that is wrong", async () => {
    const cases: readonly [Partial<ReportRequest>, string][] = [
      [{ formats: [] }, "formats"],
      [{ date: "29.11.2026" }, "date"],
      [{ date: "2026-13-45" }, "date"],
      [{ scenarioNames: ["没有的方案"] }, "scenario"],
    ];
    for (const [changes, field] of cases) {
      const failure = await failureOf(makeReport(createTown(), request(changes), tools));
      expect(failure).toBeInstanceOf(AnalysisError);
      expect((failure as AnalysisError).fields.field).toBe(field);
    }
  });

  it("says that a study without any service has nothing to report on", async () => {
    const failure = await failureOf(makeReport(createStudy({ services: [], facilities: [] }), request(), tools));
    expect(failure).toBeInstanceOf(BadDataError);
    expect((failure as BadDataError).issues.map(({ code }) => code)).toEqual(["no-facilities"]);
  });
});

describe("a study that lacks something", () => {
  const everything = request({ formats: DRAWN_FAST });

  it("gets documents that say so: no facilities, nobody, no outlines", async () => {
    const town = createTown();
    const none = { count: 0, ids: [], names: [], coordinates: new Float64Array(0), starts: Uint32Array.of(0) };
    const bare = town.facilities.map((layer) => ({ ...layer, ...none, attributes: {} }));
    const nobody = { ...town.demand, people: { all: town.demand.people.all.map(() => 0) } };
    const unseen = { ...town.communities, areas: town.communities.areas.map(() => null) };
    for (const study of [
      { ...town, facilities: bare },
      { ...town, demand: nobody },
      { ...town, communities: unseen },
    ]) {
      const files = await makeReport(study, everything, tools);
      expect(files).toHaveLength(DRAWN_FAST.length);
      const texts = readSlides((files[0] as ReportFile).bytes).slides.flatMap((slide) => slide.texts);
      if (study.communities === town.communities) expect(texts.join("")).toMatch(/无法检验|没有可检验/);
    }
  });

  it("compares scenarios by name, each once", async () => {
    const at = createTown().demand.coordinates;
    const edit = {
      ...{ id: "e1", isOff: false, kind: "add-facility" as const, serviceId: "clinic", facilityId: "n", name: "新站" },
      ...{ coordinates: [[at[6] as number, at[7] as number] as [number, number]], attributes: {} },
    };
    const study = createTown({ scenarios: [{ id: "s1", name: "东扩", edits: [edit] }] });
    const asked = request({ formats: ["pptx", "xlsx"], scenarioNames: ["东扩", "baseline", "东扩"] });
    const [slides, book] = await makeReport(study, asked, tools);
    const texts = readSlides((slides as ReportFile).bytes).slides.flatMap((slide) => slide.texts);
    expect(texts).toContain("方案比较");
    expect(texts.filter((text) => text.startsWith("“东扩”"))).toHaveLength(1);
    const parts = unzipSync((book as ReportFile).bytes);
    expect(Object.values(parts).some((part) => strFromU8(part).includes("东扩"))).toBe(true);
  });
});
