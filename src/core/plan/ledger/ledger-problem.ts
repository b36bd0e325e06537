/**
 * The problems that a run finds, before anybody has written a word about them: one a
 * target and unit that was tested and not met, with what is lacking and why. Plain
 * values only, so that they cross to the page.
 */
import type { GroupId } from "../../model/demand.ts";
import type { Mode } from "../../model/parameters.ts";

/** The facility that the median person short of it would go to. */
export interface NearestFacility {
  readonly serviceId: string;
  /** -1 where none is within the search limit, or where the measure does not say which one is nearest. */
  readonly facilityIndex: number;
  /** On streets, in seconds; Infinity beyond the search limit, null where the run does not route to this kind. */
  readonly seconds: number | null;
  readonly mode: Mode;
  /** Straight from the same home to the same facility, or to the nearest one where none is named; Infinity beyond 20 km. */
  readonly straightMetres: number;
}

/** What is lacking: people's reach, facilities of some kinds, or an amount of the whole. */
export type Gap =
  | { readonly kind: "people" }
  /** Where residential land is judged: of the unit, and beyond reach. */
  | { readonly kind: "land"; readonly squareMetres: number; readonly shortSquareMetres: number }
  | {
      readonly kind: "facilities";
      /** By need of the rule, those that lack something. */
      readonly lacking: readonly { readonly needIndex: number; readonly found: number; readonly missing: number }[];
    }
  | {
      readonly kind: "amount";
      readonly value: number;
      readonly asked: number;
      /** Beds, places, facilities, m² or km that are short; null where the arithmetic is not known. */
      readonly short: number | null;
      /** What there is and what there would have to be; null where they are not known. */
      readonly found: number | null;
      readonly needed: number | null;
      /** People that a ratio is taken of. */
      readonly people: number | null;
      readonly isStated: boolean;
    };

/** Why, by the rule of docs/methods.md. Needs are numbered as in the target's rule. */
export type Cause =
  /** Most of those not reached live where no street can be attached to; m² of land in place of people where land is judged. */
  | { readonly kind: "not-attached"; readonly needIndex: number; readonly people: number }
  /** Within five points of the share that is asked for. */
  | { readonly kind: "near-miss"; readonly needIndex: number; readonly nearest: NearestFacility | null }
  /** Near enough in a straight line, on streets much farther. */
  | {
      readonly kind: "detour";
      readonly needIndex: number;
      /** Share of the people within reach in a straight line. */
      readonly straightShare: number;
      /** Metres on streets ÷ straight, of the median person short; the least it can be where the streets' metres are not known. */
      readonly factor: number;
      readonly nearest: NearestFacility;
    }
  /** Too far either way. */
  | {
      readonly kind: "too-far";
      readonly needIndex: number;
      readonly inUnit: number;
      readonly nearest: NearestFacility | null;
    }
  | { readonly kind: "none-in-unit"; readonly needIndex: number; readonly nearest: NearestFacility | null }
  | { readonly kind: "too-few-in-unit"; readonly needIndex: number }
  /** Facilities of the kind stand in the unit, but none is as the target wants it. */
  | { readonly kind: "not-qualifying"; readonly needIndex: number; readonly others: number }
  | { readonly kind: "value-short" };

export interface Problem {
  readonly targetId: string;
  readonly unitId: string;
  /** The group that is counted. */
  readonly groupId: GroupId;
  readonly people: number;
  /** Those not within reach, or everybody where a facility is missing; 0 for a value of the whole. */
  readonly peopleShort: number;
  /** Share of the people (of the land, where that is judged) within reach and the share that is asked for; null where the rule has none. */
  readonly share: number | null;
  readonly neededShare: number | null;
  readonly gap: Gap;
  readonly cause: Cause;
}

/** People of each group in a unit, in the order of `Ledger.groupIds`. */
export type UnitPeople = readonly number[];

export interface Ledger {
  /** In the order of district, township, unit and target. */
  readonly problems: readonly Problem[];
  /** Groups that the study has. */
  readonly groupIds: readonly GroupId[];
  readonly peopleByUnit: ReadonlyMap<string, UnitPeople>;
}
