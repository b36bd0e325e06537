/** Communities in a few named classes, each with its colour and texture: what the map paints and the legend counts. */
import type { ColourClasses } from "../../report/map/colour-classes.ts";
import { OUTSIDE_SCOPE } from "../../report/map/colour-classes.ts";
import { SHORTAGE_COLOUR, TURNED_COLOUR, VERDICT_COLOURS } from "../../report/map/colour-ramps.ts";

/** How firmly a unit stands, in which state a community's people are, or what another plan turns. */
export type MapClassId =
  | "firmly-met"
  | "fragile"
  | "near"
  | "firmly-not-met"
  | "served"
  | "over-capacity"
  | "not-covered"
  | "turned-met"
  | "turned-not-met"
  | "stays-met"
  | "stays-not-met";

interface ClassLook {
  readonly colour: string;
  /** Strokes of "not met", strokes the other way, or none: the classes are told apart in grey too. */
  readonly texture: "none" | "not-met" | "fragile";
}

const LOOKS: Readonly<Record<MapClassId, ClassLook>> = {
  "firmly-met": { colour: VERDICT_COLOURS.met, texture: "none" },
  fragile: { colour: VERDICT_COLOURS.met, texture: "fragile" },
  near: { colour: VERDICT_COLOURS.notMet, texture: "fragile" },
  "firmly-not-met": { colour: VERDICT_COLOURS.notMet, texture: "not-met" },
  served: { colour: VERDICT_COLOURS.met, texture: "none" },
  "over-capacity": { colour: SHORTAGE_COLOUR, texture: "fragile" },
  "not-covered": { colour: VERDICT_COLOURS.notMet, texture: "not-met" },
  "turned-met": { colour: TURNED_COLOUR, texture: "fragile" },
  "turned-not-met": { colour: SHORTAGE_COLOUR, texture: "not-met" },
  "stays-met": { colour: VERDICT_COLOURS.met, texture: "none" },
  "stays-not-met": { colour: VERDICT_COLOURS.notMet, texture: "none" },
};

/** The class of each community among `ids`, OUTSIDE_SCOPE where it has none. */
export function createClassMap(ids: readonly MapClassId[], classOfCommunity: Int16Array): ColourClasses {
  const counts = ids.map(() => 0);
  for (const index of classOfCommunity) if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
  const flags = (texture: ClassLook["texture"]): Uint8Array =>
    Uint8Array.from(classOfCommunity, (index) => {
      const id = ids[index];
      return id !== undefined && LOOKS[id].texture === texture ? 1 : 0;
    });
  const notMet = flags("not-met");
  return {
    measure: "verdict",
    classes: ids.map((id, index) => ({ colour: LOOKS[id].colour, count: counts[index] ?? 0 })),
    classIndexes: classOfCommunity.map((index) => (index < 0 ? OUTSIDE_SCOPE : index)),
    notMet,
    fragile: flags("fragile"),
    notMetCount: notMet.reduce((sum, flag) => sum + flag, 0),
    noDataCount: 0,
  };
}
