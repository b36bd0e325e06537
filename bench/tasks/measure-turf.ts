/** Turf alone, which knows no streets: circles around starts, and coverage by points in circles. Beside it, ours. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bbox, booleanPointInPolygon, buffer, point } from "@turf/turf";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { measureStraightDistances } from "../../src/core/coverage/straight-line.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { searchCostField } from "../../src/core/routing/cost-field.ts";
import { measurePointCosts } from "../../src/core/routing/point-costs.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { readStudyFolder } from "../../src/io/study/study-folder.ts";
import { measure } from "../measure.ts";
import { buildJunctionNetwork, drawStreetPoints, LIMIT_METRES, readCity } from "../networks.ts";
import { DATONG } from "../places.ts";

const STARTS = 1000;
const STEPS = 16;
const SERVICE = "kindergarten";
/** One home of so many is asked of Turf's point in polygon, which tries them all. */
const HOMES_SKIPPED = 20;

export interface TurfFigures {
  readonly starts: number;
  /** Milliseconds a buffer. */
  readonly bufferMs: number;
  readonly serviceId: string;
  readonly facilities: number;
  readonly homes: number;
  /** Turf's time for the homes asked, scaled to all of them. */
  readonly turfCoverageMs: number;
  readonly turfShare: number;
  readonly straightMs: number;
  readonly straightShare: number;
  readonly networkMs: number;
  readonly networkShare: number;
}

export async function measureTurf(_parameters: Record<string, never>): Promise<TurfFigures> {
  const starts = drawStreetPoints(buildJunctionNetwork(await readCity()), STARTS, 11);
  const circleAt = (lon: number, lat: number, metres: number) =>
    buffer(point([lon, lat]), metres / 1000, { units: "kilometers", steps: STEPS });
  const buffers = measure(5, () => {
    for (let i = 0; i < STARTS; i++) circleAt(starts[2 * i] as number, starts[2 * i + 1] as number, LIMIT_METRES);
  });

  const study = await readStudyFolder((name) => readFile(join(DATONG, name)));
  const session = new AnalysisSession(study);
  const service = study.services.find(({ id }) => id === SERVICE);
  const layer = session.facilities(SERVICE);
  if (service === undefined || layer === undefined) throw new Error(`The study has no ${SERVICE}.`);
  const search = { ...searchOf(service, DEFAULT_PARAMETERS), limitSeconds: DEFAULT_PARAMETERS.cutoffSeconds };
  const limitMetres = search.limitSeconds * search.pace.metresPerSecond;
  const { coordinates, count: homes } = study.demand;

  const circles = Array.from({ length: layer.count }, (_, facility) => {
    const at = layer.starts[facility] as number;
    const circle = circleAt(layer.coordinates[2 * at] as number, layer.coordinates[2 * at + 1] as number, limitMetres);
    if (circle === undefined) throw new Error("Turf drew no circle.");
    circle.bbox = bbox(circle);
    return circle;
  });
  let asked = 0;
  let inside = 0;
  const turf = measure(1, () => {
    asked = 0;
    inside = 0;
    for (let home = 0; home < homes; home += HOMES_SKIPPED) {
      const place: [number, number] = [coordinates[2 * home] as number, coordinates[2 * home + 1] as number];
      asked++;
      if (circles.some((circle) => booleanPointInPolygon(place, circle))) inside++;
    }
  });

  const facilityIndexes = Array.from({ length: layer.count }, (_, index) => index);
  let metres = new Float64Array(0);
  const straight = measure(9, () => {
    metres = measureStraightDistances(
      coordinates,
      [{ layer, facilityIndexes }],
      limitMetres,
    ) as Float64Array<ArrayBuffer>;
  });
  const graph = session.searchGraph(search);
  const sources = session.sourcesOf(search);
  const snaps = session.demandSnaps(search.travel, search.snapRadiusMetres);
  let seconds = new Float64Array(0);
  const network = measure(9, () => {
    const field = searchCostField(graph, sources, limitMetres);
    seconds = measurePointCosts(field, sources, snaps, limitMetres).seconds as Float64Array<ArrayBuffer>;
  });
  const shareOf = (values: Float64Array): number => values.filter((value) => value < Infinity).length / homes;
  return {
    starts: STARTS,
    bufferMs: buffers.medianMs / STARTS,
    serviceId: SERVICE,
    facilities: layer.count,
    homes,
    turfCoverageMs: (turf.medianMs * homes) / asked,
    turfShare: inside / asked,
    straightMs: straight.medianMs,
    straightShare: shareOf(metres),
    networkMs: network.medianMs,
    networkShare: shareOf(seconds),
  };
}
