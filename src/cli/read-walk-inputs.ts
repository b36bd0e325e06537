/** Streets and lists of points of a command, read together so that every fault of all of them is told at once. */
import { BadDataError, type Issue } from "../core/errors.ts";
import { layPlane } from "../io/crs/lay-plane.ts";
import { type LoadedStreets, loadStreets } from "./load-streets.ts";
import { type PointList, readPoints } from "./read-points.ts";

export interface WalkInputRequest {
  readonly streets: string;
  readonly crs: string | null;
  readonly pointsCrs: string | null;
  readonly oneWayColumn: string | null;
}

export interface WalkInputs {
  readonly streets: LoadedStreets;
  /** In the order of the paths. */
  readonly lists: readonly PointList[];
  readonly warnings: readonly Issue[];
}

/** Throws BadDataError with every issue of all files. */
export async function readWalkInputs(request: WalkInputRequest, paths: readonly string[]): Promise<WalkInputs> {
  const issues: Issue[] = [];
  let streets: LoadedStreets | null = null;
  try {
    streets = await loadStreets(request.streets, { crs: request.crs, oneWayColumn: request.oneWayColumn });
    issues.push(...streets.issues);
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    issues.push(...error.issues);
  }
  // Without streets the points' system is not known; their columns, ids and numbers are checked all the same.
  const system = streets?.system ?? layPlane([0, 0, 0, 0]);
  const crs = streets ? (request.pointsCrs ?? request.crs) : null;
  const lists: PointList[] = [];
  for (const path of paths) {
    if (system === null) break;
    const read = await readPoints(path, { crs, streets: system, planeIsAssumed: streets?.basis === "assumed" });
    issues.push(...read.issues);
    if (read.points) lists.push(read.points);
  }
  const isFaulty = lists.length < paths.length || issues.some(({ severity }) => severity === "error");
  if (streets === null || isFaulty) throw new BadDataError(issues);
  return { streets, lists, warnings: issues };
}
