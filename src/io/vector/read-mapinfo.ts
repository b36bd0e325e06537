/** MapInfo in both its forms: tables (.tab with .dat, .map, .id) and exchange files (.mif with .mid). */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { readWithGdal } from "./read-with-gdal.ts";

/** Parts of collections in an exchange file, each of which GDAL counts as a feature of its own before it reads them. */
function countCollectionParts(mif: Uint8Array | undefined): number {
  const text = new TextDecoder("latin1").decode(mif);
  let parts = 0;
  for (const [, count] of text.matchAll(/^[ \t]*collection[ \t]+(\d+)/gim)) parts += Number(count);
  return parts;
}

/** Files of one table by their endings in small letters; `main` is the one to open. */
export async function readMapinfo(
  parts: ReadonlyMap<string, Uint8Array>,
  main: "tab" | "mif",
  file: string,
  control: WorkControl = {},
): Promise<SourceLayer[]> {
  const files = new Map([...parts].map(([ending, bytes]) => [`/read/layer.${ending}`, bytes]));
  const path = `/read/layer.${main}`;
  const overcount = main === "mif" ? countCollectionParts(parts.get("mif")) : 0;
  const source = { file, format: "MapInfo", drivers: ["MapInfo File"], path, files, isOneLayer: true, overcount };
  return readWithGdal(source, control);
}
