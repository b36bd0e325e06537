/**
 * A study drawn in characters, so that a test shows its town:
 *
 *   `-` `|` `+`   street along, street across, crossing      `>` one-way, walked to the right only
 *   `1` … `9`     that many hundreds of people               `A` … `Z` a clinic
 *   `~`           water                                      `.` or space: nothing
 *
 * People and clinics beside `-`, `|` or `+` stand on the street; others stand off it.
 */
import { distanceMetres } from "../../src/core/geodesy.ts";
import type { Position } from "../../src/core/model/geometry.ts";
import { CYCLE_BOTH, WALK_BOTH, WALK_FORWARD } from "../../src/core/model/streets.ts";
import type { Barrier, Study } from "../../src/core/model/study.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";
import { createPointFacilities, RANDOM_STUDY_SERVICES } from "./random-study.ts";

const WEST = 113.3;
const NORTH = 40.1;

export interface DrawnStudyOptions {
  /** Metres from one character to the next, both ways. */
  readonly spacingMetres: number;
  /** Columns at which a new community begins, besides 0. */
  readonly communityColumns?: readonly number[];
}

/** Reads the drawing; communities are vertical strips named 甲, 乙, 丙 … from the left. */
export function createDrawnStudy(drawing: string, { spacingMetres, communityColumns = [] }: DrawnStudyOptions): Study {
  const rows = drawing.replace(/^\n|\n\s*$/g, "").split("\n");
  const width = Math.max(...rows.map((row) => row.length));
  const eastStep = spacingMetres / (distanceMetres(WEST, NORTH, WEST + 0.001, NORTH) * 1000);
  const southStep = spacingMetres / (distanceMetres(WEST, NORTH, WEST, NORTH - 0.001) * 1000);
  const at = (column: number, row: number): Position => [
    Number((WEST + column * eastStep).toFixed(7)),
    Number((NORTH - row * southStep).toFixed(7)),
  ];
  const cell = (column: number, row: number): string => rows[row]?.[column] ?? " ";
  const isPlace = (mark: string): boolean => /[1-9A-Z]/.test(mark);

  const lines: { readonly ends: readonly [Position, Position]; readonly oneWay: boolean }[] = [];
  const homes: { readonly position: Position; readonly column: number; readonly people: number }[] = [];
  const clinics: { readonly name: string; readonly position: Position }[] = [];
  const barriers: Barrier[] = [];
  rows.forEach((text, row) => {
    [...text].forEach((mark, column) => {
      const joins = (next: string, along: RegExp): boolean =>
        (along.test(mark) && (along.test(next) || isPlace(next) || next === "+")) ||
        ((isPlace(mark) || mark === "+") && along.test(next)) ||
        (mark === "+" && (next === "+" || isPlace(next))) ||
        (isPlace(mark) && next === "+");
      const east = cell(column + 1, row);
      if (joins(east, /[->]/)) {
        lines.push({ ends: [at(column, row), at(column + 1, row)], oneWay: mark === ">" || east === ">" });
      }
      if (joins(cell(column, row + 1), /\|/))
        lines.push({ ends: [at(column, row), at(column, row + 1)], oneWay: false });
      if (/[1-9]/.test(mark)) homes.push({ position: at(column, row), column, people: Number(mark) * 100 });
      if (/[A-Z]/.test(mark)) clinics.push({ name: mark, position: at(column, row) });
      if (mark === "~") {
        const ring = [
          [-0.5, -0.5],
          [0.5, -0.5],
          [0.5, 0.5],
          [-0.5, 0.5],
          [-0.5, -0.5],
        ].map(([x, y]) => at(column + (x as number), row + (y as number)));
        barriers.push({ kind: "water", name: "", geometry: { type: "Polygon", coordinates: [ring] } });
      }
    });
  });

  const edges = [0, ...communityColumns, width];
  const strips = edges.slice(0, -1).map((from, index) => ({ from, to: edges[index + 1] as number }));
  const all = Float64Array.from(homes, ({ people }) => people);
  const facilities = createPointFacilities("clinic", Float64Array.from(clinics.flatMap(({ position }) => position)));
  const names = clinics.map(({ name }) => name);
  return {
    id: "drawn",
    title: { zh: "手绘小城", en: "A drawn town" },
    demonstration: true,
    date: "2020-11-01",
    sources: [],
    services: RANDOM_STUDY_SERVICES.filter(({ id }) => id === "clinic"),
    units: [{ id: "t1", name: "示例街道", parentId: "", level: "township", type: "街道" }],
    assumptions: [],
    origins: [],
    streets: {
      count: lines.length,
      coordinates: Float64Array.from(lines.flatMap(({ ends }) => ends.flat())),
      starts: Uint32Array.from({ length: lines.length + 1 }, (_, index) => index * 2),
      permissions: Uint8Array.from(lines, ({ oneWay }) => (oneWay ? WALK_FORWARD : WALK_BOTH) | CYCLE_BOTH),
      classes: lines.map(() => "residential"),
      names: lines.map(() => ""),
      ids: lines.map((_, index) => `w${index}`),
    },
    streetBlocks: { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) },
    communities: {
      count: strips.length,
      ids: strips.map((_, index) => `c${index + 1}`),
      names: strips.map((_, index) => "甲乙丙丁戊己庚辛"[index] ?? `${index}`),
      parentIds: strips.map(() => "t1"),
      kinds: strips.map(() => "urban"),
      areas: strips.map(({ from, to }) => {
        const [west, east, north, south] = [from - 0.5, to - 0.5, -0.5, rows.length - 0.5];
        const ring = [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)];
        return { type: "Polygon", coordinates: [ring] };
      }),
      centres: Float64Array.from(strips.flatMap(({ from, to }) => at((from + to - 1) / 2, (rows.length - 1) / 2))),
      approximate: false,
    },
    demand: {
      count: homes.length,
      coordinates: Float64Array.from(homes.flatMap(({ position }) => position)),
      communityIndexes: Int32Array.from(homes, ({ column }) => strips.findIndex(({ to }) => column < to)),
      unit: "people",
      people: { all },
      landSquareMetres: Float64Array.from(homes, () => 1000),
    },
    facilities: [{ ...facilities, ids: names, names }],
    barriers,
    context: [],
    targets: [],
    inconsistencies: [],
    edits: NO_EDITS,
    scenarios: [],
  };
}
