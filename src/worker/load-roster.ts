/** The shipped roster of communities, from beside the shipped study; loaded once, when a list is to be matched. */
import { parseRoster, type Roster } from "../io/roster/roster-file.ts";

const loaded = new Map<string, Promise<Roster | null>>();

/** Null where it is not there: lists are then matched to the study's own communities alone. */
export async function loadRoster(
  url: string,
  fetchBytes: (url: string) => Promise<Uint8Array | null>,
): Promise<Roster | null> {
  const known =
    loaded.get(url) ??
    fetchBytes(url).then(
      (bytes) => bytes && parseRoster(bytes),
      () => null,
    );
  loaded.set(url, known);
  return await known;
}
