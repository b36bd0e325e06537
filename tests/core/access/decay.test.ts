import { describe, expect, it } from "vitest";
import { createDefaultZones, createWeight, type Decay } from "../../../src/core/access/decay.ts";
import { AnalysisError } from "../../../src/core/errors.ts";

const at = (decay: Decay, cutoff: number, costs: readonly number[]): number[] => costs.map(createWeight(decay, cutoff));

describe("decay", () => {
  it("step: all within the cutoff, the cutoff included", () => {
    expect(at({ kind: "step" }, 30, [0, 30, 30.000001])).toEqual([1, 1, 0]);
  });

  it("linear: 1 − c/C", () => {
    expect(at({ kind: "linear" }, 30, [0, 15, 30, 31])).toEqual([1, 0.5, 0, 0]);
  });

  it("exponential: e^(−β c) up to the cutoff", () => {
    const [none, far, beyond] = at({ kind: "exponential", beta: 0.1 }, 30, [0, 30, 31]);
    expect(none).toBe(1);
    expect(far).toBeCloseTo(0.049787068367863944, 15);
    expect(beyond).toBe(0);
  });

  it("Gaussian to the cutoff (Dai 2010): 1 at no cost, 0 at the cutoff", () => {
    const [none, half, end, beyond] = at({ kind: "gaussian-to-cutoff" }, 30, [0, 15, 30, 40]);
    expect(none).toBe(1);
    // (e^(−1/8) − e^(−1/2)) / (1 − e^(−1/2)) by hand: (0.8824969 − 0.6065307) / 0.3934693.
    expect(half).toBeCloseTo(0.7013666, 6);
    expect([end, beyond]).toEqual([0, 0]);
  });

  it("Gaussian with a width gives the figures of PySAL access' documentation", () => {
    const weights = at({ kind: "gaussian", sigma: 20 }, 60, [0, 20, 40, 60]);
    const published = [1, 0.6065306597126334, 0.1353352832366127, 0.011108996538242306];
    weights.forEach((weight, index) => {
      expect(weight).toBeCloseTo(published[index] as number, 15);
    });
  });

  it("power: c^(−β), one below a cost of one", () => {
    expect(at({ kind: "power", beta: 2 }, 100, [0, 0.5, 1, 2, 10, 101])).toEqual([1, 1, 1, 0.25, 0.01, 0]);
  });

  it("zones give the figures of PySAL access' documentation, upper limits included", () => {
    const decay: Decay = { kind: "zones", limits: [20, 40, 60], weights: [1, 0.68, 0.22] };
    expect(at(decay, 60, [0, 10, 20, 30, 40, 50, 60, 70])).toEqual([1, 1, 1, 0.68, 0.68, 0.22, 0.22, 0]);
  });

  it("zones are thirds of the cutoff unless they are named", () => {
    const zones = createDefaultZones(30);
    expect(zones).toEqual({ kind: "zones", limits: [10, 20, 30], weights: [1, 0.68, 0.22] });
    expect(createDefaultZones(0.1)).toMatchObject({ limits: [0.1 / 3, 0.2 / 3, 0.1] });
  });

  it.each([0, -1, Number.NaN, Infinity])("refuses a cutoff of %s", (cutoff) => {
    expect(() => createWeight({ kind: "step" }, cutoff)).toThrow(AnalysisError);
  });

  it.each<Decay>([
    { kind: "exponential", beta: 0 },
    { kind: "gaussian", sigma: -1 },
    { kind: "power", beta: Number.NaN },
    { kind: "zones", limits: [], weights: [] },
    { kind: "zones", limits: [10, 10], weights: [1, 1] },
    { kind: "zones", limits: [10, 20], weights: [1] },
    { kind: "zones", limits: [10], weights: [-1] },
  ])("refuses %j", (decay) => {
    expect(() => createWeight(decay, 30)).toThrow(AnalysisError);
  });
});
