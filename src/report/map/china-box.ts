/** Whether a map has to follow the rules for maps of China; a box tells, generous at its borders. */
import type { Bounds, Position } from "../../core/model/geometry.ts";

const CHINA: Bounds = [73, 17, 136, 54];

export function isInChina([longitude, latitude]: Position): boolean {
  return longitude > CHINA[0] && longitude < CHINA[2] && latitude > CHINA[1] && latitude < CHINA[3];
}
