import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NormEditor } from "../../src/app/capacity/norm-editor.tsx";
import { deleteReading, keepReading } from "../../src/app/readings/edit-readings.ts";
import { ReadingForm } from "../../src/app/readings/reading-form.tsx";
import { takeReading, useOfReading } from "../../src/app/readings/take-reading.ts";
import { perUnitWords } from "../../src/app/select/access-answer.ts";
import { readTargets } from "../../src/app/select/target-results.ts";
import { useAnalysis } from "../../src/app/store/analysis-store.ts";
import { keyOfQuestion, subjectOf } from "../../src/app/store/ask-beside.ts";
import { editTarget } from "../../src/app/store/edit-target.ts";
import { currentEdits, useProject } from "../../src/app/store/project-store.ts";
import { readChoices } from "../../src/app/store/saved-choices.ts";
import { startStrings, type TextKey } from "../../src/app/strings/text.ts";
import { findCapacityNorm, type StatedNorm } from "../../src/core/access/capacity-norms.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { NO_PRESENTATION } from "../../src/core/model/presentation.ts";
import { createDefaultTargets } from "../../src/core/plan/default-targets.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";
import type { Inconsistency, Target } from "../../src/core/plan/target.ts";
import type { StudyView } from "../../src/worker/protocol.ts";
import { createRandomStudy } from "../support/random-study.ts";
import { SAMPLE_NORM, SAMPLE_READING } from "../support/sample-edits.ts";

const NORM: StatedNorm = { ...SAMPLE_NORM, source: "<b>市民政局函</b>" };
const READING = SAMPLE_READING;
const random = createRandomStudy(3);
const [own] = createDefaultTargets(random.services) as [Target];
const CONTRADICTION: Inconsistency = {
  id: "I01",
  title: { zh: "矛盾", en: "contradiction" },
  evidence: { zh: "", en: "" },
  lines: [],
  treatment: { zh: "", en: "" },
  targetIds: [own.id],
  options: [
    { id: "half", title: { zh: "一半", en: "half" }, effects: [{ targetId: own.id, targetValue: 0.5 }] },
    { id: "none", title: { zh: "不改", en: "none" }, effects: [] },
  ],
  arithmetic: null,
};
const study = { ...random, targets: [own], inconsistencies: [CONTRADICTION] } as unknown as StudyView;
const edits = () => currentEdits(useProject.getState());
const judged = (): Target => readTargets()[0] as Target;

beforeAll(() => {
  startStrings("zh-CN");
});

beforeEach(() => {
  useAnalysis.setState({ study });
  useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
  useProject.getState().openStudy(
    "random",
    {
      serviceId: null,
      parameters: DEFAULT_PARAMETERS,
      scope: { areaId: "all", kind: "all" },
      scenarios: [],
      presentation: NO_PRESENTATION,
      scenarioId: null,
      edits: NO_EDITS,
    },
    () => true,
  );
});

describe("the norm where its figures are read", () => {
  const columnOf = (norms: readonly StatedNorm[]) => ({
    serviceId: "elderly-day-care",
    attribute: "beds",
    kind: "places" as const,
    norm: findCapacityNorm("elderly-day-care", "beds", norms),
  });

  it("says that it is a default, or by whom it was changed, with the way back; sources are text", () => {
    const usual = renderToStaticMarkup(<NormEditor column={columnOf([])} />);
    expect(usual).toContain("（默认值）");
    expect(usual).not.toContain("恢复默认值");
    const stated = renderToStaticMarkup(<NormEditor column={columnOf([NORM])} />);
    expect(stated).toContain("每千人 40 个，折合每 1 个对应 25 人");
    expect(stated).toContain("&lt;b&gt;市民政局函&lt;/b&gt;；王工于 2026-03-01 确认");
    expect(stated).toContain("恢复默认值");
    const t = (key: TextKey, values = {}) => startStrings("zh-CN").t(key, values);
    const capacity = { attribute: "beds", kind: "places", values: Float64Array.of(1), missingCount: 0 } as const;
    expect(perUnitWords(t, { capacity: { ...capacity, norm: columnOf([NORM]).norm } })).toBe(
      "每个床位按 25 人计（王工于 2026-03-01 确认）",
    );
  });

  it("is another question about the same subject, so that the answer on screen stays until the new one is there", () => {
    const question = { parameters: DEFAULT_PARAMETERS, serviceId: "clinic" };
    const changed = { ...question, capacityNorms: [NORM] };
    expect(subjectOf(changed)).toBe(subjectOf({ ...question, capacityNorms: [] }));
    expect(keyOfQuestion(changed)).not.toBe(keyOfQuestion({ ...question, capacityNorms: [] }));
  });

  it("survives the page, and is left out of what an older version saved", () => {
    const { choicesByStudy } = useProject.getState();
    useProject.getState().editPlan({ capacityNorms: [NORM], circleReadings: [READING] });
    const saved = JSON.parse(JSON.stringify(useProject.getState().choicesByStudy.random));
    expect(readChoices(saved)?.edits).toMatchObject({ capacityNorms: [NORM], circleReadings: [READING] });
    const { capacityNorms: _norms, circleReadings: _readings, ...older } = NO_EDITS;
    expect(readChoices({ ...choicesByStudy.random, edits: older })?.edits).toEqual(NO_EDITS);
  });
});

