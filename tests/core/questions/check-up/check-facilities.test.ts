import { describe, expect, it } from "vitest";
import type { Facilities } from "../../../../src/core/model/facility.ts";
import type { Position } from "../../../../src/core/model/geometry.ts";
import { WALK_BOTH } from "../../../../src/core/model/streets.ts";
import type { Study } from "../../../../src/core/model/study.ts";
import { addClinics, createSoundTown, findingOf, foundIn, offset, placeOfClinic } from "./check-toy-study.ts";

const town = createSoundTown();
const A = placeOfClinic(town, "A");

/** The clinics with values in a column. */
function withColumn(study: Study, name: string, values: readonly (number | null)[]): Study {
  const [layer] = study.facilities as [Facilities];
  return { ...study, facilities: [{ ...layer, attributes: { ...layer.attributes, [name]: values } }] };
}

/** The town with a street of its own somewhere. */
function withLine(study: Study, line: readonly Position[]): Study {
  const { streets } = study;
  return {
    ...study,
    streets: {
      ...streets,
      count: streets.count + 1,
      coordinates: Float64Array.from([...streets.coordinates, ...line.flat()]),
      starts: Uint32Array.from([...streets.starts, (streets.starts[streets.count] as number) + line.length]),
      permissions: Uint8Array.from([...streets.permissions, WALK_BOTH]),
      classes: [...streets.classes, "residential"],
      names: [...streets.names, ""],
      ids: [...streets.ids, "alone"],
    },
  };
}

