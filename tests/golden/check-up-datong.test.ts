/** What the check-up says of the shipped Datong study (演示数据): each finding was looked at on the map and is there. */
import { describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { checkStudy } from "../../src/core/questions/check-up/check-study.ts";
import { checkDatums } from "../../src/io/crs/check-datums.ts";
import { finishSteps } from "../support/finish-steps.ts";

const { study } = await loadStudy("geodata/datong");
const findings = finishSteps(checkStudy(new AnalysisSession(study), DEFAULT_PARAMETERS, [checkDatums]));

describe("the check-up of the shipped study", () => {
  it("finds these and nothing else", () => {
    const table = findings.flatMap(({ id, state, count, total, amount }) =>
      state === "clear"
        ? []
        : [`${id}: ${state} ${count} of ${total}${amount ? `, ${Math.round(amount.value)} ${amount.unit}` : ""}`],
    );
    expect(table).toEqual([
      "facility-in-no-community: found 1 of 2844",
      "layer-system: not-testable 0 of 0",
      "home-far: found 1 of 73592, 4 demand",
      "home-behind-barrier: found 12 of 73592, 607 demand",
      "street-pieces: found 2 of 3, 13503 metres",
      "street-gap: found 9 of 30327",
    ]);
  });

  it("says of which layers nothing can be said", () => {
    const untested = Object.fromEntries(
      findings.flatMap(({ id, untested: layers }) => (layers.length > 0 ? [[id, layers.length]] : [])),
    );
    expect(untested).toEqual({ "facility-capacity": 11, "layer-shifted": 7, "layer-system": 1, "people-sums": 1 });
  });

  it("tells one street that is not joined from eight lines drawn back over themselves", () => {
    const gaps = findings.find(({ id }) => id === "street-gap")?.items ?? [];
    expect(gaps.filter(({ detail }) => detail === "gap").map(({ id, besideId }) => [id, besideId])).toEqual([
      ["s5094", "s5138"],
    ]);
    expect(gaps.filter(({ detail }) => detail === "fold")).toHaveLength(8);
  });
});
