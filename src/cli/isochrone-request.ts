/** What `minsheng isochrones` was asked for: its options, checked, with every fault told. */
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { DEFAULT_GROUND, type GroundOptions, leastOffStreetMetres } from "../core/isochrone/ground-options.ts";
import { DEFAULT_PARAMETERS, PROFILES, type ProfileId } from "../core/model/parameters.ts";
import type { Travel } from "../core/network/travel.ts";
import type { Direction, Pace } from "../core/routing/search-graph.ts";
import { travelOf } from "../core/service-search.ts";
import { KNOWN_SYSTEMS } from "../io/crs/epsg-systems.ts";
import { studyExists } from "./load-study.ts";
import { numberOption, optionValue, type ParsedArguments } from "./parse-arguments.ts";
import { TRAVEL_HELP, TRAVEL_OPTIONS, travelParametersOf } from "./travel-options.ts";
import { outputProblems } from "./write-outputs.ts";

const MOST_MINUTES = 240;
const MOST_BANDS = 50;
const MOST_OFF_STREET_METRES = 500;

export const ISOCHRONES_HELP = `minsheng isochrones STREETS --at A.csv --minutes 5,10,15 --out F.geojson | F.fgb

The ground within so many minutes of each point of A: nested polygons, one a point and time, in the order of ids.

STREETS is a study (.mscircle, a study folder, datong), an OSM file (.osm.pbf, .osm), or any layer of lines
(.fgb, .geojson), in degrees or in metres; see minsheng costs --help. Water, railways and walls of a study or an
OSM file are crossed on streets only.

  --at A.csv               id,lon,lat or id,x,y; ids are text
  --minutes LIST           times above 0 and at most ${MOST_MINUTES}, with commas; sorted, repeated ones count once
  --out F.geojson|F.fgb    MultiPolygons in WGS84 with id, minutes, reachMetres (street reached, each metre once),
                           areaSquareMetres, cellMetres
  --direction to|from      who can walk to the point (default), or where one can walk from it
  --method METHOD          network (default), or straight: circles of speed × time about the points themselves
  --profile ID             adult (1.2 m/s), elderly (0.8), child (1.0), wheelchair (0.8, no steps), cycle (3.5);
                           default adult
  --speed M_PER_S          another speed
${TRAVEL_HELP}
  --cell-metres M          the drawing's lattice, at most so wide anywhere (default ${DEFAULT_GROUND.cellMetres})
  --off-street-metres M    the farthest walk beside the street (default ${DEFAULT_GROUND.offStreetMetres}, at most ${MOST_OFF_STREET_METRES})
  --snap-radius M          the farthest that a point may lie from its street (default ${DEFAULT_PARAMETERS.snapRadiusMetres})
  --keep-islands           also attach points to pieces of street that are joined to nothing
  --crs CRS, --points-crs CRS, --one-way COLUMN   as in minsheng costs
  --force                  replace an existing output
  --json                   print one JSON object: counts, refused points and why, coordinate systems, timings

CRS: ${KNOWN_SYSTEMS}.
On a plane that is tied to no place (local) the polygons are in its metres, as .geojson only.
A point that cannot be attached is told with its id and the reason, and has no polygon.

Exit: 0 done, 1 the analysis could not be done (no point could be attached), 2 bad usage or bad input.
`;

export const ISOCHRONES_OPTIONS = {
  at: { kind: "text" },
  minutes: { kind: "text" },
  out: { kind: "text" },
  direction: { kind: "text" },
  method: { kind: "text" },
  profile: { kind: "text" },
  speed: { kind: "text" },
  ...TRAVEL_OPTIONS,
  "cell-metres": { kind: "text" },
  "off-street-metres": { kind: "text" },
  "snap-radius": { kind: "text" },
  "keep-islands": { kind: "flag" },
  crs: { kind: "text" },
  "points-crs": { kind: "text" },
  "one-way": { kind: "text" },
  force: { kind: "flag" },
} as const;

export type IsochroneMethod = "network" | "straight";

export interface IsochroneRequest {
  readonly streets: string;
  readonly at: string;
  readonly out: string;
  readonly format: "geojson" | "fgb";
  /** Ascending, each once. */
  readonly minutes: readonly number[];
  readonly direction: Direction;
  readonly method: IsochroneMethod;
  readonly profileId: ProfileId;
  readonly pace: Pace;
  readonly travel: Travel;
  readonly ground: GroundOptions;
  readonly snapRadiusMetres: number;
  readonly keepIslands: boolean;
  readonly crs: string | null;
  readonly pointsCrs: string | null;
  readonly oneWayColumn: string | null;
}

