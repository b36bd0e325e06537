/**
 * A town whose access is heavy to count and quick to read: a lattice of short blocks, many
 * small clinics in its western half, few places where people live. Every search reaches
 * thousands of corners.
 */
import { createRandom } from "../../geodata/build/random.ts";
import { CYCLE_BOTH, WALK_BOTH } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import { createPointFacilities, createRandomStudy } from "./random-study.ts";

const WEST = 113.3;
const SOUTH = 40.08;
/** Some 26 m from west to east, 33 m from south to north. */
const BLOCK_DEGREES = 0.0003;

export interface DenseTown {
  /** Streets in each direction. */
  readonly size: number;
  readonly clinics: number;
  readonly homes: number;
}

export function createDenseTown({ size, clinics, homes }: DenseTown, seed = 1): Study {
  const random = createRandom(seed);
  const side = (size - 1) * BLOCK_DEGREES;
  const at = (step: number, from: number): number => Math.round((from + step * BLOCK_DEGREES) * 1e7) / 1e7;
  const coordinates: number[] = [];
  const starts = [0];
  for (const isRow of [true, false]) {
    for (let line = 0; line < size; line++) {
      for (let step = 0; step < size; step++) {
        coordinates.push(at(isRow ? step : line, WEST), at(isRow ? line : step, SOUTH));
      }
      starts.push(coordinates.length / 2);
    }
  }
  const scatter = (count: number, width: number): Float64Array =>
    Float64Array.from({ length: 2 * count }, (_, i) =>
      i % 2 === 0 ? WEST + random() * width : SOUTH + random() * side,
    );
  const study = createRandomStudy(seed);
  const count = 2 * size;
  const points = scatter(homes, side);
  const halves = [0, 1].map((half) => WEST + (half * side) / 2);
  const people = Float64Array.from({ length: homes }, () => 1 + Math.floor(random() * 40));
  const clinicLayer = createPointFacilities("clinic", scatter(clinics, side / 2));
  return {
    ...study,
    id: `dense-town-${size}-${clinics}-${homes}`,
    title: { zh: "密路网小城", en: "Dense town" },
    streets: {
      count,
      coordinates: Float64Array.from(coordinates),
      starts: Uint32Array.from(starts),
      permissions: new Uint8Array(count).fill(WALK_BOTH | CYCLE_BOTH),
      classes: new Array<string>(count).fill("residential"),
      names: new Array<string>(count).fill(""),
      ids: Array.from({ length: count }, (_, index) => `w${index}`),
    },
    streetBlocks: { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) },
    communities: {
      ...study.communities,
      count: 2,
      ids: ["west", "east"],
      names: ["西里", "东里"],
      parentIds: ["t1", "t1"],
      kinds: ["urban", "urban"],
      areas: halves.map((west) => ({
        type: "Polygon" as const,
        coordinates: [
          [
            [west, SOUTH],
            [west + side / 2, SOUTH],
            [west + side / 2, SOUTH + side],
            [west, SOUTH + side],
            [west, SOUTH],
          ] as [number, number][],
        ],
      })),
      centres: Float64Array.from(halves.flatMap((west) => [west + side / 4, SOUTH + side / 2])),
    },
    demand: {
      count: homes,
      coordinates: points,
      communityIndexes: Int32Array.from({ length: homes }, (_, home) =>
        (points[2 * home] as number) < (halves[1] as number) ? 0 : 1,
      ),
      unit: "people",
      people: { all: people, "60+": people.map((value) => Math.floor(value / 4)) },
      landSquareMetres: null,
    },
    facilities: [
      {
        ...clinicLayer,
        attributes: { places: Array.from({ length: clinics }, () => Math.floor(random() * 3)) },
      },
    ],
    services: study.services.filter(({ id }) => id === "clinic"),
  };
}
