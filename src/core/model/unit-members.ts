/** Which communities lie in each administrative unit. */
import type { Study } from "./study.ts";

/** Indexes of the communities below each unit, by its id, however many levels down. */
export function groupByAncestor({ units, communities }: Pick<Study, "units" | "communities">): Map<string, number[]> {
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId]));
  const members = new Map<string, number[]>();
  communities.parentIds.forEach((parentId, index) => {
    const seen = new Set<string>();
    for (let id: string | undefined = parentId; id && !seen.has(id); id = parents.get(id)) {
      seen.add(id);
      const list = members.get(id);
      if (list) list.push(index);
      else members.set(id, [index]);
    }
  });
  return members;
}
