/** Refuses parameters that no run can have, naming every one that is wrong. */
import { AnalysisError } from "./errors.ts";
import { type AnalysisParameters, PROFILES } from "./model/parameters.ts";

/** Steps may cost up to this many times level street, a crossing up to an hour. */
const MOST_STAIRS_FACTOR = 100;
const MOST_CROSSING_SECONDS = 3600;

/** @throws AnalysisError `bad-parameter` with all fields at fault and their values, or `unknown-profile`. */
export function checkParameters(parameters: AnalysisParameters): void {
  const { profileId, speedMetresPerSecond, passShare, stairsFactor, crossingSeconds, steepestIncline } = parameters;
  const faults: [field: keyof AnalysisParameters, value: unknown][] = [];
  const check = (field: keyof AnalysisParameters, isGood: boolean): void => {
    if (!isGood) faults.push([field, parameters[field]]);
  };
  const isPositive = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value > 0;
  check("cutoffSeconds", isPositive(parameters.cutoffSeconds));
  check("snapRadiusMetres", isPositive(parameters.snapRadiusMetres));
  check("searchLimitSeconds", isPositive(parameters.searchLimitSeconds));
  check("speedMetresPerSecond", speedMetresPerSecond === null || isPositive(speedMetresPerSecond));
  check("passShare", passShare > 0 && passShare <= 1);
  check("slope", typeof parameters.slope === "boolean");
  check("night", typeof parameters.night === "boolean");
  check("stairsFactor", stairsFactor >= 1 && stairsFactor <= MOST_STAIRS_FACTOR);
  check("crossingSeconds", crossingSeconds >= 0 && crossingSeconds <= MOST_CROSSING_SECONDS);
  check("steepestIncline", steepestIncline === null || (isPositive(steepestIncline) && steepestIncline <= 1));
  if (faults.length > 0) {
    throw new AnalysisError("bad-parameter", {
      field: faults.map(([field]) => field).join(", "),
      value: faults.map(([, value]) => String(value)).join(", "),
    });
  }
  if (profileId !== null && !Object.hasOwn(PROFILES, profileId))
    throw new AnalysisError("unknown-profile", { profileId });
}
