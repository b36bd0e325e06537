/** A small drawing with every kind of mark, for the painters' tests. */
import type { Hatch, Mark, Scene } from "../../src/report/scene/scene.ts";

const STROKES: Hatch = {
  kind: "strokes",
  colour: "#a3450f",
  opacity: 0.6,
  angle: 135,
  spacingMm: 1.4,
  widthMm: 0.25,
};
const DOTS: Hatch = { kind: "dots", colour: "#8a867c", opacity: 0.8, angle: 0, spacingMm: 1.1, widthMm: 0.4 };

export function createSampleScene(): Scene {
  const label = (text: string, x: number, y: number, more: Partial<Mark> = {}): Mark =>
    ({
      kind: "text",
      x,
      y,
      text,
      sizeMm: 4,
      weight: 400,
      colour: "#22282f",
      anchor: "start",
      ...more,
    }) as Mark;
  return {
    widthMm: 120,
    heightMm: 80,
    background: "#fbfaf7",
    marks: [
      {
        kind: "rect",
        x: 5,
        y: 5,
        width: 110,
        height: 70,
        radiusMm: 3,
        fill: { colour: "#f1efe9" },
        stroke: { colour: "#e6e3dc", widthMm: 0.3 },
      },
      {
        kind: "group",
        name: "map",
        x: 10,
        y: 10,
        clip: { x: 0, y: 0, width: 60, height: 50 },
        marks: [
          {
            kind: "path",
            parts: [
              [-5, 5, 30, -5, 45, 25, 20, 40, 2, 30],
              [12, 12, 22, 12, 22, 22, 12, 22],
            ],
            isClosed: true,
            fill: { colour: "#8cc9bf" },
            stroke: { colour: "#1d4672", widthMm: 0.4, join: "round" },
          },
          {
            kind: "path",
            parts: [[30, 20, 70, 10, 60, 45, 30, 45]],
            isClosed: true,
            fill: { hatch: STROKES },
            stroke: { colour: "#a3450f", widthMm: 0.2 },
          },
          {
            kind: "path",
            parts: [[0, 40, 20, 35, 40, 60]],
            isClosed: false,
            stroke: { colour: "#2a6f97", widthMm: 0.8, opacity: 0.5, dashMm: [3, 1.5], cap: "round" },
          },
          {
            kind: "circle",
            x: 12,
            y: 42,
            radiusMm: 6,
            fill: { hatch: DOTS },
            stroke: { colour: "#8a867c", widthMm: 0.2 },
          },
          label("平城区", 17, 18, { anchor: "middle", weight: 700, halo: { colour: "#ffffff", widthMm: 0.6 } }),
        ],
      },
      { kind: "circle", x: 90, y: 25, radiusMm: 8, fill: { colour: "#5b3a8c", opacity: 0.4 } },
      { kind: "circle", x: 97, y: 25, radiusMm: 8, fill: { colour: "#2a6f97", opacity: 0.4 } },
      label("覆盖率 81.3%", 75, 50),
      label("缺口 12\u2009345 人", 112, 58, { anchor: "end", colour: "#a3450f" }),
      label("御河 <b>&\"'", 80, 70, { angle: -20, sizeMm: 3 }),
    ],
  };
}
