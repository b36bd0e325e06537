/**
 * From longitude and latitude to metres on a plane: transverse Mercator on the ellipsoid with the central meridian of the
 * map itself and no reduction of its scale, which Chinese surveying calls Gauss–Krüger. Lengths are true along that meridian;
 * at a distance x from it they are too long by x²/2R², 0.02 % at 130 km. CGCS2000 counts as WGS84.
 */
import proj4 from "proj4";
import { longitudeDifference } from "../../core/geodesy.ts";
import type { Position } from "../../core/model/geometry.ts";

export interface MapProjection {
  /** Degrees, in whole minutes, so that it can be printed as it is. */
  readonly centralMeridian: number;
  /** East and north in metres from the crossing of the central meridian and the latitude it was made for. */
  readonly toMetres: (lon: number, lat: number) => Position;
  readonly toDegrees: (east: number, north: number) => Position;
}

/** A projection about a position. */
export function createMapProjection([lon, lat]: Position): MapProjection {
  const centralMeridian = Math.round(lon * 60) / 60;
  const { forward, inverse } = proj4(
    `+proj=tmerc +lat_0=${lat} +lon_0=${centralMeridian} +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs`,
  );
  return {
    centralMeridian,
    toMetres: (longitude, latitude) => {
      const near = centralMeridian + longitudeDifference(centralMeridian, longitude);
      const [east = Number.NaN, north = Number.NaN] = forward([near, latitude]);
      return [east, north];
    },
    toDegrees: (east, north) => {
      const [longitude = Number.NaN, latitude = Number.NaN] = inverse([east, north]);
      return [longitude, latitude];
    },
  };
}
