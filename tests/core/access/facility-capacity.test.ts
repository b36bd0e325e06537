import { describe, expect, it } from "vitest";
import { findCapacity } from "../../../src/core/access/facility-capacity.ts";
import type { AttributeValue, Facilities } from "../../../src/core/model/facility.ts";
import { createPointFacilities } from "../../support/random-study.ts";

const layerWith = (attributes: Record<string, AttributeValue[]>): Facilities => ({
  ...createPointFacilities("clinic", Float64Array.of(113, 40, 113.1, 40)),
  attributes,
});

describe("the capacity of facilities", () => {
  it("is read from places, beds and their Chinese names, as numbers or text", () => {
    expect(findCapacity(layerWith({ Places: [90, "120"] }))).toMatchObject({
      attribute: "Places",
      kind: "places",
      values: Float64Array.of(90, 120),
      missingCount: 0,
    });
    expect(findCapacity(layerWith({ 床位数: [5, 0] }))?.values).toEqual(Float64Array.of(5, 0));
  });

  it("is read under headers that name the unit in brackets, or the places in them, below a group of headers", () => {
    for (const header of ["托位数（个）", "核定规模（学位数）", "认定学位数（个）", "规模 › 床位数(张)"])
      expect(findCapacity(layerWith({ [header]: [5, 6] })), header).toMatchObject({
        attribute: header,
        kind: "places",
      });
    for (const header of ["拟增学位（个）", "学位使用率（%）", "生均面积（学位）"])
      expect(findCapacity(layerWith({ [header]: [5, 6] })), header).toBeNull();
  });

  it("is read with what is counted written behind it, and from nothing that is another measure", () => {
    expect(findCapacity(layerWith({ 床位: ["8张", "９０ 个床位"] }))?.values).toEqual(Float64Array.of(8, 90));
    expect(findCapacity(layerWith({ 餐位: ["30人", 40] }))?.values).toEqual(Float64Array.of(30, 40));
    for (const text of ["6个班", "约30", "30人/餐", "1.2万", "8张（含护理型3张）"])
      expect(findCapacity(layerWith({ 床位: [5, text] })), text).toMatchObject({ missingCount: 1 });
  });

  it("prefers places to staff", () => {
    expect(findCapacity(layerWith({ doctors: [1, 2], beds: [3, 4] }))?.attribute).toBe("beds");
    expect(findCapacity(layerWith({ doctors: [1, 2] }))).toMatchObject({ attribute: "doctors", kind: "staff" });
  });

  it("has no figure where there is none: empty, text, negative, endless", () => {
    for (const value of [null, "many", -1, Infinity, true, ""])
      expect(findCapacity(layerWith({ beds: [4, value] })), String(value)).toMatchObject({ missingCount: 1 });
    expect(findCapacity(layerWith({ beds: [null, null] }))).toBeNull();
    expect(findCapacity(layerWith({ opened: [2004, 2010] }))).toBeNull();
  });
});
