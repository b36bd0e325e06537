/** What colours the communities of a map, on the page and on paper, and how shares are cut into classes. */

/**
 * What colours a community. `difference` is the network share minus the straight-line share.
 * `backupShare`: people with a second facility in reach; `score`: capacity per 1,000 people that
 * compete for it; `catchment`: people in the catchment of the facility that is nearest to most of the
 * community. `agreement`: not met in any of several readings (0), met in some (1), met in all (2). These
 * four and `isochroneShare` come as values beside the coverage; `capacityState`, in which state a
 * community's people are, as classes.
 */
export type MapMeasure =
  | "peopleShare"
  | "landShare"
  | "verdict"
  | "agreement"
  | "straightShare"
  | "difference"
  | "isochroneShare"
  | "backupShare"
  | "capacityState"
  | "score"
  | "catchment";

/** How a range of shares is cut into classes. `plan` cuts at the share that decides met or not met. */
export type ClassMethod = "equal" | "quantile" | "natural" | "plan";

export interface Classification {
  readonly method: ClassMethod;
  /** How many classes, 2–9; `plan` adds its threshold to equal steps. */
  readonly count: number;
}
