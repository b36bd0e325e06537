/**
 * A coordinate system: how the numbers of a file become longitude and latitude
 * and back. CGCS2000 and ETRS89 count as WGS84 (they differ by less than a metre).
 */
import type { Position } from "../../core/model/geometry.ts";

export interface CoordinateSystem {
  /** `EPSG:4547`, `gcj02`, `local`, or the text of a PROJ definition. */
  readonly id: string;
  readonly title: string;
  /** `degrees` are longitude, latitude; `metres` are x (easting), y (northing). */
  readonly unit: "degrees" | "metres";
  /** True for plane metres that are tied to no place on earth. */
  readonly isPlane: boolean;
  /**
   * True where the datum's offset from WGS84 is not known, so that positions may be off by tens of metres to over a
   * hundred (Xian 1980, Beijing 1954): nobody may use it without being told.
   */
  readonly isApproximate: boolean;
  /** Largest relative error of lengths that the system itself brings; 0 for all but planes. */
  readonly lengthError: number;
  /** Longitude and latitude in degrees; not finite where the system does not reach. */
  readonly toDegrees: (x: number, y: number) => Position;
  readonly fromDegrees: (lon: number, lat: number) => Position;
  /** What is wrong with a position of this system, "" where nothing is. */
  readonly faultOf: (x: number, y: number) => CoordinateFault;
}

/**
 * `not-a-number`; `swapped` lon and lat; `swapped-axes`, easting and northing; `projected` metres where degrees belong and `degrees` where
 * metres do; `zone-prefix`: an easting with its zone in front where the system has none, `no-zone-prefix`: the other way
 * round; `turned`: x and y are not the other way round, as the system has them; `off-globe`; `outside-system`: nowhere near the system's own area.
 */
export type CoordinateFault =
  | ""
  | "not-a-number"
  | "swapped"
  | "swapped-axes"
  | "turned"
  | "projected"
  | "degrees"
  | "zone-prefix"
  | "no-zone-prefix"
  | "off-globe"
  | "outside-system";

function faultOfDegrees(lon: number, lat: number): CoordinateFault {
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return "";
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) return "not-a-number";
  if (Math.abs(lon) <= 90 && Math.abs(lat) <= 180) return "swapped";
  return Math.abs(lon) > 1000 && Math.abs(lat) > 1000 ? "projected" : "off-globe";
}

/** Longitude and latitude that count as WGS84, or stand for it approximately. */
export function degreesSystem(id: string, title: string, isApproximate = false): CoordinateSystem {
  return {
    id,
    title,
    unit: "degrees",
    isPlane: false,
    isApproximate,
    lengthError: 0,
    toDegrees: (x, y) => [x, y],
    fromDegrees: (lon, lat) => [lon, lat],
    faultOf: faultOfDegrees,
  };
}

/** What `id` ends in where a file writes northing (latitude) first. */
export const SWAPPED_ENDING = ":yx";

/** The same system with its two numbers the other way round, as official Chinese coordinates (X north, Y east) are written. */
export function swapAxes(system: CoordinateSystem): CoordinateSystem {
  const turned: Partial<Record<CoordinateFault, CoordinateFault>> = { "swapped-axes": "turned", swapped: "turned" };
  return {
    ...system,
    id: `${system.id}${SWAPPED_ENDING}`,
    title: `${system.title}, ${system.unit === "degrees" ? "latitude" : "northing"} first`,
    toDegrees: (x, y) => system.toDegrees(y, x),
    fromDegrees: (lon, lat) => {
      const [x, y] = system.fromDegrees(lon, lat);
      return [y, x];
    },
    faultOf: (x, y) => {
      const fault = system.faultOf(y, x);
      return turned[fault] ?? fault;
    },
  };
}

export const WGS84 = degreesSystem("EPSG:4326", "WGS84");
