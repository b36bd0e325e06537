/** What is found of one search: where it starts, what points are attached to, what they cost. */
import type { AnalysisSession } from "./analysis-session.ts";
import type { NetworkChange } from "./network/relate-networks.ts";
import type { Snaps } from "./network/snap.ts";
import type { CostField, CostSources } from "./routing/cost-field.ts";
import type { PointCosts } from "./routing/point-costs.ts";
import type { SearchGraph } from "./routing/search-graph.ts";
import type { AnySearch } from "./service-search.ts";

/** One search's costs for everything that is judged. */
export interface ServiceCosts {
  readonly field: CostField;
  readonly sources: CostSources;
  readonly demand: PointCosts;
  /** Seconds for each land sample. */
  readonly landSeconds: Float64Array;
}

/** Points with their attachments. */
export interface SnappedPoints {
  readonly points: Float64Array;
  readonly snaps: Snaps;
}

/** What a search is made on; `landSnaps` null where people's own cells are the land. */
export interface SearchSetting {
  readonly graph: SearchGraph;
  /** How the network came of another session's; null where too much is other. */
  readonly changeFrom: (session: AnalysisSession) => NetworkChange | null;
  readonly sources: CostSources;
  readonly demandSnaps: Snaps;
  readonly landSnaps: Snaps | null;
}

/** A search that was made, and the attachments that its costs are of. */
export interface KnownSearch extends Pick<SearchSetting, "demandSnaps" | "landSnaps"> {
  readonly search: AnySearch;
  readonly costs: ServiceCosts;
}
