import { describe, expect, it } from "vitest";
import { describeIssue } from "../../../src/cli/describe-issue.ts";
import type { Issue } from "../../../src/core/errors.ts";
import { CYCLE_BOTH, WALK_BACKWARD, WALK_BOTH, WALK_FORWARD } from "../../../src/core/model/streets.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { buildOsmStudy } from "../../../src/io/osm/build-osm-study.ts";
import { openOsmXml } from "../../../src/io/osm/osm-xml.ts";
import { issuesOf } from "../bad-data.ts";
import { createTown, ToyOsm } from "../toy-osm.ts";

async function build(osm: ToyOsm, adminLevel: number | null = null): Promise<{ study: Study; issues: Issue[] }> {
  const issues: Issue[] = [];
  const source = await openOsmXml(osm.bytes(), "toy.osm");
  const options = { id: "toy", title: { zh: "玩具", en: "Toy" }, adminLevel, layer: "toy.osm" };
  const study = await buildOsmStudy(source, options, issues, {});
  return { study, issues };
}

function walkBits(study: Study): Record<string, number> {
  return Object.fromEntries(
    study.streets.ids.map((id, row) => [id, (study.streets.permissions[row] ?? 0) & WALK_BOTH]),
  );
}

describe("streets from OSM", () => {
  it("carry who may walk which way, and leave out ferries and what is not built", async () => {
    // 1--2--3--4--5--6--7 (ten ways over the same nodes)
    const town = createTown();
    const refs = [1, 2, 3];
    town.way(101, refs, { highway: "service", access: "private" });
    town.way(102, refs, { highway: "service", access: "private", foot: "yes" });
    town.way(103, refs, { highway: "footway", "oneway:foot": "yes" });
    town.way(104, refs, { highway: "footway", "oneway:foot": "-1" });
    town.way(105, refs, { highway: "motorway" });
    town.way(106, refs, { route: "ferry", foot: "yes" });
    town.way(107, refs, { highway: "proposed" });
    town.way(108, refs, { highway: "steps" });
    town.way(109, refs, { man_made: "pier" });
    const { study } = await build(town);
    expect(walkBits(study)).toEqual({
      w10: WALK_BOTH,
      w101: 0,
      w102: WALK_BOTH,
      w103: WALK_FORWARD,
      w104: WALK_BACKWARD,
      w105: 0,
      w108: WALK_BOTH,
      w109: WALK_BOTH,
    });
    expect(study.streets.classes[study.streets.ids.indexOf("w108")]).toBe("steps");
  });

  it("are stopped at gates that are closed, and only where a street runs through them", async () => {
    const town = createTown();
    town.node(8, 1, 3, { barrier: "gate", access: "private" });
    town.node(9, 2, 3, { barrier: "stile" });
    town.node(90, 3, 3, { barrier: "wall" });
    town.way(11, [3, 8, 9, 4], { highway: "path" });
    const { study } = await build(town);
    const { coordinates } = study.streetBlocks;
    expect([...study.streetBlocks.stops]).toEqual([WALK_BOTH | CYCLE_BOTH, CYCLE_BOTH]);
    expect([...coordinates]).toEqual([113.001, 40.003, 113.002, 40.003]);
  });

  it("are cut where the extract lacks nodes", async () => {
    const town = createTown().way(11, [1, 2, 999, 3, 4], { highway: "path", name: "小路" });
    const { study } = await build(town);
    expect(study.streets.ids).toEqual(["w10", "w11", "w11-2"]);
    expect([...study.streets.starts]).toEqual([0, 7, 9, 11]);
  });

  it("keep the rings of squares mapped as areas", async () => {
    const town = createTown();
    town.square(50, 1, 4, 1, { highway: "pedestrian", area: "yes" });
    town.square(51, 3, 4, 1);
    town.relation(60, [[51, "outer"]], { type: "multipolygon", highway: "pedestrian" });
    const { study } = await build(town);
    expect(study.streets.ids).toEqual(["w10", "w50", "w51"]);
  });
});

