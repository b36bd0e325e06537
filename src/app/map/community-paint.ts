/** What a community's feature carries on the map: its colour, and which textures lie over it. */
import { type ColourClasses, NO_DATA, OUTSIDE_SCOPE } from "../../report/map/colour-classes.ts";
import { NO_COLOUR, NO_DATA_COLOUR } from "../../report/map/colour-ramps.ts";

/** Textures are on (1) or off (0). */
export interface CommunityPaint {
  readonly colour: string;
  readonly notMet: number;
  readonly noData: number;
  readonly depends: number;
  readonly fragile: number;
}

/** Without classes every community is bare. */
export function paintOf(classes: ColourClasses | null, index: number): CommunityPaint {
  const classIndex = classes?.classIndexes[index] ?? OUTSIDE_SCOPE;
  const own = classes?.classes[classIndex];
  return {
    colour: own?.colour ?? (classIndex === OUTSIDE_SCOPE ? NO_COLOUR : NO_DATA_COLOUR),
    notMet: classes?.notMet[index] ?? 0,
    noData: classIndex === NO_DATA ? 1 : 0,
    depends: own?.verdict === "depends" ? 1 : 0,
    fragile: classes?.fragile?.[index] ?? 0,
  };
}