function minutesOf(parsed: ParsedArguments, problems: string[]): number[] {
  const text = optionValue(parsed, "minutes");
  if (text === null) {
    problems.push("--minutes 5,10,15 is missing.");
    return [];
  }
  const minutes = new Set<number>();
  for (const part of text.split(/[,，]/)) {
    const value = /^\s*\+?(\d+\.?\d*|\.\d+)\s*$/.test(part) ? Number(part) : Number.NaN;
    if (value > 0 && value <= MOST_MINUTES) minutes.add(value);
    else
      problems.push(`--minutes holds numbers above 0 and at most ${MOST_MINUTES} with commas, not "${part.trim()}".`);
  }
  if (minutes.size > MOST_BANDS) problems.push(`--minutes holds at most ${MOST_BANDS} times, not ${minutes.size}.`);
  return [...minutes].sort((a, b) => a - b);
}

/** One of some words; a fault joins `problems`. */
function wordOf<Word extends string>(
  parsed: ParsedArguments,
  name: string,
  words: readonly [Word, ...Word[]],
  problems: string[],
): Word {
  const text = optionValue(parsed, name);
  const found = words.find((word) => word === text);
  if (text !== null && found === undefined) problems.push(`--${name} is ${words.join(" or ")}, not "${text}".`);
  return found ?? words[0];
}

function groundOf(parsed: ParsedArguments, problems: string[]): GroundOptions {
  const cellMetres =
    numberOption(parsed, "cell-metres", { above: 0.99, atMost: 100 }, problems) ?? DEFAULT_GROUND.cellMetres;
  const offStreetMetres =
    numberOption(parsed, "off-street-metres", { above: 0, atMost: MOST_OFF_STREET_METRES }, problems) ??
    Math.max(DEFAULT_GROUND.offStreetMetres, leastOffStreetMetres(cellMetres));
  const least = leastOffStreetMetres(cellMetres);
  if (offStreetMetres < least)
    problems.push(
      `--off-street-metres must be at least ${least} with cells of ${cellMetres} m, or a street falls between them.`,
    );
  return { cellMetres, offStreetMetres };
}

/** The request, with every problem of the arguments; null where it cannot be understood. */
export function isochroneRequestOf(parsed: ParsedArguments, problems: string[]): IsochroneRequest | null {
  const [streets, ...others] = parsed.files.map(({ path }) => path);
  const at = optionValue(parsed, "at");
  const out = optionValue(parsed, "out");
  if (streets === undefined) problems.push("Name the streets: a study, an OSM file or a layer of lines.");
  else if (!studyExists(streets)) problems.push(`${streets} does not exist and is no shipped study.`);
  if (others.length > 0) problems.push(`One STREETS only; also given: ${others.join(", ")}.`);
  if (at === null) problems.push("--at A.csv is missing.");
  else if (!existsSync(at)) problems.push(`--at ${at} does not exist.`);
  else if (!statSync(at).isFile()) problems.push(`--at ${at} is no file.`);
  if (out === null) problems.push("--out F.geojson or F.fgb is missing.");
  else {
    if (!/\.(geojson|json|fgb)$/i.test(out)) problems.push(`--out ${out} must end in .geojson or .fgb.`);
    problems.push(...outputProblems([out], parsed.flags.has("force")));
    if ([streets, at].some((path) => path !== undefined && path !== null && resolve(path) === resolve(out)))
      problems.push(`${out} is an input; choose another output.`);
  }
  const minutes = minutesOf(parsed, problems);
  const profileId = wordOf(parsed, "profile", ["adult", "elderly", "child", "wheelchair", "cycle"], problems);
  const speed = numberOption(parsed, "speed", { above: 0, atMost: 20 }, problems);
  const radius = numberOption(parsed, "snap-radius", { above: 0, atMost: 100_000 }, problems);
  const direction = wordOf(parsed, "direction", ["to", "from"], problems);
  const method = wordOf(parsed, "method", ["network", "straight"], problems);
  const ground = groundOf(parsed, problems);
  const conditions = travelParametersOf(parsed, problems);
  const hard = ["slope", "stairs-factor", "crossing-seconds", "night", "steepest-incline"].filter(
    (name) => parsed.flags.has(name) || optionValue(parsed, name) !== null,
  );
  if (method === "straight" && hard.length > 0)
    problems.push(`${hard.map((name) => `--${name}`).join(", ")}: a straight line knows no streets.`);
  if (streets === undefined || at === null || out === null) return null;
  const { mode, speedMetresPerSecond } = PROFILES[profileId];
  return {
    streets,
    at,
    out,
    format: /\.fgb$/i.test(out) ? "fgb" : "geojson",
    minutes,
    direction: direction === "to" ? "towards" : "onwards",
    method,
    profileId,
    travel: travelOf(PROFILES[profileId], { ...DEFAULT_PARAMETERS, ...conditions }),
    pace: { mode, metresPerSecond: speed ?? speedMetresPerSecond },
    ground,
    snapRadiusMetres: radius ?? DEFAULT_PARAMETERS.snapRadiusMetres,
    keepIslands: parsed.flags.has("keep-islands"),
    crs: optionValue(parsed, "crs"),
    pointsCrs: optionValue(parsed, "points-crs"),
    oneWayColumn: optionValue(parsed, "one-way"),
  };
}
