/**
 * Isochrones: the ground within each cutoff of the sources, as nested polygons. One
 * bounded search, the reached parts of streets, a spread beside them that stops at
 * water, railways and walls, and outlines. One maker serves thousands of starts on
 * reused arrays; all facilities of a service are one call with many sources.
 * Polygons are for looking at: numbers are counted on streets.
 */
import { AnalysisError } from "../errors.ts";
import type { MultiPolygonGeometry } from "../model/geometry.ts";
import type { Snaps } from "../network/snap.ts";
import { giveBackSearch, takeSearch } from "../routing/bounded-search.ts";
import { type CostSources, startAtPoint, toLimitTicks } from "../routing/cost-field.ts";
import type { SearchGraph } from "../routing/search-graph.ts";
import type { OffStreetGround } from "./off-street-ground.ts";
import { OutlineTracer } from "./outline.ts";
import { orderByEdge, ReachCollector, sumReachMetres } from "./reach.ts";
import { RunCosts } from "./run-costs.ts";
import { SlackMeter } from "./slack.ts";
import { Sweep } from "./sweep.ts";

export interface IsochroneBand {
  readonly cutoffSeconds: number;
  /** Parts and holes as RFC 7946 wants them; no parts where nothing is reached. */
  readonly geometry: MultiPolygonGeometry;
  /** Exact length of street reached, each metre once. */
  readonly reachMetres: number;
  readonly areaSquareMetres: number;
}

export interface Isochrone {
  /** By cutoff, ascending; each lies inside the next. */
  readonly bands: readonly IsochroneBand[];
  /** Largest distance of neighbouring lattice points. */
  readonly cellMetres: number;
}

export class IsochroneMaker {
  private readonly graph: SearchGraph;
  private readonly ground: OffStreetGround;
  private readonly reach: ReachCollector;
  private readonly costs: RunCosts;
  private readonly meter: SlackMeter;
  private readonly sweep: Sweep;
  private readonly tracers: OutlineTracer[] = [];
  private readonly keepAll: Uint8Array;

  /** The ground must be of the graph's own network and mode. */
  constructor(graph: SearchGraph, ground: OffStreetGround) {
    this.graph = graph;
    this.ground = ground;
    this.reach = new ReachCollector(graph);
    this.costs = new RunCosts(ground);
    this.meter = new SlackMeter(ground, this.costs);
    this.sweep = new Sweep(ground, this.costs, this.meter);
    this.keepAll = new Uint8Array(ground.pieces.runCount).fill(1);
  }

  /**
   * The isochrone of some attached points together (all facilities of a service), or of one.
   * Refused points are passed over. Throws AnalysisError `bad-parameter` for cutoffs that are
   * not ascending numbers above 0.
   */
  make(sources: CostSources, points: Int32Array, cutoffsSeconds: readonly number[]): Isochrone {
    const steps = this.makeInSteps(sources, points, cutoffsSeconds);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /**
   * The isochrone of each of some points by itself, refused ones left out. Points are taken in
   * the order of their streets, which follow a curve through the city, so that what neighbours
   * share is still at hand; `take` gets each isochrone with its point.
   */
  makeEach(
    sources: CostSources,
    points: Int32Array,
    cutoffsSeconds: readonly number[],
    take: (point: number, isochrone: Isochrone) => void,
  ): void {
    for (const point of orderByEdge(sources, points))
      take(point, this.make(sources, Int32Array.of(point), cutoffsSeconds));
  }

  /** The same as `make`, pausing with the share done; between the pauses of one isochrone the maker must not begin another. */
  *makeInSteps(
    sources: CostSources,
    points: Int32Array,
    cutoffsSeconds: readonly number[],
  ): Generator<number, Isochrone> {
    const { snaps } = sources;
    const { graph, ground, reach, costs, meter } = this;
    const { metresPerSecond } = graph.pace;
    checkCutoffs(cutoffsSeconds);
    const cutoffs = cutoffsSeconds.map((seconds) => seconds * metresPerSecond);
    const farthest = cutoffs.at(-1) as number;
    const limitTicks = toLimitTicks(graph, farthest);
    const search = takeSearch(graph);
    search.open(limitTicks, points.length, false);
    for (const point of points) startAtPoint(search, snaps, point, 0, limitTicks);
    search.run(limitTicks);
    const { offStreetMetres, cellMetres } = ground.options;
    const inner = (cutoffs[0] as number) - offStreetMetres;
    reach.collect(search, sources, points, farthest, inner);
    giveBackSearch(search);

    meter.keepsFringe = graph.factors !== null || hasLegBeyond(snaps, points, inner);
    costs.clear();
    costs.lay(reach, inner, farthest - offStreetMetres, meter.keepsFringe ? this.keepAll : ground.runNearBarrier);
    costs.judge(cutoffs, offStreetMetres);
    meter.open(cutoffs);
    while (this.tracers.length < cutoffs.length) this.tracers.push(new OutlineTracer());
    for (const tracer of this.tracers) tracer.clear();
    yield* this.sweep.run(cutoffs, this.tracers);
    const bands = cutoffs.map((cutoff, band): IsochroneBand => {
      const { geometry, areaSquareMetres } = (this.tracers[band] as OutlineTracer).trace();
      return {
        cutoffSeconds: cutoffsSeconds[band] as number,
        geometry,
        reachMetres: sumReachMetres(reach, cutoff),
        areaSquareMetres,
      };
    });
    return { bands, cellMetres };
  }
}

function checkCutoffs(cutoffsSeconds: readonly number[]): void {
  let last = 0;
  for (const seconds of cutoffsSeconds) {
    if (!(seconds > last && seconds < Infinity))
      throw new AnalysisError("bad-parameter", { field: "cutoffSeconds", value: String(seconds) });
    last = seconds;
  }
  if (cutoffsSeconds.length === 0) throw new AnalysisError("bad-parameter", { field: "cutoffSeconds", value: "" });
}

/** Whether any source's leg off the street is longer than the smallest band's own streets. */
function hasLegBeyond(snaps: Snaps, points: Int32Array, metres: number): boolean {
  for (const point of points) {
    if ((snaps.edgeIndexes[point] as number) >= 0 && (snaps.offStreetMetres[point] as number) > metres) return true;
  }
  return false;
}
