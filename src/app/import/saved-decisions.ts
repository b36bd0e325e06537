/** Checks decisions about brought files that come from storage before they are trusted. */
import * as v from "valibot";
import { GROUP_IDS } from "../../core/model/demand.ts";
import type { ImportDecisions } from "../../worker/import-protocol.ts";
import { NO_DECISIONS } from "./import-store.ts";

const text = v.pipe(v.string(), v.maxLength(100_000));
const row = v.pipe(v.number(), v.integer(), v.minValue(0));
const rows = v.optional(v.array(row));
const group = v.picklist(GROUP_IDS);

const SETTINGS = v.object({
  role: v.optional(text),
  crs: v.optional(text),
  ages: v.optional(text),
  table: v.optional(
    v.object({
      headerRows: rows,
      firstRow: v.optional(row),
      lastRow: v.optional(row),
      keptRows: rows,
      leftOutRows: rows,
    }),
  ),
  columns: v.optional(v.record(text, v.nullable(text))),
  placing: v.optional(v.picklist(["coordinates", "communities"])),
  decisions: v.optional(
    v.record(
      text,
      v.union([
        v.object({ kind: v.literal("community"), targetId: text }),
        v.object({ kind: v.literal("not-in-study") }),
      ]),
    ),
  ),
  acceptLikely: v.optional(v.boolean()),
  leaveOutFaulty: v.optional(v.boolean()),
  sumSexes: v.optional(v.boolean()),
});

const DECISIONS = v.object({
  settings: v.record(text, SETTINGS),
  encodings: v.record(text, text),
  isAdded: v.boolean(),
  adminLevel: v.nullable(v.number()),
  joining: v.record(text, v.picklist(["replace", "add", "add-new"])),
  control: v.object({
    totals: v.record(group, v.pipe(v.number(), v.finite(), v.minValue(0))),
    scales: v.boolean(),
    source: text,
    date: text,
    own: v.optional(v.record(group, v.object({ source: v.optional(text), date: v.optional(text) })), {}),
  }),
  lookedAt: v.optional(v.record(text, text), {}),
});

/** The decisions as this version keeps them; null where it cannot use them. */
export function readDecisions(value: unknown): ImportDecisions | null {
  const parsed = v.safeParse(DECISIONS, value);
  return parsed.success ? ({ ...NO_DECISIONS, ...parsed.output } as ImportDecisions) : null;
}
