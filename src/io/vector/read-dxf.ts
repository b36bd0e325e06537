/** Drawings in DXF: all entities as one layer, in the drawing's own coordinates, which name no system. */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { Issue } from "../../core/errors.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { decodeDrawing } from "./dxf-text.ts";
import { readWithGdal } from "./read-with-gdal.ts";

/** Reads a drawing. Throws BadDataError where nothing of it can be read. */
export async function readDxf(bytes: Uint8Array, file: string, control: WorkControl = {}): Promise<SourceLayer[]> {
  const path = "/read/drawing.dxf";
  const { bytes: text, encoding, isAsNamed } = decodeDrawing(bytes);
  const files = new Map([[path, text]]);
  const layers = await readWithGdal({ file, format: "DXF", drivers: ["DXF"], path, files, isOneLayer: true }, control);
  if (isAsNamed) return layers;
  const details = { what: "encoding-read" };
  const told: Issue = {
    code: "assumed",
    severity: "warning",
    layer: file,
    field: "encoding",
    value: encoding,
    details,
  };
  return layers.map((layer) => ({ ...layer, issues: [told, ...layer.issues] }));
}
