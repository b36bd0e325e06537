/**
 * A plan's promises as data: what the sentence says, where it stands, the typed
 * rule that tests it. Rules are data that a user edits, never code.
 */

import type { GroupId } from "../model/demand.ts";
import type { AttributeValue, LocalizedText } from "../model/facility.ts";
import type { ProfileId } from "../model/parameters.ts";
import type { Arithmetic } from "./arithmetic.ts";
import type { Assumption } from "./assumption.ts";
import type { TargetCoverage } from "./coverage-shares.ts";
import type { InconsistencyOption } from "./inconsistency-choice.ts";
import type { BreakdownRow, CountyPeople } from "./judge/break-down.ts";
import type { StatedValue } from "./stated-value.ts";
import type { UnitFigures } from "./unit-figures.ts";

/** The unit that is counted. `county-proper` is 县 only, `county` is 县 and 区, `county-and-zone` is these and 开发区, `community` is 社区 and 行政村. */
export type TargetUnit =
  | "urban-community"
  | "village"
  | "community"
  | "township"
  | "county"
  | "county-proper"
  | "county-and-zone"
  | "development-zone"
  | "city"
  | "facility"
  | "listed";

/** Near enough by time at a profile's speed, or by metres (along streets or straight); the two are never mixed in one search. */
export type Reach =
  | { readonly kind: "time"; readonly seconds: number }
  | { readonly kind: "distance"; readonly metres: number; readonly measure: "network" | "straight" };

/** A second way to travel that will do as well; `reach` null: the limit of the rule holds for it too. */
export interface OtherWay {
  readonly profileId: ProfileId;
  readonly reach: Reach | null;
}

/** A facility counts when its attribute has one of the values. */
export interface AttributeFilter {
  readonly attribute: string;
  readonly oneOf: readonly AttributeValue[];
}

/** One kind that must be present: any of the services, passing every filter. */
export interface FacilityNeed {
  readonly serviceIds: readonly string[];
  readonly filters?: readonly AttributeFilter[];
}

/** What facilities amount to together: how many they are, the sum of an attribute, or the length of their lines in kilometres. */
export type Amount =
  | { readonly of: "count" }
  | { readonly of: "sum"; readonly attribute: string }
  | { readonly of: "length" };

/** The facilities that an amount is taken of; null where no layer can hold them and the value has to be stated. */
type Measured = FacilityNeed | null;

export type Rule =
  /**
   * A unit is met when at least `passShare` of the group's people (or of its residential land) reach every need.
   * `passShare: null` takes the run's.
   */
  | {
      readonly kind: "service-area";
      readonly needs: readonly FacilityNeed[];
      readonly reach: Reach;
      readonly profileId: ProfileId | null;
      readonly groupId: GroupId;
      readonly passShare: number | null;
      /** What the pass share is a share of; people where it is absent. Land belongs to no group. */
      readonly denominator?: "people" | "land";
      /** Whoever gets there by either way is within reach; each need may be reached by its own. */
      readonly otherWay?: OtherWay;
      /** True where people count only if a facility in reach also has a place for them: along streets, by either way, never land. */
      readonly withPlaces?: boolean;
    }
  /** A unit is met when every need has at least `count` facilities in it. */
  | {
      readonly kind: "at-least-per-unit";
      readonly needs: readonly FacilityNeed[];
      readonly count: number;
      /** Only units with at least this many people are tested. */
      readonly minimumPeople?: number;
    }
  /** The amount, for every `per` people of the group. */
  | {
      readonly kind: "ratio";
      readonly what: string;
      readonly need: Measured;
      readonly amount: Amount;
      readonly groupId: GroupId;
      readonly per: number;
    }
  /** The amount of the facilities that have a property, over the amount of all. `partAmount`: where the property is a part of each. */
  | {
      readonly kind: "share-with-property";
      readonly of: string;
      readonly property: string;
      readonly need: Measured;
      readonly having: readonly AttributeFilter[];
      readonly amount: Amount;
      readonly partAmount?: Amount;
    }
  /** The amount of the facilities that opened after a day; `dateAttribute` holds a year or a day of ISO 8601. */
  | {
      readonly kind: "added-since";
      readonly what: string;
      readonly need: Measured;
      readonly amount: Amount;
      readonly since: string;
      readonly dateAttribute: string;
    }
  | { readonly kind: "listed-projects"; readonly what: string }
  | { readonly kind: "reported"; readonly what: string };

/** A named alternative reading of the same sentence (straight or road, station or village room). */
export interface Reading {
  readonly id: string;
  readonly title: LocalizedText;
  readonly rule: Rule;
  /** Where the reading counts other units than the target. */
  readonly unit?: TargetUnit;
}

