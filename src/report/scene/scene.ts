/**
 * A drawing as a list of marks on a page, in millimetres from its upper left corner, y downwards. Maps, charts and layouts
 * are made as scenes once; painters turn a scene into SVG, PDF or PNG, so that all three show the same. Plain values only.
 */

export type FontWeight = 400 | 700;

/** Parallel strokes over an area: what a verdict or missing data look like in grey print. */
export interface Hatch {
  readonly kind: "strokes" | "dots";
  readonly colour: string;
  readonly opacity: number;
  /** Direction of the strokes in degrees, clockwise from the right; dots ignore it. */
  readonly angle: number;
  /** Between two strokes or dots. */
  readonly spacingMm: number;
  /** Of a stroke, or of a dot's diameter. */
  readonly widthMm: number;
}

/** A flat colour (#rrggbb) with its opacity, or a hatch over whatever lies below. */
export type Fill = { readonly colour: string; readonly opacity?: number } | { readonly hatch: Hatch };

export interface Stroke {
  readonly colour: string;
  readonly widthMm: number;
  readonly opacity?: number;
  /** Lengths of strokes and gaps in turn; solid where left out. */
  readonly dashMm?: readonly number[];
  readonly cap?: "butt" | "round" | "square";
  readonly join?: "miter" | "round";
}

/** Many lines or rings at once, with one look. */
export interface PathMark {
  readonly kind: "path";
  /** Interleaved x, y of each part; filled by the even-odd rule, so that rings inside rings are holes. */
  readonly parts: readonly ArrayLike<number>[];
  /** Whether each part ends where it begins. */
  readonly isClosed: boolean;
  readonly fill?: Fill;
  readonly stroke?: Stroke;
}

export interface RectMark {
  readonly kind: "rect";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radiusMm?: number;
  readonly fill?: Fill;
  readonly stroke?: Stroke;
}

export interface CircleMark {
  readonly kind: "circle";
  readonly x: number;
  readonly y: number;
  readonly radiusMm: number;
  readonly fill?: Fill;
  readonly stroke?: Stroke;
}

/** One line of text; it is not broken, wrap it with `wrapText` beforehand. */
export interface TextMark {
  readonly kind: "text";
  /** On the baseline, at the end that `anchor` names. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Height of an em in millimetres (1 pt = 0.3528 mm). */
  readonly sizeMm: number;
  readonly weight: FontWeight;
  readonly colour: string;
  readonly anchor: "start" | "middle" | "end";
  /** Clockwise, about the anchor. */
  readonly angle?: number;
  readonly halo?: { readonly colour: string; readonly widthMm: number };
}

/** Marks that are cut off outside a rectangle, moved as one. */
export interface GroupMark {
  readonly kind: "group";
  readonly x: number;
  readonly y: number;
  /** In the group's own coordinates. */
  readonly clip?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly marks: readonly Mark[];
  /** What a reader or a page may call it (`legend`, `district:140213`); written as an attribute of SVG. */
  readonly name?: string;
}

export type Mark = PathMark | RectMark | CircleMark | TextMark | GroupMark;

export interface Scene {
  readonly widthMm: number;
  readonly heightMm: number;
  /** #rrggbb; nothing is painted below the marks where null. */
  readonly background: string | null;
  readonly marks: readonly Mark[];
}

/** Width of a line of text in millimetres, in the typeface that the painters draw with. */
export type MeasureText = (text: string, sizeMm: number, weight: FontWeight) => number;
