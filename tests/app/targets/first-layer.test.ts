import { describe, expect, it } from "vitest";
import { firstLayerOf } from "../../../src/app/targets/targets-of-service.ts";
import type { Rule } from "../../../src/core/plan/target.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";

const study = { facilities: [{ serviceId: "clinic" }, { serviceId: "care-home" }] } as unknown as StudyView;
const rule = (fields: object) => fields as Rule;

describe("the facilities that stand on the map beside a target's result", () => {
  it("are those that a value of the whole counts", () => {
    expect(firstLayerOf(study, rule({ kind: "ratio", need: { serviceIds: ["care-home"] } }))).toBe("care-home");
    expect(firstLayerOf(study, rule({ kind: "added-since", need: { serviceIds: ["care-home"] } }))).toBe("care-home");
  });

  it("are the first that the study has of those that a circle looks for", () => {
    const needs = [{ serviceIds: ["trail"] }, { serviceIds: ["clinic", "care-home"] }];
    expect(firstLayerOf(study, rule({ kind: "service-area", needs }))).toBe("clinic");
  });

  it("are none where nothing is counted on the map, or the study has no such layer", () => {
    expect(firstLayerOf(study, rule({ kind: "reported", what: "x" }))).toBeNull();
    expect(firstLayerOf(study, rule({ kind: "ratio", need: null }))).toBeNull();
    expect(firstLayerOf(study, rule({ kind: "ratio", need: { serviceIds: ["trail"] } }))).toBeNull();
  });
});
