/** A study: one city's data, targets and scenarios, as held in memory and as written to a study file. */
import type { PlanEdits } from "../plan/plan-edits.ts";
import type { Inconsistency, Target } from "../plan/target.ts";
import type { AdministrativeUnit, Communities } from "./community.ts";
import type { Demand } from "./demand.ts";
import type { Facilities, LocalizedText, Service } from "./facility.ts";
import type { AreaGeometry, LinearGeometry } from "./geometry.ts";
import type { LayerOrigin } from "./layer-origin.ts";
import type { ProfileId } from "./parameters.ts";
import type { Presentation } from "./presentation.ts";
import type { Scenario } from "./scenario.ts";
import type { StreetBlocks, Streets } from "./streets.ts";

/** What stops a walker off the street, and what the basemap draws. Only streets cross these. */
export interface Barrier {
  readonly kind: "water" | "railway" | "wall";
  readonly name: string;
  readonly geometry: AreaGeometry | LinearGeometry;
}

/** Shapes for orientation only; no number depends on them. */
export interface ContextShape {
  readonly kind: "county-border" | "city-border" | "green" | "built-up" | "place";
  readonly name: string;
  readonly geometry: AreaGeometry | LinearGeometry | { readonly type: "Point"; readonly coordinates: [number, number] };
}

export interface StudySource {
  /** Layer id (`streets`, `communities`, `demand`, `facilities:clinic` …) or `*`. */
  readonly layer: string;
  readonly source: string;
  readonly licence: string;
  /** Date of the data (ISO), "" where unknown. */
  readonly date: string;
  /** True where the layer is simulated or estimated rather than surveyed. */
  readonly simulated: boolean;
  readonly note: string;
}

export interface StudyDescription {
  readonly id: string;
  readonly title: LocalizedText;
  /** True: every screen, legend and export says 演示数据. */
  readonly demonstration: boolean;
  /** Date of the data as a whole (ISO). */
  readonly date: string;
  readonly sources: readonly StudySource[];
  readonly services: readonly Service[];
  readonly units: readonly AdministrativeUnit[];
  /** Printed with every figure: how demand was made, which totals, what is approximate. */
  readonly assumptions: readonly LocalizedText[];
  /** From which files the layers came and how these were read; a layer without any was not imported, or before this was noted. */
  readonly origins: readonly LayerOrigin[];
}

export interface Study extends StudyDescription {
  readonly streets: Streets;
  readonly streetBlocks: StreetBlocks;
  readonly communities: Communities;
  readonly demand: Demand;
  /** One entry per service that has a layer, in the order of `services`. */
  readonly facilities: readonly Facilities[];
  readonly barriers: readonly Barrier[];
  readonly context: readonly ContextShape[];
  readonly targets: readonly Target[];
  readonly inconsistencies: readonly Inconsistency[];
  /** What was added to the plan by hand. */
  readonly edits: PlanEdits;
  /** Edits of this study that were thought of; none of them is applied to what stands here. */
  readonly scenarios: readonly Scenario[];
  /** What was prepared for presenting; left out where nothing was. */
  readonly presentation?: Presentation;
  /** Speeds that stand in the place of the profiles' own, in a study that a scenario made; left out where there are none. */
  readonly profileSpeeds?: Readonly<Partial<Record<ProfileId, number>>>;
  /** The scenario that made this study of another; left out in the baseline. Every export says it. */
  readonly scenarioName?: string;
}