describe("readings set for a plan, on the page", () => {
  it("are kept, changed, deleted and undone; a target keeps the rule that it took", () => {
    keepReading(READING);
    expect(useOfReading(own, judged(), "own-1")).toBe("take");
    takeReading(own, "own-1");
    expect(judged().rule).toMatchObject({ reach: READING.reach, passShare: 0.6 });
    expect(useOfReading(own, judged(), "own-1")).toBe("in-use");
    keepReading({ ...READING, reach: { kind: "distance", metres: 500, measure: "network" } });
    expect(edits().circleReadings).toHaveLength(1);
    expect(useOfReading(own, judged(), "own-1")).toBe("take");
    useProject.getState().undo();
    expect(useOfReading(own, judged(), "own-1")).toBe("in-use");
    deleteReading("own-1");
    expect(edits().circleReadings).toEqual([]);
    expect(useOfReading(own, judged(), "own-1")).toBe("cannot");
    expect(judged().rule).toMatchObject({ reach: READING.reach });
    useProject.getState().undo();
    expect(edits().circleReadings).toEqual([READING]);
  });

  it("a pass mark that came with a reading goes with it", () => {
    keepReading(READING);
    keepReading({ ...READING, id: "own-2", passShare: null });
    takeReading(own, "own-1");
    takeReading(own, "own-2");
    expect(judged().rule).toMatchObject({ reach: READING.reach, passShare: null });
  });

  it("the form has a labelled control for every field, kinds that the study lacks included", () => {
    const begun = {
      ...READING,
      reaches: { park: READING.reach as never, clinic: { kind: "time", seconds: 600 } as const },
    };
    const html = renderToStaticMarkup(<ReadingForm study={study} begun={begun} onDone={() => undefined} />);
    for (const [, id] of html.matchAll(/<(?:input|select) id="([^"]+)"/g)) expect(html).toContain(`for="${id}"`);
    expect(html).toContain("公园广场");
    expect(html).toMatch(/data-field="reaches.clinic.seconds".*?value="10"/);
    expect(html).toMatch(/data-field="passShare".*?value="60"/);
    expect(html).not.toContain('aria-invalid="true"');
  });
});

describe("a name written beside a target", () => {
  it("leaves what was decided in force, and takes no trace with it when it is taken back", () => {
    const choice = { inconsistencyId: "I01", optionId: "half", decidedBy: "", date: "2026-03-01", note: "" };
    useProject.getState().editPlan({ choices: [choice] });
    expect(judged().target.value).toBe(0.5);
    editTarget({ ...judged(), bureau: { zh: "民政局", en: "民政局" } });
    expect(judged()).toMatchObject({ target: { value: 0.5 }, bureau: { zh: "民政局" } });
    useProject.getState().editPlan({ choices: [] });
    expect(judged().target.value).toBe(own.target.value);
    const { bureau: _, ...nameless } = judged();
    editTarget(nameless);
    expect(edits().targets).toEqual([]);
  });
});
