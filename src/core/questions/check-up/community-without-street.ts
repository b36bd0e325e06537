/**
 * Communities with an outline and no street to walk in it: as a rule the streets end short of them, or the outline is shifted. Every
 * street's middle vertex is looked up first; only communities that none is in are looked at street by street.
 */
import { boundsOfArea, polygonsOf } from "../../areas.ts";
import { distanceMetres } from "../../geodesy.ts";
import type { AreaGeometry } from "../../model/geometry.ts";
import { SegmentGrid } from "../../network/segment-grid.ts";
import { collectSegmentsOf } from "../../network/snap.ts";
import { type Check, type CheckGround, communityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";

/** Edges looked at between two pauses. */
const BATCH = 8192;
const CELL_METRES = 100;

function* find(ground: CheckGround): Generator<undefined, Finding> {
  const { study, session, onFoot } = ground;
  const { areas, count } = study.communities;
  const { network } = session;
  const { permittedEdges } = session.components(onFoot);
  const hasStreet = new Uint8Array(count);
  const edges: number[] = [];
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (edge % BATCH === BATCH - 1) yield;
    if (permittedEdges[edge] !== 1) continue;
    edges.push(edge);
    const middle = ((network.edgeFirstPositions[edge] as number) + (network.edgeLastPositions[edge] as number)) >> 1;
    const { coordinates } = network;
    const community = ground.findCommunity([coordinates[2 * middle] as number, coordinates[2 * middle + 1] as number]);
    if (community >= 0) hasStreet[community] = 1;
  }
  yield;
  const open = areas.flatMap((area, community) => (area === null || hasStreet[community] === 1 ? [] : [community]));
  const segments = open.length === 0 ? null : collectSegmentsOf(network, edges);
  const grid = segments === null || segments.count === 0 ? null : new SegmentGrid(segments, CELL_METRES);
  const items: CheckItem[] = [];
  for (const community of open) {
    yield;
    if (grid === null || !meetsArea(grid, areas[community] as AreaGeometry))
      items.push(communityItem(study, community));
  }
  return makeFinding({
    id: "community-without-street",
    severity: "warning",
    total: areas.filter((area) => area !== null).length,
    items,
  });
}

/** Whether any segment has an end in the area or crosses its outline. */
function meetsArea(grid: SegmentGrid, area: AreaGeometry): boolean {
  const [west, south, east, north] = boundsOfArea(area);
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const radius = distanceMetres(west, south, east, north) / 2;
  const near = grid.listWithin(lon, lat, radius * 1.01);
  return near.some((segment) => {
    const [ax, ay] = grid.positionAt(segment, 0);
    const [bx, by] = grid.positionAt(segment, 1);
    let isInside = false;
    for (const polygon of polygonsOf(area)) {
      for (const ring of polygon) {
        for (let at = 1; at < ring.length; at++) {
          const [cx, cy] = ring[at - 1] as [number, number];
          const [dx, dy] = ring[at] as [number, number];
          if (sideOf(ax, ay, bx, by, cx, cy) * sideOf(ax, ay, bx, by, dx, dy) <= 0) {
            if (sideOf(cx, cy, dx, dy, ax, ay) * sideOf(cx, cy, dx, dy, bx, by) <= 0) return true;
          }
          if (cy > ay !== dy > ay && ax < cx + ((ay - cy) / (dy - cy)) * (dx - cx)) isInside = !isInside;
        }
      }
    }
    return isInside;
  });
}

function sideOf(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
}

export const checkCommunityStreets: Check = { id: "community-without-street", find };
