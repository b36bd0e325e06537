/**
 * What contradicts itself or says nothing in a target's rule, every fault at once, each with the
 * path of its field. A file with such a rule is refused; the page shows the fault beside the field
 * and does not apply it. What a study has no data for is no fault: that is “not testable”.
 */

import { isDay } from "../model/calendar-day.ts";
import { GROUP_IDS } from "../model/demand.ts";
import { PROFILES } from "../model/parameters.ts";
import { MOST_SECONDS, MOST_STRAIGHT_METRES, MOST_STREET_METRES } from "./reach-limits.ts";
import { isShareTarget } from "./stated-value.ts";
import type { Amount, AttributeFilter, Confirmation, FacilityNeed, Reach, Rule, Target, TargetUnit } from "./target.ts";

export type TargetFaultCode =
  | "unknown-field"
  | "unknown-target"
  | "unknown-draft"
  | "bad-figure"
  | "unknown-unit"
  | "unit-not-counted"
  | "unit-not-whole"
  | "share-out-of-range"
  | "bad-number"
  | "bad-year"
  | "no-mode"
  | "unknown-mode"
  | "unknown-group"
  | "group-with-land"
  | "other-way-straight"
  | "same-way"
  | "other-way-measure"
  | "bad-reach"
  | "straight-too-far"
  | "places-along-streets"
  | "places-of-one-need"
  | "places-not-land"
  | "no-needs"
  | "no-services"
  | "unknown-service"
  | "service-twice"
  | "no-column"
  | "no-values"
  | "bad-count"
  | "bad-people"
  | "bad-per"
  | "no-property"
  | "other-amount"
  | "bad-day"
  | "duplicate-reading"
  | "no-name"
  | "no-source"
  | "no-reach"
  | "unknown-denominator"
  | "nobody-confirmed";

export interface TargetFault {
  /** Dot path in the target, e.g. `rule.needs.0.filters.1.oneOf`. */
  readonly field: string;
  readonly code: TargetFaultCode;
  /** The value at fault as it would be printed. */
  readonly value: string;
}

/** What is known outside of the target. */
export interface TargetFacts {
  /** Services that a rule may name; null where they are not asked, as in a plan file, which may name kinds that a study has no layer of. */
  readonly serviceIds: ReadonlySet<string> | null;
}

/** Units of which a map tests each for itself. */
const TESTED_UNITS = [
  "urban-community",
  "village",
  "community",
  "township",
  "county",
  "county-proper",
  "county-and-zone",
  "development-zone",
  "city",
] as const satisfies readonly TargetUnit[];
/** Units of a value that is one for all of the study. */
const WHOLE_UNITS = ["city", "facility", "listed"] as const satisfies readonly TargetUnit[];

const MOST_COUNTED = 10_000;
const EARLIEST_YEAR = 1949;
const LATEST_YEAR = 2100;
/** The id of the target's own rule among its readings. */
const OWN_READING_ID = "plan";

export type Report = (field: string, code: TargetFaultCode, value: unknown) => void;

/** Units that a kind of rule can count. */
export function unitsOfKind(kind: Rule["kind"]): readonly TargetUnit[] {
  return kind === "service-area" || kind === "at-least-per-unit" ? TESTED_UNITS : WHOLE_UNITS;
}

/** Every fault of a target, in the order of its fields; empty where it can stand. */
export function findTargetFaults(target: Target, facts: TargetFacts): TargetFault[] {
  const faults: TargetFault[] = [];
  const report: Report = (field, code, value) => faults.push({ field, code, value: printValue(value) });
  checkUnit(target.unit, target.rule, "unit", report);
  checkRule(target.rule, "rule", facts, report);
  const seen = new Set([OWN_READING_ID]);
  for (const [index, { id, rule, unit }] of target.readings.entries()) {
    const path = `readings.${index}`;
    if (id.trim() === "" || seen.has(id)) report(`${path}.id`, "duplicate-reading", id);
    seen.add(id);
    checkUnit(unit ?? target.unit, rule, `${path}.unit`, report);
    checkRule(rule, `${path}.rule`, facts, report);
  }
  checkFigures(target, report);
  checkConfirmation(target.confirmation, "confirmation", report);
  return faults;
}

function checkUnit(unit: TargetUnit, { kind }: Rule, field: string, report: Report): void {
  const tested: readonly string[] = TESTED_UNITS;
  const whole: readonly string[] = WHOLE_UNITS;
  if (!tested.includes(unit) && !whole.includes(unit)) report(field, "unknown-unit", unit);
  else if (!(unitsOfKind(kind) as readonly string[]).includes(unit))
    report(field, tested.includes(unit) ? "unit-not-whole" : "unit-not-counted", unit);
}

