/** The answer: communities in their class's colour, strokes where not met, dots where nothing is known. */
import type { Communities } from "../../core/model/community.ts";
import type { Fill, Hatch, Mark } from "../scene/scene.ts";
import { type ColourClasses, NO_DATA, OUTSIDE_SCOPE } from "./colour-classes.ts";
import { NO_DATA_COLOUR } from "./colour-ramps.ts";
import type { MapFrame } from "./map-frame.ts";
import { FRAGILE_STROKES, NO_DATA_DOTS, NOT_MET_STROKES, TEXTURE_PIXELS, type Texture } from "./map-textures.ts";
import { type PaperScale, widthAtZoom } from "./paper-zoom.ts";
import { batchAreas, type PlacedArea, placeArea } from "./place-areas.ts";

const OUTLINE_PIXELS = [7, 0.25, 11, 0.7, 15, 1.6];
const SMALLEST_POINT_MM = 0.45;
const POINT_PIXELS = [7, 2, 11, 4, 15, 8];
/** Textures are no finer than this on paper, however fine the rest. */
const FINEST_PIXEL_MM = 0.17;

/** A texture of the page as strokes or dots of the same colour and density on paper. */
export function textureHatch(
  { colour, opacity, pixels }: Texture,
  kind: "up" | "down" | "dots",
  pixelMm: number,
): Hatch {
  const spacingMm = (Math.max(pixelMm, FINEST_PIXEL_MM) * TEXTURE_PIXELS) / Math.SQRT2;
  const share = kind === "dots" ? (2 * pixels * Math.SQRT2) / TEXTURE_PIXELS : pixels / TEXTURE_PIXELS;
  return {
    kind: kind === "dots" ? "dots" : "strokes",
    colour,
    opacity,
    angle: kind === "up" ? -45 : kind === "down" ? 45 : 0,
    spacingMm,
    widthMm: spacingMm * share,
  };
}

/** Areas of the communities in a frame, null for those without an outline or outside it. */
export function placeCommunities(communities: Communities, frame: MapFrame): (PlacedArea | null)[] {
  return communities.areas.map((area) => area && placeArea(area, frame));
}

/** What lies over a community. */
type Look = "plain" | "not-met" | "no-data" | "fragile";

function lookOf(classes: ColourClasses, index: number): Look {
  if (classes.classIndexes[index] === NO_DATA) return "no-data";
  if (classes.notMet[index] === 1) return "not-met";
  return classes.fragile?.[index] === 1 ? "fragile" : "plain";
}

/** Textures are fainter in wide views, where they would cover all else. */
const FAINT_OPACITY = [8, 0.6, 11, 1];

function hatchOf(look: Look, scale: PaperScale): Fill | null {
  const { pixelMm } = scale;
  const fainter = (hatch: Hatch): Fill => ({
    hatch: { ...hatch, opacity: (hatch.opacity * widthAtZoom(scale, FAINT_OPACITY)) / pixelMm },
  });
  if (look === "not-met") return fainter(textureHatch(NOT_MET_STROKES, "up", pixelMm));
  if (look === "fragile") return fainter(textureHatch(FRAGILE_STROKES, "down", pixelMm));
  return look === "no-data" ? fainter(textureHatch(NO_DATA_DOTS, "dots", pixelMm)) : null;
}

/** Colours of all communities, then textures over them. Those outside the scope are left bare. */
export function drawCommunities(
  placed: readonly (PlacedArea | null)[],
  communities: Communities,
  classes: ColourClasses,
  frame: MapFrame,
  scale: PaperScale,
): Mark[] {
  const groups = new Map<string, { colour: string; look: Look; areas: PlacedArea[] }>();
  for (let index = 0; index < communities.count; index++) {
    const area = placed[index];
    const classIndex = classes.classIndexes[index] ?? OUTSIDE_SCOPE;
    if (!area || classIndex === OUTSIDE_SCOPE) continue;
    const colour = classes.classes[classIndex]?.colour ?? NO_DATA_COLOUR;
    const look = lookOf(classes, index);
    const key = `${colour} ${look}`;
    const group = groups.get(key) ?? { colour, look, areas: [] };
    group.areas.push(area);
    groups.set(key, group);
  }
  const outline = { colour: "#ffffff", widthMm: widthAtZoom(scale, OUTLINE_PIXELS), opacity: 0.85 };
  const [colours, textures]: [Mark[], Mark[]] = [[], []];
  for (const { colour, look, areas } of groups.values()) {
    const hatch = hatchOf(look, scale);
    for (const batch of batchAreas(areas, frame)) {
      const parts = batch.flatMap((area) => area.parts);
      colours.push({ kind: "path", parts, isClosed: true, fill: { colour }, stroke: { ...outline, join: "round" } });
      if (hatch) textures.push({ kind: "path", parts, isClosed: true, fill: hatch });
    }
  }
  return [...colours, ...textures, ...drawPoints(communities, classes, frame, scale)];
}

/** Communities without an outline that are asked about, as points in the frame. */
export function placePoints(
  communities: Communities,
  classes: ColourClasses,
  frame: MapFrame,
  scale: PaperScale,
): { readonly index: number; readonly x: number; readonly y: number; readonly radiusMm: number }[] {
  const radiusMm = Math.max(SMALLEST_POINT_MM, widthAtZoom(scale, POINT_PIXELS));
  const points: { index: number; x: number; y: number; radiusMm: number }[] = [];
  for (let index = 0; index < communities.count; index++) {
    if (communities.areas[index] || (classes.classIndexes[index] ?? OUTSIDE_SCOPE) === OUTSIDE_SCOPE) continue;
    const [x, y] = frame.place(communities.centres[2 * index]!, communities.centres[2 * index + 1]!);
    if (x > -radiusMm && y > -radiusMm && x < frame.widthMm + radiusMm && y < frame.heightMm + radiusMm)
      points.push({ index, x, y, radiusMm });
  }
  return points;
}

/** "Not met" has an edge of its strokes' colour, as strokes find no room in a point. */
function drawPoints(communities: Communities, classes: ColourClasses, frame: MapFrame, scale: PaperScale): Mark[] {
  const marks: Mark[] = [];
  for (const { index, x, y, radiusMm } of placePoints(communities, classes, frame, scale)) {
    const classIndex = classes.classIndexes[index] ?? OUTSIDE_SCOPE;
    const colour = classes.classes[classIndex]?.colour ?? NO_DATA_COLOUR;
    const look = lookOf(classes, index);
    const edge = look === "not-met" ? NOT_MET_STROKES.colour : look === "no-data" ? NO_DATA_DOTS.colour : "#5d6570";
    const stroke = { colour: edge, widthMm: radiusMm * (look === "plain" ? 0.16 : 0.4) };
    marks.push({ kind: "circle", x, y, radiusMm, fill: { colour }, stroke });
  }
  return marks;
}
