/** The drawing tools: what each asks of the hand. */

export const DRAW_TOOLS = [
  "street",
  "bridge",
  "crossing",
  "gate",
  "close-street",
  "barrier",
  "estate",
  "resize",
  "profile",
] as const;

export type DrawTool = (typeof DRAW_TOOLS)[number];

/** Tools whose positions are put on a street where one is near; gates and crossings begin at what they lead through. */
const SNAPPED: ReadonlySet<DrawTool> = new Set(["street", "bridge", "close-street"]);
/** Tools that need no place on the map. */
const WITHOUT_PLACE: ReadonlySet<DrawTool> = new Set(["resize", "profile"]);

export function snapsToStreets(tool: DrawTool): boolean {
  return SNAPPED.has(tool);
}

export function takesPlaces(tool: DrawTool): boolean {
  return !WITHOUT_PLACE.has(tool);
}
