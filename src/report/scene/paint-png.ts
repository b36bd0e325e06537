/**
 * A scene as pixels, in strips of rows, so that a sheet of A0 needs no more memory at once than a small one. Strips are moved
 * by whole pixels, so that none is seen in the whole; hatches are drawn as strokes, sharp at any density.
 */
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { AnalysisError } from "../../core/errors.ts";
import type { ReportTools } from "../report-tools.ts";
import { flattenHatches } from "./flatten-hatches.ts";
import { selectInWindow } from "./marks-in-window.ts";
import { type PixelStrip, paintSvgStrip } from "./paint-svg.ts";
import type { Mark, Scene } from "./scene.ts";
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
  const { marks } = flattenHatches(scene);
  const channels = scene.background === null ? 4 : 3;
  const png = createPngWriter({ width, height, channels, pixelsPerMetre: Math.round(pixelsPerMillimetre * 1000) });
  for (let strip = 0; strip < stripCount; strip++) {
    if (control.signal?.aborted) throw new AnalysisError("cancelled");
    const firstRow = strip * rowsPerStrip;
    const rowCount = Math.min(rowsPerStrip, height - firstRow);
    const pixels = drawStrip(
      marks,
      scene.background,
      { pixelsPerMillimetre, widthPixels: width, firstRow, rowCount },
      tools,
    );
    png.push(channels === 3 ? dropOpacity(pixels) : undoPremultiplied(pixels));
    control.onStrip?.(strip + 1, stripCount);
    // Lets a cancellation in.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return png.finish();
}

/** RGBA of the strip's rows. */
function drawStrip(
  marks: readonly Mark[],
  background: string | null,
  strip: PixelStrip,
  tools: ReportTools,
): Uint8Array {
  const { pixelsPerMillimetre, widthPixels, firstRow, rowCount } = strip;
  const window = {
    left: 0,
    top: firstRow / pixelsPerMillimetre,
    right: widthPixels / pixelsPerMillimetre,
    bottom: (firstRow + rowCount) / pixelsPerMillimetre,
  };
  const drawing = new Resvg(paintSvgStrip(selectInWindow(marks, window), background, strip), {
    font: { fontBuffers: [tools.fonts.regular, tools.fonts.bold], defaultFontFamily: "Noto Sans SC" },
  });
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
