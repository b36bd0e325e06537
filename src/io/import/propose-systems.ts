/**
 * Layers whose coordinate system the user has not stated, held against the streets of the same import: what each may be in, with
 * figures, and a warning where another system fits clearly better than the one in which it was read.
 */
import { distanceMetres } from "../../core/geodesy.ts";
import type { FileStatement } from "../crs/choose-system.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { type PositionSample, samplePositions } from "../crs/sample-positions.ts";
import { createStreetReference, FARTHEST_METRES } from "../crs/street-reference.ts";
import { type Sureness, type WeighedSystem, weighSystems } from "../crs/weigh-systems.ts";
import type { FeatureTable } from "../tables/feature-table.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import type { Ingredients } from "./assemble-study.ts";

/** A layer as its file has it, and the system in which it was read; null where none was found. */
export interface UnstatedLayer {
  readonly layer: string;
  readonly sample: PositionSample;
  readonly statement: FileStatement;
  readonly system: CoordinateSystem | null;
}

/** What a layer may be in, the nearest to the streets first. */
export interface LayerSystems {
  readonly layer: string;
  /** The id of the system in which it was read; "" where none was found. */
  readonly readAs: string;
  readonly proposed: string;
  readonly sureness: Sureness;
  readonly sampled: number;
  readonly systems: readonly {
    readonly id: string;
    readonly inside: number;
    /** Median distance to the nearest street; null for 1 km or more. */
    readonly medianMetres: number | null;
    readonly communityShare: number | null;
  }[];
}

/** Enough to tell systems apart, and quick. */
const MOST_POSITIONS = 500;

export function sampleLayer(layer: string, table: FeatureTable, system: CoordinateSystem | null): UnstatedLayer {
  const statement = { crsCode: table.crsCode, crsText: table.crsText ?? "" };
  return { layer, sample: samplePositions(table, MOST_POSITIONS), statement, system };
}

type Lines = Pick<FeatureTable, "count" | "coordinates" | "starts">;

/** The lines of tables in degrees, each part a line of its own. */
function linesOfTables(tables: readonly FeatureTable[]): Lines {
  const starts: number[] = [0];
  const pieces = tables.map(({ coordinates }) => coordinates);
  let before = 0;
  for (const { count, starts: own, ringEnds, coordinates } of tables) {
    for (let row = 0; row < count; row++) {
      const from = own[row] as number;
      const length = (own[row + 1] as number) - from;
      for (const end of ringEnds[row] ?? [length]) starts.push(before + from + end);
    }
    before += coordinates.length / 2;
  }
  const joined = new Float64Array(2 * before);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return { count: starts.length - 1, coordinates: joined, starts: Uint32Array.from(starts) };
}

/** The streets that the import has, wherever they come from; null where it has none. */
function findStreets({ base, parts, tables }: Ingredients): Lines | null {
  const own = tables.filter(({ role }) => role === "streets").map(({ labelled }) => labelled.table);
  if (own.length > 0) return linesOfTables(own);
  return (parts.find(({ role }) => role === "streets")?.study ?? base)?.streets ?? null;
}

function shownMetres(metres: number | null): string {
  return metres === null ? `≥ ${FARTHEST_METRES}` : metres.toFixed(0);
}

/** Whether two systems put a position within 20 m: as far as streets can tell, they are one. */
function agree(a: CoordinateSystem, b: CoordinateSystem, { coordinates }: PositionSample): boolean {
  const [x, y] = [coordinates[0] as number, coordinates[1] as number];
  return a.id === b.id || distanceMetres(...a.toDegrees(x, y), ...b.toDegrees(x, y)) < 20;
}

function tell(
  { layer, system, sample }: UnstatedLayer,
  proposal: WeighedSystem,
  systems: readonly WeighedSystem[],
  issues: IssueList,
): void {
  if (system && agree(system, proposal.system, sample)) return;
  const readAs = systems.find((one) => one.system.id === system?.id);
  issues.warn("assumed", layer, {
    field: "crs",
    value: proposal.system.id,
    details: {
      what: system ? "other-system" : "proposed-system",
      count: shownMetres(proposal.medianMetres),
      total: shownMetres(readAs?.medianMetres ?? null),
    },
  });
}

/** Weighs each layer against the streets; nothing where there are none. Streets are not weighed against themselves. */
export function proposeSystems(
  layers: readonly UnstatedLayer[],
  ingredients: Ingredients,
  issues: IssueList,
): LayerSystems[] {
  const streets = findStreets(ingredients);
  const streetLayers = new Set(
    ingredients.tables.filter(({ role }) => role === "streets").map(({ labelled }) => labelled.layer),
  );
  const others = layers.filter(({ layer, sample }) => sample.count > 0 && !streetLayers.has(layer));
  if (streets === null || streets.count === 0 || others.length === 0) return [];
  const reference = createStreetReference(streets, ingredients.base?.communities.areas ?? []);
  return others.map((layer): LayerSystems => {
    const { sample, statement, system } = layer;
    const { proposal, sureness, systems, sampleCount } = weighSystems(sample, statement, reference);
    if (proposal && (sureness === "sure" || sureness === "likely")) tell(layer, proposal, systems, issues);
    return {
      layer: layer.layer,
      readAs: system?.id ?? "",
      proposed: proposal?.system.id ?? "",
      sureness,
      sampled: sampleCount,
      systems: systems.map(({ system: { id }, insideCount, medianMetres, communityShare }) => ({
        id,
        inside: insideCount,
        medianMetres,
        communityShare,
      })),
    };
  });
}
