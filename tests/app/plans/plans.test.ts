import { beforeEach, describe, expect, it } from "vitest";
import {
  CURRENT_PLAN,
  differingRows,
  figuresOfSide,
  keepSides,
  listSides,
  sideOfDraft,
  targetsOfSide,
} from "../../../src/app/plans/compare-sides.ts";
import { comparisonRows } from "../../../src/app/plans/comparison-rows.ts";
import {
  changeTarget,
  createDraft,
  judgeDraft,
  rebaseDraft,
  removeDraft,
  renameDraft,
} from "../../../src/app/plans/edit-drafts.ts";
import { parseNumber } from "../../../src/app/plans/number-cell.tsx";
import { changesText } from "../../../src/app/plans/plan-words.ts";
import { currentEdits, useProject } from "../../../src/app/store/project-store.ts";
import { readChoices } from "../../../src/app/store/saved-choices.ts";
import type { Text } from "../../../src/app/strings/text.ts";
import { startStrings } from "../../../src/app/strings/text.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_PRESENTATION } from "../../../src/core/model/presentation.ts";
import { comparePlans } from "../../../src/core/plan/compare-plans.ts";
import { judgedTargets } from "../../../src/core/plan/judged-targets.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { Target } from "../../../src/core/plan/target.ts";
import { changeNumber } from "../../../src/core/plan/target-numbers.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createFigure, createTarget, createUnitResult, createUntestable } from "../../core/plan/create-plan.ts";

const strings = startStrings("zh-CN");
const TEXT: Text = {
  t: (key, values) => strings.t(key, values ?? {}),
  language: "zh-CN",
  local: ({ zh }) => zh,
  list: (names) => names.join("、"),
};
const PLAN = [createTarget("A"), createTarget("B")];
const study = {
  targets: PLAN,
  inconsistencies: [],
  services: [{ id: "clinic", title: { zh: "卫生服务站", en: "Clinic" } }],
  date: "2025-06-30",
  demonstration: true,
} as unknown as StudyView;
const edits = () => currentEdits(useProject.getState());
const judged = () => judgedTargets(study, edits());
const undo = () => useProject.getState().undo();

describe("drafts of the next plan", () => {
  beforeEach(() => {
    useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
    const choices = {
      serviceId: "clinic",
      parameters: DEFAULT_PARAMETERS,
      edits: NO_EDITS,
      scenarios: [],
      presentation: NO_PRESENTATION,
      scenarioId: null,
    };
    useProject.getState().openStudy("datong", { ...choices, scope: { areaId: "all", kind: "all" } }, () => true);
  });

  it("a new one is a copy, judged at once; undone, the plan is judged as before", () => {
    const draft = createDraft("下一期", new Date("2026-01-02T03:04:05Z"), PLAN);
    expect(draft).toMatchObject({ title: "下一期", createdOn: "2026-01-02", targets: PLAN });
    expect(judged()).toBe(draft.targets);
    undo();
    expect(edits().drafts).toEqual([]);
    expect(judged()).toEqual(PLAN);
  });

  it("a changed number is judged in the draft alone, and taken back in one step", () => {
    const { id } = createDraft("下一期", new Date(1), PLAN);
    changeTarget(id, changeNumber(PLAN[0] as Target, "target", 0.6) as Target);
    expect(judged().map(({ target }) => target.value)).toEqual([0.6, 1]);
    judgeDraft("");
    expect(judged().map(({ target }) => target.value)).toEqual([1, 1]);
    undo();
    undo();
    expect(judged().map(({ target }) => target.value)).toEqual([1, 1]);
    expect(edits().draftId).toBe(id);
  });

  it("is renamed, but not to nothing, and rebased on what was found", () => {
    const { id } = createDraft("下一期", new Date(1), PLAN);
    renameDraft(id, "  2026–2030  ");
    renameDraft(id, "   ");
    expect(edits().drafts[0]?.title).toBe("2026–2030");
    rebaseDraft(id, [createUnitResult("A", { a: true, b: false }), createUntestable("B")], "2025-06-30");
    expect(judged().map(({ baseline }) => [baseline.value, baseline.year])).toEqual([
      [0.5, 2025],
      [null, null],
    ]);
  });

  it("deleted while it is judged gives way to the plan, and comes back when undone", () => {
    const first = createDraft("甲", new Date(1), PLAN);
    const second = createDraft("乙", new Date(2), PLAN);
    removeDraft(first.id);
    expect(edits()).toMatchObject({ draftId: second.id });
    removeDraft(second.id);
    expect(edits()).toMatchObject({ drafts: [], draftId: "" });
    undo();
    expect(edits().draftId).toBe(second.id);
    expect(edits().drafts).toEqual([second]);
  });

  it("survives being written and read", () => {
    const { id } = createDraft("下一期", new Date(1), PLAN);
    const { choicesByStudy } = useProject.getState();
    const read = readChoices(JSON.parse(JSON.stringify(choicesByStudy.datong)));
    expect(read?.edits).toMatchObject({ draftId: id, drafts: [{ id, targets: PLAN }] });
  });
});