/** Who confirmed a rule, and when. */
export interface Confirmation {
  readonly by: string;
  /** ISO 8601. */
  readonly date: string;
}

export interface Target {
  readonly id: string;
  readonly chapter: string;
  /** Where it stands in the plan, e.g. "10-3 #2". */
  readonly place: string;
  /** 1-based lines of the plan's text file. */
  readonly lines: readonly number[];
  /** Verbatim quotation. */
  readonly quotation: string;
  readonly title: LocalizedText;
  readonly serviceLabel: LocalizedText;
  readonly domain:
    | "elderly"
    | "education"
    | "health"
    | "sport"
    | "culture"
    | "social"
    | "employment"
    | "housing"
    | "disability";
  readonly ruleClass: "A" | "B" | "C" | "D" | "E" | "F";
  readonly unit: TargetUnit;
  readonly rule: Rule;
  readonly readings: readonly Reading[];
  /** Threshold as the plan words it; null where it has none. */
  readonly threshold: string | null;
  readonly baseline: {
    readonly value: number | null;
    readonly text: string;
    readonly year: number | null;
    readonly measure: string;
    /** How many units a share of units is of, where that is known. */
    readonly unitsTested?: number;
  };
  /** What the plan asks for by 2025; `value` null where it gives no number. Shares are 0–1. */
  readonly target: { readonly value: number | null; readonly text: string; readonly measure: string };
  /** 约束性 or 预期性; null where the plan does not say. */
  readonly binding: "binding" | "expected" | null;
  /** Who answers for it; where the plan does not say, an assumption of whoever wrote the file. */
  readonly bureau?: LocalizedText;
  readonly dataNeeded: LocalizedText;
  /** What the plan leaves open and this rule assumes, each a sentence. */
  readonly assumptions: readonly Assumption[];
  readonly inconsistencyIds: readonly string[];
  /** Absent while nobody has confirmed how the sentence is tested. */
  readonly confirmation?: Confirmation;
}

/** A place where the plan contradicts itself or leaves a gap. */
export interface Inconsistency {
  readonly id: string;
  readonly title: LocalizedText;
  readonly evidence: LocalizedText;
  readonly lines: readonly number[];
  readonly treatment: LocalizedText;
  readonly targetIds: readonly string[];
  /** The readings of which a planner chooses one; none of them holds before. */
  readonly options: readonly InconsistencyOption[];
  /** null where there is nothing to compute. */
  readonly arithmetic: Arithmetic | null;
}

/** `no-number`: tested, but the plan gives no number to hold it to. */
export type Verdict = "met" | "not-met" | "not-testable" | "no-number";

/** Why a verdict is `not-testable`. */
export type NotTestableReason =
  | "no-facility-layer"
  | "no-units"
  | "no-such-facilities"
  | "no-people"
  | "no-residential-land"
  | "needs-other-data"
  | "data-too-old"
  | "rule-not-evaluated";

/** A column that a rule reads and a service's layer does not have. */
export interface MissingAttribute {
  readonly serviceId: string;
  readonly attribute: string;
}

export interface TargetReadingResult {
  readonly readingId: string;
  readonly unitsTested: number;
  readonly unitsMet: number;
  /** Share of units met, 0–1; null when none was tested, and for rules that give a value. */
  readonly share: number | null;
  /** For ratios, shares with a property and amounts added: the value, in the measure of the target; null otherwise. */
  readonly value: number | null;
  /** People (of the rule's group) in need: not within reach, or living in units without the facility. */
  readonly peopleShort: number;
  /** Residential land beyond reach, in the units tested; absent where a rule does not judge land. */
  readonly landShortSquareMetres?: number;
}

export interface TargetResult extends TargetReadingResult {
  readonly targetId: string;
  readonly verdict: Verdict;
  readonly reason: NotTestableReason | null;
  /** The services whose layers were missing, for `no-facility-layer`. */
  readonly missingServiceIds: readonly string[];
  /** The columns that layers lack, for `needs-other-data`. */
  readonly missingAttributes: readonly MissingAttribute[];
  /** Where the figure was entered by hand because no map can test the target. */
  readonly stated: StatedValue | null;
  /** Every assumption that the figure rests on, defaults of the run included. */
  readonly assumptions: readonly Assumption[];
  /** What was found in each unit; empty for a value of the whole. */
  readonly units: UnitFigures;
  /** A value of the whole, county by county; empty for other rules. */
  readonly breakdown: readonly BreakdownRow[];
  /** Counties for which a value may be entered, with the people of the rule's group (null where no rule divides by people); only where the whole cannot be tested. */
  readonly counties?: readonly CountyPeople[];
  /** Shares of people, units and land; null for a value of the whole and where nothing could be tested. */
  readonly coverage: TargetCoverage | null;
  readonly readings: readonly TargetReadingResult[];
}
