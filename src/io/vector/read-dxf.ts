/** Drawings in DXF: all entities as one layer, in the drawing's own coordinates, which name no system. */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { readWithGdal } from "./read-with-gdal.ts";

/** Reads a drawing. Throws BadDataError where nothing of it can be read. */
export async function readDxf(bytes: Uint8Array, file: string, control: WorkControl = {}): Promise<SourceLayer[]> {
  const files = new Map([["/read/drawing.dxf", bytes]]);
  const path = "/read/drawing.dxf";
  return readWithGdal({ file, format: "DXF", drivers: ["DXF"], path, files, isOneLayer: true }, control);
}
