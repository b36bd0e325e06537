/** `minsheng costs`: shortest walks between points, or the nearest source of every street vertex, as CSV. */
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { BadDataError, type Issue } from "../core/errors.ts";
import { DEFAULT_PARAMETERS, PROFILES, type Profile, type ProfileId } from "../core/model/parameters.ts";
import type { StreetUse } from "../core/network/street-use.ts";
import { buildSearchGraph, chooseTicksPerMetre, type Pace } from "../core/routing/search-graph.ts";
import { streetUseOf } from "../core/service-search.ts";
import { KNOWN_SYSTEMS } from "../io/crs/epsg-systems.ts";
import { layPlane } from "../io/crs/lay-plane.ts";
import { CsvRows } from "../io/csv-rows.ts";
import { sha256 } from "../io/sha256.ts";
import {
  type AttachedPoints,
  attachPoints,
  countAttached,
  describeRefusals,
  type Role,
  snapColumns,
  withoutLegs,
  writeSnapRows,
} from "./attach-points.ts";
import { type Command, type Terminal, UndoneError, UsageError } from "./command.ts";
import { PAIR_COLUMNS, writePairRows } from "./cost-pairs.ts";
import { vertexColumns, writeVertexRows } from "./cost-vertices.ts";
import { describeIssue } from "./describe-issue.ts";
import { describeSystemUse, systemUse } from "./describe-system.ts";
import { type LoadedStreets, loadStreets } from "./load-streets.ts";
import { studyExists } from "./load-study.ts";
import { numberOption, optionValue, type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import { createWithin, searchMetresOf } from "./printed-limit.ts";
import { type PointList, readPoints } from "./read-points.ts";
import { streamOutputs } from "./stream-output.ts";
import { openNetwork, type WalkNetwork } from "./walk-network.ts";
import { outputProblems } from "./write-outputs.ts";

const HELP = `minsheng costs STREETS --from A.csv [--to B.csv] --limit-metres M | --limit-seconds S --out F.csv

Shortest walks FROM each point of A TO each point of B along the streets; without --to, the nearest point of A
for every street vertex, walked from the point to the vertex.

STREETS is a study (.mscircle, a study folder, datong), an OSM file (.osm.pbf, .osm), or any layer of lines
(.fgb, .geojson, GeoJSON lines), in degrees or in metres. OSM-like columns (highway, foot, access, oneway:foot …)
are read where a layer has them; a layer without them may be walked everywhere in both directions, and
oneway=yes alone does not bind walkers. Lines meet where they share a vertex (equal to 1e-7 degrees, 1 cm).

  --from A.csv             id,lon,lat or id,x,y; ids are text
  --to B.csv               the same
  --limit-metres M         the longest walk that counts, in metres; or
  --limit-seconds S        the longest walk in seconds at the profile's speed. Exactly one of the two; inclusive,
                           compared with the numbers as printed
  --profile ID             adult (1.2 m/s), elderly (0.8), child (1.0), wheelchair (0.8; steps and the like are closed),
                           cycle (3.5); default adult. Streets are level: slope, steps and crossings cost nothing here
  --speed M_PER_S          another speed
  --out F.csv              fromId,toId,metres,seconds, sorted by fromId, then toId (text, by UTF-16 code units);
                           without --to: nodeId,lon,lat,fromId,metres,seconds (x,y for layers in metres), by nodeId
  --junctions              without --to: junctions and ends only, not the vertices that shape a street
  --no-snap-legs           leave the legs off the street out of all costs and limits; otherwise metres are the leg
                           from the point to the street, the walk, and the leg to the other point, also from a
                           point to itself (twice its leg)
  --snap-radius M          the farthest that a point may lie from its street (default ${DEFAULT_PARAMETERS.snapRadiusMetres})
  --keep-islands           also attach points to islands: pieces of street that are joined to nothing, with less than
                           2 km and less than 1 % of the largest piece
  --snaps S.csv            also write what each point was attached to, or why it was not:
                           role,id,lon,lat,attached,streetId,offStreetMetres,alongMetres,footLon,footLat,refusal
  --crs CRS                coordinate system of the points, and of a layer whose file names none (or one that its
                           numbers contradict)
  --points-crs CRS         coordinate system of the points alone
  --one-way COLUMN         column of a line layer that binds walkers: yes (as drawn), -1 (against), no
  --force                  replace existing outputs
  --json                   print one JSON object: counts, coordinate systems, limits, inputs, timings

CRS: ${KNOWN_SYSTEMS}.
\`local\` are plane metres tied to no place; a layer without a coordinate system whose numbers are no degrees is
taken as such. Columns named lon,lat that hold degrees stay degrees whatever --crs says. x is the easting.
Lengths are true metres on the ellipsoid in every system but local.

nodeId is the OSM node's id; for other layers the number of the vertex, counted from 0 in the order in which the
lines of the file first meet it. Metres and seconds have three decimals; a walk is within 0.05 s of the exact one.

Exit: 0 done, 1 the analysis could not be done (no point could be attached), 2 bad usage or bad input.
`;

const OPTIONS = {
  from: { kind: "text" },
  to: { kind: "text" },
  "limit-metres": { kind: "text" },
  "limit-seconds": { kind: "text" },
  profile: { kind: "text" },
  speed: { kind: "text" },
  out: { kind: "text" },
  junctions: { kind: "flag" },
  "no-snap-legs": { kind: "flag" },
  "snap-radius": { kind: "text" },
  "keep-islands": { kind: "flag" },
  snaps: { kind: "text" },
  crs: { kind: "text" },
  "points-crs": { kind: "text" },
  "one-way": { kind: "text" },
  force: { kind: "flag" },
} as const;

const MOST_METRES = 10_000_000;

interface Request {
  readonly streets: string;
  readonly from: string;
  readonly to: string | null;
  readonly out: string;
  readonly snaps: string | null;
  readonly profile: Profile;
  readonly pace: Pace;
  readonly use: StreetUse;
  readonly limit: { readonly metres: number | null; readonly seconds: number | null };
  readonly snapRadiusMetres: number;
  readonly snapLegs: boolean;
  readonly keepIslands: boolean;
  readonly junctionsOnly: boolean;
  readonly crs: string | null;
  readonly pointsCrs: string | null;
  readonly oneWayColumn: string | null;
}

function isProfileId(text: string): text is ProfileId {
  return Object.hasOwn(PROFILES, text);
}

function profileOf(parsed: ParsedArguments, problems: string[]): Profile {
  const text = optionValue(parsed, "profile") ?? "adult";
  if (isProfileId(text)) return PROFILES[text];
  problems.push(`--profile ${text} is unknown. Profiles: ${Object.keys(PROFILES).join(", ")}.`);
  return PROFILES.adult;
}

function checkFile(option: string, path: string | null, problems: string[]): void {
  if (path === null) return;
  if (!existsSync(path)) problems.push(`--${option} ${path} does not exist.`);
  else if (!statSync(path).isFile()) problems.push(`--${option} ${path} is no file.`);
}

/** The request, with every problem of the arguments; null where it cannot be understood. */
function requestOf(parsed: ParsedArguments, problems: string[]): Request | null {
  const [streets, ...others] = parsed.files.map(({ path }) => path);
  const [from, to, out, snaps] = ["from", "to", "out", "snaps"].map((name) => optionValue(parsed, name));
  if (streets === undefined) problems.push("Name the streets: a study, an OSM file or a layer of lines.");
  else if (!studyExists(streets)) problems.push(`${streets} does not exist and is no shipped study.`);
  if (others.length > 0) problems.push(`One STREETS only; also given: ${others.join(", ")}.`);
  if (!from) problems.push("--from A.csv is missing.");
  checkFile("from", from ?? null, problems);
  checkFile("to", to ?? null, problems);
  if (!out) problems.push("--out F.csv is missing.");
  const outputs = [out, snaps].filter((path) => typeof path === "string");
  problems.push(...outputProblems(outputs, parsed.flags.has("force")));
  const inputs = new Set([streets, from, to].filter((path) => typeof path === "string").map((path) => resolve(path)));
  for (const path of outputs)
    if (inputs.has(resolve(path))) problems.push(`${path} is an input; choose another output.`);
  if (out && snaps && resolve(out) === resolve(snaps)) problems.push("--out and --snaps name the same file.");
  const profile = profileOf(parsed, problems);
  const speed = numberOption(parsed, "speed", { above: 0, atMost: 20 }, problems);
  const metres = numberOption(parsed, "limit-metres", { above: 0, atMost: MOST_METRES }, problems);
  const seconds = numberOption(parsed, "limit-seconds", { above: 0, atMost: MOST_METRES }, problems);
  const stated = ["limit-metres", "limit-seconds"].filter((name) => optionValue(parsed, name) !== null);
  if (stated.length !== 1) problems.push("Give exactly one of --limit-metres M and --limit-seconds S.");
  const junctionsOnly = parsed.flags.has("junctions");
  if (junctionsOnly && to) problems.push("--junctions belongs to costs without --to.");
  const radius = numberOption(parsed, "snap-radius", { above: 0, atMost: 100_000 }, problems);
  if (streets === undefined || !from || !out) return null;
  return {
    streets,
    from,
    to: to ?? null,
    out,
    snaps: snaps ?? null,
    profile,
    pace: { mode: profile.mode, metresPerSecond: speed ?? profile.speedMetresPerSecond },
    use: streetUseOf(profile, DEFAULT_PARAMETERS),
    limit: { metres, seconds },
    snapRadiusMetres: radius ?? DEFAULT_PARAMETERS.snapRadiusMetres,
    snapLegs: !parsed.flags.has("no-snap-legs"),
    keepIslands: parsed.flags.has("keep-islands"),
    junctionsOnly,
    crs: optionValue(parsed, "crs"),
    pointsCrs: optionValue(parsed, "points-crs"),
    oneWayColumn: optionValue(parsed, "one-way"),
  };
}

interface Inputs {
  readonly streets: LoadedStreets;
  readonly from: PointList;
  readonly to: PointList | null;
  readonly warnings: readonly Issue[];
}

/** Reads all inputs; throws every issue of all of them together. */
async function readInputs(request: Request, terminal: Terminal): Promise<Inputs> {
  const issues: Issue[] = [];
  terminal.err(`读取 reading ${request.streets}\n`);
  let streets: LoadedStreets | null = null;
  try {
    streets = await loadStreets(request.streets, { crs: request.crs, oneWayColumn: request.oneWayColumn });
    issues.push(...streets.issues);
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    issues.push(...error.issues);
  }
  // Without streets the points' system is not known; their columns, ids and numbers are checked all the same.
  const anyPlane = layPlane([0, 0, 0, 0]);
  const system = streets?.system ?? anyPlane;
  const crs = streets ? (request.pointsCrs ?? request.crs) : null;
  const lists: (PointList | null)[] = [];
  for (const path of [request.from, request.to]) {
    if (path === null || system === null) continue;
    const read = await readPoints(path, { crs, streets: system, planeIsAssumed: streets?.basis === "assumed" });
    issues.push(...read.issues);
    lists.push(read.points);
  }
  const [from, to] = lists;
  if (!streets || !from || issues.some(({ severity }) => severity === "error")) throw new BadDataError(issues);
  return { streets, from, to: to ?? null, warnings: issues };
}

function attach(
  role: Role,
  points: PointList,
  walk: WalkNetwork,
  request: Request,
  terminal: Terminal,
): AttachedPoints {
  const attached = attachPoints(role, points, walk, request.snapRadiusMetres);
  const refusals = describeRefusals(attached, request.snapRadiusMetres);
  if (refusals !== "") terminal.err(`提示 note: ${refusals}\n`);
  return attached;
}

interface Search {
  readonly request: Request;
  readonly streets: LoadedStreets;
  readonly walk: WalkNetwork;
  readonly from: AttachedPoints;
  readonly to: AttachedPoints | null;
}

/** Searches and writes; answers the number of rows. */
async function writeCosts({ request, streets, walk, from, to }: Search, terminal: Terminal): Promise<number> {
  const { limit, pace } = request;
  const searchMetres = searchMetresOf(limit, pace.metresPerSecond);
  const ticks = chooseTicksPerMetre(searchMetres);
  const graph = buildSearchGraph(walk.network, pace, "onwards", walk.factors, ticks);
  const legs = (points: AttachedPoints): AttachedPoints =>
    request.snapLegs ? points : { ...points, snaps: withoutLegs(points.snaps) };
  const paths = request.snaps === null ? [request.out] : [request.out, request.snaps];
  return streamOutputs(paths, async ([out, snaps]) => {
    const rows = new CsvRows((bytes) => out?.write(bytes), to ? PAIR_COLUMNS : vertexColumns(streets));
    if (to) {
      let told = performance.now();
      const onProgress = (done: number): void => {
        if (performance.now() - told < 2000) return;
        told = performance.now();
        terminal.err(`搜索 searching ${done} / ${from.points.count}\n`);
      };
      await writePairRows(rows, { graph, from: legs(from), to: legs(to), limit, onProgress });
    } else {
      const { junctionsOnly } = request;
      const isWithin = createWithin(limit, pace.metresPerSecond);
      writeVertexRows(rows, { graph, streets, from: legs(from), searchMetres, isWithin, junctionsOnly });
    }
    rows.flush();
    if (snaps) {
      const { system } = from.points;
      const snapRows = new CsvRows((bytes) => snaps.write(bytes), snapColumns(system));
      for (const points of to ? [from, to] : [from]) writeSnapRows(snapRows, points, walk, streets, system);
      snapRows.flush();
    }
    return rows.rowCount;
  });
}

async function hashesOf({ streets, from, to }: Inputs): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = { ...streets.hashes };
  for (const points of to ? [from, to] : [from]) hashes[points.layer] = await sha256(points.bytes);
  return hashes;
}

