import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it } from "vitest";
import {
  arithmeticOf,
  decisionOf,
  effectTexts,
  recordChoice,
  sumText,
  withdrawChoice,
} from "../../../src/app/inconsistencies/inconsistency-choices.ts";
import { InconsistencyList } from "../../../src/app/inconsistencies/inconsistency-list.tsx";
import { currentEdits, useProject } from "../../../src/app/store/project-store.ts";
import { startStrings, type Text, type TextKey } from "../../../src/app/strings/text.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_PRESENTATION } from "../../../src/core/model/presentation.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { Inconsistency, TargetResult } from "../../../src/core/plan/target.ts";
import { parsePlan } from "../../../src/io/study/plan-file.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const { targets, inconsistencies } = parsePlan(readFileSync(resolve(ROOT, "geodata/plan/plan.json"), "utf8"));
const study = {
  date: "2020-11-01",
  targets,
  inconsistencies,
  demand: { unit: "people", totals: { all: 3_105_591, "60+": 640_901, "65+": 437_083 } },
} as unknown as StudyView;
const strings = startStrings("zh-CN");
const text: Text = {
  t: (key: TextKey, values = {}) => strings.t(key, values),
  language: "zh-CN",
  local: ({ zh }) => zh,
  list: (names) => names.join("、"),
};
const find = (id: string): Inconsistency => inconsistencies.find((each) => each.id === id) as Inconsistency;
const choices = () => currentEdits(useProject.getState()).choices;
const choice = { inconsistencyId: "I13", optionId: "six", decidedBy: "李工", date: "2026-03-01", note: "" };

describe("choices on the page", () => {
  beforeEach(() => {
    useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
    useProject.getState().openStudy(
      "datong",
      {
        serviceId: null,
        parameters: DEFAULT_PARAMETERS,
        scope: { areaId: "all", kind: "all" },
        edits: NO_EDITS,
        scenarios: [],
        presentation: NO_PRESENTATION,
        scenarioId: null,
      },
      () => true,
    );
  });

  it("are one an inconsistency, can be changed, taken back and undone", () => {
    recordChoice(choice);
    recordChoice({ ...choice, inconsistencyId: "I01", optionId: "swapped" });
    recordChoice({ ...choice, optionId: "ten" });
    expect(choices().map(({ inconsistencyId, optionId }) => [inconsistencyId, optionId])).toEqual([
      ["I01", "swapped"],
      ["I13", "ten"],
    ]);
    withdrawChoice("I01");
    expect(choices().map(({ inconsistencyId }) => inconsistencyId)).toEqual(["I13"]);
    useProject.getState().undo();
    useProject.getState().undo();
    expect(decisionOf(find("I13"), choices())?.option.id).toBe("six");
    expect(decisionOf(find("I02"), choices())).toBeNull();
    expect(decisionOf(find("I13"), [{ ...choice, optionId: "gone" }])).toBeNull();
  });

  it("say what each option would do, one line for targets that change alike", () => {
    const [asWorded, ten, six] = find("I13").options;
    expect(effectTexts(text, study, asWorded as Inconsistency["options"][number], [])).toEqual(["只记录，不改变数字"]);
    expect(effectTexts(text, study, ten as Inconsistency["options"][number], [])).toEqual([
      "T33：统计单位 县（不含区） → 县区（不含开发区）",
    ]);
    expect(effectTexts(text, study, six as Inconsistency["options"][number], [])).toEqual([
      "T11、T24、T43、T45、T48、T54：统计单位 县区（不含开发区） → 县（不含区）",
    ]);
    const [printed] = find("I01").options;
    expect(effectTexts(text, study, printed as Inconsistency["options"][number], [])).toEqual(["T51：与现在相同"]);
  });

  it("print what the run found under the reading that an option takes", () => {
    const [, , from10000] = find("I09").options;
    const figures = { unitsTested: 10, unitsMet: 3, value: null, peopleShort: 0 };
    const results = [
      {
        targetId: "T05",
        ...figures,
        share: 0.3,
        readings: [{ ...figures, readingId: "from-10000", share: 0.5 }],
      },
    ] as unknown as TargetResult[];
    expect(effectTexts(text, study, from10000 as Inconsistency["options"][number], results)).toEqual([
      "T05：口径改为“只算 1 万人以上的城市社区（T08 的口径）”（结果 30.0% → 50.0%）",
    ]);
  });

  it("stand beside the sums, with their units", () => {
    expect(arithmeticOf(find("I06"), study).map((line) => sumText(text, line))[0]).toBe("360 ÷ 5 = 72 万 m²/年");
    const bare = { ...study, demand: { ...study.demand, totals: { all: 1 } } } as StudyView;
    expect(arithmeticOf(find("I17"), bare).map((line) => sumText(text, line))[0]).toBe("35 ‰ × ? = 算不出");
    expect(arithmeticOf(find("I10"), study)).toEqual([]);
  });

  it("offer nothing as chosen beforehand, and label every field", () => {
    const html = renderToStaticMarkup(<InconsistencyList study={study} inconsistencies={[find("I01"), find("I10")]} />);
    expect(html.match(/type="radio"/g)).toHaveLength(5);
    expect(html).not.toContain("checked");
    expect(html.match(/未定/g)).toHaveLength(2);
    expect(html.match(/<label/g)?.length).toBe(5 + 2 * 3);
    expect(html.match(/<table/g)).toHaveLength(1);
  });
});
