/** The random study with steps, crossings, streets and gates that are shut at night, ways that wheels cannot take, and hills. */
import { createRandom } from "../../geodata/build/random.ts";
import {
  CONDITION_CROSSING,
  CONDITION_NIGHT_NO_CYCLE,
  CONDITION_NIGHT_NO_WALK,
  CONDITION_NO_WHEELCHAIR,
  CONDITION_STEPS,
} from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import { createRandomStudy } from "./random-study.ts";

const KINDS = [
  CONDITION_STEPS | CONDITION_NO_WHEELCHAIR,
  CONDITION_CROSSING,
  CONDITION_NIGHT_NO_WALK | CONDITION_NIGHT_NO_CYCLE,
  CONDITION_NO_WHEELCHAIR,
];

export function createHardStudy(seed: number): Study {
  const study = createRandomStudy(seed);
  const random = createRandom(seed + 77);
  const { streets } = study;
  const positions = streets.coordinates.length / 2;
  const metres = Float64Array.from({ length: positions }, (_, position) => {
    const [lon = 0, lat = 0] = streets.coordinates.subarray(2 * position, 2 * position + 2);
    return Math.round((1040 + 8000 * (lon - 113.3) - 5000 * (lat - 40.08)) * 1000) / 1000;
  });
  return {
    ...study,
    id: `hard-${seed}`,
    streets: {
      ...streets,
      conditions: Uint8Array.from({ length: streets.count }, () =>
        random() < 0.3 ? (KINDS[Math.floor(random() * KINDS.length)] as number) : 0,
      ),
      elevations: { metres, ofPosition: Uint32Array.from({ length: positions }, (_, position) => position) },
    },
  };
}
