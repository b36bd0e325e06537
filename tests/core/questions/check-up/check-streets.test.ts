import { describe, expect, it } from "vitest";
import type { Position } from "../../../../src/core/model/geometry.ts";
import { CYCLE_BOTH, OFF_GROUND, WALK_BOTH } from "../../../../src/core/model/streets.ts";
import type { Barrier, Study } from "../../../../src/core/model/study.ts";
import { createSoundTown, findingOf, offset } from "./check-toy-study.ts";

const town = createSoundTown();
/** The north-western corner of the town's streets. */
const CORNER: Position = [113.3, 40.1];

function withLines(lines: readonly (readonly Position[])[], conditions?: number): Study {
  const { streets } = town;
  const starts = [...streets.starts];
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length);
  const count = streets.count + lines.length;
  return {
    ...town,
    streets: {
      ...streets,
      count,
      coordinates: Float64Array.from([...streets.coordinates, ...lines.flat(2)]),
      starts: Uint32Array.from(starts),
      permissions: Uint8Array.from([...streets.permissions, ...lines.map(() => WALK_BOTH | CYCLE_BOTH)]),
      classes: [...streets.classes, ...lines.map(() => "residential")],
      names: [...streets.names, ...lines.map(() => "")],
      ids: [...streets.ids, ...lines.map((_, index) => `new${index}`)],
      ...(conditions === undefined
        ? {}
        : { conditions: Uint8Array.from({ length: count }, (_, at) => (at < streets.count ? 0 : conditions)) }),
    },
  };
}

/** A side street from far south of the western street that ends so many metres short of its middle, 50 m from the next vertex. */
function stopShort(metres: number): Position[] {
  return [offset(CORNER, -200, -150), offset(CORNER, -metres, -150)];
}

describe("the check-up of streets", () => {
  it.each([
    [0.5, 1],
    [0.05, 1],
    [1.5, 0],
  ])("counts a street that ends %d m short of another %d times", (metres, count) => {
    const finding = findingOf(withLines([stopShort(metres)]), "street-gap");
    expect(finding.items.map(({ id, detail }) => [id, detail])).toEqual(count === 1 ? [["new0", "gap"]] : []);
    if (count === 1) expect(finding.items[0]?.figure).toBeCloseTo(metres, 1);
  });

  it("takes no bridge for a gap, and no end with a wall between", () => {
    expect(findingOf(withLines([stopShort(0.5)], OFF_GROUND), "street-gap").count).toBe(0);
    const wall: Barrier = {
      kind: "wall",
      name: "",
      geometry: { type: "LineString", coordinates: [offset(CORNER, -0.25, -100), offset(CORNER, -0.25, -190)] },
    };
    expect(findingOf({ ...withLines([stopShort(0.5)]), barriers: [wall] }, "street-gap").count).toBe(0);
  });

  it("takes no end at a gate for a gap", () => {
    const line = stopShort(0.5);
    const study = withLines([line]);
    const streetBlocks = {
      count: 1,
      coordinates: Float64Array.from(line[1] ?? []),
      stops: Uint8Array.from([WALK_BOTH]),
    };
    expect(findingOf({ ...study, streetBlocks }, "street-gap").count).toBe(0);
  });

  it("tells a line that is drawn back over itself from a gap", () => {
    const end = offset(CORNER, 300, -800);
    const start: Position = [town.streets.coordinates[0] as number, town.streets.coordinates[1] as number];
    const folded = withLines([
      [start, offset(CORNER, -50, 300), end, offset(CORNER, 300, -600), offset(end, 0.2, 0.4)],
      [end, offset(end, 300, 0)],
    ]);
    const finding = findingOf(folded, "street-gap");
    expect(finding.items.map(({ detail }) => detail)).toEqual(["fold"]);
    expect(finding.severity).toBe("note");
  });

  it("tells large pieces from islands, and how much street they hold", () => {
    const far = offset(CORNER, 5000, 0);
    const apart = withLines([
      [far, offset(far, 2500, 0)],
      [offset(far, 0, 4000), offset(far, 8, 4000)],
    ]);
    const finding = findingOf(apart, "street-pieces");
    expect(finding.items.map(({ id, detail }) => [id, detail])).toEqual([
      ["new0", "separate"],
      ["new1", "island"],
    ]);
    expect(finding.total).toBe(3);
    expect(finding.amount?.value).toBeCloseTo(2508, -1);
  });

  it("finds barriers that no street is near, however long their segments are", () => {
    const line = (from: Position, to: Position): Barrier => ({
      kind: "railway",
      name: "线",
      geometry: { type: "LineString", coordinates: [from, to] },
    });
    const idle = line(offset(CORNER, -3000, 2000), offset(CORNER, 3000, 2000));
    const across = line(offset(CORNER, -3000, -150), offset(CORNER, 3000, -150));
    const finding = findingOf({ ...town, barriers: [across, idle] }, "barrier-idle");
    expect(finding.items.map(({ index }) => index)).toEqual([1]);
  });
});
