/** `minsheng isochrones`: nested polygons around points, on streets or straight, as GeoJSON or FlatGeobuf. */
import { areaSquareMetres } from "../core/areas.ts";
import { measureEdgeFactors } from "../core/network/edge-factors.ts";
import { buildSearchGraph, chooseTicksPerMetre } from "../core/routing/search-graph.ts";
import { sha256 } from "../io/sha256.ts";
import {
  formatIsochrone,
  GEOJSON_HEAD,
  GEOJSON_TAIL,
  type IsochroneFeature,
  IsochroneTable,
} from "../io/vector/isochrone-features.ts";
import { writeFlatGeobuf } from "../io/vector/write-flatgeobuf.ts";
import { type AttachedPoints, attachPoints, countAttached, listRefused } from "./attach-points.ts";
import { type Command, type Terminal, UndoneError, UsageError } from "./command.ts";
import { describeSystemUse, systemUse } from "./describe-system.ts";
import { createIsochroneJob, type IsochroneTask } from "./isochrone-job.ts";
import { ISOCHRONES_HELP, ISOCHRONES_OPTIONS, type IsochroneRequest, isochroneRequestOf } from "./isochrone-request.ts";
import type { LoadedStreets } from "./load-streets.ts";
import { parseArguments } from "./parse-arguments.ts";
import type { PointList } from "./read-points.ts";
import { readWalkInputs } from "./read-walk-inputs.ts";
import { runInOrder } from "./run-in-order.ts";
import { streamOutputs } from "./stream-output.ts";
import { tellIssues } from "./tell-issues.ts";
import { checkSlope, statedConditions } from "./travel-options.ts";
import { openNetwork } from "./walk-network.ts";

/** Refused points that are told one by one; `--json` has them all. */
const MOST_TOLD = 50;
const CIRCLE_STEPS = 128;
/** As many as can wait for one another: within a task the points are drawn in the order of their streets. */
const POINTS_A_TASK = 250;
/** Fewer points are drawn faster than threads start. */
const LEAST_POINTS_FOR_THREADS = 500;

type TakeFeature = (feature: IsochroneFeature) => void;

/** Bands of every attached point, in the order of ids; many points are shared out to threads. */
async function drawOnStreets(
  request: IsochroneRequest,
  streets: LoadedStreets,
  points: AttachedPoints,
  walk: ReturnType<typeof openNetwork>,
  take: TakeFeature,
  terminal: Terminal,
): Promise<void> {
  const { pace, travel, minutes, direction, ground } = request;
  const farthest = (minutes.at(-1) as number) * 60 * pace.metresPerSecond;
  const factors = measureEdgeFactors(walk.network, streets.streets, travel, pace, "time", walk.closed);
  const graph = buildSearchGraph(walk.network, pace, direction, factors, chooseTicksPerMetre(farthest));
  const { count } = points.snaps;
  const tasks: IsochroneTask[] = [];
  for (let first = 0; first < count; first += POINTS_A_TASK) {
    tasks.push({ first, end: Math.min(count, first + POINTS_A_TASK) });
  }
  let told = performance.now();
  await runInOrder({
    job: "isochrones",
    createJob: createIsochroneJob,
    parcel: { graph, barriers: streets.barriers, ground, snaps: points.snaps, ids: points.points.ids, minutes },
    tasks,
    isLarge: count >= LEAST_POINTS_FOR_THREADS,
    take: (features, { end }) => {
      for (const feature of features) take(feature);
      if (performance.now() - told < 2000) return;
      told = performance.now();
      terminal.err(`绘制 drawing ${end} / ${count}\n`);
    },
  });
}

/** Circles about the points themselves: the official comparison, drawn by Turf. */
async function drawCircles(request: IsochroneRequest, points: PointList, take: TakeFeature): Promise<void> {
  const { circle } = await import("@turf/turf");
  const { minutes, pace } = request;
  for (let point = 0; point < points.count; point++) {
    const centre = [points.coordinates[2 * point] as number, points.coordinates[2 * point + 1] as number];
    for (const value of minutes) {
      const kilometres = (value * 60 * pace.metresPerSecond) / 1000;
      const rings = circle(centre, kilometres, { steps: CIRCLE_STEPS }).geometry.coordinates as [number, number][][];
      const geometry = { type: "MultiPolygon" as const, coordinates: [rings] };
      const area = areaSquareMetres(geometry);
      const id = points.ids[point] as string;
      take({ id, minutes: value, reachMetres: Number.NaN, areaSquareMetres: area, cellMetres: Number.NaN, geometry });
    }
  }
}

