/** `minsheng costs`: shortest walks between points, or the nearest source of every street vertex, as CSV. */
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Issue } from "../core/errors.ts";
import { DEFAULT_PARAMETERS, PROFILES, type Profile, type ProfileId } from "../core/model/parameters.ts";
import { measureEdgeFactors } from "../core/network/edge-factors.ts";
import type { Travel } from "../core/network/travel.ts";
import { buildSearchGraph, chooseTicksPerMetre, type Pace } from "../core/routing/search-graph.ts";
import { travelOf } from "../core/service-search.ts";
import { sha256 } from "../io/sha256.ts";
import { CsvRows } from "../io/tables/csv-rows.ts";
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
import { COSTS_HELP } from "./costs-help.ts";
import { describeSystemUse, systemUse } from "./describe-system.ts";
import type { LoadedStreets } from "./load-streets.ts";
import { studyExists } from "./load-study.ts";
import { numberOption, optionValue, type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import { createWithin, searchMetresOf } from "./printed-limit.ts";
import type { PointList } from "./read-points.ts";
import { readWalkInputs } from "./read-walk-inputs.ts";
import { streamOutputs } from "./stream-output.ts";
import { tellIssues } from "./tell-issues.ts";
import { checkSlope, costsNoTime, statedConditions, TRAVEL_OPTIONS, travelParametersOf } from "./travel-options.ts";
import { openNetwork, type WalkNetwork } from "./walk-network.ts";
import { outputProblems } from "./write-outputs.ts";

const OPTIONS = {
  from: { kind: "text" },
  to: { kind: "text" },
  "limit-metres": { kind: "text" },
  "limit-seconds": { kind: "text" },
  profile: { kind: "text" },
  speed: { kind: "text" },
  ...TRAVEL_OPTIONS,
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
  readonly travel: Travel;
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
  const conditions = travelParametersOf(parsed, problems);
  if (metres !== null && stated.length === 1) {
    const timed = ["slope", "stairs-factor", "crossing-seconds"].filter(
      (name) => parsed.flags.has(name) || optionValue(parsed, name) !== null,
    );
    if (timed.length > 0)
      problems.push(
        `${timed.map((name) => `--${name}`).join(", ")}: these cost time, not metres; give --limit-seconds instead of --limit-metres.`,
      );
  }
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
    travel: travelOf(profile, { ...DEFAULT_PARAMETERS, ...conditions }),
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

async function readInputs(request: Request, terminal: Terminal): Promise<Inputs> {
  terminal.err(`读取 reading ${request.streets}\n`);
  const paths = request.to === null ? [request.from] : [request.from, request.to];
  const { streets, lists, warnings } = await readWalkInputs(request, paths);
  const [from, to] = lists;
  return { streets, from: from as PointList, to: to ?? null, warnings };
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

/** Columns by what they hold: level metres are not metres of the way. */
function columnsOf(columns: readonly string[], isLevel: boolean): string[] {
  return columns.map((name) => (name === "metres" && !isLevel ? "levelMetres" : name));
}

/** Searches and writes; answers the number of rows. */
async function writeCosts({ request, streets, walk, from, to }: Search, terminal: Terminal): Promise<number> {
  const { limit, pace } = request;
  const searchMetres = searchMetresOf(limit, pace.metresPerSecond);
  const ticks = chooseTicksPerMetre(searchMetres);
  const { travel } = request;
  const measure = limit.metres === null ? "time" : "distance";
  const factors = measureEdgeFactors(walk.network, streets.streets, travel, pace, measure, walk.closed);
  const graph = buildSearchGraph(walk.network, pace, "onwards", factors, ticks);
  const isLevel = measure === "distance" || costsNoTime(travel);
  const legs = (points: AttachedPoints): AttachedPoints =>
    request.snapLegs ? points : { ...points, snaps: withoutLegs(points.snaps) };
  const paths = request.snaps === null ? [request.out] : [request.out, request.snaps];
  return streamOutputs(paths, async ([out, snaps]) => {
    const rows = new CsvRows(
      (bytes) => out?.write(bytes),
      columnsOf(to ? PAIR_COLUMNS : vertexColumns(streets), isLevel),
    );
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
  help: COSTS_HELP,
  run: async (args, terminal) => {
    const started = performance.now();
    const parsed = parseArguments(args, OPTIONS);
    const problems = [...parsed.problems];
    const request = requestOf(parsed, problems);
    if (problems.length > 0 || request === null) throw new UsageError(problems);

    const inputs = await readInputs(request, terminal);
    const { streets } = inputs;
    const { travel } = request;
    checkSlope(travel, streets);
    terminal.err(tellIssues(inputs.warnings));
    terminal.err(describeSystemUse(streets, [inputs.from, ...(inputs.to ? [inputs.to] : [])]));
    const walk = openNetwork(streets, request.travel, request.keepIslands);
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
        ...statedConditions(travel, streets.streets.elevations !== undefined),
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
