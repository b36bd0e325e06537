/** How wide streets of each rank are drawn in which view, on the page and on paper. Widths in CSS pixels. */

/** Of each rank: widest view drawn, width by zoom, opacity of the white line. */
export const STREET_STYLES: readonly {
  readonly from: number;
  /** Zoom, width, zoom, width … */
  readonly widths: readonly number[];
  readonly opacity: number;
}[] = [
  {
    from: 6,
    widths: [6, 0.7, 10, 2, 12, 3.4, 14, 5.4, 18, 20],
    opacity: 1,
  },
  {
    from: 8,
    widths: [8, 0.6, 11, 1.7, 12, 2.4, 14, 4.6, 18, 18],
    opacity: 0.95,
  },
  {
    from: 10,
    widths: [10, 0.6, 12, 1.7, 14, 3.8, 18, 16],
    opacity: 0.9,
  },
  {
    from: 11,
    widths: [11, 0.5, 12, 1, 14, 3, 18, 14],
    opacity: 0.8,
  },
  {
    from: 12.4,
    widths: [12.4, 0.5, 13, 0.8, 14, 1.6, 16, 4.5, 18, 11],
    opacity: 0.75,
  },
  {
    from: 14,
    widths: [14, 0.8, 16, 3, 18, 8],
    opacity: 0.75,
  },
  {
    from: 14.6,
    widths: [14.6, 0.7, 16, 1.4, 18, 3],
    opacity: 0.8,
  },
];

/** The widest view in which streets of each rank have a dark edge. */
export const CASED_FROM = [8, 9, 10.6, 11.6, 13, 15];

/** Widths of the dark edge under a street, both sides of it together. */
export function casingWidths(widths: readonly number[]): number[] {
  return widths.map((value, index) => (index % 2 === 0 ? value : value + ((widths[index - 1] ?? 0) < 12 ? 0.8 : 1.6)));
}