function tellRefused(refused: ReturnType<typeof listRefused>, count: number, layer: string, terminal: Terminal): void {
  if (refused.length === 0) return;
  terminal.err(
    `提示 warning: --at ${layer}: ${refused.length} / ${count} 个点未能连到街道，没有等时圈 points are not attached to any street and have no polygon\n`,
  );
  for (const { id, reason } of refused.slice(0, MOST_TOLD)) terminal.err(`  ${id}: ${reason}\n`);
  if (refused.length > MOST_TOLD) terminal.err(`  … ${refused.length - MOST_TOLD}\n`);
}

/** Writes all features that `draw` gives; answers their number. */
async function writeFeatures(
  { out, format, method }: IsochroneRequest,
  streets: LoadedStreets,
  draw: (take: TakeFeature) => void | Promise<void>,
): Promise<number> {
  let count = 0;
  const { system } = streets;
  const encoder = new TextEncoder();
  await streamOutputs([out], async ([output]) => {
    if (format === "fgb") {
      const table = new IsochroneTable();
      await draw((feature) => {
        count++;
        table.add(feature);
      });
      output?.write(writeFlatGeobuf(table.toTable(`isochrones ${method}`, "")));
      return;
    }
    const move = system.isPlane ? (lon: number, lat: number) => system.fromDegrees(lon, lat) : null;
    output?.write(encoder.encode(GEOJSON_HEAD));
    await draw((feature) => {
      output?.write(encoder.encode(`${count++ === 0 ? "" : ",\n"}${formatIsochrone(feature, move)}`));
    });
    output?.write(encoder.encode(GEOJSON_TAIL));
  });
  return count;
}

export const isochronesCommand: Command = {
  summary: "the ground within so many minutes of points, as nested polygons",
  help: ISOCHRONES_HELP,
  run: async (args, terminal) => {
    const started = performance.now();
    const parsed = parseArguments(args, ISOCHRONES_OPTIONS);
    const problems = [...parsed.problems];
    const request = isochroneRequestOf(parsed, problems);
    if (problems.length > 0 || request === null) throw new UsageError(problems);

    terminal.err(`读取 reading ${request.streets}\n`);
    const { streets, lists, warnings } = await readWalkInputs(request, [request.at]);
    const points = lists[0] as PointList;
    terminal.err(tellIssues(warnings));
    terminal.err(describeSystemUse(streets, [points]));
    if (streets.system.isPlane && request.format === "fgb")
      throw new UsageError([
        `${request.out}: streets on a local plane lie nowhere on earth; write .geojson in its metres.`,
      ]);
    checkSlope(request.travel, streets);
    const walk = openNetwork(streets, request.travel, request.keepIslands);
    const attached = attachPoints("at", points, walk, request.snapRadiusMetres);
    const onStreets = request.method === "network";
    const refused = onStreets ? listRefused(attached) : [];
    tellRefused(refused, points.count, points.layer, terminal);
    if (refused.length === points.count && onStreets)
      throw new UndoneError(
        `--at ${points.layer}: 没有一个点能连到街道。 No point could be attached to a street within ${request.snapRadiusMetres} m.`,
      );
    const opened = performance.now();
    const count = await writeFeatures(request, streets, (take) =>
      onStreets
        ? drawOnStreets(request, streets, attached, walk, take, terminal)
        : drawCircles(request, attached.points, take),
    );
    const ended = performance.now();
    const { profileId, pace, minutes, direction, method, ground, snapRadiusMetres } = request;
    return {
      json: {
        command: "isochrones",
        out: request.out,
        files: [request.out],
        features: count,
        minutes,
        method,
        direction: direction === "towards" ? "to" : "from",
        profile: profileId,
        mode: pace.mode,
        metresPerSecond: pace.metresPerSecond,
        ...statedConditions(request.travel, streets.streets.elevations !== undefined),
        cellMetres: onStreets ? ground.cellMetres : null,
        offStreetMetres: onStreets ? ground.offStreetMetres : null,
        snapRadiusMetres,
        barriers: streets.barriers.length,
        points: onStreets ? countAttached(attached) : { count: points.count },
        refused,
        crs: systemUse(streets, points, null),
        inputs: { ...streets.hashes, [points.layer]: await sha256(points.bytes) },
        timings: { readMilliseconds: Math.round(opened - started), drawMilliseconds: Math.round(ended - opened) },
        issues: warnings,
      },
      text: `${count} 个多边形 polygons → ${request.out}\n`,
    };
  },
};
