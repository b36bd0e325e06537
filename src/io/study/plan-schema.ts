/** The shapes of a plan, of what is added to it by hand, as they stand in study files and in the browser's storage. */
import * as v from "valibot";
import { NORM_MEASURES } from "../../core/access/capacity-norms.ts";
import { GROUP_IDS } from "../../core/model/demand.ts";
import { LEDGER_STATUSES } from "../../core/plan/ledger/ledger-note.ts";
import { PROJECT_STATES } from "../../core/plan/listed-project.ts";
import type { PlanEdits } from "../../core/plan/plan-edits.ts";
import { DENOMINATORS } from "../../core/plan/plan-reading.ts";
import { siteQuestion } from "./site-question-schema.ts";

export const text = v.object({ zh: v.string(), en: v.string() });
export const profileId = v.picklist(["adult", "elderly", "child", "wheelchair", "cycle"]);
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
export const unit = v.picklist([
  "urban-community",
  "village",
  "community",
  "township",
  "county",
  "county-proper",
  "county-and-zone",
  "development-zone",
  "city",
  "facility",
  "listed",
]);

const attributeName = v.pipe(v.string(), v.nonEmpty());
// A key that a rule does not know is refused: misspelt, it would be a condition that does not hold.
const filters = v.array(
  v.strictObject({
    attribute: attributeName,
    oneOf: v.array(v.union([v.string(), v.number(), v.boolean(), v.null()])),
  }),
);
const need = v.strictObject({
  serviceIds: v.pipe(v.array(v.string()), v.minLength(1)),
  filters: v.optional(filters),
});
const needs = v.pipe(v.array(need), v.minLength(1));

const reach = v.variant("kind", [
  v.strictObject({ kind: v.literal("time"), seconds: positive }),
  v.strictObject({ kind: v.literal("distance"), metres: positive, measure: v.picklist(["network", "straight"]) }),
]);

const amount = v.variant("of", [
  v.strictObject({ of: v.literal("count") }),
  v.strictObject({ of: v.literal("sum"), attribute: attributeName }),
  v.strictObject({ of: v.literal("length") }),
]);

const rule = v.variant("kind", [
  v.strictObject({
    kind: v.literal("service-area"),
    needs,
    reach,
    /** A circle along streets without it is refused by name (`check-target.ts`). */
    profileId: v.optional(v.nullable(profileId), null),
    groupId: v.picklist(GROUP_IDS),
    passShare: v.nullable(v.pipe(positive, v.maxValue(1))),
    denominator: v.optional(v.picklist(["people", "land"])),
    otherWay: v.optional(v.strictObject({ profileId, reach: v.nullable(reach) })),
    withPlaces: v.optional(v.boolean()),
  }),
  v.strictObject({
    kind: v.literal("at-least-per-unit"),
    needs,
    count: v.pipe(positive, v.integer()),
    minimumPeople: v.optional(positive),
  }),
  v.strictObject({
    kind: v.literal("ratio"),
    what: v.string(),
    need: v.nullable(need),
    amount,
    groupId: v.picklist(GROUP_IDS),
    per: positive,
  }),
  v.strictObject({
    kind: v.literal("share-with-property"),
    of: v.string(),
    property: v.string(),
    need: v.nullable(need),
    having: filters,
    amount,
    partAmount: v.optional(amount),
  }),
  v.strictObject({
    kind: v.literal("added-since"),
    what: v.string(),
    need: v.nullable(need),
    amount,
    since: v.pipe(v.string(), v.isoDate()),
    dateAttribute: attributeName,
  }),
  v.strictObject({ kind: v.literal("listed-projects"), what: v.string() }),
  v.strictObject({ kind: v.literal("reported"), what: v.string() }),
]);

