/**
 * How much a site counts as its cost grows: 1 next door, less farther away, nothing
 * beyond the cutoff (a cost equal to the cutoff is within it). Forms and parameters as
 * in the literature, so that published examples are reproduced with the same figures:
 * Hansen 1959 (exponential, power), Luo & Qi 2009 (zones), Dai 2010 (Gaussian that ends at
 * the cutoff), Ingram 1971 and Kwan 1998 (Gaussian with a width).
 */
import { AnalysisError } from "../errors.ts";

export type Decay =
  /** 1 within the cutoff. */
  | { readonly kind: "step" }
  /** 1 − c / C. */
  | { readonly kind: "linear" }
  /** e^(−β c). */
  | { readonly kind: "exponential"; readonly beta: number }
  /** (e^(−½ (c/C)²) − e^(−½)) / (1 − e^(−½)): 1 at no cost, 0 at the cutoff. */
  | { readonly kind: "gaussian-to-cutoff" }
  /** e^(−½ (c/σ)²). */
  | { readonly kind: "gaussian"; readonly sigma: number }
  /** min(1, c^(−β)): a cost below one unit counts as one. */
  | { readonly kind: "power"; readonly beta: number }
  /** Each zone's weight up to its upper limit (≤), 0 beyond the last. Limits ascend. */
  | { readonly kind: "zones"; readonly limits: readonly number[]; readonly weights: readonly number[] };

/** Luo & Qi's first set of weights, over thirds of the cutoff. */
const LUO_QI_WEIGHTS: readonly number[] = [1, 0.68, 0.22];

/** The zones of the enhanced floating catchment unless others are named: thirds of the cutoff, 1, 0.68, 0.22. */
export function createDefaultZones(cutoff: number): Decay {
  const count = LUO_QI_WEIGHTS.length;
  return {
    kind: "zones",
    limits: LUO_QI_WEIGHTS.map((_, zone) => (zone + 1 === count ? cutoff : (cutoff * (zone + 1)) / count)),
    weights: LUO_QI_WEIGHTS,
  };
}

/**
 * The weight of a cost, 0 beyond the cutoff.
 * @throws AnalysisError `bad-parameter` for a cutoff, width, rate, zone or weight that cannot be one.
 */
export function createWeight(decay: Decay, cutoff: number): (cost: number) => number {
  requirePositive("cutoff", cutoff);
  switch (decay.kind) {
    case "step":
      return (cost) => (cost <= cutoff ? 1 : 0);
    case "linear":
      return (cost) => (cost <= cutoff ? 1 - cost / cutoff : 0);
    case "exponential": {
      const { beta } = decay;
      requirePositive("beta", beta);
      return (cost) => (cost <= cutoff ? Math.exp(-beta * cost) : 0);
    }
    case "gaussian-to-cutoff": {
      const end = Math.exp(-0.5);
      return (cost) => {
        const share = cost / cutoff;
        return cost < cutoff ? (Math.exp(-0.5 * share * share) - end) / (1 - end) : 0;
      };
    }
    case "gaussian": {
      const { sigma } = decay;
      requirePositive("sigma", sigma);
      return (cost) => {
        const share = cost / sigma;
        return cost <= cutoff ? Math.exp(-0.5 * share * share) : 0;
      };
    }
    case "power": {
      const { beta } = decay;
      requirePositive("beta", beta);
      return (cost) => {
        if (cost > cutoff) return 0;
        return cost <= 1 ? 1 : cost ** -beta;
      };
    }
    case "zones": {
      const { limits, weights } = decay;
      checkZones(limits, weights);
      return (cost) => {
        if (cost > cutoff) return 0;
        for (let zone = 0; zone < limits.length; zone++) {
          if (cost <= (limits[zone] as number)) return weights[zone] as number;
        }
        return 0;
      };
    }
  }
}

function requirePositive(field: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) throw new AnalysisError("bad-parameter", { field, value: String(value) });
}

function checkZones(limits: readonly number[], weights: readonly number[]): void {
  const ascending = limits.every((limit, zone) => limit > (limits[zone - 1] ?? 0) && Number.isFinite(limit));
  if (limits.length === 0 || !ascending)
    throw new AnalysisError("bad-parameter", { field: "zones", value: limits.join(",") });
  const sound = weights.every((weight) => Number.isFinite(weight) && weight >= 0);
  if (weights.length !== limits.length || !sound)
    throw new AnalysisError("bad-parameter", { field: "weights", value: weights.join(",") });
}
