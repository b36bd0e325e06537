import { describe, expect, it } from "vitest";
import { WALK_BOTH } from "../../../../src/core/model/streets.ts";
import type { Study } from "../../../../src/core/model/study.ts";
import { createSoundTown, findingOf, foundIn, offset } from "./check-toy-study.ts";

const town = createSoundTown();

/** The town with one of its homes elsewhere. */
function moveHome(study: Study, home: number, eastMetres: number, northMetres: number): Study {
  const { demand } = study;
  const coordinates = demand.coordinates.slice();
  const at = offset([coordinates[2 * home] as number, coordinates[2 * home + 1] as number], eastMetres, northMetres);
  coordinates.set(at, 2 * home);
  return { ...study, demand: { ...demand, coordinates } };
}

function withDemand(study: Study, change: Partial<Study["demand"]>): Study {
  return { ...study, demand: { ...study.demand, ...change } };
}

function withCommunities(study: Study, change: Partial<Study["communities"]>): Study {
  return { ...study, communities: { ...study.communities, ...change } };
}

describe("the check-up of homes and people", () => {
  it("counts the people of homes far from any street", () => {
    const finding = findingOf(moveHome(town, 1, 0, 900), "home-far");
    expect(finding.amount).toEqual({ value: 200, total: 1000, unit: "demand" });
    expect(finding).toMatchObject({ count: 1, total: 4, items: [{ index: 1, figure: 200, name: "乙" }] });
    expect(findingOf(moveHome(town, 1, 0, 290), "home-far").count).toBe(0);
  });

  it("counts the people of homes beside a cut-off street", () => {
    const moved = moveHome(town, 1, 0, 900);
    const [lon, lat] = [moved.demand.coordinates[2] as number, moved.demand.coordinates[3] as number];
    const { streets } = moved;
    const alone: Study = {
      ...moved,
      streets: {
        ...streets,
        count: streets.count + 1,
        coordinates: Float64Array.from([...streets.coordinates, lon, lat, ...offset([lon, lat], 15, 0)]),
        starts: Uint32Array.from([...streets.starts, (streets.starts[streets.count] as number) + 2]),
        permissions: Uint8Array.from([...streets.permissions, WALK_BOTH]),
        classes: [...streets.classes, "residential"],
        names: [...streets.names, ""],
        ids: [...streets.ids, "alone"],
      },
    };
    expect(findingOf(alone, "home-on-island")).toMatchObject({ count: 1, amount: { value: 200 } });
    expect(findingOf(alone, "home-far").count).toBe(0);
  });

  it("counts the people of homes behind water", () => {
    const moved = moveHome(town, 0, -50, 60);
    const at = [moved.demand.coordinates[0] as number, moved.demand.coordinates[1] as number] as const;
    const ring = [
      [-20, -20],
      [20, -20],
      [20, 20],
      [-20, 20],
      [-20, -20],
    ].map(([x = 0, y = 0]) => offset([at[0], at[1]], x, y));
    const moat: Study = {
      ...moved,
      barriers: [{ kind: "water", name: "", geometry: { type: "Polygon", coordinates: [ring] } }],
    };
    expect(findingOf(moat, "home-behind-barrier")).toMatchObject({ count: 1, amount: { value: 100 } });
  });

  it("finds people in no community, and the sums that miss them", () => {
    const communityIndexes = town.demand.communityIndexes.slice();
    communityIndexes[3] = -1;
    const study = withDemand(town, { communityIndexes });
    expect(findingOf(study, "home-in-no-community")).toMatchObject({ count: 1, amount: { value: 400, total: 1000 } });
    expect(findingOf(study, "people-sums").items.map(({ id, detail, figure }) => [id, detail, figure])).toEqual([
      ["all", "communities", 400],
      ["all", "townships", 400],
      ["all", "counties", 400],
    ]);
  });

  it("finds communities without a unit, and the sums by township that miss their people", () => {
    const study = withCommunities(town, { parentIds: ["t1", "gone"] });
    expect(findingOf(study, "community-without-unit").items).toMatchObject([
      { id: "c2", besideId: "gone", figure: 600 },
    ]);
    expect(findingOf(study, "people-sums").items.map(({ detail }) => detail)).toEqual(["townships", "counties"]);
    expect(findingOf({ ...study, units: [] }, "community-without-unit").state).toBe("not-testable");
  });

  it.each([
    ["80+ > 65+", { "60+": [30, 30, 30, 30], "65+": [5, 0, 0, 0], "80+": [6, 0, 0, 0] }],
    ["0-2 + 3-6 + 60+ > all", { "0-2": [40, 0, 0, 0], "3-6": [40, 0, 0, 0], "60+": [21, 0, 0, 600] }],
  ] as const)("finds groups that contradict one another: %s", (detail, groups) => {
    const people = { ...town.demand.people, ...toArrays(groups) };
    // The four homes, one community each, so that no sum hides another.
    const study = withDemand(
      { ...town, communities: { ...town.communities, ...fourOf(town) } },
      { people, communityIndexes: Int32Array.from([0, 1, 2, 3]) },
    );
    const finding = findingOf(study, "people-groups");
    expect(finding.items.map((item) => item.detail)).toContain(detail);
  });

  it("does not take a school year that two groups share for a contradiction", () => {
    const people = { ...town.demand.people, ...toArrays({ "3-6": [60, 0, 0, 0], "6-15": [60, 0, 0, 0] }) };
    expect(findingOf(withDemand(town, { people }), "people-groups").state).toBe("clear");
    expect(findingOf(town, "people-groups").state).toBe("not-testable");
  });
});