export const target = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  chapter: v.string(),
  place: v.string(),
  lines: v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  quotation: v.string(),
  title: text,
  serviceLabel: text,
  domain: v.picklist([
    "elderly",
    "education",
    "health",
    "sport",
    "culture",
    "social",
    "employment",
    "housing",
    "disability",
  ]),
  ruleClass: v.picklist(["A", "B", "C", "D", "E", "F"]),
  unit,
  rule,
  readings: v.array(v.object({ id: v.string(), title: text, rule, unit: v.optional(unit) })),
  threshold: v.nullable(v.string()),
  baseline: v.object({
    value: v.nullable(v.number()),
    text: v.string(),
    year: v.nullable(v.number()),
    measure: v.string(),
    unitsTested: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  target: v.object({ value: v.nullable(v.number()), text: v.string(), measure: v.string() }),
  binding: v.nullable(v.picklist(["binding", "expected"])),
  bureau: v.optional(text),
  dataNeeded: text,
  assumptions: v.array(v.object({ ...text.entries, isDefault: v.exactOptional(v.boolean()) })),
  inconsistencyIds: v.array(v.string()),
  confirmation: v.optional(
    v.object({
      by: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200)),
      date: v.pipe(v.string(), v.isoDate()),
    }),
  ),
});

export const statedValue = v.object({
  targetId: v.string(),
  value: v.pipe(v.number(), v.finite()),
  date: v.pipe(v.string(), v.isoDate()),
  source: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(500)),
  confirmedBy: v.pipe(v.string(), v.maxLength(200)),
});

const statedUnit = v.object({ ...statedValue.entries, unitId: v.pipe(v.string(), v.nonEmpty()) });

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
const note = v.pipe(v.string(), v.maxLength(2000));
const day = v.pipe(v.string(), v.isoDate());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const choice = v.object({ inconsistencyId: id, optionId: id, decidedBy: note, date: day, note });

const ledgerNote = v.object({
  targetId: id,
  unitId: id,
  cause: note,
  measure: note,
  responsible: note,
  status: v.picklist(LEDGER_STATUSES),
  note,
});

const project = v.object({
  targetId: id,
  name: id,
  state: v.picklist(PROJECT_STATES),
  date: v.union([v.literal(""), day]),
  source: note,
});

const draft = v.object({
  id,
  title: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200)),
  createdOn: day,
  targets: v.array(target),
});

const snapshot = v.object({
  id,
  title: note,
  dataDate: v.string(),
  figures: v.array(
    v.object({
      targetId: id,
      unitsTested: count,
      unitsMet: count,
      share: v.nullable(v.number()),
      value: v.nullable(v.number()),
      peopleShort: v.number(),
      landShortSquareMetres: v.optional(v.number()),
      verdict: v.picklist(["met", "not-met", "not-testable", "no-number"]),
      ruleKey: v.optional(v.string()),
      unitsKey: v.optional(v.string()),
    }),
  ),
});

/** Whether it can stand is asked field by field in `check-plan-edits.ts`. */
const capacityNorm = v.object({
  serviceId: id,
  attribute: id,
  value: v.number(),
  measure: v.picklist(NORM_MEASURES),
  source: note,
  date: v.string(),
  confirmedBy: note,
});

const circleReading = v.object({
  id,
  title: note,
  source: note,
  profileId: v.nullable(profileId),
  reach: v.nullable(reach),
  reaches: v.record(id, reach),
  denominator: v.picklist(DENOMINATORS),
  passShare: v.nullable(v.number()),
  urbanOnly: v.boolean(),
  confirmation: v.optional(v.object({ by: note, date: v.string() })),
});

/** What an older file does not hold is empty. */
export const planEdits: v.GenericSchema<unknown, PlanEdits> = v.object({
  targets: v.optional(v.array(target), []),
  statedValues: v.optional(v.array(statedValue), []),
  statedUnits: v.optional(v.array(statedUnit), []),
  projects: v.optional(v.array(project), []),
  choices: v.optional(v.array(choice), []),
  ledgerNotes: v.optional(v.array(ledgerNote), []),
  drafts: v.optional(v.array(draft), []),
  draftId: v.optional(v.string(), ""),
  snapshots: v.optional(v.array(snapshot), []),
  capacityNorms: v.optional(v.array(capacityNorm), []),
  circleReadings: v.optional(v.array(circleReading), []),
  siteQuestions: v.optional(v.pipe(v.array(siteQuestion), v.maxLength(200)), []),
});