function checkRule(rule: Rule, path: string, facts: TargetFacts, report: Report): void {
  switch (rule.kind) {
    case "service-area":
      checkNeeds(rule.needs, path, facts, report);
      checkReach(rule.reach, `${path}.reach`, report);
      checkMode(rule, `${path}.profileId`, report);
      checkOtherWay(rule, path, report);
      checkGroup(rule.groupId, path, report);
      if (rule.denominator === "land" && rule.groupId !== "all")
        report(`${path}.groupId`, "group-with-land", rule.groupId);
      checkPassShare(rule.passShare, `${path}.passShare`, report);
      if (rule.withPlaces === true) checkPlaces(rule, `${path}.withPlaces`, report);
      return;
    case "at-least-per-unit":
      checkNeeds(rule.needs, path, facts, report);
      if (!(Number.isInteger(rule.count) && rule.count >= 1 && rule.count <= MOST_COUNTED))
        report(`${path}.count`, "bad-count", rule.count);
      if (rule.minimumPeople !== undefined && !(Number.isFinite(rule.minimumPeople) && rule.minimumPeople > 0))
        report(`${path}.minimumPeople`, "bad-people", rule.minimumPeople);
      return;
    case "ratio":
      checkMeasured(rule.need, path, facts, report);
      checkAmount(rule.amount, `${path}.amount`, report);
      checkGroup(rule.groupId, path, report);
      if (!(Number.isFinite(rule.per) && rule.per > 0)) report(`${path}.per`, "bad-per", rule.per);
      return;
    case "share-with-property":
      checkMeasured(rule.need, path, facts, report);
      checkAmount(rule.amount, `${path}.amount`, report);
      checkFilters(rule.having, `${path}.having`, report);
      if (rule.partAmount) {
        checkAmount(rule.partAmount, `${path}.partAmount`, report);
        if (rule.partAmount.of !== rule.amount.of) report(`${path}.partAmount`, "other-amount", rule.partAmount.of);
      }
      // A share of facilities with a property that is not named would be all of them.
      if (rule.need !== null && rule.having.length === 0 && !rule.partAmount)
        report(`${path}.having`, "no-property", "");
      return;
    case "added-since":
      checkMeasured(rule.need, path, facts, report);
      checkAmount(rule.amount, `${path}.amount`, report);
      if (!isDay(rule.since)) report(`${path}.since`, "bad-day", rule.since);
      if (rule.dateAttribute.trim() === "") report(`${path}.dateAttribute`, "no-column", rule.dateAttribute);
      return;
    case "listed-projects":
    case "reported":
      return;
  }
}

function isStraight(reach: Reach): boolean {
  return reach.kind === "distance" && reach.measure === "straight";
}

function checkPlaces(
  { reach, needs, denominator }: Extract<Rule, { kind: "service-area" }>,
  path: string,
  report: Report,
): void {
  if (isStraight(reach)) report(path, "places-along-streets", "straight");
  if (needs.length > 1) report(path, "places-of-one-need", needs.length);
  if (denominator === "land") report(path, "places-not-land", denominator);
}

/** Who travels is asked wherever streets are. */
export function checkMode(
  { profileId, reach }: Pick<Extract<Rule, { kind: "service-area" }>, "profileId" | "reach">,
  path: string,
  report: Report,
): void {
  if (profileId === null) {
    if (!isStraight(reach)) report(path, "no-mode", "");
  } else if (!Object.hasOwn(PROFILES, profileId)) report(path, "unknown-mode", profileId);
}

/** Two ways are measured alike: seconds and metres are never set against each other. */
function checkOtherWay(
  { reach, profileId, otherWay }: Extract<Rule, { kind: "service-area" }>,
  path: string,
  report: Report,
): void {
  if (otherWay === undefined) return;
  const field = `${path}.otherWay`;
  if (!Object.hasOwn(PROFILES, otherWay.profileId)) report(`${field}.profileId`, "unknown-mode", otherWay.profileId);
  else if (isStraight(reach)) report(`${field}.profileId`, "other-way-straight", otherWay.profileId);
  else if (otherWay.profileId === profileId) report(`${field}.profileId`, "same-way", otherWay.profileId);
  if (otherWay.reach === null) return;
  if (otherWay.reach.kind !== reach.kind || isStraight(otherWay.reach))
    report(`${field}.reach`, "other-way-measure", otherWay.reach.kind);
  else checkReach(otherWay.reach, `${field}.reach`, report);
}

