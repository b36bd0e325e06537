/** The shipped roster of communities, from beside the shipped study; loaded once, when a list is to be matched. */
import { parseRoster, ROSTER_PATH, type Roster } from "../io/roster/roster-file.ts";

let loaded: Promise<Roster | null> | null = null;

/** Null where it is not there: lists are then matched to the study's own communities alone. */
export async function loadRoster(fetchBytes: (url: string) => Promise<Uint8Array | null>): Promise<Roster | null> {
  loaded ??= fetchBytes(new URL(`../${ROSTER_PATH}`, import.meta.url).href).then(
    (bytes) => bytes && parseRoster(bytes),
    () => null,
  );
  return await loaded;
}
