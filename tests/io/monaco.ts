/** The extract of Monaco, which lies beside the project and is not part of it; null where it is absent. */
import { existsSync, readFileSync } from "node:fs";

export const MONACO_PATH = "../shared/geodata/monaco.osm.pbf";

export function readMonaco(): Uint8Array | null {
  if (!existsSync(MONACO_PATH)) {
    process.stderr.write(`${MONACO_PATH} is absent: tests on Monaco are skipped\n`);
    return null;
  }
  return new Uint8Array(readFileSync(MONACO_PATH));
}
