/** Facilities as the page's icons, sized by capacity; rings or dots where icons would hide the map. */
import type { Facilities, ServiceDomain } from "../../core/model/facility.ts";
import type { Mark } from "../scene/scene.ts";
import { DOMAIN_COLOURS, INK_COLOUR } from "./colour-ramps.ts";
import { capacityScales, facilityPath, facilityPoint } from "./facility-marks.ts";
import {
  FACILITY_ICON_DISCS,
  FACILITY_PICTOGRAMS,
  type FacilityIconForm,
  type IconDisc,
  type PathPen,
} from "./facility-pictograms.ts";
import type { MapFrame } from "./map-frame.ts";
import { type PaperScale, widthAtZoom } from "./paper-zoom.ts";
import { placeLine } from "./place-areas.ts";

export type PaperIconForm = FacilityIconForm | "dot";

export interface PlacedFacility {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly radiusMm: number;
}

const DOT_DISCS: readonly IconDisc[] = [
  { radius: 3.6, colour: "#ffffff", opacity: 0.9 },
  { radius: 2.7, colour: null, opacity: 1 },
];

const discsOf = (form: PaperIconForm): readonly IconDisc[] => (form === "dot" ? DOT_DISCS : FACILITY_ICON_DISCS[form]);
/** The opaque disc that hides what lies below. */
const radiusOf = (form: PaperIconForm): number => (form === "dot" ? 3.6 : form === "ring" ? 7.2 : 12.2);

/** Sides of the cells in which crowding is measured. */
const CELL_MM = 20;
const DOT_CELL_MM = 10;
/** The facility in whose cell dots have to find room, from the loneliest (0) to the most crowded (1). */
const CROWDED_MIDDLE = 0.6;
/** Icons may hide this share of a cell. */
const CROWDED_SHARE = 0.2;
/** A form is taken where at most this share of the facilities stands in crowded cells. */
const CROWDED_FACILITIES = 0.25;

/** Facilities in the frame, the larger first, and the largest form of icon that leaves the map to be seen. */
export function placeFacilities(
  facilities: Facilities,
  frame: MapFrame,
  scale: PaperScale,
): { readonly form: PaperIconForm; readonly placed: readonly PlacedFacility[] } {
  const scales = capacityScales(facilities);
  const seen: { index: number; x: number; y: number; size: number }[] = [];
  for (let index = 0; index < facilities.count; index++) {
    const point = facilityPoint(facilities, index);
    if (!point) continue;
    const [x, y] = frame.place(point[0], point[1]);
    if (x >= 0 && y >= 0 && x <= frame.widthMm && y <= frame.heightMm)
      seen.push({ index, x, y, size: iconSize(scales[index]!) });
  }
  const forms = ["pictogram", "ring", "dot"] as const;
  const form = forms.find((each) => each === "dot" || !isCrowded(seen, radiusOf(each) * scale.pixelMm, frame)) ?? "dot";
  const unit = form === "dot" ? dotRadius(seen, scale.pixelMm, frame) : radiusOf(form) * scale.pixelMm;
  const placed = seen
    .sort((a, b) => b.size - a.size || a.index - b.index)
    .map(({ index, x, y, size }) => ({ index, x, y, radiusMm: unit * size }));
  return { form, placed };
}

/** Like the page: 0.8 of the middle size for the smallest of a kind, 1.22 for the largest. */
function iconSize(scale: number): number {
  return scale <= 0.5 ? 0.8 + 0.32 * scale : 0.96 + 0.52 * (scale - 0.5);
}

/** Dots as large as the cell of the middle facility allows, those of the most crowded cells last. */
function dotRadius(seen: readonly { x: number; y: number }[], pixelMm: number, frame: MapFrame): number {
  const counts = countCells(seen, frame, DOT_CELL_MM).sort((a, b) => a - b);
  let [passed, at] = [0, 0];
  while (at < counts.length && passed + counts[at]! < CROWDED_MIDDLE * seen.length) passed += counts[at++]!;
  const roomy = Math.sqrt((CROWDED_SHARE * DOT_CELL_MM * DOT_CELL_MM) / (Math.PI * (counts[at] ?? 1)));
  const usual = radiusOf("dot") * pixelMm;
  return Math.min(1.6 * usual, Math.max(0.6 * usual, roomy));
}

function countCells(seen: readonly { x: number; y: number }[], { widthMm }: MapFrame, cellMm: number): number[] {
  const columns = Math.ceil(widthMm / cellMm) + 1;
  const counts = new Map<number, number>();
  for (const { x, y } of seen) {
    const cell = Math.floor(y / cellMm) * columns + Math.floor(x / cellMm);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts.values()];
}

