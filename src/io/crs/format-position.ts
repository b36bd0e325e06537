/** Positions as outputs write them: in the system in which they were given. */
import type { CoordinateSystem } from "./coordinate-system.ts";

/** Degrees to 1e-9 (a tenth of a millimetre), metres to 1e-6; trailing zeros left out. */
export function formatPosition(system: CoordinateSystem, lon: number, lat: number): [x: string, y: string] {
  const [x, y] = system.fromDegrees(lon, lat);
  const decimals = system.unit === "degrees" ? 9 : 6;
  const plain = (value: number): string => String(Number(value.toFixed(decimals)) + 0);
  return [plain(x), plain(y)];
}

/** Names of the two columns. */
export function positionColumns({ unit }: CoordinateSystem): [x: string, y: string] {
  return unit === "degrees" ? ["lon", "lat"] : ["x", "y"];
}
