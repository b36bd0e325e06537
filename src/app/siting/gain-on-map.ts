/** What one more facility would gain, anywhere on the map: a surface of cells, and the number under the pointer. */

import { formatDemand } from "../../core/model/format-number.ts";
import type { Position } from "../../core/model/geometry.ts";
import type { GainGrid } from "../../core/questions/marginal-gain.ts";
import type { MarginalGainAnswer } from "../../worker/protocol.ts";
import type { Shape } from "../map/study-shapes.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { type Beside, useBeside } from "../select/use-beside.ts";
import { useView } from "../store/view-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { useSiting } from "./siting-store.ts";

/** Side of a cell of the surface. */
export const GAIN_CELL_METRES = 300;

/** From little to much; the paper under them stands for nobody. */
const GAIN_COLOURS = ["#f6e3c4", "#eebf85", "#dd9350", "#bf6128", "#8a3c10"] as const;

export interface GainClass {
  readonly from: number;
  readonly to: number;
  readonly colour: string;
  readonly count: number;
}

/** Cells with a gain, in classes of equally many cells; fewer where values are few. */
export function classifyGain({ people }: GainGrid): GainClass[] {
  const values = people.filter((value) => value >= 0.5).sort();
  if (values.length === 0) return [];
  const cuts = new Set<number>();
  GAIN_COLOURS.forEach((_, band) => {
    const at = Math.floor((values.length * band) / GAIN_COLOURS.length);
    cuts.add(Math.max(1, Math.round(values[at] as number)));
  });
  const starts = [...cuts];
  const most = Math.max(Math.round(values[values.length - 1] as number), starts.at(-1) ?? 1);
  const shift = GAIN_COLOURS.length - starts.length;
  return starts.map((from, band) => {
    const next = starts[band + 1] ?? Infinity;
    return {
      from,
      to: Math.min(next - 1, most),
      colour: GAIN_COLOURS[band + shift] ?? GAIN_COLOURS[0],
      count: values.filter((value) => Math.max(1, Math.round(value)) >= from && Math.round(value) < next).length,
    };
  });
}

const classesOf = rememberLatest(classifyGain);

function cellShape({ west, south, cellLon, cellLat, columns }: GainGrid, cell: number, colour: string): Shape {
  const x = west + (cell % columns) * cellLon;
  const y = south + Math.floor(cell / columns) * cellLat;
  const ring: Position[] = [
    [x, y],
    [x + cellLon, y],
    [x + cellLon, y + cellLat],
    [x, y + cellLat],
    [x, y],
  ];
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties: { colour } };
}

const shapesOf = rememberLatest((grid: GainGrid): readonly Shape[] => {
  const classes = classesOf(grid);
  return Array.from(grid.cellIndexes).flatMap((cell, at) => {
    const value = Math.round(grid.people[at] as number);
    const found = classes.findLast(({ from }) => value >= from);
    return found ? [cellShape(grid, cell, found.colour)] : [];
  });
});

const placesOf = rememberLatest(
  (grid: GainGrid) => new Map(Array.from(grid.cellIndexes, (cell, at) => [cell, at] as const)),
);

/** What one more facility in the cell at a position would gain; null where the cell has no street. */
export function gainAt(grid: GainGrid, [lon, lat]: Position): number | null {
  const column = Math.floor((lon - grid.west) / grid.cellLon);
  const row = Math.floor((lat - grid.south) / grid.cellLat);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return null;
  const at = placesOf(grid).get(row * grid.columns + column);
  return at === undefined ? null : (grid.people[at] as number);
}

export interface GainOnMap {
  readonly shapes: readonly Shape[];
  readonly classes: readonly GainClass[];
  readonly answer: MarginalGainAnswer | null;
  readonly asked: Beside<MarginalGainAnswer>;
  /** What stands beside the cursor. */
  readonly describe: (position: Position) => { readonly title: string; readonly parts: readonly string[] };
}

const NOTHING: readonly never[] = [];

/** Null where it is not switched on. */
export function useGainOnMap(shown: ShownCoverage | null): GainOnMap | null {
  const text = useText();
  const isOn = useSiting((state) => state.showsGain);
  const isOpen = useView(({ workspace }) => workspace === "siting");
  const isWanted = isOn && isOpen && shown !== null;
  const asked = useBeside(
    "marginalGain",
    isWanted ? { serviceId: shown.service.id, cellMetres: GAIN_CELL_METRES } : null,
    isWanted,
  );
  if (!isWanted) return null;
  const answer = asked.answer ?? null;
  return {
    shapes: answer ? shapesOf(answer.grid) : NOTHING,
    classes: answer ? classesOf(answer.grid) : NOTHING,
    answer,
    asked,
    describe: (position) => describeGain(text, shown, asked.isFresh ? answer : null, position),
  };
}

export function describeGain(
  { t, local, language }: Pick<Text, "t" | "local" | "language">,
  { study, service }: Pick<ShownCoverage, "study" | "service">,
  answer: MarginalGainAnswer | null,
  position: Position,
): { readonly title: string; readonly parts: readonly string[] } {
  if (!answer) return { title: t("site.gain.computing"), parts: [] };
  const gain = gainAt(answer.grid, position);
  if (gain === null) return { title: t("site.gain.nowhere"), parts: [] };
  return {
    title: `+${formatDemand(gain, study.demand.unit, language)}`,
    parts: [t("site.gain.here", { service: local(service.title) })],
  };
}
