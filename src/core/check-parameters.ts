/** Whether a run's parameters can be answered by a study. Every fault is found; the error names the first and lists all. */
import { AnalysisError } from "./errors.ts";
import { type AnalysisParameters, MOST_CROSSING_SECONDS, MOST_STAIRS_FACTOR, PROFILES } from "./model/parameters.ts";
import type { Study } from "./model/study.ts";

/** What is wrong with one parameter. */
interface ParameterFault {
  readonly field: keyof AnalysisParameters;
  readonly value: string;
}

/**
 * @throws AnalysisError `unknown-profile`, or `bad-parameter` with the first `field`, its `value`, and `faults`, all fields
 * that are wrong; `reason: "no-elevation"` where slope is asked of a study without heights.
 */
export function checkParameters(study: Study, parameters: AnalysisParameters): void {
  const { profileId } = parameters;
  const faults = findFaults(parameters);
  const lacksElevation = parameters.slope === true && study.streets.elevations === undefined;
  if (lacksElevation) faults.push({ field: "slope", value: "true" });
  const [first] = faults;
  if (first) {
    const reason: Record<string, string> = lacksElevation && first.field === "slope" ? { reason: "no-elevation" } : {};
    throw new AnalysisError("bad-parameter", {
      ...first,
      faults: faults.map(({ field }) => field).join(", "),
      ...reason,
    });
  }
  if (profileId !== null && !Object.hasOwn(PROFILES, profileId))
    throw new AnalysisError("unknown-profile", { profileId });
}

function findFaults(parameters: AnalysisParameters): ParameterFault[] {
  const faults: ParameterFault[] = [];
  const check = (field: keyof AnalysisParameters, isGood: boolean): void => {
    if (!isGood) faults.push({ field, value: String(parameters[field]) });
  };
  const isBetween = (value: unknown, least: number, most: number): boolean =>
    typeof value === "number" && value >= least && value <= most;
  const isPositive = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value > 0;
  check("cutoffSeconds", isPositive(parameters.cutoffSeconds));
  check("snapRadiusMetres", isPositive(parameters.snapRadiusMetres));
  check("searchLimitSeconds", isPositive(parameters.searchLimitSeconds));
  check(
    "speedMetresPerSecond",
    parameters.speedMetresPerSecond === null || isPositive(parameters.speedMetresPerSecond),
  );
  check("passShare", isPositive(parameters.passShare) && parameters.passShare <= 1);
  check("slope", typeof parameters.slope === "boolean");
  check("stairsFactor", isBetween(parameters.stairsFactor, 1, MOST_STAIRS_FACTOR));
  check("crossingSeconds", isBetween(parameters.crossingSeconds, 0, MOST_CROSSING_SECONDS));
  check("steepestIncline", isPositive(parameters.steepestIncline) && parameters.steepestIncline <= 1);
  check("timeOfDay", parameters.timeOfDay === "day" || parameters.timeOfDay === "night");
  return faults;
}
