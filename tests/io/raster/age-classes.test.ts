import { describe, expect, it } from "vitest";
import { agesInName, describeAges, EVERYBODY, readAges, writeAges } from "../../../src/io/raster/age-classes.ts";

const shown = (ages: ReturnType<typeof readAges>): string =>
  ages === null ? "none" : [ages.sex, describeAges(ages)].filter((part) => part !== "").join(" ");

describe("whose people a raster counts", () => {
  it("is told by the names of WorldPop: sex, and the first year of a class", () => {
    const names = [
      "chn_f_0_2020.tif",
      "chn_m_1_2020_1km.tif",
      "CHN_T_5_2020.TIF",
      "data/chn_f_80_2020.tif",
      "chn_t_00_2025_CN_100m_R2025A_v1.tif",
      "chn_f_80_2025_CN_100m_R2025A_v1.tif",
      "chn_f_90_2025_CN_100m_R2025A_v1.tif",
      "global_m_15_2020_1km.tif",
    ];
    expect(names.map((name) => shown(agesInName(name)))).toEqual([
      "female 0",
      "male 1–4",
      "5–9",
      "female 80+",
      "0",
      "female 80–84",
      "female 90+",
      "male 15–19",
    ]);
  });

  it("is told by ages in a file's name, but not by dates, sizes and versions", () => {
    const named = [
      "人口_0-2岁.tif",
      "人口60岁以上.tif",
      "pop_65plus.tif",
      "pop_3-6.tif",
      "pop_age_0_4.tif",
      "女性_80+.tif",
    ];
    expect(named.map((name) => shown(agesInName(name)))).toEqual(["0–2", "60+", "65+", "3–6", "0–4", "female 80+"]);
    const others = [
      "pop_2015-2020.tif",
      "pop_12-31.tif",
      "GHS_POP_E2020_GLOBE_R2023A_4326_3ss_V1_0.tif",
      "chn_ppp_2020.tif",
    ];
    expect(others.map((name) => shown(agesInName(name)))).toEqual(["none", "none", "none", "none"]);
  });

  it("is written so that it is read again", () => {
    const classes = ["0-0", "1-4", "80+", "all", "f 60-64", "m 0+", "m 80+"];
    expect(classes.map((text) => writeAges(readAges(text) ?? EVERYBODY))).toEqual(classes);
  });

  it("is told by a band's name or by what somebody writes; anything else is none", () => {
    const written = [
      "0-2",
      "60+",
      "f 60-64",
      "男 0-4岁",
      "all",
      "people",
      "65岁及以上",
      "age_60",
      "80 years and over",
      "M_5_9",
    ];
    expect(written.map((text) => shown(readAges(text)))).toEqual([
      "0–2",
      "60+",
      "female 60–64",
      "male 0–4",
      "all",
      "all",
      "65+",
      "60+",
      "80+",
      "male 5–9",
    ]);
    for (const text of ["", "Band 1", "9-5", "2020", "red", "200+", "-"]) expect(readAges(text)).toBeNull();
  });
});
