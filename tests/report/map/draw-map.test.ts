import { describe, expect, it } from "vitest";
import type { Study } from "../../../src/core/model/study.ts";
import { createColourClasses } from "../../../src/report/map/colour-classes.ts";
import {
  DOMAIN_COLOURS,
  NO_DATA_COLOUR,
  SHORTFALL_COLOUR,
  sequentialColours,
} from "../../../src/report/map/colour-ramps.ts";
import { type DrawnMap, drawMap } from "../../../src/report/map/draw-map.ts";
import { createMapFrame } from "../../../src/report/map/map-frame.ts";
import { createPaperScale, widthAtZoom } from "../../../src/report/map/paper-zoom.ts";
import type { Hatch, Mark, MeasureText, PathMark } from "../../../src/report/scene/scene.ts";
import { createCoverage } from "../../app/map/create-map-study.ts";
import { createSheetStudy } from "../sheet/create-sheet-study.ts";

const measureText: MeasureText = (text, sizeMm) => [...text].length * sizeMm;
const study = createSheetStudy();
const ALL = { withBasemap: true, withNames: true, withFacilities: true };
/** Met, not met, without people, not met. */
const COVERAGE = createCoverage([100, 50, 0, 80], [0.9, 0.1, 0, 0.5]);

function draw(own: Study = study, choices = ALL, coverage = COVERAGE): DrawnMap {
  const bounds: [number, number, number, number] = [113.3, 40.08, 113.312, 40.092];
  const frame = createMapFrame({ kind: "bounds", bounds }, 200, 200);
  const classes = createColourClasses(coverage, "peopleShare", { method: "equal", count: 5 }, 0.8);
  const content = { study: own, serviceId: "clinic", classes, scope: null, newFacilities: new Set([0]) };
  const scale = createPaperScale(frame.denominator, frame.centre[1], 0.2);
  return drawMap(content, choices, frame, scale, measureText);
}

function paths({ group }: DrawnMap): PathMark[] {
  return group.marks.filter((mark): mark is PathMark => mark.kind === "path");
}

function filled(drawn: DrawnMap, colour: string): number {
  return paths(drawn)
    .filter(({ fill }) => fill && "colour" in fill && fill.colour === colour)
    .reduce((sum, { parts }) => sum + parts.length, 0);
}

function hatched(drawn: DrawnMap, kind: Hatch["kind"]): { readonly hatch: Hatch; readonly parts: number }[] {
  return paths(drawn).flatMap(({ fill, parts }) =>
    fill && "hatch" in fill && fill.hatch.kind === kind ? [{ hatch: fill.hatch, parts: parts.length }] : [],
  );
}

const count = (marks: readonly { readonly parts: number }[]): number =>
  marks.reduce((sum, { parts }) => sum + parts, 0);

describe("a drawn map", () => {
  it("has communities in the colours of their classes, strokes where not met and dots where nothing is known", () => {
    const drawn = draw();
    const colours = sequentialColours(5);
    expect(colours.map((colour) => filled(drawn, colour))).toEqual([1, 0, 1, 0, 1]);
    expect(filled(drawn, NO_DATA_COLOUR)).toBe(1);
    const strokes = hatched(drawn, "strokes");
    expect(count(strokes)).toBe(2);
    for (const { hatch } of strokes)
      expect([hatch.colour, hatch.angle, hatch.opacity]).toEqual([SHORTFALL_COLOUR, -45, 0.46]);
    expect(count(hatched(drawn, "dots"))).toBe(1);
  });

  it("keeps the proportions of the page's strokes: 1.3 of 8 pixels along the tile", () => {
    const [{ hatch } = { hatch: null }] = hatched(draw(), "strokes");
    expect((hatch?.widthMm ?? 0) / (hatch?.spacingMm ?? 1)).toBeCloseTo(1.3 / 8, 9);
    expect(hatch?.spacingMm).toBeCloseTo((0.2 * 8) / Math.SQRT2, 9);
  });

  it("colours all of two communities that overlap", () => {
    const [first] = study.communities.areas;
    const twice = {
      ...study,
      communities: { ...study.communities, areas: study.communities.areas.map(() => first ?? null) },
    };
    const drawn = draw(twice, ALL, createCoverage([100, 100, 100, 100], [0.9, 0.9, 0.9, 0.9]));
    const darkest = paths(drawn).filter(({ fill }) => fill && "colour" in fill && fill.colour === "#1d4672");
    // In one path the even-odd rule would leave what lies under two of them bare.
    expect(darkest.map(({ parts }) => parts.length)).toEqual([1, 1, 1, 1]);
  });

  it("is cut to its frame, and leaves out what is switched off", () => {
    const { group } = draw();
    expect(group.clip).toEqual({ x: 0, y: 0, width: 200, height: 200 });
    const bare = draw(study, { withBasemap: false, withNames: false, withFacilities: false });
    expect(bare.group.marks.filter(({ kind }) => kind === "text" || kind === "circle")).toEqual([]);
    expect(bare.hasStreets).toBe(false);
    expect(bare.basemapKinds).toEqual([]);
    expect(draw().basemapKinds).toEqual(["railway"]);
  });

  it("shows facilities in the colour of their kind, those of a scenario ringed", () => {
    const circles = (drawn: DrawnMap): Mark[] => drawn.group.marks.filter(({ kind }) => kind === "circle");
    const drawn = draw();
    const discs = circles(drawn).filter(
      (mark) =>
        mark.kind === "circle" && mark.fill && "colour" in mark.fill && mark.fill.colour === DOMAIN_COLOURS.health,
    );
    expect(discs).toHaveLength(drawn.facilityCount);
    expect(circles(drawn).filter((mark) => mark.kind === "circle" && !mark.fill)).toHaveLength(1);
  });

  it("takes smaller signs where pictograms would hide the map", () => {
    expect(draw().facilityForm).toBe("pictogram");
    const many = Float64Array.from({ length: 2000 }, (_, at) =>
      at % 2 === 0 ? 113.3 + ((at * 7919) % 1000) * 1e-5 : 40.08 + ((at * 104729) % 1000) * 1e-5,
    );
    const [clinic, ...others] = study.facilities;
    const crowd = {
      ...study,
      facilities: [
        {
          ...clinic!,
          count: 1000,
          coordinates: many,
          starts: Uint32Array.from({ length: 1001 }, (_, at) => at),
          ids: Array.from({ length: 1000 }, (_, at) => `f${at}`),
          names: Array.from({ length: 1000 }, () => ""),
        },
        ...others,
      ],
    };
    expect(draw(crowd).facilityForm).toBe("dot");
  });
});

describe("widths by zoom", () => {
  it("are the page's at its stops, and grow between them", () => {
    const scale = (zoom: number) => ({ zoom, pixelMm: 0.5 });
    const stops = [10, 1, 14, 5];
    expect([8, 10, 14, 18].map((zoom) => widthAtZoom(scale(zoom), stops))).toEqual([0.5, 0.5, 2.5, 2.5]);
    const middle = widthAtZoom(scale(12), stops);
    expect(middle).toBeCloseTo(0.5 * (1 + (4 * (1.5 ** 2 - 1)) / (1.5 ** 4 - 1)), 9);
  });

  it("stand at the zoom whose pixels are as large on the ground", () => {
    const { zoom } = createPaperScale(50_000, 0, 0.2);
    expect(78271.51696402048 / 2 ** zoom).toBeCloseTo(10, 6);
  });
});