export function checkReach(reach: Reach, path: string, report: Report): void {
  const isGood = (value: number, most: number): boolean => Number.isFinite(value) && value > 0 && value <= most;
  if (reach.kind === "time") {
    if (!isGood(reach.seconds, MOST_SECONDS)) report(`${path}.seconds`, "bad-reach", reach.seconds);
  } else if (!isGood(reach.metres, MOST_STREET_METRES)) report(`${path}.metres`, "bad-reach", reach.metres);
  else if (reach.measure === "straight" && reach.metres > MOST_STRAIGHT_METRES)
    report(`${path}.metres`, "straight-too-far", reach.metres);
}

export function checkPassShare(passShare: number | null, path: string, report: Report): void {
  if (passShare !== null && !(passShare > 0 && passShare <= 1)) report(path, "share-out-of-range", passShare);
}

/** A confirmation names somebody and a day. */
export function checkConfirmation(confirmation: Confirmation | undefined, path: string, report: Report): void {
  if (confirmation === undefined) return;
  if (confirmation.by.trim() === "") report(`${path}.by`, "nobody-confirmed", confirmation.by);
  if (!isDay(confirmation.date)) report(`${path}.date`, "bad-day", confirmation.date);
}

function checkGroup(groupId: string, path: string, report: Report): void {
  if (!(GROUP_IDS as readonly string[]).includes(groupId)) report(`${path}.groupId`, "unknown-group", groupId);
}

function checkNeeds(needs: readonly FacilityNeed[], path: string, facts: TargetFacts, report: Report): void {
  if (needs.length === 0) report(`${path}.needs`, "no-needs", "");
  for (const [index, need] of needs.entries()) checkNeed(need, `${path}.needs.${index}`, facts, report);
}

function checkMeasured(need: FacilityNeed | null, path: string, facts: TargetFacts, report: Report): void {
  if (need !== null) checkNeed(need, `${path}.need`, facts, report);
}

function checkNeed({ serviceIds, filters }: FacilityNeed, path: string, facts: TargetFacts, report: Report): void {
  if (serviceIds.length === 0) report(`${path}.serviceIds`, "no-services", "");
  const unknown = serviceIds.filter((id) => facts.serviceIds !== null && !facts.serviceIds.has(id));
  if (unknown.length > 0) report(`${path}.serviceIds`, "unknown-service", unknown.join(", "));
  // Named twice, each of its facilities and places would count twice.
  const twice = serviceIds.filter((id, index) => serviceIds.indexOf(id) !== index);
  if (twice.length > 0) report(`${path}.serviceIds`, "service-twice", [...new Set(twice)].join(", "));
  checkFilters(filters ?? [], `${path}.filters`, report);
}

function checkFilters(filters: readonly AttributeFilter[], path: string, report: Report): void {
  for (const [index, { attribute, oneOf }] of filters.entries()) {
    if (attribute.trim() === "") report(`${path}.${index}.attribute`, "no-column", attribute);
    if (oneOf.length === 0) report(`${path}.${index}.oneOf`, "no-values", "");
  }
}

function checkAmount(amount: Amount, path: string, report: Report): void {
  if (amount.of === "sum" && amount.attribute.trim() === "") report(`${path}.attribute`, "no-column", amount.attribute);
}

function checkFigures(target: Target, report: Report): void {
  const { value } = target.target;
  if (value !== null) {
    if (!(Number.isFinite(value) && value > 0)) report("target.value", "bad-number", value);
    else if (isShareTarget(target) && value > 1) report("target.value", "share-out-of-range", value);
  }
  const { baseline } = target;
  if (baseline.value !== null) {
    if (!(Number.isFinite(baseline.value) && baseline.value >= 0))
      report("baseline.value", "bad-number", baseline.value);
    else if (isShareTarget(target) && baseline.value > 1)
      report("baseline.value", "share-out-of-range", baseline.value);
  }
  const { year } = baseline;
  if (year !== null && !(Number.isInteger(year) && year >= EARLIEST_YEAR && year <= LATEST_YEAR))
    report("baseline.year", "bad-year", year);
}

/** A value at fault as it is printed. */
export function printValue(value: unknown): string {
  return typeof value === "number" && Number.isNaN(value) ? "" : String(value).slice(0, 80);
}
