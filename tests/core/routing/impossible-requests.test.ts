import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { AnalysisError, BadDataError } from "../../../src/core/errors.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { searchCostField } from "../../../src/core/routing/cost-field.ts";
import { measureCostMatrix } from "../../../src/core/routing/cost-matrix.ts";
import { buildSearchGraph, chooseTicksPerMetre } from "../../../src/core/routing/search-graph.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { searchOf } from "../../../src/core/service-search.ts";
import { createRandomStudy } from "../../support/random-study.ts";
import { createStreets, createTown, type Place, placeAt } from "../../support/street-lines.ts";

const BAD_NUMBERS = [0, -1, Number.NaN, Infinity, -Infinity];
const HOME: Place = placeAt(50, 10);
const town = createTown(createStreets([[placeAt(0, 0), placeAt(100, 0)]]));
const snaps = town.snap([HOME]);
const sources = { snaps, sourceOfPoint: Int32Array.of(0) };
const nothing = { snaps: town.snap([]), sourceOfPoint: new Int32Array(0) };

function errorOf(work: () => unknown): AnalysisError {
  try {
    work();
  } catch (error) {
    if (error instanceof AnalysisError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("an impossible request to the engine", () => {
  it.each(BAD_NUMBERS)("a limit of %d metres", (limit) => {
    const fields = { field: "limitMetres", value: String(limit) };
    expect(errorOf(() => searchCostField(town.graph, sources, limit))).toMatchObject({ code: "bad-parameter", fields });
    expect(errorOf(() => measureCostMatrix(town.graph, snaps, snaps, limit))).toMatchObject({
      code: "bad-parameter",
      fields,
    });
    expect(errorOf(() => chooseTicksPerMetre(limit))).toMatchObject({ code: "bad-parameter", fields });
  });

  it.each(BAD_NUMBERS)("a speed of %d m/s", (metresPerSecond) => {
    const fields = { field: "metresPerSecond", value: String(metresPerSecond) };
    const pace = { mode: "walk" as const, metresPerSecond };
    expect(errorOf(() => buildSearchGraph(town.network, pace))).toMatchObject({ code: "bad-parameter", fields });
    const graph = { ...town.graph, pace };
    expect(errorOf(() => searchCostField(graph, sources, 1000))).toMatchObject({ code: "bad-parameter", fields });
    expect(errorOf(() => measureCostMatrix(graph, snaps, snaps, 1000))).toMatchObject({
      code: "bad-parameter",
      fields,
    });
  });

  it("a limit beyond what the graph's ticks can count", () => {
    const error = errorOf(() => searchCostField(town.graph, sources, 65_536));
    expect(error).toMatchObject({ code: "bad-parameter", fields: { field: "limitMetres", most: 65_536 } });
    expect(() => searchCostField(town.graph, sources, 65_535)).not.toThrow();
  });

  it("an empty list of starts", () => {
    expect(errorOf(() => searchCostField(town.graph, nothing, 1000)).code).toBe("no-sources");
    expect(errorOf(() => measureCostMatrix(town.graph, nothing.snaps, snaps, 1000)).code).toBe("no-sources");
  });

  it("an edge factor below 0 or not a number", () => {
    for (const value of [-1, Number.NaN]) {
      const factors = { forward: Float64Array.of(value), backward: Float64Array.of(1) };
      const error = errorOf(() => buildSearchGraph(town.network, town.graph.pace, "towards", factors));
      expect(error).toMatchObject({ code: "bad-parameter", fields: { field: "factors.forward", edge: 0 } });
    }
  });
});

describe("a request that only finds nothing", () => {
  it("no targets give empty rows", () => {
    const matrix = measureCostMatrix(town.graph, snaps, nothing.snaps, 1000);
    expect([...matrix.rowStarts]).toEqual([0, 0]);
  });

  it("starts that were all refused reach nobody", () => {
    const refused = { snaps: town.snap([placeAt(5000, 5000)]), sourceOfPoint: Int32Array.of(0) };
    const field = searchCostField(town.graph, refused, 1000);
    expect([...field.sourceIndexes]).toEqual([-1, -1]);
  });
});

describe("an impossible request to a session", () => {
  const study = createRandomStudy(1);
  const [service] = study.services;
  const searchFor = (change: Partial<ReturnType<typeof searchOf>>) => ({
    ...searchOf(service as NonNullable<typeof service>, DEFAULT_PARAMETERS),
    ...change,
  });

  it.each(BAD_NUMBERS)("a speed, a limit and a radius of %d", (value) => {
    const session = new AnalysisSession(study);
    const wrong = [
      [{ pace: { mode: "walk" as const, metresPerSecond: value } }, "metresPerSecond"],
      [{ limitSeconds: value }, "limitSeconds"],
      [{ snapRadiusMetres: value }, "snapRadiusMetres"],
    ] as const;
    for (const [change, field] of wrong) {
      const error = errorOf(() => session.costs(searchFor(change)));
      expect(error).toMatchObject({ code: "bad-parameter", fields: { field, value: String(value) } });
    }
    for (const field of ["speedMetresPerSecond", "cutoffSeconds", "snapRadiusMetres", "searchLimitSeconds"] as const) {
      const error = errorOf(() => runAnalysis(study, { ...DEFAULT_PARAMETERS, [field]: value }, session));
      expect(error).toMatchObject({ code: "bad-parameter", fields: { field } });
    }
  });

  it("people and facilities that are not on the globe are told with their layer", () => {
    const [layer] = study.facilities;
    if (!layer) throw new Error("no facilities");
    const spoil = (coordinates: Float64Array): Float64Array =>
      coordinates.map((value, i) => (i === 3 ? Number.NaN : value));
    const studies: [string, typeof study][] = [
      [
        `facilities:${layer.serviceId}`,
        { ...study, facilities: [{ ...layer, coordinates: spoil(layer.coordinates) }] },
      ],
      ["demand", { ...study, demand: { ...study.demand, coordinates: spoil(study.demand.coordinates) } }],
      ["streets", { ...study, streets: { ...study.streets, coordinates: spoil(study.streets.coordinates) } }],
    ];
    for (const [name, spoilt] of studies) {
      try {
        runAnalysis(spoilt, { ...DEFAULT_PARAMETERS, serviceIds: [layer.serviceId] });
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(BadDataError);
        expect((error as BadDataError).issues[0]).toMatchObject({ code: "bad-coordinate", layer: name });
      }
    }
  });

  it("a service without facilities is reached by nobody, and says so as Infinity", () => {
    const session = new AnalysisSession({ ...study, facilities: [] });
    const { demand } = session.costs(searchFor({}));
    expect(demand.seconds.every((seconds) => seconds === Infinity)).toBe(true);
    expect(demand.sourceIndexes.every((source) => source === -1)).toBe(true);
  });
});
