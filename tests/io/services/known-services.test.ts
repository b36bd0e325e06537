import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  KNOWN_SERVICE_IDS,
  recogniseService,
  recogniseServiceOfLayer,
} from "../../../src/io/services/known-services.ts";
import { SERVICE_NAMES } from "../../../src/io/services/service-names.ts";

describe("services by the names that lists use", () => {
  it.each([
    ["普惠性幼儿园", "kindergarten"],
    ["托育服务机构", "nursery"],
    ["农村幸福院", "elderly-day-care"],
    ["居家养老服务中心", "elderly-day-care"],
    ["养老机构", "elderly-care-home"],
    ["儿童福利院", "child-welfare-home"],
    ["残疾人日间照料中心", "disability-home"],
    ["残疾人康复中心", "rehabilitation-centre"],
    ["社区卫生服务站", "clinic"],
    ["县中医医院", "tcm-hospital"],
    ["妇幼保健院", "hospital"],
    ["乡镇综合文化站", "culture-room"],
    ["农家书屋", "reading-room"],
    ["全民健身中心", "fitness-centre"],
    ["笼式足球场", "fitness-square"],
    ["体育馆", "sports-venue"],
    ["党群服务中心", "public-service-centre"],
    ["社会救助服务中心", "social-assistance-centre"],
    ["城区第三小学", "primary-school"],
    ["高级中学", "senior-high-school"],
    ["口袋公园", "park"],
  ])("%s is %s", (text, id) => {
    expect(recogniseService(text)).toBe(id);
  });

  it("knows none in other words", () => {
    expect(["停车场", "", "constructor", "备注"].map(recogniseService)).toEqual([null, null, null, null]);
  });

  it("names known services alone, and every service that the plan asks for is known", () => {
    expect(Object.keys(SERVICE_NAMES).filter((id) => !KNOWN_SERVICE_IDS.includes(id))).toEqual([]);
    const plan = readFileSync("geodata/plan/plan.json", "utf8");
    const asked = [...plan.matchAll(/"serviceIds"\s*:\s*\[([^\]]*)\]/g)].flatMap(([, list]) =>
      [...(list ?? "").matchAll(/"([^"]+)"/g)].map(([, id]) => id as string),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect([...new Set(asked)].filter((id) => !KNOWN_SERVICE_IDS.includes(id))).toEqual([]);
  });

  it("a table's own name goes before its file's, and two kinds in one name are none", () => {
    expect(recogniseServiceOfLayer("养老服务站等设施台账.xlsx › 幼儿园")).toBe("kindergarten");
    expect(recogniseServiceOfLayer("养老服务站.xlsx › Sheet1")).toBe("elderly-day-care");
    expect(recogniseServiceOfLayer("资料/卫生室/facilities-clinic.fgb")).toBe("clinic");
    expect(recogniseServiceOfLayer("幼儿园和卫生室.csv")).toBeNull();
    expect(recogniseServiceOfLayer("老年人日间照料中心（养老服务站）.csv")).toBe("elderly-day-care");
  });
});
