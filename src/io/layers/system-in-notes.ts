/**
 * The coordinate system that lines above and below a table name for its positions: 坐标系：2000国家大地坐标系，中央子午线114° · 坐标采集：手持GPS（WGS-84）.
 * Of a plane the zone is told by the eastings or by the meridian that is named; where the two disagree, nothing is.
 */
import { type ChinaDatum, gaussKrugerCode } from "../crs/gauss-kruger.ts";
import type { FoundTable } from "../spreadsheet/find-table.ts";
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

/** Lines that hold one system against another: 与高德地图有偏差, 由西安80转换. */
const COMPARES = /偏差|偏移|误差|纠偏|转[换为成]|换算|不[是为含同用得]|非|未经|[请切]勿|禁止/;

/** Where a table's own header begins, and the rows beside it. */
type TablePlace = Pick<FoundTable, "headerRows" | "dataRows" | "skipped">;

/** Lines beside the table that speak of coordinates, full-width letters made plain, without blanks. */
function notesBeside({ rows }: CellGrid, { headerRows, dataRows, skipped }: TablePlace): string {
  const last = (dataRows.at(-1) ?? rows.length) + 1;
  const below = skipped.flatMap(({ firstRow, lastRow, reason }) =>
    reason === "note" || (firstRow > last && reason !== "total") ? rows.slice(firstRow - 1, lastRow) : [],
  );
  const above = headerRows[0] ?? 0;
  const texts = [...rows.slice(0, above), ...below]
    .flat()
    .filter((cell): cell is string => typeof cell === "string" && cell.length <= LONGEST);
  return texts
    .map((text) => text.normalize("NFKC").replace(/\s/g, ""))
    .filter((text) => SPEAKS_OF_SYSTEMS.test(text) && !COMPARES.test(text))
    .join("\n");
}

/** @param table where in the grid the table is. @returns as `findCoordinateSystem` reads it; "" where nothing is named, or several are. */
export function systemInNotes(grid: CellGrid, table: TablePlace, positions: SheetPositions): string {
  const notes = notesBeside(grid, table);
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
