/**
 * A scene as pixels, in strips of rows, so that a sheet of A0 needs no more memory at once than a small one. Strips are moved
 * by whole pixels, so that none is seen in the whole; hatches are drawn as strokes, sharp at any density.
 */
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { AnalysisError } from "../../core/errors.ts";
import type { ReportTools } from "../report-tools.ts";
import { flattenHatches } from "./flatten-hatches.ts";
import { selectInWindow } from "./marks-in-window.ts";
import { type PixelWindow, paintSvgPixels } from "./paint-svg.ts";
import type { Scene } from "./scene.ts";
import { type Layer, splitLayers } from "./split-layers.ts";
import { createPngWriter } from "./write-png.ts";

const MILLIMETRES_PER_INCH = 25.4;
const PIXELS_PER_STRIP = 4_000_000;

/** Told of strips as they are drawn, asked between them whether to go on. */
export interface StripControl {
  readonly onStrip?: (done: number, total: number) => void;
  readonly signal?: { readonly aborted: boolean };
  /** For tests of the seams. */
  readonly rowsPerStrip?: number;
}

/** Whole pixels of a length: A3 at 300 dots per inch has 4961 × 3508. */
export function countPixels(millimetres: number, dotsPerInch: number): number {
  return Math.max(1, Math.round((millimetres / MILLIMETRES_PER_INCH) * dotsPerInch));
}

let rasterizerReady: Promise<void> | null = null;

/**
 * A PNG file that says its own density. Without a background it is transparent.
 * @throws AnalysisError("cancelled") where the signal says so.
 */
export async function paintPng(
  scene: Scene,
  dotsPerInch: number,
  tools: ReportTools,
  control: StripControl = {},
): Promise<Uint8Array> {
  rasterizerReady ??= initWasm(tools.rasterizer.slice());
  await rasterizerReady;
  const width = countPixels(scene.widthMm, dotsPerInch);
  const height = countPixels(scene.heightMm, dotsPerInch);
  const pixelsPerMillimetre = dotsPerInch / MILLIMETRES_PER_INCH;
  const rowsPerStrip = control.rowsPerStrip ?? Math.max(16, Math.floor(PIXELS_PER_STRIP / width));
  const stripCount = Math.ceil(height / rowsPerStrip);
  const page = { left: 0, top: 0, right: width / pixelsPerMillimetre, bottom: height / pixelsPerMillimetre };
  const layers = splitLayers(flattenHatches(scene).marks, page);
  const channels = scene.background === null ? 4 : 3;
  const png = createPngWriter({ width, height, channels, pixelsPerMetre: Math.round(pixelsPerMillimetre * 1000) });
  for (let strip = 0; strip < stripCount; strip++) {
    if (control.signal?.aborted) throw new AnalysisError("cancelled");
    const top = strip * rowsPerStrip;
    const window = { pixelsPerMillimetre, left: 0, top, width, height: Math.min(rowsPerStrip, height - top) };
    const pixels = fillStrip(window, scene.background);
    for (const layer of layers) drawLayer(layer, window, pixels, tools);
    png.push(channels === 3 ? dropOpacity(pixels) : undoPremultiplied(pixels));
    control.onStrip?.(strip + 1, stripCount);
    // Lets a cancellation in.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return png.finish();
}

/** RGBA of the strip's pixels, colours multiplied by opacity. */
function fillStrip({ width, height }: PixelWindow, background: string | null): Uint8Array {
  const pixels = new Uint8Array(4 * width * height);
  if (background === null) return pixels;
  const value = Number.parseInt(background.slice(1), 16);
  const one = Uint8Array.of(value >> 16, (value >> 8) & 255, value & 255, 255);
  new Uint32Array(pixels.buffer).fill(new Uint32Array(one.buffer)[0]!);
  return pixels;
}

/** Draws what the strip shows of a layer over the strip; edges of the layer's window fall on whole pixels. */
function drawLayer({ window, marks }: Layer, strip: PixelWindow, pixels: Uint8Array, tools: ReportTools): void {
  const scale = strip.pixelsPerMillimetre;
  const left = Math.max(0, Math.round(window.left * scale));
  const right = Math.min(strip.width, Math.round(window.right * scale));
  const top = Math.max(strip.top, Math.round(window.top * scale));
  const bottom = Math.min(strip.top + strip.height, Math.round(window.bottom * scale));
  if (right <= left || bottom <= top) return;
  const seen = { left: left / scale, top: top / scale, right: right / scale, bottom: bottom / scale };
  const shown = selectInWindow(marks, seen);
  if (shown.length === 0) return;
  const part: PixelWindow = { pixelsPerMillimetre: scale, left, top, width: right - left, height: bottom - top };
  blendOver(pixels, strip, rasterize(paintSvgPixels(shown, part), tools), part);
}

/** RGBA, colours multiplied by opacity. */
function rasterize(svg: string, { fonts }: ReportTools): Uint8Array {
  const fontBuffers = svg.includes("<text") ? [fonts.regular, fonts.bold] : [];
  const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: "Noto Sans SC" } });
  try {
    const image = drawing.render();
    try {
      return image.pixels;
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

/** Lays a part over the strip that it is a part of. */
function blendOver(pixels: Uint8Array, strip: PixelWindow, over: Uint8Array, part: PixelWindow): void {
  const below = new Uint32Array(pixels.buffer);
  const above = new Uint32Array(over.buffer, over.byteOffset, over.length / 4);
  for (let row = 0; row < part.height; row++) {
    let from = row * part.width;
    let to = (part.top - strip.top + row) * strip.width + part.left - strip.left;
    for (const end = from + part.width; from < end; from++, to++) {
      if (above[from] === 0) continue;
      const opacity = over[4 * from + 3]!;
      if (opacity === 255) {
        below[to] = above[from]!;
        continue;
      }
      const rest = 255 - opacity;
      for (let channel = 0; channel < 4; channel++) {
        const at = 4 * to + channel;
        // Exact division by 255 of what fits into sixteen bits, rounded.
        const product = pixels[at]! * rest + 128;
        pixels[at] = over[4 * from + channel]! + ((product + (product >> 8)) >> 8);
      }
    }
  }
}

function dropOpacity(pixels: Uint8Array): Uint8Array {
  const colours = new Uint8Array((pixels.length / 4) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    colours[to] = pixels[from]!;
    colours[to + 1] = pixels[from + 1]!;
    colours[to + 2] = pixels[from + 2]!;
  }
  return colours;
}

/** The rasterizer's colours are multiplied by their opacity; those of a PNG file are not. */
function undoPremultiplied(pixels: Uint8Array): Uint8Array {
  const plain = pixels.slice();
  for (let at = 0; at < plain.length; at += 4) {
    const opacity = plain[at + 3]!;
    if (opacity === 0 || opacity === 255) continue;
    for (let channel = 0; channel < 3; channel++)
      plain[at + channel] = Math.min(255, Math.round((plain[at + channel]! * 255) / opacity));
  }
  return plain;
}
