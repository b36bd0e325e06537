/** The farthest that a rule may reach: beyond, a circle says nothing about walking, and searches have no end. */

/** Four hours. */
export const MOST_SECONDS = 14_400;
export const MOST_STREET_METRES = 100_000;
export const MOST_STRAIGHT_METRES = 20_000;
/** Straight distances beyond this are not looked for; a rule's own may be stretched by a fifth to see how firm it stands. */
export const STRAIGHT_LIMIT_METRES = 25_000;
