/** One to six maps in a rectangle: rows and columns in which they are largest, each with its caption and degrees around it. */
import type { PaperBox } from "../map/cut-geometry.ts";
import { createMapFrame, type FrameSubject, type MapFrame } from "../map/map-frame.ts";

export interface MapCell {
  /** With caption and degrees. */
  readonly outer: PaperBox;
  /** The map alone. */
  readonly inner: PaperBox;
}

export interface MapCells {
  readonly frame: MapFrame;
  readonly cells: readonly MapCell[];
}

/**
 * @param captionHeight above each map; 0 without captions
 * @param band around each map
 */
export function layMapCells(
  subject: FrameSubject,
  count: number,
  box: PaperBox,
  gap: number,
  captionHeight: number,
  band: number,
): MapCells {
  const layouts = Array.from({ length: Math.max(1, count) }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns) || 1;
    const width = (box.width - (columns - 1) * gap) / columns;
    const height = (box.height - (rows - 1) * gap) / rows;
    const [innerWidth, innerHeight] = [width - 2 * band, height - captionHeight - 2 * band];
    const isUseful = innerWidth > 0 && innerHeight > 0;
    const frame = isUseful ? createMapFrame(subject, innerWidth, innerHeight) : null;
    return { columns, rows, width, height, frame, innerWidth, innerHeight };
  }).filter(({ frame }) => frame !== null);
  const worth = ({ innerWidth, innerHeight, frame, columns, rows }: (typeof layouts)[number]): number => {
    const squareness = Math.min(innerWidth, innerHeight) / Math.max(innerWidth, innerHeight);
    const holes = columns * rows - count;
    return -Math.log(frame!.denominator) + 0.12 * squareness - 0.05 * holes;
  };
  const best = layouts.reduce((a, b) => (worth(b) > worth(a) ? b : a));
  const cells = Array.from({ length: count }, (_, index): MapCell => {
    const x = box.x + (index % best.columns) * (best.width + gap);
    const y = box.y + Math.floor(index / best.columns) * (best.height + gap);
    return {
      outer: { x, y, width: best.width, height: best.height },
      inner: { x: x + band, y: y + captionHeight + band, width: best.innerWidth, height: best.innerHeight },
    };
  });
  return { frame: best.frame!, cells };
}
