import { describe, expect, it } from "vitest";
import {
  addCorrections,
  findCorrections,
  listMended,
  takeCorrectionsBack,
} from "../../../src/app/check-up/corrections.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import type { CheckItem, RemedyEdit } from "../../../src/core/questions/check-up/finding.ts";

function itemOf(id: string, ...edits: readonly RemedyEdit[]): CheckItem {
  const place = { layer: "facilities:clinic", index: 0, position: null, figure: null };
  return { ...place, id, name: id, besideId: "", detail: "", edits };
}

const close = (facilityId: string): RemedyEdit => ({ kind: "close-facility", serviceId: "clinic", facilityId });
const move = (facilityId: string): RemedyEdit => ({
  kind: "move-facility",
  serviceId: "clinic",
  facilityId,
  to: [113.3, 40.1],
});
const OTHER: Scenario = { id: "scenario-4", name: "方案 1", edits: [] };
const twice = { items: [itemOf("a", close("a")), itemOf("b", close("b"))] };

describe("corrections as a scenario", () => {
  it("begin one of their own, beside those that stand", () => {
    const { scenarios, scenarioId } = addCorrections([OTHER], twice, "数据修正");
    expect(scenarios[0]).toBe(OTHER);
    expect(scenarios[1]).toEqual({
      id: "scenario-5",
      name: "数据修正",
      edits: [
        { ...close("a"), id: "edit-1", isOff: false },
        { ...close("b"), id: "edit-2", isOff: false },
      ],
    });
    expect(scenarioId).toBe("scenario-5");
  });

  it("of another finding join them, and none stands twice", () => {
    const first = addCorrections([OTHER], twice, "数据修正").scenarios;
    const both = addCorrections(
      first,
      { items: [itemOf("c", move("c")), itemOf("a", close("a"))] },
      "Data corrections",
    );
    expect(both.scenarios).toHaveLength(2);
    expect(findCorrections(both.scenarios)?.edits.map(({ id, kind }) => [id, kind])).toEqual([
      ["edit-1", "close-facility"],
      ["edit-2", "close-facility"],
      ["edit-3", "move-facility"],
    ]);
  });

  it("that were switched off mend nothing until they are asked for again", () => {
    const { scenarios } = addCorrections([], twice, "数据修正");
    const off = scenarios.map((each) => ({
      ...each,
      edits: each.edits.map((edit) => ({ ...edit, isOff: edit.id === "edit-1" })),
    }));
    expect(listMended(twice.items, off[0]).map(({ id }) => id)).toEqual(["b"]);
    const again = addCorrections(off, twice, "数据修正").scenarios;
    expect(listMended(twice.items, again[0])).toHaveLength(2);
    expect(again[0]?.edits).toHaveLength(2);
  });

  it("are taken back finding by finding, and the scenario with the last of them", () => {
    const moved = { items: [itemOf("c", move("c"))] };
    const both = addCorrections(addCorrections([OTHER], twice, "数据修正").scenarios, moved, "数据修正").scenarios;
    const left = takeCorrectionsBack(both, twice);
    expect(findCorrections(left)?.edits).toMatchObject([{ kind: "move-facility", facilityId: "c" }]);
    expect(takeCorrectionsBack(left, moved)).toEqual([OTHER]);
  });

  it("do not take what has no remedy for mended", () => {
    expect(listMended([itemOf("x")], addCorrections([], twice, "数据修正").scenarios[0])).toEqual([]);
  });
});
