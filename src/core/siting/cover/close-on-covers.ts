/**
 * Closes on the fewest sites that cover all, from both sides: prices first, then exchanges and the solver in turn, little of each at
 * first. The solver decides soon what is small; exchanges reach covers of even graphs that no branching reaches.
 */
import type { ProgramSolver } from "../integer-program.ts";
import type { SmallCover } from "./small-cover.ts";

const MOST_STEPS = 800;
/** Steps of the prices between two covers made from them. */
const STEPS_BETWEEN = 4;

/** One turn of exchanges, trying and solver. */
interface Turn {
  /** As `SmallCover.shrink` takes it, where one site lies between cover and bound, and where more do: exchanges have more to find there. */
  readonly effort: number;
  readonly wideEffort: number;
  /** Of the time left, what exchanges may take, and after them the solver. */
  readonly shrinkShare: number;
  readonly solverShare: number;
}

/** What the solver does not decide in its first turn goes to exchanges once more, for long. */
const TURNS: readonly Turn[] = [
  { effort: 2000, wideEffort: 26_000, shrinkShare: 1, solverShare: 0.7 },
  { effort: 5_000_000, wideEffort: 5_000_000, shrinkShare: 0.6, solverShare: 1 },
];

/** Without a solver there is one. */
const TURN_ALONE: Turn = { effort: 26_000, wideEffort: 26_000, shrinkShare: 1, solverShare: 0 };

/** Covers that are looked for together: parts of one question that share no site. */
export interface CoverSearch {
  readonly covers: readonly SmallCover[];
  readonly solver: ProgramSolver | null;
  readonly isOver: () => boolean;
  readonly secondsLeft: () => number;
  /** How near an answer must come to its bound for the solver. */
  readonly gap: number;
  readonly isStopped?: () => boolean;
  /** Whether the parts, as they are, are enough. */
  readonly isDone: () => boolean;
  /** The most sites in a part that are enough; null where fewer are always better. */
  readonly mostOf: (cover: SmallCover) => number | null;
}

/** Closes on the fewest sites from both sides until it is done. Pauses while it works, and says at what. */
export function* closeOnCovers(search: CoverSearch): Generator<"searching" | "bounding" | "proving"> {
  const { covers, solver, isOver, secondsLeft, gap, isStopped, isDone, mostOf } = search;
  for (const cover of covers)
    for (let step = 0; step < MOST_STEPS && !cover.isProven && !isOver() && !isDone(); step++) {
      if (!cover.tightenOnce()) break;
      if (step % STEPS_BETWEEN === 0) cover.chooseByPrices();
      yield "bounding";
    }
  for (const turn of solver === null ? [TURN_ALONE] : TURNS) {
    for (const cover of covers) {
      if (cover.isProven) continue;
      const until = (1 - turn.shrinkShare) * secondsLeft();
      for (const effort of [turn.effort, turn.wideEffort]) {
        if (effort > turn.effort && (cover.sites.length - cover.bound < 2 || cover.isLarge)) break;
        for (const _ of cover.shrink(effort, mostOf(cover) ?? 0)) {
          yield "searching";
          if (isOver() || isDone() || secondsLeft() < until) break;
        }
        if (isOver() || isDone()) return;
      }
    }
    for (const cover of turn === TURNS[1] ? [] : covers) {
      if (!cover.isProven) cover.seek(Math.min(cover.sites.length - 1, mostOf(cover) ?? Infinity));
      if (isOver() || isDone()) return;
    }
    const open = covers.filter((cover) => !cover.isProven);
    for (const [place, cover] of open.entries()) {
      if (solver === null) break;
      yield "proving";
      const share = turn.solverShare / (1 + turn.solverShare * (open.length - 1 - place));
      const timeLimitSeconds = share * secondsLeft();
      const options = { timeLimitSeconds, gap, ...(isStopped ? { isStopped } : {}) };
      cover.prove(solver, options, Math.min(cover.sites.length - 1, mostOf(cover) ?? Infinity));
      if (isOver() || isDone()) return;
    }
  }
}
