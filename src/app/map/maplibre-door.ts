/**
 * The only file that imports maplibre-gl. Its worker comes from this page's own
 * origin as a file (no blob, no eval), and streets arrive through a protocol
 * answered in memory (no request).
 */
import { addProtocol, Map as MapLibreMap, type MapOptions, Point, prewarm, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { STREETS_PROTOCOL, type StreetTiles, streetTilesAddress } from "./street-tiles.ts";

export type {
  ExpressionSpecification,
  GeoJSONSource,
  LayerSpecification,
  MapMouseEvent,
  StyleSpecification,
  VectorTileSource,
} from "maplibre-gl";
export { MapLibreMap, Point };

setWorkerUrl(new URL(workerUrl, import.meta.url).href);
// The worker's code is read while the study is still on its way.
prewarm();

const streetTilesByKey = new Map<string, StreetTiles>();

addProtocol(STREETS_PROTOCOL, async ({ url }) => {
  const [key = "", zoom, column, row] = url.slice(STREETS_PROTOCOL.length + 3).split("/");
  const bytes = streetTilesByKey.get(key)?.encode(Number(zoom), Number(column), Number(row));
  return { data: bytes ? bytes.slice().buffer : new ArrayBuffer(0) };
});

/** Tile address under which these streets are drawn until `releaseStreetTiles`. */
export function offerStreetTiles(key: string, tiles: StreetTiles): string {
  streetTilesByKey.set(key, tiles);
  return streetTilesAddress(key);
}

export function releaseStreetTiles(key: string): void {
  streetTilesByKey.delete(key);
}

/**
 * Paints nothing until `isWorthPainting` first says so; sources are loaded meanwhile. The first frame links its
 * programs while the page stands still: without a graphics card that waits for all that the browser itself paints.
 */
export function holdPainting({ painter }: MapLibreMap, isWorthPainting: () => boolean): void {
  const paint = painter.render;
  painter.render = (...frame) => {
    if (!isWorthPainting()) return;
    painter.render = paint;
    painter.render(...frame);
  };
}

/** A flat, north-up map without MapLibre's own buttons; throws where WebGL is not to be had. */
export function openMap(options: Pick<MapOptions, "container" | "style" | "fadeDuration">): MapLibreMap {
  return new MapLibreMap({
    ...options,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    renderWorldCopies: false,
    minZoom: 5,
    maxZoom: 19,
    center: [113.3, 40.08],
    zoom: 9,
  });
}
