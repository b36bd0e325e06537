import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_PRESENTATION, type StageView } from "../../../src/core/model/presentation.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import { ReportDesk } from "../../../src/report/report-desk.ts";
import type { ReportRequest } from "../../../src/report/report-request.ts";
import { createRandomStudy } from "../../support/random-study.ts";
import { readReportTools } from "../../support/read-report-tools.ts";

const plain = createRandomStudy(5);
const [lon = 0, lat = 0] = plain.communities.centres;
const scenario: Scenario = {
  id: "s1",
  name: "新建",
  edits: [
    {
      id: "e1",
      isOff: false,
      kind: "add-facility",
      serviceId: plain.services[0]?.id ?? "",
      facilityId: "new-1",
      name: "新点",
      coordinates: [[lon, lat]],
      attributes: {},
    },
  ],
};
const study = {
  ...plain,
  demonstration: true,
  title: { zh: "</script><b>城", en: "" },
  scenarios: [scenario],
  presentation: NO_PRESENTATION,
};
const view: StageView = {
  id: "view-1",
  sentence: "一半人走不到 <img src=x onerror=alert(1)>",
  serviceId: plain.services[0]?.id ?? "",
  scope: { areaId: "all", kind: "all" },
  scenarioName: "baseline",
  beforeScenarioName: null,
  measure: "peopleShare",
  cutoffMinutes: 10,
  camera: { center: [lon, lat], zoom: 13 },
  notes: "备注 & <i>",
};
const request: ReportRequest = {
  formats: [],
  parameters: DEFAULT_PARAMETERS,
  scenarioNames: [],
  title: "",
  organisation: "",
  stamp: { kind: "internal" },
  date: "2026-11-29",
  layout: null,
  inputs: { "streets.fgb": "ab".repeat(32) },
};

async function write(views: readonly StageView[]): Promise<string> {
  const desk = new ReportDesk(study, readReportTools());
  const [file] = await desk.makeStage(views, request);
  return new TextDecoder().decode(file?.bytes);
}

describe("the stage as one file", () => {
  it("holds every view with its words as text, and fetches nothing", async () => {
    const html = await write([view, { ...view, id: "view-2", sentence: "" }]);
    expect(html.match(/<section class="view"/g)).toHaveLength(2);
    expect(html).toContain("一半人走不到 &lt;img src=x onerror=alert(1)&gt;");
    expect(html).toContain("备注 &amp; &lt;i&gt;");
    expect(html).not.toMatch(/<img|<b>|<i>|https?:\/\/(?!www\.w3\.org)/);
    expect(html).toContain("演示数据");
    expect(html).toContain("内部资料 · 未经审图");
    // The answer's own sentence counts within the view's minutes.
    expect(html).toMatch(/个社区(中|全部达标)[^<]* 10 分钟内到达/);
    expect(html).toContain(`sha256 streets.fgb：${"ab".repeat(32)}`);
  });

  it("lets no script run but its own", async () => {
    const html = await write([view]);
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(script).digest("base64");
    expect(html).toContain(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(() => new Function(script)).not.toThrow();
  });

  it("gives each picture ids of its own, and refers to nothing that is not there", async () => {
    const html = await write([view, { ...view, id: "view-2", scenarioName: "新建", beforeScenarioName: "baseline" }]);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of html.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
    expect(html).toContain('class="picture before"');
    expect(html).toContain(">现状</span>");
    expect(html).toContain(">新建</span>");
  });

  it("leaves out what the study no longer has, and says where nothing is left", async () => {
    const gone = { ...view, serviceId: "gone" };
    const html = await write([gone, { ...view, scenarioName: "不在了", beforeScenarioName: "也不在了" }]);
    expect(html.match(/<section class="view"/g)).toHaveLength(1);
    expect(html).not.toContain('class="picture before"');
    await expect(write([gone])).rejects.toMatchObject({ code: "nothing-to-present", fields: { views: 1 } });
  });

  it("is the same each time, and ends when it is cancelled", async () => {
    expect(await write([view])).toBe(await write([view]));
    const desk = new ReportDesk(study, readReportTools());
    await expect(desk.makeStage([view], request, { signal: { aborted: true } })).rejects.toThrow(AnalysisError);
  });
});
