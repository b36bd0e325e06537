/**
 * OpenStreetMap tags → who may move along a way, and what a node stops. Follows
 * the access hierarchy of the OSM wiki (`foot` beats `access`; `bicycle` beats
 * `vehicle` beats `access`). What is conditional is read by
 * street-conditions. Approximation: what a tag leaves open takes the worldwide
 * default, not a country's.
 */
import { CYCLE_BACKWARD, CYCLE_BOTH, CYCLE_FORWARD, WALK_BACKWARD, WALK_BOTH, WALK_FORWARD } from "../model/streets.ts";

export type StreetTags = ReadonlyMap<string, string> | Readonly<Record<string, string | undefined>>;

type Lookup = (key: string) => string | undefined;

const ALLOWED = new Set([
  "yes",
  "designated",
  "permissive",
  "destination",
  "customers",
  "official",
  "public",
  "permitted",
  "discouraged",
]);
const REFUSED = new Set([
  "no",
  "private",
  "use_sidepath",
  "permit",
  "restricted",
  "military",
  "emergency",
  "agricultural",
  "forestry",
  "delivery",
  "residents",
  "staff",
]);
const DISMOUNT = "dismount";

/** Nobody moves along these, whatever else is tagged: not built, gone, or no way at all. */
const NO_WAY = new Set([
  "construction",
  "proposed",
  "planned",
  "abandoned",
  "disused",
  "razed",
  "demolished",
  "dismantled",
  "removed",
  "raceway",
  "escape",
  "emergency_bay",
  "via_ferrata",
  "rest_area",
  "services",
  "bus_stop",
  "no",
]);
/** Closed to walkers and cyclists unless `foot` or `bicycle` says otherwise. */
const MOTOR_ONLY = new Set(["motorway", "motorway_link", "bus_guideway", "busway"]);
/** Open to cyclists only where `bicycle` says so. */
const FOOT_ONLY = new Set(["footway", "pedestrian", "corridor", "platform", "elevator", "bridleway"]);

const WALL_LIKE = new Set(["wall", "fence", "city_wall", "retaining_wall", "hedge", "ditch", "guard_rail", "debris"]);
const STOPS_CYCLES = new Set(["stile", "kissing_gate", "turnstile", "full-height_turnstile", "wicket_gate"]);

function isMap(tags: StreetTags): tags is ReadonlyMap<string, string> {
  return tags instanceof Map;
}

function lookupIn(tags: StreetTags): Lookup {
  if (isMap(tags)) return (key) => tags.get(key);
  return (key) => (Object.hasOwn(tags, key) ? tags[key] : undefined);
}

/** What the first key that says anything says: true allowed, false refused, null nothing. */
function firstSaying(get: Lookup, keys: readonly string[]): boolean | null {
  for (const key of keys) {
    const value = get(key);
    if (value === undefined) continue;
    if (ALLOWED.has(value)) return true;
    if (REFUSED.has(value)) return false;
    if (value === DISMOUNT) return key !== "bicycle";
  }
  return null;
}

/** 1 along the line only, -1 against it only, 0 both ways, null where the value says nothing. */
function directionOf(value: string | undefined): 1 | -1 | 0 | null {
  if (value === "yes" || value === "1" || value === "true" || value === "forward") return 1;
  if (value === "-1" || value === "reverse" || value === "backward") return -1;
  if (value === "no" || value === "0" || value === "false") return 0;
  return null;
}

function platformOrPier(get: Lookup): boolean {
  return (
    get("man_made") === "pier" ||
    get("railway") === "platform" ||
    (get("public_transport") === "platform" && get("railway") === undefined)
  );
}

/** True for ways that belong in the street layer: open to somebody, or a road to be drawn (a motorway). */
export function isStreet(tags: StreetTags): boolean {
  const get = lookupIn(tags);
  if (isFerry(get)) return false;
  const highway = get("highway");
  return highway === undefined ? platformOrPier(get) : !NO_WAY.has(highway);
}

function isFerry(get: Lookup): boolean {
  const route = get("route");
  return route === "ferry" || route === "shuttle_train";
}

function bitsOf(
  open: boolean,
  direction: 1 | -1 | 0 | null,
  forwardSays: boolean | null,
  backwardSays: boolean | null,
  forwardBit: number,
  backwardBit: number,
): number {
  const forward = forwardSays ?? (open && direction !== -1);
  const backward = backwardSays ?? (open && direction !== 1);
  return (forward ? forwardBit : 0) | (backward ? backwardBit : 0);
}

