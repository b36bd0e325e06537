/** Small random street networks with people and facilities on and off them, from a seed. */
import { createRandom } from "../../geodata/build/random.ts";
import {
  CYCLE_BOTH,
  type StreetBlocks,
  type Streets,
  WALK_BACKWARD,
  WALK_BOTH,
  WALK_FORWARD,
} from "../../src/core/model/streets.ts";

export interface RandomCity {
  readonly streets: Streets;
  readonly streetBlocks: StreetBlocks;
  /** Interleaved lon, lat of places near streets. */
  readonly homes: Float64Array;
  readonly facilities: Float64Array;
}

const WEST = 113.3;
const SOUTH = 40.08;
const CELL_DEGREES = 0.002;

/** A grid with missing and bent streets, some one-way, some closed at a point. */
export function createRandomCity(seed: number, size = 6): RandomCity {
  const random = createRandom(seed);
  const junction = (column: number, row: number): [number, number] => {
    const jitter = createRandom(seed * 7919 + column * 131 + row);
    return [
      roundDegrees(WEST + (column + 0.4 * jitter()) * CELL_DEGREES),
      roundDegrees(SOUTH + (row + 0.4 * jitter()) * CELL_DEGREES),
    ];
  };
  const coordinates: number[] = [];
  const starts = [0];
  const permissions: number[] = [];
  const blocked: number[] = [];
  const addStreet = (points: [number, number][]): void => {
    for (const point of points) coordinates.push(...point);
    starts.push(coordinates.length / 2);
    const kind = random();
    permissions.push((kind < 0.15 ? WALK_FORWARD : kind < 0.25 ? WALK_BACKWARD : WALK_BOTH) | CYCLE_BOTH);
    if (random() < 0.05) blocked.push(...(points[1] as [number, number]));
  };
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const here = junction(column, row);
      for (const there of [junction(column + 1, row), junction(column, row + 1)]) {
        if (random() < 0.2) continue;
        const bend: [number, number] = [
          roundDegrees((here[0] + there[0]) / 2 + (random() - 0.5) * 0.0006),
          roundDegrees((here[1] + there[1]) / 2 + (random() - 0.5) * 0.0006),
        ];
        addStreet([here, bend, there]);
      }
    }
  }
  const places = (count: number): Float64Array => {
    const points = new Float64Array(count * 2);
    for (let i = 0; i < count; i++) {
      points[2 * i] = WEST + random() * size * CELL_DEGREES;
      points[2 * i + 1] = SOUTH + random() * size * CELL_DEGREES;
    }
    return points;
  };
  const count = permissions.length;
  return {
    streets: {
      count,
      coordinates: Float64Array.from(coordinates),
      starts: Uint32Array.from(starts),
      permissions: Uint8Array.from(permissions),
      classes: new Array<string>(count).fill("residential"),
      names: new Array<string>(count).fill(""),
      ids: Array.from({ length: count }, (_, index) => `w${index}`),
    },
    streetBlocks: {
      count: blocked.length / 2,
      coordinates: Float64Array.from(blocked),
      stops: new Uint8Array(blocked.length / 2).fill(WALK_BOTH),
    },
    homes: places(40),
    facilities: places(5),
  };
}

function roundDegrees(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}
