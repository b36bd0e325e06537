/**
 * The `condition` column of a line layer → what makes a street harder or closes it,
 * for data that has no OpenStreetMap tags. Several words may stand in a cell.
 */
import {
  CONDITION_CROSSING,
  CONDITION_NIGHT_NO_CYCLE,
  CONDITION_NIGHT_NO_WALK,
  CONDITION_NO_WHEELCHAIR,
  CONDITION_SPAN,
  CONDITION_STEPS,
} from "../core/model/streets.ts";

/** Names of the column, lower case. */
export const CONDITION_COLUMNS = ["condition", "条件", "通行条件"];

const WORDS: Readonly<Record<string, number>> = {
  steps: CONDITION_STEPS | CONDITION_NO_WHEELCHAIR,
  stairs: CONDITION_STEPS | CONDITION_NO_WHEELCHAIR,
  台阶: CONDITION_STEPS | CONDITION_NO_WHEELCHAIR,
  crossing: CONDITION_CROSSING,
  过街: CONDITION_CROSSING,
  "no-wheelchair": CONDITION_NO_WHEELCHAIR,
  轮椅不通: CONDITION_NO_WHEELCHAIR,
  night: CONDITION_NIGHT_NO_WALK | CONDITION_NIGHT_NO_CYCLE,
  "closed-at-night": CONDITION_NIGHT_NO_WALK | CONDITION_NIGHT_NO_CYCLE,
  夜间关闭: CONDITION_NIGHT_NO_WALK | CONDITION_NIGHT_NO_CYCLE,
  bridge: CONDITION_SPAN,
  tunnel: CONDITION_SPAN,
  桥: CONDITION_SPAN,
  隧道: CONDITION_SPAN,
};

/** What may stand in the column, as a message lists it. */
export const CONDITION_WORDS = Object.keys(WORDS).join(", ");

/** The cell's CONDITION_* bits; null where it holds a word that is not known. */
export function readCondition(cell: string): number | null {
  let bits = 0;
  for (const word of cell.toLowerCase().split(/[,;，；、|]/)) {
    const plain = word.trim().replaceAll(/[\s_]+/g, "-");
    if (plain === "") continue;
    const known = WORDS[plain];
    if (known === undefined) return null;
    bits |= known;
  }
  return bits;
}
