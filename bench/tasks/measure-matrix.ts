/** Our sparse many-to-many between points on a city's streets. */
import { WALK_BACKWARD, WALK_FORWARD } from "../../src/core/model/streets.ts";
import { findComponents } from "../../src/core/network/components.ts";
import { type Snaps, StreetIndex } from "../../src/core/network/snap.ts";
import { searchRows } from "../../src/core/routing/cost-matrix.ts";
import { layOutTargets } from "../../src/core/routing/matrix-targets.ts";
import { buildSearchGraph, type SearchGraph } from "../../src/core/routing/search-graph.ts";
import { writeArray, writeGraph } from "../graph-files.ts";
import { measure } from "../measure.ts";
import { ADULT, buildJunctionNetwork, drawStreetPoints, LIMIT_METRES, readCity } from "../networks.ts";

const SOURCES = 1000;
const TARGETS = 100_000;
/** Targets of the smaller matrix, which is asked of peers too slow for the whole. */
const FEW_TARGETS = 1000;
const SNAP_RADIUS_METRES = 300;
/** Sources whose rows are written out to be checked pair by pair. */
const CHECKED_SOURCES = 50;

export interface MatrixFigures {
  readonly city: string;
  readonly extract: string | null;
  readonly nodes: number;
  readonly sources: number;
  readonly targets: number;
  readonly pairs: number;
  readonly medianMs: number;
  readonly few: { readonly targets: number; readonly pairs: number; readonly medianMs: number };
  readonly checkedSources: number;
}

/** Measures, and leaves graph, points, attachments and some rows in the folder for the peers. */
export async function measureMatrix({ folder }: { folder: string }): Promise<MatrixFigures> {
  const city = await readCity();
  const network = buildJunctionNetwork(city);
  const graph = buildSearchGraph(network, ADULT, "onwards");
  const streets = new StreetIndex(network, findComponents(network, ADULT.mode));
  const sourcePoints = drawStreetPoints(network, SOURCES, 11);
  const targetPoints = drawStreetPoints(network, TARGETS, 12);
  const sources = streets.snap(sourcePoints, SNAP_RADIUS_METRES, null);
  const targets = streets.snap(targetPoints, SNAP_RADIUS_METRES, null);
  const fewTargets = streets.snap(targetPoints.slice(0, 2 * FEW_TARGETS), SNAP_RADIUS_METRES, null);

  const timed = (to: Snaps, rounds: number): { pairs: number; medianMs: number } => {
    let pairs = 0;
    const { medianMs } = measure(rounds, () => {
      pairs = 0;
      searchRows(layOutTargets(graph, to), sources, LIMIT_METRES, (_source, _targets, _metres, count) => {
        pairs += count;
      });
    });
    return { pairs, medianMs };
  };
  const whole = timed(targets, 5);
  const few = { targets: FEW_TARGETS, ...timed(fewTargets, 9) };

  writeGraph(folder, graph);
  writeArray(folder, "source-points.f64", sourcePoints);
  writeArray(folder, "target-points.f64", targetPoints);
  writeAttachments(folder, "source", graph, sources);
  writeAttachments(folder, "target", graph, targets);
  const rows = new Float64Array(CHECKED_SOURCES * TARGETS).fill(Infinity);
  searchRows(layOutTargets(graph, targets), sources, LIMIT_METRES, (source, found, metres, count) => {
    if (source >= CHECKED_SOURCES) return;
    for (let i = 0; i < count; i++) rows[source * TARGETS + (found[i] as number)] = metres[i] as number;
  });
  writeArray(folder, "rows.f64", rows);
  return {
    city: city.name,
    extract: city.extract,
    nodes: network.nodeCount,
    sources: SOURCES,
    targets: TARGETS,
    ...whole,
    few,
    checkedSources: CHECKED_SOURCES,
  };
}

/** Edge, its ends, the way along it, and the ways to both ends as walked: from a source away, to a target from them. */
function writeAttachments(folder: string, name: "source" | "target", graph: SearchGraph, points: Snaps): void {
  const { edgeFromNodes, edgeToNodes, edgeMetres, edgePermissions } = graph.network;
  const startBit = name === "source" ? WALK_BACKWARD : WALK_FORWARD;
  const endBit = name === "source" ? WALK_FORWARD : WALK_BACKWARD;
  const ofEdge = (values: Int32Array): Int32Array =>
    points.edgeIndexes.map((edge) => (edge < 0 ? 0 : (values[edge] as number)));
  const toStart = new Float64Array(points.count).fill(Infinity);
  const toEnd = new Float64Array(points.count).fill(Infinity);
  points.edgeIndexes.forEach((edge, point) => {
    if (edge < 0) return;
    const bits = edgePermissions[edge] as number;
    const along = points.fromStartMetres[point] as number;
    if ((bits & startBit) !== 0) toStart[point] = along;
    if ((bits & endBit) !== 0) toEnd[point] = (edgeMetres[edge] as number) - along;
  });
  writeArray(folder, `${name}-edges.i32`, points.edgeIndexes);
  writeArray(folder, `${name}-from.i32`, ofEdge(edgeFromNodes));
  writeArray(folder, `${name}-to.i32`, ofEdge(edgeToNodes));
  writeArray(folder, `${name}-along.f64`, points.fromStartMetres);
  writeArray(folder, `${name}-off.f64`, points.offStreetMetres);
  writeArray(folder, `${name}-to-start.f64`, toStart);
  writeArray(folder, `${name}-to-end.f64`, toEnd);
}