describe("what is typed into a cell", () => {
  it("is a number with thousands' marks and full-width digits, per cent where the cell is", () => {
    expect(parseNumber("１２ 000", false)).toBe(12_000);
    expect(parseNumber("83.4%", true)).toBe(0.834);
    expect(parseNumber("", true)).toBeNull();
    expect(parseNumber("=1+1", false)).toBeNaN();
    expect(parseNumber("约 80", true)).toBeNaN();
  });
});

describe("the two sides of a comparison", () => {
  const draft = {
    id: "d",
    title: "下一期",
    createdOn: "2026-01-01",
    targets: [createTarget("A", { unit: "village" })],
  };
  const snapshot = { id: "s", title: "去年", dataDate: "2024-06-30", figures: [createFigure("A")] };
  const withBoth = { ...NO_EDITS, drafts: [draft], draftId: "d", snapshots: [snapshot] };

  it("are the plan, drafts and snapshots; one that was deleted gives way to another", () => {
    const sides = listSides(withBoth);
    expect(sides.map(({ kind, title }) => [kind, title])).toEqual([
      ["plan", ""],
      ["draft", "下一期"],
      ["snapshot", "去年"],
    ]);
    expect(keepSides(sides, sideOfDraft("d"), "snapshot s")).toEqual([sideOfDraft("d"), "snapshot s"]);
    expect(keepSides(sides, "draft gone", "draft gone")).toEqual([CURRENT_PLAN, sideOfDraft("d")]);
    expect(keepSides(sides.slice(0, 1), "x", "y")).toEqual([CURRENT_PLAN, CURRENT_PLAN]);
  });

  it("the plan is the plan though a draft is judged; a snapshot has figures without being judged", () => {
    expect(targetsOfSide(study, withBoth, CURRENT_PLAN)).toEqual(PLAN);
    expect(targetsOfSide(study, withBoth, sideOfDraft("d"))).toBe(draft.targets);
    expect(targetsOfSide(study, withBoth, "snapshot s")).toBeNull();
    expect(figuresOfSide(withBoth, "snapshot s", null, DEFAULT_PARAMETERS)).toEqual({
      targets: null,
      figures: snapshot.figures,
    });
    expect(figuresOfSide(withBoth, CURRENT_PLAN, null, DEFAULT_PARAMETERS)).toBeNull();
  });

  it("have what is stated by hand", () => {
    const statedValues = [{ targetId: "B", value: 1, date: "2025-01-01", source: "年报", confirmedBy: "" }];
    const found = { targets: PLAN, results: [createUnitResult("A", { a: false }), createUntestable("B")] };
    const side = figuresOfSide({ ...NO_EDITS, statedValues }, CURRENT_PLAN, found, DEFAULT_PARAMETERS);
    expect(side?.figures.map(({ verdict }) => verdict)).toEqual(["not-met", "met"]);
  });
});

describe("a comparison in words and as a file", () => {
  const rule = { ...(PLAN[0] as Target).rule, reach: { kind: "time", seconds: 600 } } as Target["rule"];
  const before = { targets: PLAN, figures: [createFigure("A"), createFigure("B")] };
  const after = {
    targets: [createTarget("A", { rule, target: { value: 0.5, text: "", measure: "share" } }), createTarget("B")],
    figures: [
      createFigure("A", { verdict: "met" as const, unitsMet: 3, share: 0.75, peopleShort: 100 }),
      createFigure("B"),
    ],
  };
  const comparison = comparePlans(before, after);

  it("tells old and new, of a rule only what differs", () => {
    const [row] = comparison.rows;
    const words = row ? changesText(TEXT, row, (id) => id) : [];
    expect(words).toEqual(["目标值：100% → 50.0%", "规则：15 分钟 → 10 分钟"]);
    expect(differingRows(comparison).map(({ targetId }) => targetId)).toEqual(["A"]);
  });

  it("a figure that was read back from a file is the same figure", () => {
    const exact = { targets: null, figures: [createFigure("A", { share: 197 / 401, peopleShort: 753433.0012 })] };
    const read = { targets: null, figures: [createFigure("A", { share: 0.491272, peopleShort: 753433 })] };
    expect(differingRows(comparePlans(exact, read))).toEqual([]);
    const other = { targets: null, figures: [createFigure("A", { share: 0.491273, peopleShort: 753433 })] };
    expect(differingRows(comparePlans(exact, other))).toHaveLength(1);
  });

  it("is a row a target with both sides' figures", () => {
    const [header, a, b] = comparisonRows(TEXT, comparison, "现行规划", "草案", new Map(), study);
    const cells = Object.fromEntries((header ?? []).map((name, column) => [name, a?.[column]]));
    expect(cells).toMatchObject({
      targetId: "A",
      title: "目标 A",
      before: "现行规划",
      after: "草案",
      targetBefore: "1",
      targetAfter: "0.5",
      verdictBefore: "not-met",
      verdictAfter: "met",
      shareAfter: "0.750000",
      peopleShortChange: "-100.00",
      turned: "yes",
      dataDate: "2025-06-30",
      note: "演示数据",
    });
    expect(b?.length).toBe(header?.length);
  });
});
