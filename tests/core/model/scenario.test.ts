import { describe, expect, it } from "vitest";
import {
  branchScenario,
  freeScenarioName,
  mergeScenarios,
  nextId,
  reorderEdits,
  type Scenario,
  type ScenarioEdit,
} from "../../../src/core/model/scenario.ts";

const close = (id: string): ScenarioEdit => ({
  id,
  isOff: false,
  kind: "close-facility",
  serviceId: "clinic",
  facilityId: id,
});
const ONE: Scenario = { id: "scenario-1", name: "方案一", edits: [close("a"), close("b"), close("c")] };

describe("scenarios as data", () => {
  it("numbers lie above all that stand, whatever else is called so", () => {
    expect(nextId("edit", [])).toBe("edit-1");
    expect(nextId("edit", ["edit-3", "edit-x", "edit-", "other-9", "edit-1"])).toBe("edit-4");
  });

  it("a branch has the same edits under a name and id of its own", () => {
    const branch = branchScenario([ONE], ONE);
    expect(branch).toEqual({ id: "scenario-2", name: "方案一 2", edits: ONE.edits });
    expect(branchScenario([ONE, branch], ONE).name).toBe("方案一 3");
  });

  it("no scenario takes the baseline's name, or none", () => {
    expect(freeScenarioName([], "baseline")).toBe("baseline 2");
    expect(freeScenarioName([], "  ")).toBe("2");
  });

  it("an edit is moved to a place, the ends being the farthest", () => {
    const order = (editId: string, place: number) => reorderEdits(ONE.edits, editId, place).map(({ id }) => id);
    expect(order("a", 1)).toEqual(["b", "a", "c"]);
    expect(order("c", 0)).toEqual(["c", "a", "b"]);
    expect(order("a", 99)).toEqual(["b", "c", "a"]);
    expect(order("none", 0)).toEqual(["a", "b", "c"]);
  });

  it("of two sources nothing is lost: the second's where both have a name, new ids where one stands for two", () => {
    const changed = { ...ONE, edits: [close("a")] };
    const theirs = { id: "scenario-1", name: "方案二", edits: [] };
    expect(mergeScenarios([ONE], [changed])).toEqual([changed]);
    expect(mergeScenarios([ONE], [theirs])).toEqual([{ ...ONE, id: "scenario-2" }, theirs]);
    const once = mergeScenarios([ONE], [theirs]);
    expect(mergeScenarios([ONE], once)).toEqual(once);
  });
});
