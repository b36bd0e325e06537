/**
 * The coordinate system that lines above a table name for its positions: 坐标系：2000国家大地坐标系，中央子午线114° · 坐标采集：手持GPS（WGS-84）.
 * Of a plane the zone is told by the eastings or by the meridian that is named; where the two disagree, nothing is.
 */
import { type ChinaDatum, gaussKrugerCode } from "../crs/gauss-kruger.ts";
import type { SheetPositions } from "../spreadsheet/read-positions.ts";
import { systemNamedIn } from "../spreadsheet/system-in-headers.ts";
import type { CellGrid } from "../tables/source-layer.ts";

const SPEAKS_OF_SYSTEMS = /坐标|座标|coordinate|datum|crs/i;
const MERIDIAN = /中央(?:子午线|经线)[^\d]{0,6}(\d{2,3})/;
const LONGEST = 300;
const PLANE_DATUMS: readonly (readonly [datum: ChinaDatum, named: RegExp])[] = [
  ["cgcs2000", /cgcs-?_?2000|国家2000|2000国家|大地2000/i],
  ["xian-1980", /西安-?(?:19)?80|(?:19)?80西安/],
  ["beijing-1954", /北京-?(?:19)?54|(?:19)?54北京/],
];

/** Lines above the header that speak of coordinates, full-width letters made plain, without blanks. */
function notesAbove({ rows }: CellGrid, headerRow: number): string {
  const texts = rows
    .slice(0, headerRow)
    .flat()
    .filter((cell): cell is string => typeof cell === "string" && cell.length <= LONGEST);
  return texts
    .map((text) => text.normalize("NFKC").replace(/\s/g, ""))
    .filter((text) => SPEAKS_OF_SYSTEMS.test(text))
    .join("\n");
}

/** @param headerRow the header's first row, from 0. @returns as `findCoordinateSystem` reads it; "" where nothing is named, or several are. */
export function systemInNotes(grid: CellGrid, headerRow: number, positions: SheetPositions): string {
  const notes = notesAbove(grid, headerRow);
  if (notes === "") return "";
  if (positions.unit === "degrees") return systemNamedIn(notes);
  const [named, ...others] = PLANE_DATUMS.filter(([, pattern]) => pattern.test(notes));
  const { eastings, zone } = positions;
  if (!named || others.length > 0 || (eastings !== "zone" && eastings !== "no-zone")) return "";
  const stated = Number(MERIDIAN.exec(notes)?.[1] ?? Number.NaN);
  const ofZone = zone > 23 ? 3 * zone : 6 * zone - 3;
  const meridian = eastings === "zone" ? ofZone : stated;
  if (Number.isNaN(meridian) || (!Number.isNaN(stated) && stated !== meridian)) return "";
  const code = gaussKrugerCode(named[0], meridian, eastings === "zone" ? zone * 1e6 + 500_000 : 500_000);
  return code === 0 ? "" : `EPSG:${code}`;
}
