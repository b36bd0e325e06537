import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { REFUSED_BEHIND_BARRIER, REFUSED_ON_ISLAND, REFUSED_TOO_FAR } from "../../../src/core/network/snap.ts";
import { listSnaps } from "../../../src/core/questions/list-snaps.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { snapsCsv } from "../../../src/io/outputs/snaps-csv.ts";
import { createRandomStudy } from "../../support/random-study.ts";
import { createStreets, NO_BLOCKS, type Place, placeAt } from "../../support/street-lines.ts";

const at = (x: number, y: number): Place => placeAt(x * 100, y * 100);

/** One street of 3 km, an island beside it, homes that are attached or refused for each reason, a clinic and a trail. */
function createRefusals(): Study {
  const study = createRandomStudy(1);
  const homes = [at(3, 0.5), at(3, 4), at(10, 0.9), at(20, 3.6)];
  const one = Float64Array.from(homes, () => 1);
  const trail = [at(4, 0.2), at(6, 0.2)];
  const clinic = study.facilities[0];
  if (!clinic) throw new Error("no clinic");
  return {
    ...study,
    streets: createStreets([
      [at(0, 0), at(30, 0)],
      [at(20, 3.7), at(20.1, 3.7)],
    ]),
    streetBlocks: NO_BLOCKS,
    demand: {
      ...study.demand,
      count: 4,
      coordinates: Float64Array.from(homes.flat()),
      communityIndexes: new Int32Array(4),
      people: { all: one },
      landSquareMetres: one,
    },
    facilities: [
      {
        ...clinic,
        count: 2,
        ids: ["clinic", "trail"],
        names: ["", ""],
        coordinates: Float64Array.from([at(29, 1), ...trail].flat()),
        starts: Uint32Array.of(0, 1, 3),
        attributes: {},
      },
    ],
    barriers: [{ kind: "water", name: "", geometry: { type: "LineString", coordinates: [at(9, 0.7), at(11, 0.7)] } }],
  };
}

describe("the list of snaps", () => {
  const study = createRefusals();
  const parameters = { ...DEFAULT_PARAMETERS, serviceIds: ["clinic"], snapRadiusMetres: 120 };
  const session = new AnalysisSession(study);
  const [demand, facilities] = listSnaps(session, parameters);

  it("tells for every home its street, its leg and its foot, or why it has none", () => {
    expect(demand?.layer).toBe("demand");
    expect([...(demand?.refusals ?? [])]).toEqual([0, REFUSED_TOO_FAR, REFUSED_BEHIND_BARRIER, REFUSED_ON_ISLAND]);
    expect([...(demand?.streetIndexes ?? [])]).toEqual([0, -1, -1, -1]);
    expect(demand?.offStreetMetres[0]).toBeCloseTo(50, 1);
    expect(demand?.fromStartMetres[0]).toBeCloseTo(300, 1);
    const [lon = 0, lat = 0] = demand?.feet ?? [];
    expect(distanceMetres(lon, lat, ...at(3, 0))).toBeLessThan(0.02);
    expect(demand?.feet[2]).toBeNaN();
  });

  it("tells of a line each stretch of street that it is reached from, once", () => {
    expect([...(facilities?.rowIndexes ?? [])]).toEqual([0, 1]);
    expect(facilities?.offStreetMetres[1]).toBeCloseTo(20, 1);
  });

  it("is what the run counted: a line is one facility", () => {
    const { counts } = runAnalysis(study, parameters, session);
    expect(counts.demand).toEqual({ attached: 1, tooFar: 1, behindBarrier: 1, onIsland: 1 });
    expect(counts.facilities.clinic).toEqual({ attached: 2, tooFar: 0, behindBarrier: 0, onIsland: 0 });
  });

  it("is written with ids, names and reasons", () => {
    const rows = snapsCsv(study, listSnaps(session, parameters)).trim().split("\n");
    expect(rows).toHaveLength(7);
    expect(rows[1]).toMatch(
      /^demand,1,walk,113\.\d{7},40\.\d{7},w0,street 0,0,50\.\d{3},300\.\d{3},2[67]\d\d\.\d{3},113\.\d{7},40\.\d{7},$/,
    );
    expect(rows.slice(2, 5).map((row) => row.split(",").slice(5).join(","))).toEqual([
      ",,,,,,,,too-far",
      ",,,,,,,,behind-barrier",
      ",,,,,,,,on-island",
    ]);
    expect(rows[6]).toMatch(/^facilities:clinic,trail,walk,/);
  });

  it("has the people once for each mode that is asked for", () => {
    const lists = listSnaps(session, { ...parameters, profileId: "cycle" });
    expect(lists.map(({ layer, mode }) => `${layer} ${mode}`)).toEqual([
      "demand walk",
      "demand cycle",
      "facilities:clinic cycle",
    ]);
  });
});
