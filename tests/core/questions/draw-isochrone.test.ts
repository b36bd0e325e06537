import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_GROUND } from "../../../src/core/isochrone/ground-options.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { type DrawnIsochrone, drawIsochrone } from "../../../src/core/questions/draw-isochrone.ts";
import { type ServiceSearch, searchOf } from "../../../src/core/service-search.ts";
import { drawService } from "../../support/count-by-method.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createRandomStudy } from "../../support/random-study.ts";

function draw(
  session: AnalysisSession,
  serviceId: string,
  facilityIndex: number | null,
  parameters: AnalysisParameters = DEFAULT_PARAMETERS,
): DrawnIsochrone {
  return finishSteps(drawIsochrone(session, parameters, serviceId, facilityIndex));
}

function openRandom(seed: number): { readonly study: Study; readonly session: AnalysisSession } {
  const study = createRandomStudy(seed);
  return { study, session: new AnalysisSession(study) };
}

function openFirst(seed: number): { readonly session: AnalysisSession; readonly search: ServiceSearch } {
  const { study, session } = openRandom(seed);
  const [service] = study.services;
  if (!service) throw new Error("no service");
  return { session, search: searchOf(service, DEFAULT_PARAMETERS) };
}

describe("the isochrone that map and card show", () => {
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

  it("is the same when it is drawn again, on ground and streets that the session keeps", () => {
    const { session, search } = openFirst(1);
    const first = draw(session, search.serviceId, null);
    const ground = session.ground("walk", DEFAULT_GROUND);
    const { arcs } = session.searchGraph(search);
    expect(draw(session, search.serviceId, null)).toEqual(first);
    expect(session.ground("walk", DEFAULT_GROUND)).toBe(ground);
    expect(session.searchGraph(search).arcs).toBe(arcs);
  });

  it("follows the cutoff", () => {
    const { session, search } = openFirst(1);
    const [long, short] = [900, 300].map((cutoffSeconds) =>
      draw(session, search.serviceId, null, { ...DEFAULT_PARAMETERS, cutoffSeconds }).bands.at(-1),
    );
    expect(short?.cutoffSeconds).toBe(300);
    expect(short?.reachMetres).toBeLessThan(long?.reachMetres ?? 0);
  });

  it("reaches the same streets as on a finer lattice", () => {
    const { session, search } = openFirst(1);
    const { bands } = draw(session, search.serviceId, null, { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 });
    const fine = drawService(session, search, [100, 200, 300], { ...DEFAULT_GROUND, cellMetres: 10 });
    expect(fine.cellMetres).toBe(10);
    const reached = bands.map(({ reachMetres }) => reachMetres);
    expect(new Set(reached).size).toBe(3);
    expect(fine.bands.map(({ reachMetres }) => reachMetres)).toEqual(reached);
    const corners = [fine.bands, bands].map(([band]) => band?.geometry.coordinates.flat(2).length ?? 0);
    expect(corners[0]).toBeGreaterThan(corners[1] ?? 0);
  });
});
