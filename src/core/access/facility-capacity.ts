/**
 * How much each facility of a service can take, from its own attributes. Places (学位,
 * beds, seats) serve one person each unless a norm says for how many they stand; staff can be
 * shared out per person but does not say how many people are too many without a norm. A facility without a figure makes every measure
 * with capacity untestable: it is not nothing, and it is not guessed.
 */
import type { AttributeValue, Facilities } from "../model/facility.ts";
import { type CapacityNorm, findCapacityNorm, plainName, type StatedNorm } from "./capacity-norms.ts";

type CapacityKind = "places" | "staff";

export interface FacilityCapacity {
  /** The attribute's name as the layer has it. */
  readonly attribute: string;
  readonly kind: CapacityKind;
  /** By facility; NaN where there is no figure. */
  readonly values: Float64Array;
  readonly missingCount: number;
  /** For how many people one unit stands where it is not one person each; null without such a norm. */
  readonly norm: CapacityNorm | null;
}

/** How many people each facility can take; null where the capacity does not say. */
export function countPeoplePlaces({ kind, values, norm }: FacilityCapacity): Float64Array | null {
  if (norm) return values.map((value) => value * norm.peoplePerUnit);
  return kind === "places" ? values : null;
}

/** Names as compared: lower case, without blanks, underscores and hyphens. The first that the layer has is taken. */
const NAMES: Readonly<Record<CapacityKind, readonly string[]>> = {
  places: [
    ...["capacity", "places", "beds", "seats", "capacity:persons", "capacity:beds", "capacity:seats"],
    ...["容量", "容纳人数", "床位", "床位数", "学位", "学位数", "座位", "座位数", "托位", "托位数", "餐位", "餐位数"],
    ...[
      "核定学位",
      "核定学位数",
      "认定学位",
      "认定学位数",
      "设计学位",
      "核定床位",
      "核定床位数",
      "核定托位",
      "核定托位数",
    ],
  ],
  staff: ["doctors", "physicians", "staff", "teachers", "医生", "医生数", "医师数", "教师数", "职工数"],
};

/** What stands in the brackets of a header: 托位数（个）, 核定规模（学位数）. */
const BRACKETS = /^(.+?)\(([^()]+)\)$/;

/** What is measured in the places that its brackets name; an area a place is not. */
const SIZE = /(?:规模|能力|容量)$/;

/** The names under which an attribute is looked for: its own, without brackets, and, of a size, what stands in them. */
function namesOf(attribute: string): readonly string[] {
  const name = plainName(attribute.split("›").at(-1) ?? attribute);
  const [, outside = name, inside = name] = BRACKETS.exec(name) ?? [];
  return SIZE.test(outside) ? [name, outside, inside] : [name, outside];
}

/** The layer's capacity; null where no attribute with a figure has one of the known names. `stated`: norms of the plan's edits. */
export function findCapacity(layer: Facilities, stated: readonly StatedNorm[] = []): FacilityCapacity | null {
  const attributes = new Map<string, string>();
  for (const attribute of Object.keys(layer.attributes))
    for (const name of namesOf(attribute)) if (!attributes.has(name)) attributes.set(name, attribute);
  for (const kind of ["places", "staff"] as const) {
    for (const name of NAMES[kind]) {
      const attribute = attributes.get(name);
      if (attribute === undefined) continue;
      const values = Float64Array.from(layer.attributes[attribute] ?? [], readFigure);
      const missingCount = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
      if (missingCount < layer.count) {
        return { attribute, kind, values, missingCount, norm: findCapacityNorm(layer.serviceId, name, stated) };
      }
    }
  }
  return null;
}

/** A number of places with what is counted behind it: 8张, 90个床位. Not 6个班, 约30, 30人/餐. */
const FIGURE = /^(\d+(?:\.\d+)?)(?:[个张座人位名床席])?(?:床位|学位|座位|托位|餐位)?$/;

/** A figure ≥ 0, as a number or as text; NaN for anything else. */
function readFigure(value: AttributeValue): number {
  if (typeof value === "number") return value >= 0 && value < Infinity ? value : Number.NaN;
  if (typeof value !== "string") return Number.NaN;
  return Number(FIGURE.exec(value.normalize("NFKC").replace(/\s/g, ""))?.[1] ?? Number.NaN);
}
