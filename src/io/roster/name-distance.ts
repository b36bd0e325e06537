/**
 * How far two names are apart: the least weighted number of slips that turn one into the other (Damerau–Levenshtein with
 * neighbours swapped; O(length²)). Slips that people make cost less than others.
 */
import { type Spelling, soundAlike, soundNearlyAlike } from "./spelling.ts";

/** Another character with the same reading, tones aside. */
const HOMOPHONE = 0.3;
/** A reading that is often confused (zh and z, in and ing). */
const NEAR_HOMOPHONE = 0.4;
/** 东 for 西, 大 for 小: the word is another, the slip is common. */
const OPPOSITE = 0.5;
const SWAPPED = 0.5;
const OTHER = 1.2;

/** Characters that tell neighbouring places apart and are mixed up. */
export const SIDES = "东西南北上下前后左右大小新旧老里外内中";

/** The weighted slips between two names, each a list of characters. */
export function nameDistance(first: readonly string[], second: readonly string[], spelling: Spelling): number {
  let before: number[] = [];
  let previous = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let i = 1; i <= first.length; i++) {
    const row = [i];
    for (let j = 1; j <= second.length; j++) {
      const a = first[i - 1] as string;
      const b = second[j - 1] as string;
      let least = Math.min(
        (previous[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (previous[j - 1] as number) + substitution(a, b, spelling),
      );
      if (i > 1 && j > 1 && a !== b && a === second[j - 2] && first[i - 2] === b)
        least = Math.min(least, (before[j - 2] as number) + SWAPPED);
      row.push(least);
    }
    before = previous;
    previous = row;
  }
  return previous[second.length] as number;
}

function substitution(a: string, b: string, spelling: Spelling): number {
  if (a === b) return 0;
  if (soundAlike(a, b, spelling)) return HOMOPHONE;
  if (soundNearlyAlike(a, b, spelling)) return NEAR_HOMOPHONE;
  return SIDES.includes(a) && SIDES.includes(b) ? OPPOSITE : OTHER;
}

/** Likeness of two names, 1 equal, 0 nothing in common. */
export function nameLikeness(first: string, second: string, spelling: Spelling): number {
  const [a, b] = [[...first], [...second]];
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : 1 - nameDistance(a, b, spelling) / longest;
}
