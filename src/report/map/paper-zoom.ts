/**
 * The page's rules for what is drawn how wide at which zoom, kept on paper: a sheet shows what a screen would show whose
 * pixels are as large as the sheet's finest ones.
 */

/** Metres a pixel at the equator at zoom 0, of maps whose tiles are 512 pixels wide. */
const EQUATOR_METRES_PER_PIXEL = 78271.51696402048;
const WIDTH_GROWTH = 1.5;

export interface PaperScale {
  /** The zoom at which the page shows as much. */
  readonly zoom: number;
  /** Millimetres that stand for a pixel of the page. */
  readonly pixelMm: number;
}

/** Ground metres that one pixel of the page's map covers at a latitude. */
export function metresPerPixelAt(latitude: number, zoom: number): number {
  return (EQUATOR_METRES_PER_PIXEL * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom;
}

export function createPaperScale(denominator: number, latitude: number, pixelMm: number): PaperScale {
  const metresPerPixel = (denominator * pixelMm) / 1000;
  const zoom = Math.log2(metresPerPixelAt(latitude, 0) / metresPerPixel);
  return { zoom, pixelMm };
}

/** A width in millimetres between stops of the page: zoom, pixels, zoom, pixels … */
export function widthAtZoom({ zoom, pixelMm }: PaperScale, stops: readonly number[]): number {
  return pixelMm * between(zoom, stops);
}

function between(zoom: number, stops: readonly number[]): number {
  if (zoom <= stops[0]!) return stops[1]!;
  for (let at = 2; at + 1 < stops.length; at += 2) {
    const [from, to] = [stops[at - 2]!, stops[at]!];
    if (zoom > to) continue;
    const share = (WIDTH_GROWTH ** (zoom - from) - 1) / (WIDTH_GROWTH ** (to - from) - 1);
    return stops[at - 1]! + share * (stops[at + 1]! - stops[at - 1]!);
  }
  return stops.at(-1)!;
}
