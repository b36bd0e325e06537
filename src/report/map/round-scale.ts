/** Scales and lengths in round numbers. */

/** Leading figures of the denominators that printed maps use. */
const SCALE_FIGURES = [1, 1.2, 1.5, 1.8, 2, 2.2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10];

/** The largest round scale that still shows as much: the next round denominator that is not below the one given. */
export function roundDenominator(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const figure = SCALE_FIGURES.find((each) => each * power >= atLeast * (1 - 1e-9)) ?? 10;
  return Math.round(figure * power);
}

/** A denominator with two figures that is not below the one given: for views whose scale somebody chose. */
export function keepDenominator(atLeast: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(atLeast)) - 1);
  return Math.ceil((atLeast * (1 - 1e-9)) / step) * step;
}

/** The longest length of 1, 2 or 5 × 10ⁿ that is not above the one given. */
export function roundLength(atMost: number): number {
  const power = 10 ** Math.floor(Math.log10(atMost));
  return [5, 2, 1].map((figure) => figure * power).find((length) => length <= atMost * (1 + 1e-9)) ?? power;
}