function walkBits(get: Lookup, highway: string | undefined): number {
  const motorOnly = highway !== undefined && (MOTOR_ONLY.has(highway) || get("motorroad") === "yes");
  const open = firstSaying(get, ["foot"]) ?? (!motorOnly && (firstSaying(get, ["access"]) ?? true));
  const direction =
    directionOf(get("oneway:foot")) ?? directionOf(get("conveying") === "yes" ? undefined : get("conveying"));
  return bitsOf(
    open,
    direction,
    firstSaying(get, ["foot:forward"]),
    firstSaying(get, ["foot:backward"]),
    WALK_FORWARD,
    WALK_BACKWARD,
  );
}

/** A lane or track that lets cycles go against a one-way street. */
function hasContraflow(get: Lookup): boolean {
  return ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"].some((key) => {
    const lane = directionOf(get(`${key}:oneway`));
    return (get(key)?.startsWith("opposite") ?? false) || (key !== "cycleway" && (lane === -1 || lane === 0));
  });
}

function cycleDirection(get: Lookup, highway: string): 1 | -1 | 0 | null {
  const own = directionOf(get("oneway:bicycle"));
  if (own !== null) return own;
  const junction = get("junction");
  const implied = junction === "roundabout" || junction === "circular" || highway.startsWith("motorway");
  const direction = directionOf(get("oneway")) ?? (implied ? 1 : 0);
  return direction !== 0 && hasContraflow(get) ? 0 : direction;
}

function cycleBits(get: Lookup, highway: string | undefined): number {
  if (highway === undefined || highway === "steps" || get("conveying") !== undefined) return 0;
  const explicit = firstSaying(get, ["bicycle"]);
  const closed = MOTOR_ONLY.has(highway) || FOOT_ONLY.has(highway) || get("motorroad") === "yes";
  const open = explicit ?? (!closed && (firstSaying(get, ["vehicle", "access"]) ?? true));
  return bitsOf(
    open,
    cycleDirection(get, highway),
    firstSaying(get, ["bicycle:forward"]),
    firstSaying(get, ["bicycle:backward"]),
    CYCLE_FORWARD,
    CYCLE_BACKWARD,
  );
}

/** Permission bits of a way (see model/streets): 0 for motorways, ferries, closed or unbuilt ways and what is no way. */
export function streetPermissions(tags: StreetTags): { readonly permissions: number } {
  const get = lookupIn(tags);
  if (!isStreet(tags)) return { permissions: 0 };
  const highway = get("highway");
  return { permissions: walkBits(get, highway) | cycleBits(get, highway) };
}

const GATES = new Set([
  "gate",
  "entrance",
  "kissing_gate",
  "turnstile",
  "wicket_gate",
  "lift_gate",
  "swing_gate",
  "stile",
]);

/** Whether walkers come into an area at a node: an entrance or a gate that is not closed to them. */
export function isEntrance(tags: StreetTags): boolean {
  const get = lookupIn(tags);
  const entrance = get("entrance");
  const isTagged = (entrance !== undefined && entrance !== "no") || GATES.has(get("barrier") ?? "");
  const general = firstSaying(get, ["foot", "access"]);
  return isTagged && general !== false && (blockedModes(tags) & WALK_BOTH) === 0;
}

/** The modes that a node stops (WALK_BOTH, CYCLE_BOTH): walls, locked or private gates, turnstiles for cycles. */
export function blockedModes(tags: StreetTags): number {
  const get = lookupIn(tags);
  const tagged = get("barrier");
  const barrier = tagged === "no" ? undefined : tagged;
  const railway = get("railway");
  const guarded = barrier !== undefined || railway === "level_crossing" || railway === "crossing";
  // On a crossing or a sign `foot=no` is about the road beside it, not about the way through the node.
  if (!guarded && get("highway") !== undefined) return 0;
  const wall = barrier !== undefined && WALL_LIKE.has(barrier);
  const locked = barrier !== undefined && get("locked") === "yes";
  const general = guarded ? firstSaying(get, ["access"]) : null;
  const walkOpen = firstSaying(get, ["foot"]) ?? (!locked && !wall && (general ?? true));
  const vehicles = guarded ? firstSaying(get, ["vehicle"]) : null;
  const cycleStop = locked || wall || (barrier !== undefined && STOPS_CYCLES.has(barrier));
  const cycleOpen = firstSaying(get, ["bicycle"]) ?? (!cycleStop && (vehicles ?? general ?? true));
  return (walkOpen ? 0 : WALK_BOTH) | (cycleOpen ? 0 : CYCLE_BOTH);
}
