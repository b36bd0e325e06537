/** Which of the links are listed, in order: those of one kind, or the best of each kind and then all by people gained. */

import { LINK_KINDS, type LinkKind } from "../../core/model/link-kind.ts";
import type { CityLink, MissingLinks } from "../../core/questions/find-missing-links.ts";
import { rememberLatest } from "../select/remember-latest.ts";

export interface ListedLink {
  readonly link: CityLink;
  /** `best`: among the first of its kind; `other`: by people gained alone. */
  readonly part: "best" | "other";
}

export interface KindOfLinks {
  readonly kind: LinkKind;
  readonly count: number;
  /** People whom the best of the kind gains. */
  readonly most: number;
}

const BEST_OF_EACH = 3;

/** Kinds with how many links were found of each, those whose best gains most first. */
export const countKinds = rememberLatest((links: MissingLinks["links"]): readonly KindOfLinks[] =>
  LINK_KINDS.map((kind) => {
    const own = links.filter((link) => link.kind === kind);
    return { kind, count: own.length, most: own[0]?.peopleGained ?? 0 };
  }).sort((a, b) => b.most - a.most),
);

const list = rememberLatest((links: MissingLinks["links"], kind: LinkKind | null): readonly ListedLink[] => {
  if (kind !== null) return links.filter((link) => link.kind === kind).map((link) => ({ link, part: "other" }));
  const best = countKinds(links).flatMap((each) =>
    links.filter((link) => link.kind === each.kind).slice(0, BEST_OF_EACH),
  );
  const shown = new Set(best);
  const others = links
    .filter((link) => link.rankInAll !== null && !shown.has(link))
    .sort((a, b) => (a.rankInAll ?? 0) - (b.rankInAll ?? 0));
  return [
    ...best.map((link) => ({ link, part: "best" }) as const),
    ...others.map((link) => ({ link, part: "other" }) as const),
  ];
});

export function listLinks({ links }: MissingLinks, kind: LinkKind | null): readonly ListedLink[] {
  return list(links, kind);
}
