/**
 * OpenStreetMap tags → condition bits of a street or of a point on one: closed at
 * night, closed to wheelchairs, a crossing, off the ground. As in street-access
 * `foot` beats `access`, `bicycle` beats `vehicle` beats `access`, conditional or not.
 * What is not understood sets no bit and is told as unread.
 */
import {
  CROSSING,
  NIGHT_CLOSED,
  NIGHT_CLOSED_CYCLE,
  NIGHT_CLOSED_WALK,
  NO_WHEELCHAIR,
  OFF_GROUND,
  STEPS,
  WHEELCHAIR_RAMP,
} from "../model/streets.ts";
import { type NightHours, readConditionalAccess, readOpeningHours } from "./night-hours.ts";
import type { StreetTags } from "./street-access.ts";

export interface TaggedConditions {
  readonly bits: number;
  /** True where a tag speaks of opening times in a way that is not read. */
  readonly isUnread: boolean;
}

const NONE: TaggedConditions = { bits: 0, isUnread: false };

/** Where a wheelchair does not get through unless `wheelchair` says that it does. */
const STOPS_WHEELCHAIRS = new Set([
  "stile",
  "kissing_gate",
  "turnstile",
  "full-height_turnstile",
  "step",
  "log",
  "motorcycle_barrier",
]);
/** Kerbs that wheels do not take; `lowered`, `flush` and those that say nothing are passed. */
const HIGH_KERBS = new Set(["raised", "rolled", "regular"]);
const WHEELCHAIRS_PASS = new Set(["yes", "limited", "designated"]);
/** Barriers that may be shut: elsewhere on nodes opening hours are those of a shop or a stop. */
const GATE_LIKE =
  /gate|entrance|turnstile|lift|door|chain|bollard|cattle_grid|stile|block|sally_port|height_restrictor/;

type Lookup = (key: string) => string | undefined;

function lookupIn(tags: StreetTags): Lookup {
  if (tags instanceof Map) return (key) => tags.get(key);
  const record = tags as Readonly<Record<string, string | undefined>>;
  return (key) => (Object.hasOwn(record, key) ? record[key] : undefined);
}

/** The first of the tags that says anything of the mode: its condition, or that it holds at all times. */
function conditionOf(get: Lookup, keys: readonly string[]): NightHours {
  for (const key of keys) {
    const condition = get(`${key}:conditional`);
    if (condition !== undefined) return readConditionalAccess(condition);
    const value = get(key);
    if (value !== undefined && key !== keys.at(-1)) return "open";
  }
  return "open";
}

function nightConditions(get: Lookup): TaggedConditions {
  const hours = get("opening_hours");
  const opening = hours === undefined ? "open" : readOpeningHours(hours);
  const walking = conditionOf(get, ["foot", "access"]);
  const cycling = conditionOf(get, ["bicycle", "vehicle", "access"]);
  const bits =
    (opening === "closed" ? NIGHT_CLOSED : 0) |
    (walking === "closed" ? NIGHT_CLOSED_WALK : 0) |
    (cycling === "closed" ? NIGHT_CLOSED_CYCLE : 0);
  return { bits, isUnread: [opening, walking, cycling].includes("unread") };
}

function isTagged(value: string | undefined): boolean {
  return value !== undefined && value !== "no";
}

/** Conditions of a way. */
export function streetConditions(tags: StreetTags): TaggedConditions {
  const get = lookupIn(tags);
  const night = nightConditions(get);
  const wheelchair = get("wheelchair");
  const hasRamp =
    get("highway") === "steps" && (get("ramp:wheelchair") === "yes" || WHEELCHAIRS_PASS.has(wheelchair ?? ""));
  const isCrossing = [get("footway"), get("path"), get("cycleway")].includes("crossing");
  const isOffGround = isTagged(get("bridge")) || isTagged(get("tunnel"));
  const bits =
    night.bits |
    (wheelchair === "no" ? NO_WHEELCHAIR : 0) |
    (hasRamp ? WHEELCHAIR_RAMP : 0) |
    (isCrossing ? CROSSING : 0) |
    (isOffGround ? OFF_GROUND : 0);
  return { bits, isUnread: night.isUnread };
}

/** Conditions of a node on a street: a gate shut at night, a stile, a high kerb. */
export function pointConditions(tags: StreetTags): TaggedConditions {
  const get = lookupIn(tags);
  const tagged = get("barrier");
  const barrier = tagged === "no" ? undefined : tagged;
  const wheelchair = get("wheelchair");
  // On a crossing or a sign a kerb is that of the pavements beside it, not one in the way through the node.
  const isKerb = barrier === "kerb" || (barrier === undefined && get("highway") === undefined);
  if (isKerb && HIGH_KERBS.has(get("kerb") ?? "") && !isTagged(wheelchair))
    return { bits: NO_WHEELCHAIR, isUnread: false };
  if (barrier === undefined) return NONE;
  const stops = wheelchair === "no" || (STOPS_WHEELCHAIRS.has(barrier) && !isTagged(wheelchair));
  const night = GATE_LIKE.test(barrier) ? nightConditions(get) : NONE;
  return { bits: night.bits | (stops ? NO_WHEELCHAIR : 0), isUnread: night.isUnread };
}

/** Words of a `condition` column, several of them parted by a semicolon or a comma. */
const CONDITION_WORDS: Readonly<Record<string, number>> = {
  "night-closed": NIGHT_CLOSED,
  "closed-at-night": NIGHT_CLOSED,
  夜间关闭: NIGHT_CLOSED,
  夜间封闭: NIGHT_CLOSED,
  "no-wheelchair": NO_WHEELCHAIR,
  轮椅不可通行: NO_WHEELCHAIR,
  crossing: CROSSING,
  过街: CROSSING,
  steps: STEPS,
  台阶: STEPS,
  bridge: OFF_GROUND,
  tunnel: OFF_GROUND,
  桥: OFF_GROUND,
  隧道: OFF_GROUND,
};

/** Condition bits of a cell such as `night-closed; no-wheelchair`. */
export function readConditionWords(text: string): TaggedConditions {
  let bits = 0;
  let isUnread = false;
  for (const part of text.split(/[;,，；、]/)) {
    const word = part
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, "-");
    if (word === "" || word === "none" || word === "无") continue;
    const known = Object.hasOwn(CONDITION_WORDS, word) ? CONDITION_WORDS[word] : undefined;
    if (known === undefined) isUnread = true;
    else bits |= known;
  }
  return { bits, isUnread };
}