function isCrowded(seen: readonly { x: number; y: number }[], radiusMm: number, frame: MapFrame): boolean {
  const most = (CROWDED_SHARE * CELL_MM * CELL_MM) / (Math.PI * radiusMm * radiusMm);
  const crowded = countCells(seen, frame, CELL_MM).filter((count) => count > most);
  return crowded.reduce((sum, count) => sum + count, 0) > CROWDED_FACILITIES * seen.length;
}

/** One icon with its middle at a place, as large as `radiusMm` says of its opaque disc. */
export function drawIcon(domain: ServiceDomain, form: PaperIconForm, x: number, y: number, radiusMm: number): Mark[] {
  const unit = radiusMm / radiusOf(form);
  const marks: Mark[] = discsOf(form).map(({ radius, colour, opacity }) => ({
    kind: "circle",
    x,
    y,
    radiusMm: radius * unit,
    fill: { colour: colour ?? DOMAIN_COLOURS[domain], opacity },
  }));
  if (form !== "pictogram") return marks;
  const parts = pictogramParts(domain).map((part) => part.map((value, at) => value * unit + (at % 2 === 0 ? x : y)));
  return [...marks, { kind: "path", parts, isClosed: true, fill: { colour: "#ffffff" } }];
}

/** Trails and outlines, icons over them, and rings around those in `marked` (what a scenario adds or moves). */
export function drawFacilities(
  facilities: Facilities,
  domain: ServiceDomain,
  { form, placed }: ReturnType<typeof placeFacilities>,
  marked: ReadonlySet<number>,
  frame: MapFrame,
  scale: PaperScale,
): Mark[] {
  const lines: number[][] = [];
  for (let index = 0; index < facilities.count; index++) {
    const path = facilityPath(facilities, index);
    if (path.length > 1) lines.push(...placeLine(path, frame));
  }
  const marks: Mark[] = [];
  if (lines.length > 0) {
    const line = { kind: "path", parts: lines, isClosed: false } as const;
    const ends = { cap: "round", join: "round" } as const;
    const widthMm = Math.max(0.3, widthAtZoom(scale, [9, 1, 11, 1.6, 14, 3.4, 17, 6]));
    marks.push({ ...line, stroke: { colour: "#ffffff", opacity: 0.9, widthMm: widthMm * 1.9, ...ends } });
    marks.push({ ...line, stroke: { colour: DOMAIN_COLOURS[domain], widthMm, ...ends } });
  }
  for (const { index, x, y, radiusMm } of placed) {
    marks.push(...drawIcon(domain, form, x, y, radiusMm));
    if (marked.has(index)) marks.push(newRing(x, y, radiusMm));
  }
  return marks;
}

/** The ring around a facility that a scenario adds or moves. */
export function newRing(x: number, y: number, radiusMm: number): Mark {
  const widthMm = Math.max(0.35, radiusMm * 0.22);
  return { kind: "circle", x, y, radiusMm: radiusMm + widthMm, stroke: { colour: INK_COLOUR, widthMm } };
}

const CURVE_STEPS = 6;

/** A pictogram as rings of straight stretches, in its own units. */
function pictogramParts(domain: ServiceDomain): number[][] {
  const parts: number[][] = [];
  const part = (): number[] => parts.at(-1)!;
  const steps = (at: (share: number) => readonly [number, number]): void => {
    for (let step = 1; step <= CURVE_STEPS; step++) part().push(...at(step / CURVE_STEPS));
  };
  const pen: PathPen = {
    moveTo: (x, y) => parts.push([x, y]),
    lineTo: (x, y) => part().push(x, y),
    quadraticCurveTo: (cx, cy, x, y) => {
      const [x0, y0] = part().slice(-2) as [number, number];
      steps((t) => [
        (1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x,
        (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y,
      ]);
    },
    bezierCurveTo: (ax, ay, bx, by, x, y) => {
      const [x0, y0] = part().slice(-2) as [number, number];
      const at = (t: number, p0: number, p1: number, p2: number, p3: number): number =>
        (1 - t) ** 3 * p0 + 3 * t * (1 - t) ** 2 * p1 + 3 * t * t * (1 - t) * p2 + t ** 3 * p3;
      steps((t) => [at(t, x0, ax, bx, x), at(t, y0, ay, by, y)]);
    },
    rect: (x, y, width, height) => parts.push([x, y, x + width, y, x + width, y + height, x, y + height]),
    arc: (x, y, radius, from, to) => {
      parts.push([]);
      for (let step = 0; step < 24; step++) {
        const angle = from + ((to - from) * step) / 24;
        part().push(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
      }
    },
    closePath: () => {},
  };
  FACILITY_PICTOGRAMS[domain](pen);
  return parts;
}
