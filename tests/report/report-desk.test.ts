import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Scenario } from "../../src/core/model/scenario.ts";
import type { Study } from "../../src/core/model/study.ts";
import { makeReport } from "../../src/report/make-report.ts";
import { ReportDesk } from "../../src/report/report-desk.ts";
import type { ReportRequest } from "../../src/report/report-request.ts";
import { defaultLayout } from "../../src/report/sheet/default-layout.ts";
import { createDrawnStudy } from "../support/drawn-study.ts";
import { createCircle } from "../support/drawn-targets.ts";
import { readReportTools } from "../support/read-report-tools.ts";

const tools = readReportTools();
const SCENARIO: Scenario = {
  id: "s",
  name: "停用",
  edits: [{ kind: "close-facility", id: "e", isOff: false, serviceId: "clinic", facilityId: "A" }],
};

function createTown(): Study {
  const drawn = createDrawnStudy("A-1-2---3-----4", { spacingMetres: 75, communityColumns: [5, 11] });
  const [first] = drawn.facilities;
  const edits = SCENARIO.edits.map((edit) => ({ ...edit, facilityId: first?.ids[0] ?? "" }));
  return {
    ...drawn,
    targets: [createCircle("C1", 300)],
    scenarios: [{ ...SCENARIO, edits: edits as unknown as Scenario["edits"] }],
  };
}

describe("a study on the desk", () => {
  it("gives the same documents to the byte as one that nothing was drawn of before", async () => {
    const study = createTown();
    const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };
    const request: ReportRequest = {
      ...{ formats: ["pptx", "docx", "xlsx", "svg"], parameters, scenarioNames: ["停用"], title: "", organisation: "" },
      ...{ stamp: { kind: "internal" }, date: "2026-11-29", layout: null, inputs: {} },
    };
    const desk = new ReportDesk(study, tools);
    const layout = defaultLayout(study, "clinic");
    const maps = [{ serviceId: "clinic", scenarioName: "停用", measure: "peopleShare" as const }];
    desk.drawSheet({ ...layout, maps }, { ...parameters, cutoffSeconds: 600 }, "2026-11-29");
    desk.drawSheet(layout, parameters, "2026-11-29");
    const files = await desk.makeReport(request, {});
    const fresh = await makeReport(createTown(), request, tools);
    expect(files.map(({ name }) => name)).toEqual(fresh.map(({ name }) => name));
    for (const [at, { name, bytes }] of files.entries())
      expect([name, Buffer.compare(bytes, fresh[at]?.bytes ?? new Uint8Array())]).toEqual([name, 0]);
  });
});
