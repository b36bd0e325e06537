/** Drawings in DXF: all entities as one layer, in the drawing's own coordinates, which name no system. */
import type { SourceLayer } from "../tables/source-layer.ts";
import { readWithGdal } from "./read-with-gdal.ts";

/** Reads a drawing. Throws BadDataError where nothing of it can be read. */
export async function readDxf(bytes: Uint8Array, file: string): Promise<SourceLayer[]> {
  const files = new Map([["/read/drawing.dxf", bytes]]);
  return readWithGdal({ file, format: "DXF", drivers: ["DXF"], path: "/read/drawing.dxf", files, isOneLayer: true });
}
