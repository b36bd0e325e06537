/**
 * Whether so many sites can cover all classes of a model: the question behind a p-center's walk, a maximal cover that may reach
 * everybody, and a p-median whose people all go as far as their prices say. As set cover, but it ends as soon as one side is known.
 */
import type { ProgramSolver } from "../integer-program.ts";
import { closeOnCovers } from "./close-on-covers.ts";
import type { CoverModel } from "./cover-model.ts";
import { reduceSetCover, splitModel } from "./reduce-model.ts";
import { SmallCover } from "./small-cover.ts";

export interface SmallCoverFound {
  /** Sites that cover all, by their numbers in the problem, no more than were asked for; null where none were found. */
  readonly sites: number[] | null;
  /** Whether it is proven that there are none. */
  readonly isImpossible: boolean;
}

/** Whoever asks, and how long it may take. */
export interface CoverAsker {
  readonly solver: ProgramSolver | null;
  readonly isOver: () => boolean;
  readonly secondsLeft: () => number;
  readonly isStopped?: () => boolean;
}

/**
 * @param start sites that stand already taken out.
 * @param most sites that may be opened.
 */
export function* findSmallCover(start: CoverModel, most: number, asker: CoverAsker): Generator<void, SmallCoverFound> {
  const { model, decided } = reduceSetCover(start, null);
  const room = most - decided.length;
  const covers = splitModel(model).map(
    (part) => new SmallCover(part, { most: part.siteOf.length, costs: null, total: Infinity }),
  );
  const sumBounds = (): number => covers.reduce((sum, { bound }) => sum + bound, 0);
  const isFound = (): boolean => covers.reduce((sum, { sites }) => sum + sites.length, 0) <= room;
  const isImpossible = (): boolean => sumBounds() > room;
  for (const cover of covers) cover.chooseGreedily(false);
  const isDone = (): boolean => isFound() || isImpossible();
  const mostOf = ({ bound }: SmallCover): number => room - sumBounds() + bound;
  if (!isDone()) for (const _ of closeOnCovers({ ...asker, covers, gap: 0, isDone, mostOf })) yield;
  if (!isFound()) return { sites: null, isImpossible: isImpossible() };
  const sites = covers.flatMap((cover) => cover.sites.map((site) => cover.model.siteOf[site] as number));
  return { sites: [...decided, ...sites], isImpossible: false };
}
