/** Textures and facility icons, drawn in code: no sprite is loaded. */
import type { ServiceDomain } from "../../core/model/facility.ts";
import { DOMAIN_COLOURS } from "../../report/map/colour-ramps.ts";
import {
  FACILITY_ICON_DISCS,
  FACILITY_PICTOGRAMS,
  type FacilityIconForm,
} from "../../report/map/facility-pictograms.ts";
import {
  DEPENDS_STROKES,
  FRAGILE_STROKES,
  NO_DATA_DOTS,
  NOT_MET_STROKES,
  TEXTURE_PIXELS,
  type Texture,
} from "../../report/map/map-textures.ts";

export interface PixelImage {
  readonly width: number;
  readonly height: number;
  /** RGBA, four bytes a pixel, colour not multiplied by alpha. */
  readonly data: Uint8ClampedArray;
}

export const HATCH_IMAGE = "not-met-hatch";
export const DEPENDS_IMAGE = "depends-strokes";
export const FRAGILE_IMAGE = "fragile-hatch";
export const DOTS_IMAGE = "no-data-dots";

const SAMPLES = 4;

/** Draws a texture that repeats every 8 pixels; `covers` tells whether a spot of it is inked. */
function paintTexture(
  pixelRatio: number,
  { colour, opacity }: Texture,
  covers: (x: number, y: number) => boolean,
): PixelImage {
  const size = Math.max(TEXTURE_PIXELS, Math.round(TEXTURE_PIXELS * pixelRatio));
  const scale = TEXTURE_PIXELS / size;
  const data = new Uint8ClampedArray(size * size * 4);
  const value = Number.parseInt(colour.slice(1), 16);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let inked = 0;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) * scale;
        const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) * scale;
        if (covers(x, y)) inked++;
      }
      const share = inked / (SAMPLES * SAMPLES);
      data.set(
        [value >> 16, (value >> 8) & 255, value & 255, Math.round(255 * opacity * share)],
        4 * (row * size + column),
      );
    }
  }
  return { width: size, height: size, data };
}

/** Slanting strokes for "not met". */
export function hatchTexture(pixelRatio: number): PixelImage {
  return paintTexture(pixelRatio, NOT_MET_STROKES, (x, y) => (x + y) % TEXTURE_PIXELS < NOT_MET_STROKES.pixels);
}

/** Level strokes for "depends on the reading". */
export function dependsTexture(pixelRatio: number): PixelImage {
  return paintTexture(pixelRatio, DEPENDS_STROKES, (_, y) => y % (TEXTURE_PIXELS / 2) < DEPENDS_STROKES.pixels);
}

/** Strokes that slant the other way for what some change would turn. */
export function fragileTexture(pixelRatio: number): PixelImage {
  const { pixels } = FRAGILE_STROKES;
  return paintTexture(pixelRatio, FRAGILE_STROKES, (x, y) => (x - y + TEXTURE_PIXELS) % TEXTURE_PIXELS < pixels);
}

/** Dots for "no data". */
export function dotTexture(pixelRatio: number): PixelImage {
  const near = (x: number, y: number, cx: number, cy: number) => Math.hypot(x - cx, y - cy) < NO_DATA_DOTS.pixels;
  return paintTexture(pixelRatio, NO_DATA_DOTS, (x, y) => near(x, y, 2, 2) || near(x, y, 6, 6));
}

type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

function disc(pen: Pen, radius: number, colour: string): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fill();
}

export function facilityIconName(domain: ServiceDomain, form: FacilityIconForm): string {
  return `facility-${form}-${domain}`;
}

const ICON_PIXELS: Readonly<Record<FacilityIconForm, number>> = { ring: 22, pictogram: 30 };

/** A facility icon at this pixel ratio; null where the browser gives no drawing surface. */
export function facilityIcon(domain: ServiceDomain, form: FacilityIconForm, pixelRatio: number): PixelImage | null {
  const size = Math.round(ICON_PIXELS[form] * pixelRatio);
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return null;
  const colour = DOMAIN_COLOURS[domain];
  pen.scale(pixelRatio, pixelRatio);
  pen.translate(ICON_PIXELS[form] / 2, ICON_PIXELS[form] / 2);
  for (const { radius, colour: own, opacity } of FACILITY_ICON_DISCS[form]) {
    pen.globalAlpha = opacity;
    disc(pen, radius, own ?? colour);
  }
  pen.globalAlpha = 1;
  if (form === "pictogram") {
    pen.beginPath();
    FACILITY_PICTOGRAMS[domain](pen);
    pen.fillStyle = "#ffffff";
    pen.fill("evenodd");
  }
  const { data } = pen.getImageData(0, 0, size, size);
  return { width: size, height: size, data };
}
