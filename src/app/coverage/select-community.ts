/** Picks a community from a list: opens its card and moves the map there, near enough to see the walk to its nearest facility. */
import type { Bounds } from "../../core/model/geometry.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";

/** The view is at least this many times as wide as the community. */
const ROOM = 1.8;
/** A facility farther than this many sizes of the community is left out of the view. */
const FARTHEST = 4;

export function selectCommunity(communityIndex: number): void {
  const { select, fly } = useView.getState();
  const { study, result } = useAnalysis.getState();
  const serviceId = currentChoices(useProject.getState())?.serviceId;
  select(communityIndex);
  const coverage = result?.services.find((each) => each.serviceId === serviceId);
  const facilityIndex = coverage?.nearestFacilityIndexes[communityIndex] ?? -1;
  const bounds = study && viewOfCommunity(study, communityIndex, serviceId ?? "", facilityIndex);
  fly(bounds ? { kind: "bounds", bounds } : { kind: "community", communityIndex });
}

/** The community with room around it and, where it is near, its facility; null for a community without an outline. */
export function viewOfCommunity(
  study: Pick<StudyView, "communities" | "facilities">,
  communityIndex: number,
  serviceId: string,
  facilityIndex: number,
): Bounds | null {
  const area = study.communities.areas[communityIndex];
  if (!area) return null;
  const rings = area.type === "Polygon" ? area.coordinates : area.coordinates.flat();
  const points = rings.flat();
  let [west, south, east, north] = boundsOf(points);
  const [width, height] = [east - west, north - south];
  const [marginX, marginY] = [(width * (ROOM - 1)) / 2, (height * (ROOM - 1)) / 2];
  const layer = study.facilities.find((each) => each.serviceId === serviceId);
  const start = layer?.starts[facilityIndex];
  const lon = start === undefined ? Number.NaN : (layer?.coordinates[2 * start] ?? Number.NaN);
  const lat = start === undefined ? Number.NaN : (layer?.coordinates[2 * start + 1] ?? Number.NaN);
  const size = Math.max(width, height);
  const near =
    lon > west - FARTHEST * size &&
    lon < east + FARTHEST * size &&
    lat > south - FARTHEST * size &&
    lat < north + FARTHEST * size;
  if (facilityIndex >= 0 && near) {
    [west, east, south, north] = [Math.min(west, lon), Math.max(east, lon), Math.min(south, lat), Math.max(north, lat)];
  }
  return [west - marginX, south - marginY, east + marginX, north + marginY];
}

function boundsOf(points: readonly (readonly [number, number])[]): Bounds {
  let [west, south, east, north]: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
