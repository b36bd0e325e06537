/** Web Mercator as maps draw it: the world is the unit square, north at 0. For drawing only, never for measuring. */

export function longitudeToMercator(longitude: number): number {
  return (longitude + 180) / 360;
}

export function latitudeToMercator(latitude: number): number {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/**
 * The part of a segment inside the square from `low` to `high` on both axes, as
 * `[x1, y1, x2, y2]` in `clipped` (Liang & Barsky 1984). False where nothing is inside.
 */
export function clipSegment(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  low: number,
  high: number,
  clipped: Float64Array,
): boolean {
  const dx = x2 - x1;
  const dy = y2 - y1;
  let enter = 0;
  let leave = 1;
  for (let side = 0; side < 4; side++) {
    const slope = side === 0 ? -dx : side === 1 ? dx : side === 2 ? -dy : dy;
    const room = side === 0 ? x1 - low : side === 1 ? high - x1 : side === 2 ? y1 - low : high - y1;
    if (slope === 0) {
      if (room < 0) return false;
    } else {
      const at = room / slope;
      if (slope < 0) enter = Math.max(enter, at);
      else leave = Math.min(leave, at);
      if (enter > leave) return false;
    }
  }
  clipped[0] = x1 + enter * dx;
  clipped[1] = y1 + enter * dy;
  clipped[2] = x1 + leave * dx;
  clipped[3] = y1 + leave * dy;
  return true;
}
