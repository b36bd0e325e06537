/** Numbers that choose among sites: a fixed series, so that equal questions give equal answers. */

/** Whole numbers that look random: Marsaglia's xorshift (2003). */
export class NumberSeries {
  private state = 2463534242;

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }
}
