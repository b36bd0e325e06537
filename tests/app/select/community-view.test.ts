import { describe, expect, it } from "vitest";
import { viewOfCommunity } from "../../../src/app/coverage/select-community.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createPlaces } from "./create-coverage.ts";

/** A square community from 0,0 to 1,1 with a near and a far clinic. */
function createStudy(): Pick<StudyView, "communities" | "facilities"> {
  const { communities } = createPlaces();
  const ring: [number, number][] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ];
  return {
    communities: { ...communities, areas: [{ type: "Polygon", coordinates: [ring] }, null, null, null] },
    facilities: [
      {
        serviceId: "clinic",
        count: 2,
        ids: ["near", "far"],
        names: ["", ""],
        coordinates: Float64Array.of(3, 0.5, 90, 0.5),
        starts: Uint32Array.of(0, 1, 2),
        attributes: {},
      },
    ],
  };
}

describe("the view of a community", () => {
  it("has room around it", () => {
    const [west, south, east, north] = viewOfCommunity(createStudy(), 0, "clinic", -1) ?? [0, 0, 0, 0];
    expect(west).toBeLessThan(0);
    expect(south).toBeLessThan(0);
    expect(east).toBeGreaterThan(1);
    expect(north).toBeGreaterThan(1);
  });

  it("holds its facility where that is near, and not where it is far", () => {
    expect(viewOfCommunity(createStudy(), 0, "clinic", 0)?.[2]).toBeGreaterThan(3);
    expect(viewOfCommunity(createStudy(), 0, "clinic", 1)?.[2]).toBeLessThan(2);
  });

  it("is unknown for a community without an outline", () => {
    expect(viewOfCommunity(createStudy(), 1, "clinic", 0)).toBeNull();
  });
});
