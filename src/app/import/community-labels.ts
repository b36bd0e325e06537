/** All communities of a study as they are found by typing. */
import type { ImportView } from "../../worker/import-protocol.ts";

type Communities = ImportView["communities"];

const known = new WeakMap<Communities, ReadonlyMap<string, string>>();

/** Ids by what stands in the list: name and place, and the id where two would be the same. */
export function communityLabels(communities: Communities): ReadonlyMap<string, string> {
  const before = known.get(communities);
  if (before) return before;
  const labels = new Map<string, string>();
  for (const { id, name, place } of communities) {
    const label = place === "" ? name : `${name}（${place}）`;
    labels.set(labels.has(label) ? `${label} ${id}` : label, id);
  }
  known.set(communities, labels);
  return labels;
}
