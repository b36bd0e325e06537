import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AnalysisResult } from "../../../src/core/analysis-result.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Target, TargetResult } from "../../../src/core/plan/target.ts";
import { NO_UNITS } from "../../../src/core/plan/unit-figures.ts";
import { applyScenario } from "../../../src/core/scenario/apply-scenario.ts";
import { assumptionsCsv } from "../../../src/io/outputs/assumptions-csv.ts";
import {
  communitiesCsv,
  communitiesFgb,
  runJson,
  targetsCsv,
  writeRunFiles,
} from "../../../src/io/outputs/run-files.ts";
import { findColumn, geometryAt, numberAt, textAt } from "../../../src/io/tables/feature-table.ts";
import { readFlatGeobuf } from "../../../src/io/vector/read-flatgeobuf.ts";
import { VERSION } from "../../../src/io/version.ts";
import { createStudy } from "../create-study.ts";

const SNAPS = { attached: 3, tooFar: 0, behindBarrier: 0, onIsland: 0 };

function createResult(): AnalysisResult {
  return {
    parameters: DEFAULT_PARAMETERS,
    services: [
      {
        serviceId: "clinic",
        profileId: "adult",
        speedMetresPerSecond: 1.2,
        groupId: "60+",
        cutoffSeconds: 900,
        straightRadiusMetres: 1080,
        facilityCount: 2,
        people: Float64Array.of(3, 4.005, 0),
        peopleCovered: Float64Array.of(1, 4.005, 0),
        peopleCoveredStraight: Float64Array.of(3, 4.005, 0),
        landShare: Float64Array.of(0.25, 1, Number.NaN),
        landShareStraight: Float64Array.of(0.5, 1, Number.NaN),
        landSquareMetres: Float64Array.of(100, 250.5, 0),
        medianSeconds: Float64Array.of(1000.04, Number.POSITIVE_INFINITY, Number.NaN),
        nearestFacilityIndexes: Int32Array.of(0, 1, -1),
        verdicts: Uint8Array.of(1, 2, 0),
        curve: { network: new Float64Array(61), straight: new Float64Array(61) },
      },
    ],
    targets: [
      {
        targetId: "T01",
        readingId: "rule",
        unitsTested: 2,
        unitsMet: 1,
        share: 0.5,
        value: null,
        peopleShort: 2,
        verdict: "not-met",
        reason: null,
        missingServiceIds: [],
        missingAttributes: [],
        stated: null,
        assumptions: [
          { zh: "步行", en: "on foot" },
          { zh: "直接计数", en: "counted directly" },
        ],
        units: NO_UNITS,
        breakdown: [],
        coverage: null,
        readings: [],
      },
      {
        targetId: "T09",
        readingId: "rule",
        unitsTested: 0,
        unitsMet: 0,
        share: null,
        value: null,
        peopleShort: 0,
        verdict: "not-testable",
        reason: "no-facility-layer",
        missingServiceIds: ["museum"],
        missingAttributes: [],
        stated: null,
        assumptions: [],
        units: NO_UNITS,
        breakdown: [],
        coverage: null,
        readings: [],
      },
    ],
    counts: {
      network: { nodes: 4, edges: 3, metres: 100, islands: 0 },
      demand: SNAPS,
      facilities: { clinic: SNAPS },
      demandOutside: 1,
    },
    landBasis: "residential",
  };
}

function createTarget(id: string): Target {
  const text = { zh: "", en: "" };
  return {
    id,
    chapter: "",
    place: "",
    lines: [],
    quotation: "",
    title: text,
    serviceLabel: text,
    domain: "health",
    ruleClass: "A",
    unit: "community",
    rule: { kind: "at-least-per-unit", needs: [{ serviceIds: ["clinic"] }], count: 1 },
    readings: [],
    threshold: null,
    baseline: { value: null, text: "", year: null, measure: "" },
    target: { value: 0.834, text: "", measure: "" },
    binding: null,
    dataNeeded: text,
    assumptions: [],
    inconsistencyIds: [],
  };
}

describe("communities.csv", () => {
  it("has one row a community and service, numbers fixed, ids kept, what is undefined empty", () => {
    expect(communitiesCsv(createStudy(), createResult())).toBe(
      [
        "communityId,name,parentId,service,group,people,peopleCovered,peopleShare,landShare,straightLineShare,medianSeconds,nearestFacilityId,verdict",
        "0012,东社区,t1,clinic,60+,3.00,1.00,0.333333,0.250000,1.000000,1000.0,007,not-met",
        "b,西社区,,clinic,60+,4.00,4.00,1.000000,1.000000,1.000000,,k2,met",
        "c,远村,t1,clinic,60+,0.00,0.00,,,,,,not-testable",
        "",
      ].join("\n"),
    );
  });

  it("names the demand unit instead of a group where demand is not people", () => {
    const study = createStudy();
    const floor = createStudy({ demand: { ...study.demand, unit: "residential-floor-m2" } });
    expect(communitiesCsv(floor, createResult())).toContain(",clinic,residential-floor-m2,");
  });
});

