/** What the layers of the style are written with. */
import type { ExpressionSpecification } from "./maplibre-door.ts";

export const LABEL_HALO = "rgba(255, 255, 255, 0.92)";

/** Drawn by the browser as a CSS font family list: no glyphs are fetched. */
export const REGULAR_FONT = [
  "Noto Sans CJK SC",
  "Noto Sans SC",
  "PingFang SC",
  "Microsoft YaHei",
  "Source Han Sans SC",
  "sans-serif",
];
/** MapLibre reads the weight out of the first name; no font is called so. */
export const MEDIUM_FONT = ["Map Medium", ...REGULAR_FONT];

export const NAME: ExpressionSpecification = ["get", "name"];

/** A size that grows with the zoom: zoom, value, zoom, value … */
export function byZoom(...stops: readonly number[]): ExpressionSpecification {
  return ["interpolate", ["exponential", 1.5], ["zoom"], ...stops] as ExpressionSpecification;
}

export function kindIs(kind: string): ExpressionSpecification {
  return ["==", ["get", "kind"], kind];
}