describe("the check-up of communities", () => {
  it("finds ids twice, and names twice in one township alone", () => {
    const same = withCommunities(town, { names: ["甲", " 甲"] });
    expect(findingOf(same, "community-duplicate").items).toMatchObject([
      { id: "c2", besideId: "c1", detail: "same-name" },
    ]);
    const apart = withCommunities(same, { parentIds: ["t1", "d1"] });
    expect(findingOf(apart, "community-duplicate").count).toBe(0);
    const ids = withCommunities(town, { ids: ["c1", "c1"] });
    expect(findingOf(ids, "community-duplicate").items).toMatchObject([{ index: 1, detail: "same-id" }]);
  });

  it("finds communities without an outline and without people", () => {
    expect(
      findingOf(
        withCommunities(town, { areas: [town.communities.areas[0] ?? null, null] }),
        "community-without-outline",
      ).items,
    ).toMatchObject([{ id: "c2" }]);
    const all = Float64Array.from([100, 0, 300, 400]);
    const communityIndexes = Int32Array.from([0, 1, 0, 0]);
    const empty = withDemand(town, { people: { all }, communityIndexes });
    expect(findingOf(empty, "community-without-people").items).toMatchObject([{ id: "c2" }]);
  });

  it("finds a community that no street runs through, and none that a street only crosses", () => {
    const [west] = town.communities.areas;
    if (west?.type !== "Polygon") throw new Error("no polygon");
    const corner = west.coordinates[0]?.[0] ?? [0, 0];
    const square = (x: number, y: number, side: number) => {
      const low = offset(corner, x, y);
      const high = offset(corner, x + side, y + side);
      return {
        type: "Polygon" as const,
        coordinates: [[low, [high[0], low[1]], high, [low[0], high[1]], low] as [number, number][]],
      };
    };
    // Within the south-western block; over the middle of one of its streets, away from every vertex.
    const inside = square(60, 60, 60);
    const across = square(90, 40, 20);
    const study = withCommunities(town, { areas: [inside, across] });
    expect(findingOf(study, "community-without-street").items.map(({ id }) => id)).toEqual(["c1"]);
  });

  it("finds outlines of absurd size", () => {
    const dense = withDemand(town, { people: { all: Float64Array.from([100_000, 2, 3, 4]) } });
    expect(findingOf(dense, "community-size").items).toMatchObject([{ id: "c1", detail: "dense" }]);
    const approximate = withCommunities(dense, { approximate: true });
    expect(findingOf(approximate, "community-size").count).toBe(0);
    const [, east = null] = town.communities.areas;
    const low: [number, number] = [113.3, 40.1];
    const tiny = { type: "Polygon" as const, coordinates: [[low, offset(low, 20, 0), offset(low, 20, 20), low]] };
    const small = withCommunities(town, { areas: [tiny, east] });
    expect(findingOf(small, "community-size").items).toMatchObject([{ id: "c1", detail: "tiny" }]);
    expect(foundIn(town)).not.toContain("community-size");
  });
});

function toArrays(groups: Readonly<Record<string, readonly number[]>>): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(groups).map(([id, values]) => [id, Float64Array.from(values)]));
}

/** Four communities of the same outline. */
function fourOf({ communities }: Study): Study["communities"] {
  const [area = null] = communities.areas;
  const four = <Value>(value: Value): Value[] => [value, value, value, value];
  return {
    count: 4,
    ids: ["c1", "c2", "c3", "c4"],
    names: ["甲", "乙", "丙", "丁"],
    parentIds: four("t1"),
    kinds: four("urban" as const),
    areas: four(area),
    centres: Float64Array.from(four([...communities.centres.slice(0, 2)]).flat()),
    approximate: false,
  };
}
