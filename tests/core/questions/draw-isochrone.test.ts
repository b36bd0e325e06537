import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { compareMethods } from "../../../src/core/questions/compare-methods.ts";
import { type DrawnIsochrone, drawIsochrone } from "../../../src/core/questions/draw-isochrone.ts";
import { resolveGroup, searchOf } from "../../../src/core/service-search.ts";
import { createRandomStudy } from "../../support/random-study.ts";

function draw(session: AnalysisSession, serviceId: string, facilityIndex: number | null): DrawnIsochrone {
  const steps = drawIsochrone(session, DEFAULT_PARAMETERS, serviceId, facilityIndex);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function openRandom(seed: number): { readonly study: Study; readonly session: AnalysisSession } {
  const study = createRandomStudy(seed);
  return { study, session: new AnalysisSession(study) };
}

describe("the isochrone that map and card show", () => {
  it.each([1, 2, 3, 4, 5])("counts the people that the comparison of methods counts (seed %i)", (seed) => {
    const { study, session } = openRandom(seed);
    for (const service of study.services) {
      const people = study.demand.people[resolveGroup(study, service, DEFAULT_PARAMETERS)] ?? study.demand.people.all;
      const search = searchOf(service, DEFAULT_PARAMETERS);
      const compared = compareMethods(session, search, DEFAULT_PARAMETERS.cutoffSeconds, people);
      const drawn = draw(session, service.id, null);
      expect(Array.from(drawn.counted?.peopleCovered ?? [])).toEqual(Array.from(compared.inIsochrone));
    }
  });

  it.each([1, 2, 3])("has three bands, each within the next (seed %i)", (seed) => {
    const { study, session } = openRandom(seed);
    for (const { serviceId } of study.facilities) {
      const { bands } = draw(session, serviceId, null);
      expect(bands.map(({ cutoffSeconds }) => cutoffSeconds)).toEqual([300, 600, 900]);
      for (const [band, { reachMetres, areaSquareMetres }] of bands.entries()) {
        expect(reachMetres).toBeGreaterThanOrEqual(bands[band - 1]?.reachMetres ?? 0);
        expect(areaSquareMetres).toBeGreaterThanOrEqual(bands[band - 1]?.areaSquareMetres ?? 0);
      }
    }
  });

  it("of one facility is no larger than that of all, and counts nobody", () => {
    const { study, session } = openRandom(2);
    for (const { serviceId, count } of study.facilities) {
      const all = draw(session, serviceId, null);
      for (let facility = 0; facility < count; facility++) {
        const own = draw(session, serviceId, facility);
        expect(own.counted).toBeNull();
        expect(own.bands.at(-1)?.reachMetres).toBeLessThanOrEqual((all.bands.at(-1)?.reachMetres ?? 0) + 1e-6);
      }
    }
  });

  it("says that a service without facilities reaches nothing", () => {
    const study = { ...createRandomStudy(2), facilities: [] };
    const [service] = study.services;
    const drawn = draw(new AnalysisSession(study), service?.id ?? "", null);
    expect(drawn.attached).toBe(false);
    expect(drawn.bands.at(-1)).toMatchObject({ reachMetres: 0, areaSquareMetres: 0 });
    expect(drawn.counted?.peopleCovered.every((people) => people === 0)).toBe(true);
  });
});