describe("communities from OSM", () => {
  it("are the areas of the asked level, under the areas of the next lower one", async () => {
    const { study } = await build(createTown(), 10);
    expect(study.communities.names).toEqual(["东坊", "西坊"]);
    expect(study.communities.parentIds).toEqual(["w23", "w23"]);
    expect(study.units).toEqual([{ id: "w23", name: "小城", parentId: "", level: "township", type: "" }]);
  });

  it("are of the deepest level that divides the streets unless asked, which is announced", async () => {
    const { study, issues } = await build(createTown());
    expect(study.communities.count).toBe(2);
    const assumed = issues.find((issue) => issue.details?.what === "admin-level");
    expect(assumed).toMatchObject({
      code: "assumed",
      severity: "warning",
      value: "10",
      details: { available: "8 (1), 10 (2)" },
    });
  });

  it("of a level that there is not are refused with the levels that there are", async () => {
    const [issue] = await issuesOf(build(createTown(), 9));
    expect(issue).toMatchObject({ code: "unknown-admin-level", value: "9", details: { available: "8 (1), 10 (2)" } });
  });

  it("are the whole extract where there is no boundary, which is announced", async () => {
    const town = new ToyOsm().node(1, 0, 0).node(2, 5, 5).way(10, [1, 2], { highway: "residential" });
    const { study, issues } = await build(town);
    expect(study.communities.count).toBe(1);
    expect(issues.map((issue) => issue.details?.what)).toContain("one-unit");
  });

  it("come from relations of several ways with holes, and those cut off by the extract are counted, not closed", async () => {
    // A ring of two ways (201, 202) with a hole (203); a second relation lacks one way.
    const town = createTown();
    town.node(301, 0, 0).node(302, 6, 0).node(303, 6, 4).node(304, 0, 4);
    town.way(201, [301, 302, 303]).way(202, [301, 304, 303]).square(203, 1, 3, 0.5);
    const admin = { type: "boundary", boundary: "administrative", admin_level: "9" };
    town.relation(
      400,
      [
        [201, "outer"],
        [202, "outer"],
        [203, "inner"],
      ],
      { ...admin, name: "合区" },
    );
    town.relation(
      401,
      [
        [201, "outer"],
        [999, "outer"],
      ],
      { ...admin, name: "缺区" },
    );
    town.relation(402, [[201, "outer"]], { ...admin, name: "开区" });
    const { study, issues } = await build(town, 9);
    expect(study.communities.names).toEqual(["合区"]);
    const area = study.communities.areas[0];
    expect(area?.type === "Polygon" && area.coordinates.map((ring) => ring.length)).toEqual([5, 5]);
    expect(issues.find((issue) => issue.code === "incomplete-boundary")).toMatchObject({
      details: { count: 2, level: 9 },
    });
  });

  it("keep rings that touch at a node apart", async () => {
    // Two squares that share node 1, drawn by three ways.
    const town = new ToyOsm();
    town.node(1, 2, 2).node(2, 0, 2).node(3, 0, 0).node(4, 2, 0).node(5, 4, 2).node(6, 4, 4).node(7, 2, 4);
    town.way(10, [3, 4], { highway: "residential" });
    town.way(20, [1, 2, 3, 4, 1]).way(21, [1, 5, 6]).way(22, [6, 7, 1]);
    const tags = { type: "boundary", boundary: "administrative", admin_level: "9", name: "双区" };
    town.relation(
      30,
      [
        [20, "outer"],
        [21, "outer"],
        [22, "outer"],
      ],
      tags,
    );
    const { study } = await build(town, 9);
    expect(study.communities.areas[0]).toMatchObject({ type: "MultiPolygon" });
  });
});

describe("facilities from OSM", () => {
  it("are the services that the tags name, as points inside areas", async () => {
    const town = createTown();
    town.square(60, 1.2, 2.1, 0.4, { amenity: "kindergarten", name: "幼儿园" });
    town.node(61, 2, 3, { amenity: "social_facility", social_facility: "day_care", "social_facility:for": "senior" });
    town.node(62, 2, 3, {
      amenity: "social_facility",
      social_facility: "nursing_home",
      "social_facility:for": "senior",
    });
    town.node(63, 2, 3, { leisure: "pitch", access: "private" });
    town.node(64, 2, 3, { healthcare: "doctor" });
    town.square(65, 4, 3, 1, { leisure: "park" });
    const { study } = await build(town);
    expect(study.services.map(({ id }) => id)).toEqual([
      "kindergarten",
      "school",
      "clinic",
      "elderly-day-care",
      "park",
    ]);
    const [kindergarten] = study.facilities;
    expect(kindergarten?.ids).toEqual(["w60"]);
    expect([...(kindergarten?.coordinates ?? [])].map((value) => value.toFixed(4))).toEqual(["113.0014", "40.0023"]);
    const park = study.facilities.find(({ serviceId }) => serviceId === "park");
    expect([...(park?.starts ?? [])]).toEqual([0, 5]);
    expect(park?.attributes).toEqual({ outline: [true] });
  });

  it("that are parks keep the gates mapped on their outline, but for those that are closed to walkers", async () => {
    const town = createTown();
    town.node(901, 4.5, 3, { barrier: "gate" });
    town.node(902, 4.7, 3, { entrance: "main" });
    town.node(903, 4.8, 3, { barrier: "gate", access: "private" });
    town.node(904, 4.9, 3, { barrier: "fence" });
    town.node(905, 5, 3).node(906, 5, 4).node(907, 4, 4).node(908, 4, 3);
    town.way(65, [908, 901, 902, 903, 904, 905, 906, 907, 908], { leisure: "park" });
    const { study } = await build(town);
    const park = study.facilities.find(({ serviceId }) => serviceId === "park");
    expect(park?.attributes).toEqual({ outline: [true], entrances: ["113.0045 40.003; 113.0047 40.003"] });
  });

  it("that are mapped twice count once; neighbours with other names stay", async () => {
    const town = createTown();
    town.square(60, 4.2, 2.1, 0.6, { amenity: "school", name: "École Rataou" });
    town.node(61, 4.3, 2.3, { amenity: "school", name: "ecole rataou" });
    town.node(62, 4.4, 2.3, { amenity: "school" });
    town.node(63, 4.5, 2.3, { amenity: "school", name: "中学" });
    const { study, issues } = await build(town);
    expect(study.facilities[0]?.ids).toEqual(["n41", "n63", "w60"]);
    expect(issues.find((issue) => issue.details?.what === "merged")?.details).toMatchObject({
      count: 2,
      before: 5,
      kept: 3,
    });
  });
});

