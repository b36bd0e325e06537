import { describe, expect, it } from "vitest";
import { baseNameOf, type LayerOrigin, type OriginSystem } from "../../../src/core/model/layer-origin.ts";
import { describeOrigin, describeOriginAssumptions } from "../../../src/core/model/origin-words.ts";

function createOrigin(layer: string, system: Partial<OriginSystem> | null = {}): LayerOrigin {
  const known = {
    id: "EPSG:4326",
    title: "WGS84",
    basis: "file",
    medianMetres: null,
    isConfirmed: false,
    weighed: [],
    isApproximate: false,
  } as const;
  return {
    layer,
    file: "sites.xlsx",
    part: "表1",
    format: "XLSX",
    encoding: "",
    system: system && { ...known, ...system },
    rows: 12,
    leftOut: [{ reason: "sum-row", count: 2 }],
    importedOn: "2026-11-29",
  };
}

describe("an origin in words", () => {
  it("says file, system, who settled it, rows and day in both languages", () => {
    const { zh, en } = describeOrigin(createOrigin("demand", { basis: "weighed", medianMetres: 14.6 }));
    expect(zh).toBe(
      "sites.xlsx › 表1（XLSX）；坐标系 WGS84 (EPSG:4326)（与街道比对得出，到最近街道的中位距离 15 米，未经人确认）；取用 12 行；未取用：2 行合计行或其中项；2026-11-29 导入",
    );
    expect(en).toBe(
      "sites.xlsx › 表1 (XLSX); coordinate system WGS84 (EPSG:4326) (told by the streets, median distance to the nearest street 15 m, not confirmed by a person); 12 rows taken; left out: 2 sums or parts of other rows; imported 2026-11-29",
    );
  });

  it("says both what the streets said of each system and that a person confirmed it", () => {
    const weighed = [
      { id: "gcj02", title: "GCJ-02 (Amap, Tencent)", medianMetres: 8.4 },
      { id: "EPSG:4326", title: "WGS84", medianMetres: 412 },
      { id: "bd09", title: "BD-09 (Baidu)", medianMetres: null },
    ];
    const system = { id: "gcj02", title: "GCJ-02 (Amap, Tencent)", medianMetres: 8.4, weighed, isConfirmed: true };
    const told = describeOrigin(createOrigin("demand", { ...system, basis: "weighed" }));
    expect(told.zh).toContain(
      "坐标系 GCJ-02（高德、腾讯）（与街道比对得出，到最近街道的中位距离 8 米，若为其他坐标系则为 WGS84 (EPSG:4326) 412 米、BD-09（百度） 1 千米以上，导入时由人确认）",
    );
    expect(told.en).toContain(
      "(told by the streets, median distance to the nearest street 8 m, under other systems WGS84 (EPSG:4326) 412 m, BD-09 (Baidu) 1 km or more, confirmed by a person)",
    );
    // Who states a system need not confirm it.
    expect(describeOrigin(createOrigin("demand", { ...system, basis: "stated" })).zh).not.toContain("确认");
  });

  it("says no distance under a system that was not among those that were weighed", () => {
    const weighed = [{ id: "bd09", title: "BD-09 (Baidu)", medianMetres: 5 }];
    expect(describeOrigin(createOrigin("demand", { basis: "stated", weighed })).en).toContain(
      "(stated by a person, under other systems BD-09 (Baidu) 5 m)",
    );
  });

  it("is an assumption that somebody chose where a person confirmed the system", () => {
    const [told] = describeOriginAssumptions([createOrigin("demand", { basis: "assumed", isConfirmed: true })]);
    expect(told?.zh).toContain("文件未注明，推定，导入时由人确认");
    expect(told).not.toHaveProperty("isDefault");
  });

  it("is no assumption where a person or the file named the system", () => {
    const origins = [createOrigin("demand"), createOrigin("streets", { basis: "stated" }), createOrigin("plan", null)];
    expect(describeOriginAssumptions(origins)).toEqual([]);
  });

  it("is an assumption that nobody chose where the system was assumed, once for all layers of the file", () => {
    const assumed = { basis: "assumed" } as const;
    const told = describeOriginAssumptions([
      createOrigin("facilities:clinic", assumed),
      createOrigin("facilities:kindergarten", assumed),
    ]);
    expect(told).toHaveLength(1);
    expect(told[0]?.isDefault).toBe(true);
    expect(told[0]?.zh).toContain("facilities:clinic, facilities:kindergarten：sites.xlsx › 表1 的坐标按 WGS84");
    expect(told[0]?.zh).toContain("文件未注明，推定");
  });

  it("is an assumption where the system is approximate, even if it was stated", () => {
    const [told] = describeOriginAssumptions([createOrigin("demand", { basis: "stated", isApproximate: true })]);
    expect(told?.en).toContain("tens of metres to over a hundred");
    expect(told).not.toHaveProperty("isDefault");
  });
});

describe("a file's name", () => {
  it("is told without folders, whichever system wrote them", () => {
    expect(["a.csv", "/home/li/a.csv", "C:\\资料\\a.csv", "city.gdb/"].map(baseNameOf)).toEqual([
      "a.csv",
      "a.csv",
      "a.csv",
      "city.gdb",
    ]);
  });
});
