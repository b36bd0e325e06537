/** Seeded randomness for the generator: the same seed gives the same city on every machine. */

export type Random = () => number;

/** Numbers in [0, 1) (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function hashCell(x: number, y: number, seed: number): number {
  let hash = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(seed, 2246822519);
  hash = Math.imul(hash ^ (hash >>> 13), 1274126177);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise in [-1, 1] over the plane, about one hill per `scale` metres. */
export function noiseAt(x: number, y: number, scale: number, seed: number): number {
  const gx = Math.floor(x / scale);
  const gy = Math.floor(y / scale);
  const fx = x / scale - gx;
  const fy = y / scale - gy;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const top = hashCell(gx, gy, seed) * (1 - sx) + hashCell(gx + 1, gy, seed) * sx;
  const bottom = hashCell(gx, gy + 1, seed) * (1 - sx) + hashCell(gx + 1, gy + 1, seed) * sx;
  return (top * (1 - sy) + bottom * sy) * 2 - 1;
}

/** A log-normal-like size around 1, between 0.2 and 5. */
export function drawSize(random: Random): number {
  const bell = (random() + random() + random() - 1.5) * 1.1;
  return Math.min(5, Math.max(0.2, 2 ** (bell * 1.6)));
}
