/** Meanings that a column may be given by hand. */
import type { Meaning } from "./column-headers.ts";

/** What a column may be taken for, in the order in which it is offered. */
export const OFFERED_MEANINGS: readonly Meaning[] = [
  "id",
  "name",
  "lon",
  "lat",
  "people",
  "parentId",
  "kind",
  "service",
  "land",
  "levels",
  "floorArea",
  "use",
];
