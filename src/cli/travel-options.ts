/** The options that say under what conditions people travel, shared by the commands. */
import { type AnalysisParameters, DEFAULT_PARAMETERS, PUBLISHED_STAIRS_FACTOR } from "../core/model/parameters.ts";
import type { Travel } from "../core/network/travel.ts";
import { UsageError } from "./command.ts";
import type { LoadedStreets } from "./load-streets.ts";
import { numberOption, optionValue, type ParsedArguments } from "./parse-arguments.ts";

export const TRAVEL_OPTIONS = {
  slope: { kind: "flag" },
  "stairs-factor": { kind: "text" },
  "crossing-seconds": { kind: "text" },
  night: { kind: "flag" },
  "steepest-incline": { kind: "text" },
} as const;

export const TRAVEL_HELP = `\
  --slope                  count slopes for walkers where the streets have elevation (Tobler, relative to level)
  --stairs-factor N        time on steps against level street (default ${DEFAULT_PARAMETERS.stairsFactor}: as level; published: ${PUBLISHED_STAIRS_FACTOR})
  --crossing-seconds S     seconds lost at each mapped crossing of a carriageway (default ${DEFAULT_PARAMETERS.crossingSeconds})
  --night                  close what is closed at night, 22:00–06:00
  --steepest-incline N     wheelchairs use nothing steeper, metres per metre, where elevation is known
                           (default 0.0833, 1:12); none: however steep`;

export type TravelParameters = Pick<
  AnalysisParameters,
  "slope" | "stairsFactor" | "crossingSeconds" | "night" | "steepestIncline"
>;

/** Reads the options; problems join the list. */
export function travelParametersOf(parsed: ParsedArguments, problems: string[]): TravelParameters {
  const stairs = numberOption(parsed, "stairs-factor", { above: 0, atMost: 100 }, problems);
  if (stairs !== null && stairs < 1) problems.push(`--stairs-factor ${stairs} is below 1: steps are never faster.`);
  const crossing = optionValue(parsed, "crossing-seconds") === "0";
  const isAnySteep = optionValue(parsed, "steepest-incline") === "none";
  return {
    slope: parsed.flags.has("slope"),
    stairsFactor: stairs ?? DEFAULT_PARAMETERS.stairsFactor,
    crossingSeconds: crossing
      ? 0
      : (numberOption(parsed, "crossing-seconds", { above: 0, atMost: 3600 }, problems) ??
        DEFAULT_PARAMETERS.crossingSeconds),
    night: parsed.flags.has("night"),
    steepestIncline: isAnySteep
      ? null
      : (numberOption(parsed, "steepest-incline", { above: 0, atMost: 1 }, problems) ??
        DEFAULT_PARAMETERS.steepestIncline),
  };
}

/** Whether the time of a way is its length over the speed, so that the least time is the shortest way. */
export function costsNoTime({ slope, stairsFactor, crossingSeconds }: Travel): boolean {
  return !slope && stairsFactor === 1 && crossingSeconds === 0;
}

/** What of the conditions differs from level streets by day. */
export function statedConditions(travel: Travel, hasElevation: boolean): Readonly<Record<string, unknown>> {
  const { slope, stairsFactor, crossingSeconds, atNight, isWheelchair, steepestIncline } = travel;
  return {
    ...(slope ? { slope } : {}),
    ...(stairsFactor === 1 ? {} : { stairsFactor }),
    ...(crossingSeconds === 0 ? {} : { crossingSeconds }),
    ...(atNight ? { night: true } : {}),
    ...(isWheelchair && hasElevation ? { steepestIncline } : {}),
  };
}

/** @throws UsageError where slopes are asked of streets without elevation. */
export function checkSlope({ slope }: Travel, { streets, name }: LoadedStreets): void {
  if (slope && !streets.elevations)
    throw new UsageError([`--slope: ${name} has no elevation; import it with a GeoTIFF of heights first.`]);
}