describe("targets.csv", () => {
  it("has one row a target, Chinese sentences first, the reason of what cannot be tested among them", () => {
    const study = createStudy({ targets: [createTarget("T01"), createTarget("T09")] });
    expect(targetsCsv(study, createResult())).toBe(
      [
        "targetId,rule,unit,unitsTested,unitsMet,share,target,peopleShort,verdict,assumptions",
        "T01,at-least-per-unit,community,2,1,0.500000,0.834,2.00,not-met,步行; 直接计数; on foot; counted directly",
        "T09,at-least-per-unit,community,0,0,,0.834,,not-testable,不可检验：缺少设施图层 (museum); not testable: no facility layer (museum)",
        "",
      ].join("\n"),
    );
  });
});

describe("communities.fgb", () => {
  it("has a feature a community and service with the columns of the CSV, the unit and the note", () => {
    const table = readFlatGeobuf(communitiesFgb(createStudy(), createResult()), "communities.fgb");
    expect(table.count).toBe(3);
    expect(table.description).toContain("演示数据");
    expect([0, 1, 2].map((row) => geometryAt(table, row)?.type)).toEqual(["Polygon", "MultiPolygon", "Point"]);
    expect(textAt(findColumn(table, "communityId"), 0)).toBe("0012");
    expect(numberAt(findColumn(table, "peopleShare"), 0)).toBe(0.333333);
    expect(numberAt(findColumn(table, "medianSeconds"), 1)).toBeNaN();
    expect(textAt(findColumn(table, "demandUnit"), 0)).toBe("people");
    expect(textAt(findColumn(table, "note"), 0)).toBe("演示数据");
  });
});

describe("run.json", () => {
  it("says how many facilities stand at their community, as do the list of assumptions and the layer of communities", () => {
    const study = createStudy();
    const [clinics, ...others] = study.facilities;
    const attributes = { approximate: Array.from({ length: clinics?.count ?? 0 }, () => true) };
    const placed = { ...study, facilities: [{ ...(clinics as (typeof study.facilities)[0]), attributes }, ...others] };
    const sentence = "facilities stand at their community, not at their address";
    const run = JSON.parse(runJson(placed, createResult(), { inputs: {} } as never));
    expect(JSON.stringify(run.assumptions)).toContain(sentence);
    expect(assumptionsCsv(placed, createResult(), [])).toContain(sentence);
    expect(readFlatGeobuf(communitiesFgb(placed, createResult()), "communities.fgb").description).toContain(sentence);
    expect(assumptionsCsv(study, createResult(), [])).not.toContain(sentence);
  });

  it("names version, parameters, inputs and counts; timings only where given", () => {
    const facts = { inputs: { "b.fgb": "22", "a.fgb": "11" } };
    const run = JSON.parse(runJson(createStudy(), createResult(), facts));
    expect(run).toMatchObject({
      version: VERSION,
      note: "演示数据",
      demandUnit: "people",
      parameters: { cutoffSeconds: 900 },
    });
    expect(Object.entries(run.inputs)).toEqual([
      ["a.fgb", { sha256: "11" }],
      ["b.fgb", { sha256: "22" }],
    ]);
    expect(run.timings).toBeUndefined();
    expect(JSON.parse(runJson(createStudy(), createResult(), { ...facts, timings: { read: 5 } })).timings).toEqual({
      read: 5,
    });
  });
});

