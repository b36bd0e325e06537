/** What the streets say of a layer's coordinate system, for summaries. */
import type { Sureness } from "../crs/weigh-systems.ts";
import type { LayerReading } from "./read-layers.ts";

/** What a layer may be in, the nearest to the streets first. */
export interface LayerSystems {
  readonly layer: string;
  /** The id of the system in which it was read; "" where none was found. */
  readonly readAs: string;
  readonly proposed: string;
  readonly sureness: Sureness;
  readonly sampled: number;
  readonly systems: readonly {
    readonly id: string;
    readonly inside: number;
    /** Median distance to the nearest street; null for 1 km or more. */
    readonly medianMetres: number | null;
    readonly communityShare: number | null;
  }[];
}

/** Null where nothing was weighed, or the user has stated the system. */
export function describeWeighing({ laid, weighing, system, settings, roled }: LayerReading): LayerSystems | null {
  const areStreets = roled.some(({ role }) => role === "streets");
  if (weighing === null || weighing.sampleCount === 0 || settings.crs !== undefined || areStreets) return null;
  return {
    layer: laid.labelled.layer,
    readAs: system?.system.id ?? "",
    proposed: weighing.proposal?.system.id ?? "",
    sureness: weighing.sureness,
    sampled: weighing.sampleCount,
    systems: weighing.systems.map(({ system: { id }, insideCount, medianMetres, communityShare }) => ({
      id,
      inside: insideCount,
      medianMetres,
      communityShare,
    })),
  };
}
