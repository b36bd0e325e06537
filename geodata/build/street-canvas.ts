/**
 * Everything drawn so far, in the plane: streets, walls, railways, water. Streets
 * are drawn freely; `node-streets` then joins them where they meet and cuts them
 * where they may not pass.
 */
import type { Point } from "./plane.ts";

export interface DrawnStreet {
  readonly points: readonly Point[];
  /** OSM highway value. */
  readonly kind: string;
  readonly name: string | null;
  /** May cross water. */
  readonly bridge: boolean;
  /** May cross the railway. */
  readonly crossing: boolean;
}

export interface DrawnWater {
  readonly name: string;
  readonly ring: readonly Point[];
}

/** A place where people live, before anybody has been assigned to it. */
export interface Home {
  readonly point: Point;
  /** Relative number of people. */
  readonly weight: number;
  /** Multiplies the share of people over 60, and of small children. */
  readonly oldness: number;
  readonly youth: number;
  readonly squareMetres: number;
}

export class StreetCanvas {
  readonly streets: DrawnStreet[] = [];
  readonly walls: { readonly name: string; readonly ring: readonly Point[] }[] = [];
  readonly railways: { readonly name: string; readonly points: readonly Point[] }[] = [];
  readonly waters: DrawnWater[] = [];
  readonly greens: { readonly name: string; readonly ring: readonly Point[] }[] = [];

  addStreet(points: readonly Point[], kind: string, options: Partial<Omit<DrawnStreet, "points" | "kind">> = {}): void {
    if (points.length < 2) return;
    this.streets.push({ points, kind, name: null, bridge: false, crossing: false, ...options });
  }
}