describe("assumptions.csv", () => {
  const rowsOf = (change: Partial<AnalysisResult["parameters"]>): string[] => {
    const result = createResult();
    const changed = { ...result, parameters: { ...result.parameters, ...change } };
    return assumptionsCsv(createStudy(), changed, changed.targets).split("\n");
  };

  it("says of every parameter whether anybody chose it", () => {
    const rows = rowsOf({ passShare: 0.7, groupId: "60+" });
    expect(rows[0]).toBe("scope,name,value,unit,default,zh,en");
    const row = (name: string) => rows.find((each) => each.startsWith(`run,${name},`));
    expect(row("passShare")).toMatch(/^run,passShare,0\.7,0–1,no,/);
    expect(row("groupId")).toMatch(/^run,groupId,60\+,,no,/);
    expect(row("cutoffSeconds")).toMatch(/^run,cutoffSeconds,900,s,yes,/);
    expect(row("speed.adult")).toMatch(/^run,speed\.adult,1\.2,m\/s,yes,/);
    for (const name of Object.keys(DEFAULT_PARAMETERS)) expect(row(name)).toBeDefined();
  });

  it("says in which system each file was read where nobody stated it, as a default, and under a scenario too", () => {
    const system = {
      id: "EPSG:4326",
      title: "WGS84",
      basis: "assumed",
      medianMetres: 31,
      isConfirmed: false,
      weighed: [],
      isApproximate: false,
    } as const;
    const file = { layer: "facilities:clinic", file: "sites.csv", part: "", format: "CSV", encoding: "utf-8" };
    const study = createStudy({ origins: [{ ...file, system, rows: 2, leftOut: [], importedOn: "" }] });
    const { study: edited } = applyScenario(study, { id: "s", name: "一号", edits: [] });
    for (const each of [study, edited]) {
      const rows = assumptionsCsv(each, createResult(), []).split("\n");
      const row = rows.find((one) => one.includes("sites.csv")) ?? "";
      expect(row).toMatch(/^study,,,,yes,facilities:clinic：sites\.csv 的坐标按 WGS84 \(EPSG:4326\)（文件未注明，推定/);
    }
    expect(assumptionsCsv(createStudy(), createResult(), [])).not.toContain("推定");
    const run = JSON.parse(runJson(study, createResult(), { inputs: {} }));
    expect(run.origins).toEqual(study.origins);
  });

  it("holds every sentence of every target, defused where a spreadsheet would run it", () => {
    const rows = rowsOf({});
    for (const { targetId, assumptions } of createResult().targets)
      for (const { zh } of assumptions)
        expect(rows.some((row) => row.startsWith(`${targetId},`) && row.includes(zh))).toBe(true);
    const [first] = createResult().targets;
    const formula = { ...(first as TargetResult), assumptions: [{ zh: "=1+1", en: "@x" }] };
    expect(assumptionsCsv(createStudy(), createResult(), [formula])).toContain(",'=1+1,'@x\n");
  });
});

describe("the files of a run", () => {
  it("are the same bytes whenever they are written", async () => {
    const write = async () => writeRunFiles(createStudy(), createResult(), { inputs: {} });
    expect(await write()).toEqual(await write());
    expect((await write()).map(({ name }) => name)).toEqual([
      "communities.csv",
      "targets.csv",
      "scoreboard.csv",
      "assumptions.csv",
      "communities.fgb",
      "run.json",
    ]);
  });

  it("carry the assumptions with their marks, or have the list beside them", async () => {
    const result = createResult();
    const [first] = result.targets;
    const marked = [
      { zh: "计划没有写", en: "The plan is silent", isDefault: true },
      { zh: "王科长定", en: "Set by Wang", isDefault: false },
      { zh: "三个社区", en: "three communities" },
    ];
    const chosen: AnalysisResult = {
      ...result,
      parameters: { ...result.parameters, passShare: 0.7 },
      targets: [{ ...(first as TargetResult), targetId: "circle-clinic", assumptions: marked }],
    };
    const files = await writeRunFiles(createStudy(), chosen, { inputs: {} });
    const textOf = (name: string) => new TextDecoder().decode(files.find((file) => file.name === name)?.bytes);
    const list = textOf("assumptions.csv");
    expect(list).toContain(",,,,yes,计划没有写,The plan is silent\n");
    expect(list).toContain(",,,,no,王科长定,Set by Wang\n");
    expect(list).toContain(",,,,,三个社区,three communities\n");
    expect(textOf("targets.csv")).toContain("计划没有写; 王科长定; 三个社区");
    expect(textOf("scoreboard.csv")).toContain("计划没有写");
    const run = JSON.parse(textOf("run.json"));
    expect(run.defaults).toContain("cutoffSeconds");
    expect(run.defaults).not.toContain("passShare");
    expect(Object.values(run.targetAssumptions)).toEqual([marked]);
    const layer = textOf("communities.fgb");
    expect(layer).toMatch(/时限（计划目标用自己的）[^;]* = 900 s \[默认 default\]/);
    expect(layer).toMatch(/社区达标比例[^;]* = 0\.7 0–1 \[已选定 chosen\]/);
  });

  it("name the version of package.json", () => {
    expect(JSON.parse(readFileSync("package.json", "utf8")).version).toBe(VERSION);
  });
});