export const costsCommand: Command = {
  summary: "shortest walks between points, or to every street vertex",
  help: HELP,
  run: async (args, terminal) => {
    const started = performance.now();
    const parsed = parseArguments(args, OPTIONS);
    const problems = [...parsed.problems];
    const request = requestOf(parsed, problems);
    if (problems.length > 0 || request === null) throw new UsageError(problems);

    const inputs = await readInputs(request, terminal);
    const { streets } = inputs;
    for (const issue of inputs.warnings) terminal.err(describeIssue(issue));
    terminal.err(describeSystemUse(streets, [inputs.from, ...(inputs.to ? [inputs.to] : [])]));
    const walk = openNetwork(streets, request.use, request.keepIslands);
    const islands = walk.islandCount > 0 ? `, ${walk.islandCount} islands that no point is attached to` : "";
    terminal.err(`路网 network: ${walk.network.nodeCount} nodes, ${walk.network.edgeCount} edges${islands}\n`);
    const from = attach("from", inputs.from, walk, request, terminal);
    const to = inputs.to && attach("to", inputs.to, walk, request, terminal);
    for (const points of to ? [from, to] : [from]) {
      if (points.snaps.refusals.includes(0)) continue;
      throw new UndoneError(describeRefusals(points, request.snapRadiusMetres));
    }
    const opened = performance.now();
    const rowCount = await writeCosts({ request, streets, walk, from, to }, terminal);
    const ended = performance.now();
    const files = request.snaps === null ? [request.out] : [request.out, request.snaps];
    return {
      json: {
        command: "costs",
        out: request.out,
        files,
        rows: rowCount,
        profile: request.profile.id,
        mode: request.pace.mode,
        metresPerSecond: request.pace.metresPerSecond,
        limitMetres: request.limit.metres,
        limitSeconds: request.limit.seconds,
        snapRadiusMetres: request.snapRadiusMetres,
        snapLegs: request.snapLegs,
        streets: {
          name: streets.name,
          lines: streets.streets.count,
          nodes: walk.network.nodeCount,
          edges: walk.network.edgeCount,
          metres: Math.round(walk.metres),
          islands: walk.islandCount,
        },
        crs: systemUse(streets, inputs.from, inputs.to),
        from: countAttached(from),
        to: to && countAttached(to),
        inputs: await hashesOf(inputs),
        timings: { readMilliseconds: Math.round(opened - started), searchMilliseconds: Math.round(ended - opened) },
        issues: inputs.warnings,
      },
      text: `${rowCount} 行 rows → ${files.join(", ")}\n`,
    };
  },
};
