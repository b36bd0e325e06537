/** Where the bench finds its data. */
import { resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");
export const DATONG = resolve(ROOT, "geodata/datong");
/** Lies beside the project and is not part of it. */
export const MONACO = resolve(ROOT, "../shared/geodata/monaco.osm.pbf");
/** Where the peers from the npm registry are installed; not part of the repository. */
export const PEERS = resolve(ROOT, "bench/.peers");
