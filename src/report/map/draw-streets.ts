/** Streets by rank as the scale allows: main roads of a city, lanes of an old town. White with a thin dark edge. */
import type { Bounds } from "../../core/model/geometry.ts";
import type { Streets } from "../../core/model/streets.ts";
import type { Mark } from "../scene/scene.ts";
import { BASEMAP_COLOURS } from "./basemap-colours.ts";
import { cutLine, simplifyLine } from "./cut-geometry.ts";
import { joinLines, type LineStretch } from "./join-lines.ts";
import type { MapFrame } from "./map-frame.ts";
import { type PaperScale, widthAtZoom } from "./paper-zoom.ts";
import { boxBeyond } from "./place-areas.ts";
import { RANK_COUNT, streetRank } from "./street-ranks.ts";
import { CASED_FROM, casingWidths, STREET_STYLES } from "./street-styles.ts";

const PATH_RANK = 6;
/** Main roads stay to be seen on paper, where the page would thin them out; presses print no finer line than the last. */
const FINEST_MM = [0.42, 0.34, 0.24, 0.16, 0.12, 0.1, 0.1];
const EDGE_MM = 0.2;
/** Roads between places are drawn in views wider by this than on the page. */
const PAPER_ZOOM_GAIN = [2, 1.5, 1.5, 0.6, 0, 0, 0];

/** Lines of each rank that a scale shows, in the frame. */
function placeStreets(streets: Streets, frame: MapFrame, { zoom }: PaperScale): number[][][] {
  const { coordinates, starts, classes, count } = streets;
  const byRank: LineStretch[][] = Array.from({ length: RANK_COUNT }, () => []);
  for (let line = 0; line < count; line++) {
    const rank = streetRank(classes[line] ?? "");
    if (zoom < (STREET_STYLES[rank]?.from ?? 0) - (PAPER_ZOOM_GAIN[rank] ?? 0)) continue;
    const [first, last] = [starts[line]!, starts[line + 1]! - 1];
    if (last > first && mayBeSeen(coordinates, first, last, frame.bounds)) byRank[rank]?.push({ first, last });
  }
  const window = boxBeyond(frame);
  return byRank.map((lines) =>
    joinLines(lines, coordinates).flatMap((chain) => {
      const path: number[] = [];
      chain.forEach(({ line, isReversed }, link) => {
        const { first, last } = lines[line]!;
        const length = last - first + 1;
        for (let step = link === 0 ? 0 : 1; step < length; step++) {
          const position = isReversed ? last - step : first + step;
          const [x, y] = frame.place(coordinates[2 * position]!, coordinates[2 * position + 1]!);
          path.push(x, y);
        }
      });
      return cutLine(path, window).map((part) => simplifyLine(part));
    }),
  );
}

function mayBeSeen(coordinates: Float64Array, first: number, last: number, bounds: Bounds): boolean {
  if (bounds[0] < -180 || bounds[2] > 180 || bounds[0] > bounds[2]) return true;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let position = first; position <= last; position++) {
    const [lon, lat] = [coordinates[2 * position]!, coordinates[2 * position + 1]!];
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return east >= bounds[0] && west <= bounds[2] && north >= bounds[1] && south <= bounds[3];
}

/** Dark edges of all ranks, then the white lines on them, lanes first. */
export function drawStreets(streets: Streets, frame: MapFrame, scale: PaperScale): Mark[] {
  const [edges, lines]: [Mark[], Mark[]] = [[], []];
  placeStreets(streets, frame, scale).forEach((parts, rank) => {
    const style = STREET_STYLES[rank];
    if (parts.length === 0 || !style) return;
    const ends = { cap: "round", join: "round" } as const;
    const widthMm = Math.max(FINEST_MM[rank] ?? 0.1, widthAtZoom(scale, style.widths));
    if (rank < PATH_RANK && (rank <= 2 || scale.zoom >= (CASED_FROM[rank] ?? 0))) {
      const edgeMm = Math.max(widthMm + EDGE_MM, widthAtZoom(scale, casingWidths(style.widths)));
      const stroke = { colour: BASEMAP_COLOURS.streetEdge, opacity: rank <= 2 ? 0.62 : 0.45, widthMm: edgeMm, ...ends };
      edges.unshift({ kind: "path", parts, isClosed: false, stroke });
    }
    const dashMm = rank === PATH_RANK ? { dashMm: [2 * widthMm, 1.2 * widthMm] } : ends;
    const stroke = { colour: "#ffffff", opacity: style.opacity, widthMm, ...dashMm };
    lines.unshift({ kind: "path", parts, isClosed: false, stroke });
  });
  return [...edges, ...lines];
}