describe("the check-up of facilities", () => {
  it("finds nothing in a town whose data is sound", () => {
    expect(foundIn(town)).toEqual([]);
  });

  it("names a second facility of an id, and offers no edit that could mean either", () => {
    const study = addClinics(town, [{ id: "A", name: "A", at: A }]);
    const finding = findingOf(study, "facility-duplicate-id");
    expect(finding.items.map(({ index, id }) => [index, id])).toEqual([[2, "A"]]);
    expect(findingOf(study, "facility-duplicate")).toMatchObject({ count: 1, remedy: null });
  });

  it("offers to close all but the first of entries that are the same in everything", () => {
    const twice = addClinics(town, [
      { id: "A2", name: "A", at: offset(A, 0.3, 0) },
      { id: "A3", name: "A", at: A },
    ]);
    const finding = findingOf(twice, "facility-duplicate");
    expect(finding.remedy).toBe("drop-duplicates");
    expect(finding.items.map(({ id, besideId }) => [id, besideId])).toEqual([
      ["A2", "A"],
      ["A3", "A"],
    ]);
    expect(finding.items.flatMap(({ edits }) => edits)).toEqual([
      { kind: "close-facility", serviceId: "clinic", facilityId: "A2" },
      { kind: "close-facility", serviceId: "clinic", facilityId: "A3" },
    ]);
  });

  it("leaves entries that differ in any column to a person", () => {
    const beds = addClinics(town, [{ id: "A2", name: "A", at: A, attributes: { doctors: 4 } }]);
    expect(findingOf(beds, "facility-duplicate").count).toBe(0);
    expect(findingOf(beds, "facility-same-name")).toMatchObject({ count: 1, remedy: null });
  });

  it.each([
    [49, 1],
    [51, 0],
  ])("counts a clinic of the same name %d m away %d times", (metres, count) => {
    const study = addClinics(town, [{ id: "A2", name: " ａ ", at: offset(A, metres, 0) }]);
    expect(findingOf(study, "facility-same-name").count).toBe(count);
  });

  it("does not take the service's own name for a facility's", () => {
    const study = addClinics(town, [
      { id: "x", name: "卫生服务站", at: offset(A, 10, 0) },
      { id: "y", name: "卫生服务站", at: offset(A, 20, 0) },
    ]);
    expect(findingOf(study, "facility-same-name").count).toBe(0);
  });

  it("offers to mark as approximate only what stands at a community's own point", () => {
    const centre: Position = [town.communities.centres[0] as number, town.communities.centres[1] as number];
    const study = addClinics(town, [
      { id: "m", name: "甲站", at: centre },
      { id: "n", name: "乙站", at: centre },
      { id: "o", name: "丙站", at: A },
    ]);
    const finding = findingOf(study, "facility-same-place");
    expect(finding.items.map(({ id, edits }) => [id, edits.length])).toEqual([
      ["A", 0],
      ["m", 1],
      ["n", 1],
      ["o", 0],
    ]);
    expect(finding.items[1]?.edits[0]).toMatchObject({ attributes: { approximate: true, stands_in: "c1" } });
  });

  it("tells outside the study from far from a street, and moves only what is within a kilometre of one", () => {
    const north = offset(A, 300, 0);
    const wide = { ...town, communities: { ...town.communities, areas: town.communities.areas.map(enlarge) } };
    const study = addClinics(wide, [
      { id: "out", name: "外", at: offset(A, -50_000, 0) },
      { id: "far", name: "远", at: offset(north, 0, -600) },
      { id: "farther", name: "更远", at: offset(north, 0, -1500) },
    ]);
    const outside = findingOf(study, "facility-outside");
    expect(outside.items.map(({ id }) => id)).toEqual(["out"]);
    expect(outside.items[0]?.edits).toEqual([{ kind: "close-facility", serviceId: "clinic", facilityId: "out" }]);
    const far = findingOf(study, "facility-far");
    expect(far.items.map(({ id, edits }) => [id, edits.length])).toEqual([
      ["farther", 0],
      ["far", 1],
    ]);
    expect(far.items[1]?.figure).toBeCloseTo(400, -1);
    expect(far.limitMetres).toBe(300);
  });

  it("finds clinics beside a street that nothing joins with the rest", () => {
    const spot = offset(A, 200, -900);
    const alone = withLine(
      { ...town, communities: { ...town.communities, areas: town.communities.areas.map(enlarge) } },
      [spot, offset(spot, 15, 0)],
    );
    const study = addClinics(alone, [{ id: "island", name: "岛", at: offset(spot, 5, 5) }]);
    expect(findingOf(study, "facility-on-island").items.map(({ id }) => id)).toEqual(["island"]);
    expect(findingOf(study, "facility-far").count).toBe(0);
    expect(findingOf(study, "street-pieces").items).toMatchObject([{ id: "alone", detail: "island" }]);
  });

  it("finds clinics behind a wall, and offers no remedy", () => {
    const at = offset(A, -100, 0);
    const ring = [
      [-20, -20],
      [20, -20],
      [20, 20],
      [-20, 20],
      [-20, -20],
    ].map(([x = 0, y = 0]) => offset(at, x, y));
    const walled: Study = {
      ...addClinics(town, [{ id: "in", name: "内", at }]),
      barriers: [{ kind: "wall", name: "", geometry: { type: "LineString", coordinates: ring } }],
    };
    expect(findingOf(walled, "facility-behind-barrier")).toMatchObject({ count: 1, remedy: null });
  });

  it("finds clinics that no community has though streets are near, and cannot without outlines", () => {
    const study = addClinics(town, [{ id: "edge", name: "边", at: offset(A, -80, 0) }]);
    expect(findingOf(study, "facility-in-no-community").items.map(({ id }) => id)).toEqual(["edge"]);
    const bare = { ...study, communities: { ...study.communities, areas: study.communities.areas.map(() => null) } };
    expect(findingOf(bare, "facility-in-no-community").state).toBe("not-testable");
  });

  it("names missing, empty and unbelievable capacities, and layers without any", () => {
    const many = addClinics(
      town,
      [1, 2, 3, 4, 5].map((nth) => ({ id: `k${nth}`, name: `K${nth}`, at: offset(A, 60 * nth, 8 * nth) })),
    );
    const study = withColumn(many, "places", [null, 0, 40, 50, 60, 70, 9000]);
    expect(findingOf(study, "facility-capacity").items.map(({ index, detail }) => [index, detail])).toEqual([
      [0, "missing"],
      [1, "zero"],
      [6, "huge"],
    ]);
    expect(findingOf(town, "facility-capacity")).toMatchObject({
      state: "not-testable",
      untested: ["facilities:clinic"],
    });
  });
});

/** An outline three kilometres wider all round. */
function enlarge(area: Study["communities"]["areas"][number]): Study["communities"]["areas"][number] {
  if (area?.type !== "Polygon") return area;
  const [ring = []] = area.coordinates;
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const low = offset([Math.min(...lons), Math.min(...lats)], -3000, -3000);
  const high = offset([Math.max(...lons), Math.max(...lats)], 3000, 3000);
  const corners: Position[] = [low, [high[0], low[1]], high, [low[0], high[1]], low];
  return { type: "Polygon", coordinates: [corners] };
}
