/**
 * OpenStreetMap tags → what makes a way harder, or closes it to wheels or at night,
 * and the same of gates and other points. Walkers and cyclists of `street-access`
 * pass by day as before; these bits are asked by profiles and times only. A way of
 * a conditional restriction that is not understood stays open and is counted.
 */
import {
  CONDITION_CROSSING,
  CONDITION_NIGHT_NO_CYCLE,
  CONDITION_NIGHT_NO_WALK,
  CONDITION_NO_WHEELCHAIR,
  CONDITION_SPAN,
  CONDITION_STEPS,
  STOPS_CYCLE_AT_NIGHT,
  STOPS_WALK_AT_NIGHT,
  STOPS_WHEELCHAIR,
} from "../model/streets.ts";
import { isOpenAtNight, valueAtNight } from "./opening-times.ts";
import { lookupIn, type StreetTags } from "./street-access.ts";

type Lookup = (key: string) => string | undefined;

/** Bits found, and whether some tag about hours was not understood. */
export interface Conditions {
  readonly bits: number;
  readonly hasUnread: boolean;
}

const CLOSED = new Set(["no", "private", "closed", "permit", "residents", "restricted"]);
const CROSSING_KEYS = ["footway", "path", "cycleway"];
/** Points that legs pass and wheels do not. */
const STOPS_WHEELS = new Set([
  "stile",
  "kissing_gate",
  "turnstile",
  "full-height_turnstile",
  "horse_stile",
  "log",
  "debris",
  "step",
]);
const HIGH_KERBS = new Set(["raised", "rolled", "regular"]);
const WHEELS_PASS = new Set(["yes", "limited", "designated"]);

/** CONDITION_* bits of a way. */
export function streetConditions(tags: StreetTags): Conditions {
  const get = lookupIn(tags);
  const steps = get("highway") === "steps";
  const conveys = get("conveying") !== undefined && get("conveying") !== "no";
  const isCrossing = CROSSING_KEYS.some((key) => get(key) === "crossing");
  const spans = [get("bridge"), get("tunnel")].some((value) => value !== undefined && value !== "no");
  const night = closuresAtNight(get);
  return {
    bits:
      (isCrossing ? CONDITION_CROSSING : 0) |
      (steps && !conveys ? CONDITION_STEPS : 0) |
      (stopsWheelsOnWay(get, steps) ? CONDITION_NO_WHEELCHAIR : 0) |
      (spans ? CONDITION_SPAN : 0) |
      (night.walk ? CONDITION_NIGHT_NO_WALK : 0) |
      (night.cycle ? CONDITION_NIGHT_NO_CYCLE : 0),
    hasUnread: night.hasUnread,
  };
}

/** STOPS_* bits of a point on a street. */
export function stopConditions(tags: StreetTags): Conditions {
  const get = lookupIn(tags);
  const barrier = get("barrier");
  const isBarrier = barrier !== undefined && barrier !== "no";
  // Hours of a crossing, a shop or a bus stop are not about the way through the node.
  const night = isBarrier ? closuresAtNight(get) : { walk: false, cycle: false, hasUnread: false };
  return {
    bits:
      (stopsWheelsAtNode(get, isBarrier ? barrier : undefined) ? STOPS_WHEELCHAIR : 0) |
      (night.walk ? STOPS_WALK_AT_NIGHT : 0) |
      (night.cycle ? STOPS_CYCLE_AT_NIGHT : 0),
    hasUnread: night.hasUnread,
  };
}

function stopsWheelsOnWay(get: Lookup, steps: boolean): boolean {
  const wheelchair = get("wheelchair");
  if (wheelchair === "no") return true;
  if (!steps) return false;
  return get("ramp:wheelchair") !== "yes" && !WHEELS_PASS.has(wheelchair ?? "");
}

function stopsWheelsAtNode(get: Lookup, barrier: string | undefined): boolean {
  const wheelchair = get("wheelchair");
  if (wheelchair !== undefined && WHEELS_PASS.has(wheelchair)) return false;
  if (barrier !== undefined && (wheelchair === "no" || STOPS_WHEELS.has(barrier))) return true;
  // On a crossing or a sign these tags are about the pavement beside it, not about the way through the node.
  if (barrier === undefined && get("highway") !== undefined) return false;
  return HIGH_KERBS.has(get("kerb") ?? "");
}

interface NightClosures {
  readonly walk: boolean;
  readonly cycle: boolean;
  readonly hasUnread: boolean;
}

function closuresAtNight(get: Lookup): NightClosures {
  const hours = get("opening_hours");
  const isOpen = hours === undefined ? true : isOpenAtNight(hours);
  let hasUnread = isOpen === null;
  const isClosed = (keys: readonly string[]): boolean => {
    for (const key of keys) {
      const text = get(key);
      if (text === undefined) continue;
      const value = valueAtNight(text);
      if (value === null) hasUnread = true;
      else if (value !== "") return CLOSED.has(value);
    }
    return isOpen === false;
  };
  // What a tag says of one mode by name holds against a condition on all.
  const walk = isClosed(["foot:conditional", ...(get("foot") === undefined ? ["access:conditional"] : [])]);
  const cycle = isClosed([
    "bicycle:conditional",
    ...(get("bicycle") === undefined ? ["vehicle:conditional", "access:conditional"] : []),
  ]);
  return { walk, cycle, hasUnread };
}
