/**
 * A band of a GeoTIFF of people (WorldPop, GHS-POP, LandScan, a city's own) → people by cell. Cells hold people, or people per square
 * kilometre where the file says so or the user does. Only the rows asked for are read, strip by strip. Cells without data are empty;
 * numbers below 0, which software leaves in gaps, count as empty and are counted.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../core/geodesy.ts";
import type { Bounds, Position } from "../../core/model/geometry.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import type { AgeClass } from "./age-classes.ts";
import { type GeotiffBand, outlineOfBand, projectBounds, readBand } from "./geotiff-band.ts";

/** What a cell's number counts. */
export type PopulationMeasure = "people" | "people-per-km2";

/** A part of the grid: columns and rows from the first to before the last. */
export interface CellWindow {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PopulationRaster {
  /** The file's name, and the band's where the file has several. */
  readonly layer: string;
  readonly file: string;
  /** Whom it counts. */
  readonly ages: AgeClass;
  readonly systemTitle: string;
  readonly width: number;
  readonly height: number;
  /** Whether another raster has the same cells. */
  readonly hasCellsOf: (other: PopulationRaster) => boolean;
  /** System, first cell's middle and steps, as `hasCellsOf` compares them. */
  readonly cells: readonly [systemId: string, x0: number, y0: number, dx: number, dy: number];
  readonly measure: PopulationMeasure;
  /** About the length of a cell's shorter side on the ground. */
  readonly cellMetres: number;
  /** In degrees, for messages. */
  readonly extent: Bounds;
  /** The part of the grid over bounds in degrees; null where they do not meet. */
  readonly windowOver: (bounds: Bounds) => CellWindow | null;
  /** A place of the grid in degrees: whole numbers are corners of cells, halves their middles. */
  readonly placeAt: (column: number, row: number) => Position;
  /** The cell that holds a place: its column and row, perhaps outside the grid. */
  readonly cellOf: (lon: number, lat: number) => readonly [column: number, row: number];
  /** Divides a part into strips that can be read one after the other, of so many rasters at once. Throws RangeError where it is too large. */
  readonly listStrips: (window: CellWindow, sources: number) => Iterable<CellWindow>;
  /** People of each cell of a part, row by row; 0 where nothing is known. Throws RangeError where it is too large, anything else where it cannot be decoded. */
  readonly readCells: (window: CellWindow) => Promise<Float64Array>;
  /** Cells read so far that held a number below 0, or none at all, without being marked as gaps. */
  readonly countBadCells: () => number;
}

/** More than a province at 100 m; beyond it reading would take minutes. */
export const MOST_POPULATION_CELLS = 20_000_000;
/** Of all rasters that are mixed, likewise. */
const MOST_CELLS_OF_ALL = 200_000_000;
const STRIP_CELLS = 1_000_000;
const SQUARE_METRES_PER_KM2 = 1e6;

/** Grids that are this share of a cell apart are one. */
const SAME_CELL = 1e-3;

function areSameCells(
  one: Pick<PopulationRaster, "width" | "height" | "cells">,
  other: Pick<PopulationRaster, "width" | "height" | "cells">,
): boolean {
  const [system, x0, y0, dx, dy] = one.cells;
  const [otherSystem, otherX0, otherY0, otherDx, otherDy] = other.cells;
  if (system !== otherSystem || one.width !== other.width || one.height !== other.height) return false;
  return (
    Math.abs(x0 - otherX0) < SAME_CELL * Math.abs(dx) &&
    Math.abs(y0 - otherY0) < SAME_CELL * Math.abs(dy) &&
    Math.abs(dx - otherDx) * one.width < SAME_CELL * Math.abs(dx) &&
    Math.abs(dy - otherDy) * one.height < SAME_CELL * Math.abs(dy)
  );
}

/** Square metres of a cell of a plane on the ground: planes stretch, Web Mercator by two thirds at 40° N. */
function cellAreaOnGround(placeAt: PopulationRaster["placeAt"], column: number, row: number): number {
  const [west, east, north, south] = [
    placeAt(column, row + 0.5),
    placeAt(column + 1, row + 0.5),
    placeAt(column + 0.5, row),
    placeAt(column + 0.5, row + 1),
  ];
  const latitude = west[1];
  const [perLon, perLat] = [metresPerDegreeOfLongitude(latitude), metresPerDegreeOfLatitude(latitude)];
  const across = [(east[0] - west[0]) * perLon, (east[1] - west[1]) * perLat] as const;
  const down = [(south[0] - north[0]) * perLon, (south[1] - north[1]) * perLat] as const;
  return Math.abs(across[0] * down[1] - across[1] * down[0]);
}

/** Lays a band out as people; null where it cannot be used (issues say why). */
export function layPopulationRaster(
  band: GeotiffBand,
  { file, layer, ages, measure }: Pick<PopulationRaster, "file" | "layer" | "ages" | "measure">,
  issues: IssueList,
): PopulationRaster | null {
  const { image, grid, system, width, height, scaling } = band;
  const { x0, y0, dx, dy } = grid;
  const { own, extent, cellMetres } = outlineOfBand(band);
  if (![...own, ...extent].every(Number.isFinite)) {
    issues.error("bad-value", layer, { field: "georeference", details: { what: "elevation-grid" } });
    return null;
  }
  let badCells = 0;

  const windowOver = (bounds: Bounds): CellWindow | null => {
    const [west, south, east, north] = projectBounds(bounds, system.fromDegrees);
    if (!(west <= own[2] && east >= own[0] && south <= own[3] && north >= own[1])) return null;
    const columns = [(west - x0) / dx, (east - x0) / dx];
    const rows = [(south - y0) / dy, (north - y0) / dy];
    // A side that is straight in degrees may bulge a little in the grid.
    const room = 2;
    return {
      left: Math.max(0, Math.floor(Math.min(...columns)) - room),
      top: Math.max(0, Math.floor(Math.min(...rows)) - room),
      right: Math.min(width, Math.ceil(Math.max(...columns)) + room + 1),
      bottom: Math.min(height, Math.ceil(Math.max(...rows)) + room + 1),
    };
  };
  const placeAt = (column: number, row: number): Position =>
    system.toDegrees(x0 + (column - 0.5) * dx, y0 + (row - 0.5) * dy);
  const cellOf = (lon: number, lat: number): readonly [number, number] => {
    const [x, y] = system.fromDegrees(lon, lat);
    return [Math.round((x - x0) / dx), Math.round((y - y0) / dy)];
  };
  /** Square kilometres of the cells of a row. */
  const cellArea = (row: number): number => {
    if (system.unit !== "degrees") return cellAreaOnGround(placeAt, width / 2, row) / SQUARE_METRES_PER_KM2;
    const squareMetres = Math.abs(dx * dy);
    const latitude = y0 + row * dy;
    return (
      (squareMetres * metresPerDegreeOfLongitude(latitude) * metresPerDegreeOfLatitude(latitude)) /
      SQUARE_METRES_PER_KM2
    );
  };
  const readCells = async ({ left, top, right, bottom }: CellWindow): Promise<Float64Array> => {
    const across = right - left;
    if (
      across * (bottom - top) > MOST_POPULATION_CELLS ||
      image.getTileWidth() * image.getTileHeight() > MOST_POPULATION_CELLS
    )
      throw new RangeError("too many cells");
    const { values, isGap } = await readBand(band, [left, top, right, bottom]);
    const people = new Float64Array(across * (bottom - top));
    for (let at = 0; at < people.length; at++) {
      if (isGap(at)) continue;
      const amount = (values[at] as number) * scaling.scale + scaling.offset;
      if (!(amount >= 0 && amount < 1e15)) {
        badCells++;
        continue;
      }
      people[at] = measure === "people" ? amount : amount * cellArea(top + Math.floor(at / across));
    }
    return people;
  };
  function* listStrips({ left, top, right, bottom }: CellWindow, sources: number): Generator<CellWindow> {
    const across = right - left;
    const block = image.getTileHeight();
    if (across * (bottom - top) > MOST_POPULATION_CELLS || across * (bottom - top) * sources > MOST_CELLS_OF_ALL)
      throw new RangeError("too many cells");
    const rows = Math.max(1, Math.ceil(STRIP_CELLS / sources / across / block)) * block;
    for (let from = top; from < bottom; ) {
      // Strips end where the file's own blocks do, so that none is decoded twice.
      const to = Math.min(bottom, Math.floor(from / block) * block + rows);
      yield { left, top: from, right, bottom: to };
      from = to;
    }
  }
  const cells = [system.id, x0, y0, dx, dy] as const;
  return {
    layer,
    file,
    ages,
    cells,
    hasCellsOf: (other) => areSameCells({ width, height, cells }, other),
    systemTitle: system.title,
    width,
    height,
    measure,
    cellMetres,
    extent,
    windowOver,
    placeAt,
    cellOf,
    listStrips,
    readCells,
    countBadCells: () => badCells,
  };
}
