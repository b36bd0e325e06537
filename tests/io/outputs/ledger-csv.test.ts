import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { listProblems } from "../../../src/core/plan/ledger/ledger.ts";
import { keyOfRow } from "../../../src/core/plan/ledger/ledger-rows.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { Rule } from "../../../src/core/plan/target.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { ledgerCsv } from "../../../src/io/outputs/ledger-csv.ts";
import { readStudyFile, writeStudyFile } from "../../../src/io/study/study-file.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { createAtLeast, createCircle } from "../../support/drawn-targets.ts";

/** 甲 and 乙 are within 324 m of A, 丙 is 900 m away; only 甲 has a clinic. See tests/core/plan/ledger/ledger.test.ts. */
function createStreet(changes: Partial<Study> = {}): Study {
  const base = createDrawnStudy("2--A--1-----3", { spacingMetres: 100, communityColumns: [5, 10] });
  const assumption = { zh: "默认口径", en: "a default" };
  return {
    ...base,
    units: [
      { id: "k1", name: "甲区", parentId: "", level: "county", type: "区" },
      { id: "t1", name: "示例街道", parentId: "k1", level: "township", type: "街道" },
    ],
    targets: [{ ...createCircle("P1", 270), assumptions: [assumption] }, createAtLeast("P2", 1)],
    ...changes,
  };
}

function writeLedger(study: Study, keys: readonly string[] | null = null): string {
  const session = new AnalysisSession(study);
  const result = runAnalysis(study, DEFAULT_PARAMETERS, session);
  const ledger = listProblems(session, study.edits, result.targets, DEFAULT_PARAMETERS);
  return ledgerCsv(study, result, ledger, keys);
}

const rowsOf = (csv: string): string[] => csv.trimEnd().split("\n").slice(1);

describe("ledger.csv", () => {
  it("has one row a problem, with figures, people by group, proposals marked as such, and the assumptions", () => {
    const [header, first, second, third, ...more] = writeLedger(createStreet()).split("\n");
    expect(header).toBe(
      "districtId,district,townshipId,township,unitId,unit,targetId,target,service,targetVerdict,state,demandUnit,group,people,peopleShort,denominator,landHectares,landShortHectares,share,neededShare,amountShort,shortfall,peopleAll,people0To2,people3To6,people6To15,people60Plus,people65Plus,people80Plus,cause,causeBy,measure,measureBy,responsible,responsibleBy,status,note,dataDate,dataNote,assumptions",
    );
    expect(second).toBe(
      "k1,甲区,t1,示例街道,c3,丙,P1,目标 P1,医疗,未达标,未达标,people,all,300.00,300.00,people,,,0.000000,0.800000,,300 人不在范围内，范围内 0%，要求 80%,300.00,,,,,,,太远：本社区没有卫生服务站；未覆盖居民到最近一处（A）步行 12.5 分钟，直线 900 米（中位）,系统建议,新建或利用存量房屋设置卫生服务站，服务 300 人,系统建议,甲区卫生健康局,系统建议,待处理,,2020-11-01,演示数据,统计单位：社区和行政村，共 3 个; 计入设施：卫生服务站; 沿路网成人步行 4.5 分钟，1.2 m/s（计划未规定）; 人群：全体居民；单位内 ≥ 80 % 在范围内即算达标（计划未规定）; 取默认值（可改）：速度 1.2 m/s、达标比例 80 %、离街道不超过 300 米、白天通行、不计坡度、台阶与平路同速、不计过街等候; 范围是本目标自己的，不随本次运行的时间滑块改变; 默认口径; 口径未经确认（默认值）",
    );
    expect([first, third].map((line) => line?.split(",").slice(4, 21).join(","))).toEqual([
      "c2,乙,P2,目标 P2,医疗,未达标,未达标,people,all,100.00,100.00,,,,,,1.00",
      "c3,丙,P2,目标 P2,医疗,未达标,未达标,people,all,300.00,300.00,,,,,,1.00",
    ]);
    expect(more).toEqual([""]);
  });

  it("tells land in hectares in columns of their own, and people as people", () => {
    const circle = createCircle("P1", 270);
    const rule = { ...circle.rule, denominator: "land" } as Rule;
    const [, row] = writeLedger(createStreet({ targets: [{ ...circle, rule }] })).split("\n");
    // 丙: 300 people in one home on 1000 m² of land.
    expect(row).toContain(
      ",all,300.00,300.00,land,0.1000,0.1000,0.000000,0.800000,,0.1 公顷居住用地不在范围内，范围内 0%",
    );
    expect(row).toContain("分母：居住用地面积，不按人口");
  });

  it("says nothing of demonstration data where the study is real", () => {
    expect(writeLedger(createStreet({ demonstration: false }))).not.toContain("演示数据");
  });

  it("keeps only the rows that are asked for, in the order asked, and skips those that are not there", () => {
    const study = createStreet();
    const keys = [
      { targetId: "P2", unitId: "c3" },
      { targetId: "P2", unitId: "c1" },
      { targetId: "P2", unitId: "c2" },
    ].map(keyOfRow);
    expect(rowsOf(writeLedger(study, keys)).map((row) => row.split(",")[4])).toEqual(["c3", "c2"]);
    expect(rowsOf(writeLedger(study, []))).toEqual([]);
  });

  it("has what was written after the study was saved and opened, never as a formula", async () => {
    const note = {
      cause: "",
      measure: "+增设站点",
      responsible: "=HYPERLINK(1)",
      note: '说"好",\n下周',
      status: "done",
    } as const;
    const edits = {
      ...NO_EDITS,
      ledgerNotes: [
        { ...note, targetId: "P1", unitId: "c3" },
        { ...note, targetId: "P1", unitId: "c1", note: "已建成" },
      ],
    };
    const saved = await writeStudyFile(createStreet({ edits }));
    const opened = await readStudyFile(saved);
    expect(opened.edits.ledgerNotes).toEqual(edits.ledgerNotes);
    const csv = writeLedger(opened);
    expect(csv).toContain(`,'+增设站点,人工,'=HYPERLINK(1),人工,已办结,"说""好"",\n下周",2020-11-01,演示数据,`);
    expect(csv).toContain("c1,甲,P1,目标 P1,医疗,未达标,已解决,people,,200.00,0.00,people,,,,,,,200.00,");
    expect(csv).toContain(",已办结,已建成,");
  });
});
