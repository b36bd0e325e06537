/**
 * The two shifted datums of Chinese web maps: GCJ-02 (Amap, Tencent), WGS84 with an
 * offset of some 500 m that varies from place to place, and BD-09 (Baidu), GCJ-02
 * shifted once more. The offsets are those in general use; they have no official
 * source. Forward by formula; back by iteration to 1e-11°, so that there and back
 * is the same place. Outside the rectangle of China nothing is shifted.
 */
import type { Position } from "../../core/model/geometry.ts";
import { type CoordinateSystem, degreesSystem } from "./coordinate-system.ts";

/** Krasovsky 1940. */
const SEMI_MAJOR_METRES = 6_378_245;
const ECCENTRICITY_SQUARED = 0.006693421622965943;
const CHINA = { west: 72.004, south: 0.8293, east: 137.8347, north: 55.8271 };
const BAIDU_TURN = (Math.PI * 3000) / 180;
const PRECISION_DEGREES = 1e-11;
const MOST_STEPS = 40;

type Shift = (lon: number, lat: number) => Position;

function wave(amplitude: number, period: number, at: number): number {
  return amplitude * Math.sin((2 * Math.PI * at) / period);
}

/** Metres north (times 3/2 in the waves) at x, y degrees from 105, 35. */
function offsetNorth(x: number, y: number): number {
  const plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  const across = wave(20, 1 / 3, x) + wave(20, 1, x);
  const upward = wave(20, 2, y) + wave(40, 6, y) + wave(160, 24, y) + wave(320, 60, y);
  return plain + ((across + upward) * 2) / 3;
}

function offsetEast(x: number, y: number): number {
  const plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  const across =
    wave(20, 1 / 3, x) + wave(20, 1, x) + wave(20, 2, x) + wave(40, 6, x) + wave(150, 24, x) + wave(300, 60, x);
  return plain + (across * 2) / 3;
}

/** Whether a position lies in the rectangle in which positions are shifted. */
export function isInChina(lon: number, lat: number): boolean {
  return lon >= CHINA.west && lon <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north;
}

function toGcj02(lon: number, lat: number): Position {
  if (!isInChina(lon, lat)) return [lon, lat];
  const latitude = (lat * Math.PI) / 180;
  const w = 1 - ECCENTRICITY_SQUARED * Math.sin(latitude) ** 2;
  const meridian = (SEMI_MAJOR_METRES * (1 - ECCENTRICITY_SQUARED)) / (w * Math.sqrt(w));
  const parallel = (SEMI_MAJOR_METRES / Math.sqrt(w)) * Math.cos(latitude);
  const degrees = 180 / Math.PI;
  return [
    lon + (offsetEast(lon - 105, lat - 35) / parallel) * degrees,
    lat + (offsetNorth(lon - 105, lat - 35) / meridian) * degrees,
  ];
}

function toBd09(lon: number, lat: number): Position {
  if (!isInChina(lon, lat)) return [lon, lat];
  const [x, y] = toGcj02(lon, lat);
  const radius = Math.sqrt(x * x + y * y) + 0.00002 * Math.sin(y * BAIDU_TURN);
  const angle = Math.atan2(y, x) + 0.000003 * Math.cos(x * BAIDU_TURN);
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006];
}

/** The place that a shift moves to lon, lat. The offset changes slowly, so each step takes a hundredth of the error or less. */
function undo(shift: Shift, lon: number, lat: number): Position {
  let [x, y] = [lon, lat];
  for (let step = 0; step < MOST_STEPS; step++) {
    const [shiftedX, shiftedY] = shift(x, y);
    const [dx, dy] = [lon - shiftedX, lat - shiftedY];
    x += dx;
    y += dy;
    if (Math.abs(dx) < PRECISION_DEGREES && Math.abs(dy) < PRECISION_DEGREES) break;
  }
  return [x, y];
}

function shiftedSystem(id: string, title: string, shift: Shift): CoordinateSystem {
  return { ...degreesSystem(id, title), toDegrees: (x, y) => undo(shift, x, y), fromDegrees: shift };
}

export const GCJ02 = shiftedSystem("gcj02", "GCJ-02 (Amap, Tencent)", toGcj02);
export const BD09 = shiftedSystem("bd09", "BD-09 (Baidu)", toBd09);

/**
 * A projection of shifted degrees: what comes of an Amap or Baidu position that somebody projected as if it were
 * WGS84, or drew over their tiles. Its id is that of the projection with `:gcj02` or `:bd09` behind it.
 */
export function shiftProjected(projected: CoordinateSystem, shifted: CoordinateSystem): CoordinateSystem {
  return {
    ...projected,
    id: `${projected.id}:${shifted.id}`,
    title: `${projected.title}, of ${shifted.title}`,
    toDegrees: (x, y) => shifted.toDegrees(...projected.toDegrees(x, y)),
    fromDegrees: (lon, lat) => projected.fromDegrees(...shifted.fromDegrees(lon, lat)),
  };
}
