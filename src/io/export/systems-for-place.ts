/** Coordinate systems that a planner may want for a place, the usual ones first. */
import { findCoordinateSystem } from "../crs/find-coordinate-system.ts";

export interface OfferedSystem {
  readonly id: string;
  readonly title: string;
}

/** Where the Gauss–Krüger zones of CGCS2000 are laid out, in degrees east. */
const WEST_OF_CHINA = 73.5;
const EAST_OF_CHINA = 136.5;

/** The EPSG codes of CGCS2000 around a longitude: 3° without and with the zone in front, then 6°. */
function chineseCodes(lon: number): number[] {
  const zone3 = Math.round(lon / 3);
  const zone6 = Math.floor(lon / 6) + 1;
  const central = zone3 - 25;
  return [4534 + central, 4513 + central, 4502 + zone6 - 13, 4491 + zone6 - 13];
}

/** Systems for a place: degrees, the zones it lies in, the web's projection, the shifted datums of Chinese web maps. */
export function systemsForPlace(lon: number, lat: number): OfferedSystem[] {
  const isInChina = lon >= WEST_OF_CHINA && lon < EAST_OF_CHINA && lat > 0 && lat < 56;
  const utm = (lat < 0 ? 32700 : 32600) + Math.floor((lon + 180) / 6) + 1;
  const codes = [4326, ...(isInChina ? [4490, ...chineseCodes(lon)] : []), utm, 3857];
  const ids = [...codes.map((code) => `EPSG:${code}`), ...(isInChina ? ["gcj02", "bd09"] : [])];
  return ids.flatMap((id) => {
    const system = findCoordinateSystem(id);
    return system ? [{ id, title: system.title }] : [];
  });
}
