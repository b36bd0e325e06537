/** MapInfo in both its forms: tables (.tab with .dat, .map, .id) and exchange files (.mif with .mid). */
import type { SourceLayer } from "../tables/source-layer.ts";
import { readWithGdal } from "./read-with-gdal.ts";

/** Files of one table by their endings in small letters; `main` is the one to open. */
export async function readMapinfo(
  parts: ReadonlyMap<string, Uint8Array>,
  main: "tab" | "mif",
  file: string,
): Promise<SourceLayer[]> {
  const files = new Map([...parts].map(([ending, bytes]) => [`/read/layer.${ending}`, bytes]));
  const path = `/read/layer.${main}`;
  return readWithGdal({ file, format: "MapInfo", drivers: ["MapInfo File"], path, files, isOneLayer: true });
}
