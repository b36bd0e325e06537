/** What a figure is worth against a target's own number; “all of them” is a share of 1. */
import type { Target, Verdict } from "./target.ts";

export function judgeFigure(target: Target, figure: number): Verdict {
  if (target.target.value === null) return "no-number";
  return reaches(figure, target.target.value) ? "met" : "not-met";
}

/** Whether a figure is what is asked for, its last bits aside: 3.5 of 100 people is 35 of 1,000. */
function reaches(figure: number, asked: number): boolean {
  return figure >= asked - Math.abs(asked) * Number.EPSILON * 8;
}
