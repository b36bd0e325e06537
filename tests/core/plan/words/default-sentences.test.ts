import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS, PROFILES } from "../../../../src/core/model/parameters.ts";
import type { Rule } from "../../../../src/core/plan/target.ts";
import { describeDefaults } from "../../../../src/core/plan/words/default-sentences.ts";

type Circle = Extract<Rule, { kind: "service-area" }>;
const CIRCLE: Circle = {
  kind: "service-area",
  needs: [{ serviceIds: ["clinic"] }],
  reach: { kind: "time", seconds: 900 },
  profileId: "elderly",
  groupId: "60+",
  passShare: null,
};
const chinese = (rule: Circle, changes = {}, speed = PROFILES.elderly): string[] =>
  describeDefaults(rule, speed, { ...DEFAULT_PARAMETERS, ...changes }).map(({ zh }) => zh);

describe("defaults behind a circle", () => {
  it("are all named while nobody chose anything", () => {
    expect(chinese(CIRCLE)).toEqual([
      "取默认值（可改）：速度 0.8 m/s、达标比例 80 %、离街道不超过 300 米、白天通行、不计坡度、台阶与平路同速、不计过街等候",
    ]);
  });

  it("are parted from what the user or the rule has set", () => {
    const changed = { passShare: 0.7, slope: true, crossingSeconds: 20, night: true };
    expect(chinese(CIRCLE, changed, { ...PROFILES.elderly, speedMetresPerSecond: 1 })).toEqual([
      "取默认值（可改）：离街道不超过 300 米、台阶与平路同速",
      "由使用者设定：速度 1 m/s、达标比例 70 %、夜间通行、计坡度、每次过街 20 秒",
    ]);
    expect(chinese({ ...CIRCLE, passShare: 0.8 })[1]).toBe("由使用者设定：达标比例 80 %");
  });

  it("name only what bears on the rule: no speed for metres, no streets for a straight line", () => {
    const metres = (measure: "network" | "straight") =>
      chinese({ ...CIRCLE, reach: { kind: "distance", metres: 500, measure } });
    expect(metres("network")).toEqual(["取默认值（可改）：达标比例 80 %、离街道不超过 300 米、白天通行"]);
    expect(metres("straight")).toEqual(["取默认值（可改）：达标比例 80 %"]);
  });
});
