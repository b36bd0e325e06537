/** The marks of a scene as they lie on the page, out of their groups. */
import type { Mark, MeasureText, Scene, TextMark } from "../../src/report/scene/scene.ts";

export type FlatMark = Exclude<Mark, { kind: "group" }>;

export interface PlacedMark {
  readonly mark: FlatMark;
  /** Of the groups around it. */
  readonly x: number;
  readonly y: number;
  /** Names of the groups around it, the innermost last. */
  readonly names: readonly string[];
}

export function listMarks(scene: Scene): PlacedMark[] {
  const walk = (marks: readonly Mark[], x: number, y: number, names: readonly string[]): PlacedMark[] =>
    marks.flatMap((mark): PlacedMark[] =>
      mark.kind === "group"
        ? walk(mark.marks, x + mark.x, y + mark.y, mark.name === undefined ? names : [...names, mark.name])
        : [{ mark, x, y, names }],
    );
  return walk(scene.marks, 0, 0, []);
}

export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Boxes around the ink of texts that are not turned. */
export function listTextBoxes(scene: Scene, measureText: MeasureText): TextBox[] {
  return listMarks(scene).flatMap(({ mark, x, y }) => (mark.kind === "text" ? [boxOf(mark, x, y, measureText)] : []));
}

function boxOf(mark: TextMark, x: number, y: number, measureText: MeasureText): TextBox {
  const width = measureText(mark.text, mark.sizeMm, mark.weight);
  const left = x + mark.x - { start: 0, middle: 0.5, end: 1 }[mark.anchor] * width;
  const baseline = y + mark.y;
  return {
    text: mark.text,
    left,
    right: left + width,
    top: baseline - 0.8 * mark.sizeMm,
    bottom: baseline + 0.1 * mark.sizeMm,
  };
}
