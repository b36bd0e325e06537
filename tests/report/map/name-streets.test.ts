import { describe, expect, it } from "vitest";
import type { Streets } from "../../../src/core/model/streets.ts";
import { createMapFrame } from "../../../src/report/map/map-frame.ts";
import { nameStreets } from "../../../src/report/map/name-streets.ts";
import { createPaperScale } from "../../../src/report/map/paper-zoom.ts";
import type { MeasureText } from "../../../src/report/scene/scene.ts";

const measureText: MeasureText = (text, sizeMm) => [...text].length * sizeMm;
const frame = createMapFrame({ kind: "bounds", bounds: [113.3, 40.08, 113.312, 40.092] }, 200, 200);
const scale = createPaperScale(frame.denominator, frame.centre[1], 0.2);

interface Line {
  readonly name: string;
  readonly kind?: string;
  readonly path: readonly (readonly [number, number])[];
}

function createStreets(lines: readonly Line[]): Streets {
  const starts = [0];
  for (const { path } of lines) starts.push((starts.at(-1) ?? 0) + path.length);
  return {
    count: lines.length,
    coordinates: Float64Array.from(lines.flatMap(({ path }) => path.flat())),
    starts: Uint32Array.from(starts),
    permissions: new Uint8Array(lines.length).fill(15),
    classes: lines.map(({ kind }) => kind ?? "primary"),
    names: lines.map(({ name }) => name),
    ids: lines.map((_, at) => String(at)),
  };
}

const EAST: Line["path"] = [
  [113.301, 40.086],
  [113.306, 40.086],
  [113.311, 40.086],
];
const namesOf = (lines: readonly Line[], taken: Parameters<typeof nameStreets>[3] = [], own = scale) =>
  nameStreets(createStreets(lines), frame, own, taken, measureText);

describe("names of streets", () => {
  it("lie along their street on its middle, read from the left", () => {
    const [mark, ...others] = namesOf([{ name: "迎宾街", path: [...EAST].reverse() }]);
    expect(others).toEqual([]);
    const [x, y] = frame.place(113.306, 40.086);
    expect(mark?.text).toBe("迎宾街");
    expect(mark?.x).toBeCloseTo(x, 0);
    expect((mark?.y ?? 0) - y).toBeCloseTo(0.36 * (mark?.sizeMm ?? 0), 1);
    expect(Math.abs(mark?.angle ?? 90)).toBeLessThan(1);
    expect(((mark?.sizeMm ?? 0) * 72) / 25.4).toBeGreaterThanOrEqual(6);
  });

  it("turn with the street and never stand on their heads", () => {
    for (const [end, angle] of [
      [[113.31, 40.09], -52],
      [[113.31, 40.082], 52],
    ] as const) {
      const path = [[113.305, 40.086] as const, end];
      for (const way of [path, path.toReversed()]) {
        const turned = namesOf([{ name: "街", path: way }])[0]?.angle ?? 0;
        expect(Math.sign(turned)).toBe(Math.sign(angle));
        expect(Math.abs(turned)).toBeLessThan(90);
      }
    }
  });

  it("stand once a street, however many lines it has, and not on lanes, paths or nameless roads", () => {
    const halves = [EAST.slice(0, 2), EAST.slice(1)].map((path) => ({ name: "迎宾街", path }));
    const others = [
      { name: "某巷", kind: "residential", path: EAST.map(([lon, lat]) => [lon, lat + 0.002] as const) },
      { name: "步道", kind: "footway", path: EAST.map(([lon, lat]) => [lon, lat - 0.002] as const) },
      { name: " ", path: EAST.map(([lon, lat]) => [lon, lat - 0.003] as const) },
    ];
    expect(namesOf([...halves, ...others]).map(({ text }) => text)).toEqual(["迎宾街"]);
  });

  it("give way to what stands there already, main roads being named first", () => {
    const [x, y] = frame.place(113.306, 40.086);
    expect(namesOf([{ name: "迎宾街", path: EAST }], [{ x: x - 2, y: y - 2, width: 4, height: 4 }])).toEqual([]);
    const crossing = [
      { name: "小路", kind: "tertiary", path: EAST },
      { name: "大路", kind: "trunk", path: EAST },
    ];
    expect(namesOf(crossing).map(({ text }) => text)).toEqual(["大路"]);
  });

  it("are left out where no stretch is straight and long enough", () => {
    const zigzag = Array.from({ length: 40 }, (_, at) => [113.301 + at * 0.00025, 40.086 + (at % 2) * 0.0006] as const);
    expect(namesOf([{ name: "盘山公路", path: zigzag }])).toEqual([]);
    expect(namesOf([{ name: "名".repeat(200), path: EAST }])).toEqual([]);
  });

  it("are no matter of maps of a whole city", () => {
    const wide = { ...scale, zoom: 11 };
    expect(namesOf([{ name: "迎宾街", kind: "trunk", path: EAST }], [], wide)).toEqual([]);
  });
});
