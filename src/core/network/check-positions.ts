/** Positions that no street, home or facility can have: not finite, or off the globe. */
import { BadDataError, type Issue } from "../errors.ts";

const MOST_ISSUES = 50;

/** Collects bad positions of a layer, the first 50 of them one by one. */
export class PositionIssues {
  private readonly issues: Issue[] = [];
  private count = 0;
  private readonly layer: string;

  constructor(layer: string) {
    this.layer = layer;
  }

  /** Notes a bad position; `row` is the 1-based number of its line or point. */
  add(row: number, lon: number, lat: number): void {
    this.count++;
    if (this.count > MOST_ISSUES) return;
    const { layer } = this;
    this.issues.push({ code: "bad-coordinate", severity: "error", layer, row, value: `${lon}, ${lat}` });
  }

  /** @throws BadDataError with what was noted, if anything was. */
  throwIfAny(): void {
    if (this.count === 0) return;
    const more = this.count - MOST_ISSUES;
    const { layer } = this;
    const rest: Issue[] = more > 0 ? [{ code: "bad-coordinate", severity: "error", layer, details: { more } }] : [];
    throw new BadDataError([...this.issues, ...rest]);
  }
}

/** @throws BadDataError unless every point (interleaved lon, lat) lies on the globe. */
export function checkPoints(points: Float64Array, layer: string): void {
  const issues = new PositionIssues(layer);
  for (let i = 0; i < points.length; i += 2) {
    const lon = points[i] as number;
    const lat = points[i + 1] as number;
    // Written so that NaN fails.
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) issues.add(i / 2 + 1, lon, lat);
  }
  issues.throwIfAny();
}
