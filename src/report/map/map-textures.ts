/** Textures over the colours of communities, which stay legible in grey print. Lengths in CSS pixels (1/96 inch) of a tile that repeats. */
import { INK_COLOUR, SHORTFALL_COLOUR } from "./colour-ramps.ts";

/** Side of the tile after which every texture repeats. */
export const TEXTURE_PIXELS = 8;

export interface Texture {
  readonly colour: string;
  readonly opacity: number;
  /** Of a stroke along an edge of the tile, or the radius of a dot. */
  readonly pixels: number;
}

/** "Not met": strokes upwards to the right, one a tile. */
export const NOT_MET_STROKES: Texture = { colour: SHORTFALL_COLOUR, opacity: 0.46, pixels: 1.3 };
/** "Depends on the reading": level strokes, two a tile. */
export const DEPENDS_STROKES: Texture = { colour: "#5c4400", opacity: 0.42, pixels: 1.1 };
/** What some change would turn: strokes downwards to the right, one a tile. */
export const FRAGILE_STROKES: Texture = { colour: INK_COLOUR, opacity: 0.5, pixels: 1.2 };
/** "No data": two dots a tile, set off against one another. */
export const NO_DATA_DOTS: Texture = { colour: "#8a867c", opacity: 0.6, pixels: 0.95 };
