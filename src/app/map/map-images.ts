/** Textures and facility icons, drawn in code: no sprite is loaded. */
import type { ServiceDomain } from "../../core/model/facility.ts";
import { DOMAIN_COLOURS, INK_COLOUR, SHORTFALL_COLOUR } from "./colour-ramps.ts";

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

const TEXTURE_PIXELS = 8;
const SAMPLES = 4;

/** Draws a texture that repeats every 8 pixels; `covers` tells whether a spot of it is inked. */
function paintTexture(
  pixelRatio: number,
  colour: string,
  alpha: number,
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
        [value >> 16, (value >> 8) & 255, value & 255, Math.round(255 * alpha * share)],
        4 * (row * size + column),
      );
    }
  }
  return { width: size, height: size, data };
}

/** Slanting strokes for "not met". */
export function hatchTexture(pixelRatio: number): PixelImage {
  const stroke = 1.3;
  return paintTexture(pixelRatio, SHORTFALL_COLOUR, 0.46, (x, y) => (x + y) % TEXTURE_PIXELS < stroke);
}

/** Level strokes for "depends on the reading". */
export function dependsTexture(pixelRatio: number): PixelImage {
  const stroke = 1.1;
  return paintTexture(pixelRatio, "#5c4400", 0.42, (_, y) => y % (TEXTURE_PIXELS / 2) < stroke);
}

/** Strokes that slant the other way for what some change would turn. */
export function fragileTexture(pixelRatio: number): PixelImage {
  const stroke = 1.2;
  return paintTexture(pixelRatio, INK_COLOUR, 0.5, (x, y) => (x - y + TEXTURE_PIXELS) % TEXTURE_PIXELS < stroke);
}

/** Dots for "no data". */
export function dotTexture(pixelRatio: number): PixelImage {
  const near = (x: number, y: number, cx: number, cy: number) => Math.hypot(x - cx, y - cy) < 0.95;
  return paintTexture(pixelRatio, "#8a867c", 0.6, (x, y) => near(x, y, 2, 2) || near(x, y, 6, 6));
}

type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** White pictograms in a square of 12 units around the middle. */
const PICTOGRAMS: Readonly<Record<ServiceDomain, (pen: Pen) => void>> = {
  elderly: (pen) => {
    pen.moveTo(-5.2, -0.4);
    pen.lineTo(0, -5.2);
    pen.lineTo(5.2, -0.4);
    pen.lineTo(3.7, -0.4);
    pen.lineTo(3.7, 4.6);
    pen.lineTo(-3.7, 4.6);
    pen.lineTo(-3.7, -0.4);
    pen.closePath();
    pen.moveTo(0, 3.1);
    pen.bezierCurveTo(-3.4, 1, -2, -1.6, 0, -0.1);
    pen.bezierCurveTo(2, -1.6, 3.4, 1, 0, 3.1);
  },
  education: (pen) => {
    pen.moveTo(0, -4.4);
    pen.lineTo(6, -1.5);
    pen.lineTo(0, 1.4);
    pen.lineTo(-6, -1.5);
    pen.closePath();
    pen.moveTo(-3.6, 1.2);
    pen.lineTo(0, 2.9);
    pen.lineTo(3.6, 1.2);
    pen.lineTo(3.6, 3.4);
    pen.quadraticCurveTo(0, 5.6, -3.6, 3.4);
    pen.closePath();
  },
  health: (pen) => {
    pen.rect(-1.6, -5, 3.2, 10);
    pen.rect(-5, -1.6, 3.4, 3.2);
    pen.rect(1.6, -1.6, 3.4, 3.2);
  },
  sport: (pen) => {
    pen.rect(-2.6, -0.9, 5.2, 1.8);
    pen.rect(-4.5, -3.6, 1.9, 7.2);
    pen.rect(2.6, -3.6, 1.9, 7.2);
    pen.rect(-6.2, -2.2, 1.3, 4.4);
    pen.rect(4.9, -2.2, 1.3, 4.4);
  },
  culture: (pen) => {
    pen.moveTo(-0.5, -2.9);
    pen.quadraticCurveTo(-2.9, -4.6, -5.6, -3.8);
    pen.lineTo(-5.6, 3.4);
    pen.quadraticCurveTo(-2.9, 2.6, -0.5, 4.3);
    pen.closePath();
    pen.moveTo(0.5, -2.9);
    pen.quadraticCurveTo(2.9, -4.6, 5.6, -3.8);
    pen.lineTo(5.6, 3.4);
    pen.quadraticCurveTo(2.9, 2.6, 0.5, 4.3);
    pen.closePath();
  },
  other: (pen) => {
    pen.arc(0, 0, 3.4, 0, 2 * Math.PI);
  },
};

function disc(pen: Pen, radius: number, colour: string): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fill();
}

/** Far out: a ring with a dot. Near: the domain's colour with its pictogram. Both stand in a pale halo. */
export type FacilityIconForm = "ring" | "pictogram";

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
  if (form === "ring") {
    disc(pen, 9, "rgba(255,255,255,0.55)");
    disc(pen, 7.2, "#ffffff");
    disc(pen, 6, colour);
    disc(pen, 4.3, "#ffffff");
    disc(pen, 2.3, colour);
  } else {
    disc(pen, 14, "rgba(255,255,255,0.5)");
    disc(pen, 12.2, "#ffffff");
    disc(pen, 10.6, colour);
    pen.beginPath();
    PICTOGRAMS[domain](pen);
    pen.fillStyle = "#ffffff";
    pen.fill("evenodd");
  }
  const { data } = pen.getImageData(0, 0, size, size);
  return { width: size, height: size, data };
}
