/** Moves the map to the walk that is explained, once for each community and each place that is asked for. */
import { useEffect, useRef } from "react";
import type { Bounds, Position } from "../../core/model/geometry.ts";
import type { CommunityExplanation } from "../../core/questions/explain-community.ts";
import { useView } from "../store/view-store.ts";

/** Room on each side, in sizes of the walk. */
const ROOM = 0.25;
const LEAST_DEGREES = 0.004;
/** A walk that is longer is not moved to: the community would be lost from sight. */
const MOST_DEGREES = 0.12;

export function useViewOfWalk(explanation: CommunityExplanation | null): void {
  const { communityIndex = -1, home } = explanation ?? {};
  // A new cutoff may choose another home; it moves nothing.
  const key = home ? `${communityIndex} ${home.choice === "asked" ? home.position.join() : ""}` : "";
  const seen = useRef("");
  useEffect(() => {
    if (explanation === null || key === "" || key === seen.current) return;
    seen.current = key;
    const bounds = boundsOfWalk(explanation);
    if (bounds) useView.getState().fly({ kind: "bounds", bounds });
  }, [explanation, key]);
}

/** The home, its walk and its straight line with room around; null where they are too long. */
export function boundsOfWalk({ home, walk, straight }: CommunityExplanation): Bounds | null {
  const positions: Position[] = [home.position, ...(walk?.path ?? []), ...(straight ? [straight.position] : [])];
  const bounds = boundsOf(positions);
  return bounds && Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= MOST_DEGREES ? bounds : null;
}

/** A box around places with room on each side; null without any. */
export function boundsOf(positions: readonly Position[]): Bounds | null {
  if (positions.length === 0) return null;
  const lons = positions.map(([lon]) => lon);
  const lats = positions.map(([, lat]) => lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const size = Math.max(east - west, north - south);
  const room = Math.max(ROOM * size, (LEAST_DEGREES - size) / 2);
  return [west - room, south - room, east + room, north + room];
}
