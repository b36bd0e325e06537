/** The shape of scenarios, as they stand in study files and in the browser's storage. What is not named here is refused. */
import * as v from "valibot";
import { GROUP_IDS } from "../../core/model/demand.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import { profileId } from "./plan-schema.ts";

const MOST_POSITIONS = 20_000;
const MOST_LATITUDE = 89;
const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
const name = v.pipe(v.string(), v.maxLength(200));
const position = v.strictTuple([
  v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  v.pipe(v.number(), v.minValue(-MOST_LATITUDE), v.maxValue(MOST_LATITUDE)),
]);
const positions = (least: number) => v.pipe(v.array(position), v.minLength(least), v.maxLength(MOST_POSITIONS));
const ring = v.pipe(
  positions(4),
  v.check((all) => {
    const [first, last] = [all[0], all.at(-1)];
    return first?.[0] === last?.[0] && first?.[1] === last?.[1];
  }, "a ring that ends where it begins"),
);
const line = v.strictObject({ type: v.literal("LineString"), coordinates: positions(2) });
const polygon = v.strictObject({
  type: v.literal("Polygon"),
  coordinates: v.pipe(v.array(ring), v.minLength(1), v.maxLength(1000)),
});
const point = v.strictObject({ type: v.literal("Point"), coordinates: position });

/** Keys by which JSON could reach into an object's making. */
const HOSTILE_KEYS = ["__proto__", "constructor", "prototype"];
const attributes = v.pipe(
  v.custom<Record<string, unknown>>((value) => typeof value === "object" && value !== null && !Array.isArray(value)),
  v.check((value) => !Object.keys(value).some((key) => HOSTILE_KEYS.includes(key)), "names that are safe"),
  v.record(
    v.pipe(v.string(), v.nonEmpty(), v.maxLength(200)),
    v.union([v.pipe(v.string(), v.maxLength(2000)), v.pipe(v.number(), v.finite()), v.boolean(), v.null()]),
  ),
);
const people = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9));

const base = { id, isOff: v.boolean() };
const facility = { ...base, serviceId: id, facilityId: id };

const edit = v.variant("kind", [
  v.strictObject({ ...facility, kind: v.literal("add-facility"), name, coordinates: positions(1), attributes }),
  v.strictObject({ ...facility, kind: v.literal("move-facility"), to: position }),
  v.strictObject({ ...facility, kind: v.literal("close-facility") }),
  v.strictObject({ ...facility, kind: v.literal("resize-facility"), attributes }),
  v.strictObject({
    ...base,
    kind: v.literal("add-street"),
    as: v.picklist(["street", "bridge", "crossing", "gate"]),
    streetId: id,
    name,
    streetClass: v.pipe(v.string(), v.nonEmpty(), v.maxLength(100)),
    modes: v.pipe(v.array(v.picklist(["walk", "cycle"])), v.minLength(1), v.maxLength(2)),
    isOneWay: v.boolean(),
    coordinates: positions(2),
  }),
  v.strictObject({
    ...base,
    kind: v.literal("close-street"),
    streetId: id,
    part: v.nullable(v.strictObject({ from: position, to: position })),
  }),
  v.strictObject({
    ...base,
    kind: v.literal("add-barrier"),
    as: v.picklist(["water", "railway", "wall"]),
    name,
    geometry: v.variant("type", [line, polygon]),
  }),
  v.strictObject({
    ...base,
    kind: v.literal("add-estate"),
    name,
    geometry: v.variant("type", [point, polygon]),
    people: v.strictObject({
      ...(Object.fromEntries(GROUP_IDS.map((groupId) => [groupId, v.optional(people)])) as Record<
        Exclude<(typeof GROUP_IDS)[number], "all">,
        ReturnType<typeof v.optional<typeof people, undefined>>
      >),
      all: people,
    }),
  }),
  v.strictObject({
    ...base,
    kind: v.literal("change-profile"),
    profileId,
    speedMetresPerSecond: v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(20)),
  }),
]);

export const scenarioList: v.GenericSchema<unknown, readonly Scenario[]> = v.pipe(
  v.array(
    v.strictObject({
      id,
      name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(200)),
      edits: v.pipe(v.array(edit), v.maxLength(10_000)),
    }),
  ),
  v.maxLength(1000),
);
