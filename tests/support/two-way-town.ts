/** Towns where some streets are for cycling alone and some for walking, and circles that either of two ways satisfies. */
import fc from "fast-check";
import { createRandom } from "../../geodata/build/random.ts";
import type { ProfileId } from "../../src/core/model/parameters.ts";
import { CYCLE_BOTH, WALK_BOTH } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { ServiceAreaRule } from "../../src/core/plan/judge/judge-service-area.ts";
import type { Reach } from "../../src/core/plan/target.ts";

/** The study with a third of its streets for one of the two ways alone. */
export function splitStreets(study: Study, seed: number): Study {
  const random = createRandom(seed + 4242);
  const permissions = study.streets.permissions.map((bits) => {
    const draw = random();
    return draw < 0.2 ? CYCLE_BOTH : draw < 0.35 ? WALK_BOTH : bits;
  });
  return { ...study, streets: { ...study.streets, permissions } };
}

export const reaches: fc.Arbitrary<Reach> = fc.oneof(
  fc.integer({ min: 2, max: 12 }).map((minutes): Reach => ({ kind: "time", seconds: 60 * minutes })),
  fc.integer({ min: 150, max: 900 }).map((metres): Reach => ({ kind: "distance", metres, measure: "network" })),
);
/** The other way's own limit as a part of the first's; null: the same limit. */
export const limits: fc.Arbitrary<number | null> = fc.constantFrom(null, 0.3, 0.7, 1.5);

/** The limit so many times as far; null: the same limit. */
export function limitOf(reach: Reach, times: number | null): Reach | null {
  if (times === null) return null;
  return reach.kind === "time"
    ? { ...reach, seconds: reach.seconds * times }
    : { ...reach, metres: reach.metres * times };
}

/** Clinics on foot or by bicycle, for all people. */
export function circleOfTwoWays(reach: Reach, limit: number | null, profileId: ProfileId = "adult"): ServiceAreaRule {
  const needs = [{ serviceIds: ["clinic"] }];
  const base = { kind: "service-area", needs, reach, profileId, groupId: "all", passShare: 0.8 } as const;
  return { ...base, otherWay: { profileId: "cycle", reach: limitOf(reach, limit) } };
}