describe("demand from OSM", () => {
  it("is the floor area of buildings that may hold homes, storeys assumed where not tagged", async () => {
    const town = createTown();
    town.square(32, 2, 2.2, 0.2, { building: "yes" });
    town.square(33, 2, 2.6, 0.2, { building: "warehouse", "building:levels": "9" });
    town.square(34, 2.4, 2.2, 0.2, { building: "yes", amenity: "school" });
    town.square(70, 2.6, 2.2, 0.6, { landuse: "industrial" });
    town.square(35, 2.8, 2.4, 0.2, { building: "yes" });
    const { study, issues } = await build(town);
    expect(study.demand.unit).toBe("residential-floor-m2");
    expect(study.demand.count).toBe(2);
    const [house, unknown] = study.demand.people.all;
    expect((house ?? 0) / (unknown ?? 1)).toBeCloseTo(1, 4);
    expect(house).toBeCloseTo(3 * 17.07 * 22.21, -1);
    expect([...study.demand.communityIndexes]).toEqual([1, 0]);
    expect(issues.find((issue) => issue.details?.what === "levels")).toMatchObject({
      value: "3",
      details: { count: 1, basis: "median" },
    });
    expect(study.assumptions[0]?.zh).toContain("住宅建筑面积");
  });

  it("is metres of residential street where there are no such buildings, which is announced", async () => {
    const town = new ToyOsm();
    town.node(1, 0, 0).node(2, 10, 0).node(3, 10, 5);
    town.way(10, [1, 2], { highway: "residential" }).way(11, [2, 3], { highway: "primary" });
    const { study, issues } = await build(town);
    expect(study.demand.unit).toBe("residential-street-m");
    expect(study.demand.people.all.reduce((sum, metres) => sum + metres, 0)).toBeCloseTo(853.9, 0);
    expect(study.demand.count).toBe(17);
    expect(issues.map((issue) => issue.details?.what)).toContain("demand-from-streets");
  });

  it("refuses streets that jump round the earth again and again, instead of filling the memory with places on them", async () => {
    // Nodes 60° apart in the steps of a toy.
    const osm = new ToyOsm().node(1, -110_000, 0).node(2, -60_000, 0).node(3, 0, 0);
    osm.way(
      1,
      Array.from({ length: 600 }, (_, at) => 1 + (at % 3)),
      { highway: "residential" },
    );
    const [issue] = await issuesOf(build(osm));
    expect(issue).toMatchObject({ code: "too-large", layer: "toy.osm", details: { unit: "metres", limit: 5e8 } });
    expect(issue && describeIssue(issue)).toContain("500,000,000 米道路");
  });
});

describe("barriers from OSM", () => {
  it("are open water, railways at ground level and city walls", async () => {
    const town = createTown();
    town.way(70, [1, 2], { waterway: "river", name: "御河" });
    town.way(71, [1, 2], { waterway: "river", tunnel: "culvert" });
    town.way(72, [1, 2], { railway: "rail" });
    town.way(73, [1, 2], { railway: "rail", tunnel: "yes" });
    town.way(74, [1, 2], { railway: "rail", layer: "-1" });
    town.way(75, [1, 2], { barrier: "city_wall" });
    town.square(76, 1, 3, 1, { natural: "water" });
    const { study } = await build(town);
    expect(study.barriers.map(({ kind, geometry }) => `${kind} ${geometry.type}`)).toEqual([
      "water LineString",
      "railway LineString",
      "wall LineString",
      "water Polygon",
    ]);
  });
});
