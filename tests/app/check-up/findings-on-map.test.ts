import { describe, expect, it } from "vitest";
import { shapesOf } from "../../../src/app/check-up/findings-on-map.ts";
import type { CheckItem, Finding } from "../../../src/core/questions/check-up/finding.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createRandomStudy } from "../../support/random-study.ts";

const study = createRandomStudy(3) as unknown as StudyView;

function findingOf(items: readonly Partial<CheckItem>[]): Finding {
  const item = { id: "", name: "", figure: null, besideId: "", detail: "", edits: [], position: null };
  return { items: items.map((each) => ({ ...item, layer: "demand", index: 0, ...each })) } as unknown as Finding;
}

describe("findings on the map", () => {
  it("are rings, the chosen one filled, and none where an item has no place", () => {
    const shapes = shapesOf(study, findingOf([{ position: [113, 40] }, { position: [114, 40] }, {}]), 1);
    expect(shapes.map(({ geometry, properties }) => [geometry.type, properties.draft])).toEqual([
      ["Point", 0],
      ["Point", 1],
    ]);
  });

  it("draw the community's outline and the street's line beside the ring", () => {
    const items = [
      { layer: "communities", index: 2, position: [113.3, 40.08] as [number, number] },
      { layer: "streets", index: 1, position: [113.3, 40.08] as [number, number] },
    ];
    const [outline, , line] = shapesOf(study, findingOf(items), null);
    expect(outline?.geometry).toBe(study.communities.areas[2]);
    const { coordinates, starts } = study.streets;
    const first = 2 * (starts[1] as number);
    expect(line?.geometry).toMatchObject({ type: "LineString" });
    expect(line?.geometry.type === "LineString" && line.geometry.coordinates[0]).toEqual([
      ...coordinates.subarray(first, first + 2),
    ]);
  });
});
