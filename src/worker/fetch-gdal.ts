/** GDAL's two files from the page's own origin, fetched when a format first needs them. */
import dataUrl from "gdal3.js/dist/package/gdal3WebAssembly.data?url";
import wasmUrl from "gdal3.js/dist/package/gdal3WebAssembly.wasm?url";
import type { GdalFiles } from "../io/vector/gdal-files.ts";

async function fetchFile(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

export const GDAL_FILES: GdalFiles = { wasm: () => fetchFile(wasmUrl), data: () => fetchFile(dataUrl) };
