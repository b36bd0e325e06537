/** The icons of facilities as paths: the page draws them on a canvas, sheets as vectors. */
import type { ServiceDomain } from "../../core/model/facility.ts";

/** What a pictogram needs of a pen; a canvas has it. */
export interface PathPen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  bezierCurveTo(cx1: number, cy1: number, cx2: number, cy2: number, x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  closePath(): void;
}

/** White pictograms in a square of 12 units around the middle. */
export const FACILITY_PICTOGRAMS: Readonly<Record<ServiceDomain, (pen: PathPen) => void>> = {
  elderly: (pen) => {
    pen.moveTo(-5.2, -0.4);
    pen.lineTo(0, -5.2);
    pen.lineTo(5.2, -0.4);
    pen.lineTo(3.7, -0.4);
    pen.lineTo(3.7, 4.6);
    pen.lineTo(-3.7, 4.6);
    pen.lineTo(-3.7, -0.4);
    pen.closePath();
    pen.moveTo(0, 3.1);
    pen.bezierCurveTo(-3.4, 1, -2, -1.6, 0, -0.1);
    pen.bezierCurveTo(2, -1.6, 3.4, 1, 0, 3.1);
  },
  education: (pen) => {
    pen.moveTo(0, -4.4);
    pen.lineTo(6, -1.5);
    pen.lineTo(0, 1.4);
    pen.lineTo(-6, -1.5);
    pen.closePath();
    pen.moveTo(-3.6, 1.2);
    pen.lineTo(0, 2.9);
    pen.lineTo(3.6, 1.2);
    pen.lineTo(3.6, 3.4);
    pen.quadraticCurveTo(0, 5.6, -3.6, 3.4);
    pen.closePath();
  },
  health: (pen) => {
    pen.rect(-1.6, -5, 3.2, 10);
    pen.rect(-5, -1.6, 3.4, 3.2);
    pen.rect(1.6, -1.6, 3.4, 3.2);
  },
  sport: (pen) => {
    pen.rect(-2.6, -0.9, 5.2, 1.8);
    pen.rect(-4.5, -3.6, 1.9, 7.2);
    pen.rect(2.6, -3.6, 1.9, 7.2);
    pen.rect(-6.2, -2.2, 1.3, 4.4);
    pen.rect(4.9, -2.2, 1.3, 4.4);
  },
  culture: (pen) => {
    pen.moveTo(-0.5, -2.9);
    pen.quadraticCurveTo(-2.9, -4.6, -5.6, -3.8);
    pen.lineTo(-5.6, 3.4);
    pen.quadraticCurveTo(-2.9, 2.6, -0.5, 4.3);
    pen.closePath();
    pen.moveTo(0.5, -2.9);
    pen.quadraticCurveTo(2.9, -4.6, 5.6, -3.8);
    pen.lineTo(5.6, 3.4);
    pen.quadraticCurveTo(2.9, 2.6, 0.5, 4.3);
    pen.closePath();
  },
  other: (pen) => {
    pen.arc(0, 0, 3.4, 0, 2 * Math.PI);
  },
};

export interface IconDisc {
  readonly radius: number;
  /** #rrggbb; null takes the colour of the service's domain. */
  readonly colour: string | null;
  readonly opacity: number;
}

/** Far out: a ring with a dot. Near: the domain's colour with its pictogram. Both stand in a pale halo. */
export type FacilityIconForm = "ring" | "pictogram";

/** Discs from below, in the units of the pictograms; a pictogram is filled with white by the even-odd rule over the last. */
export const FACILITY_ICON_DISCS: Readonly<Record<FacilityIconForm, readonly IconDisc[]>> = {
  ring: [
    { radius: 9, colour: "#ffffff", opacity: 0.55 },
    { radius: 7.2, colour: "#ffffff", opacity: 1 },
    { radius: 6, colour: null, opacity: 1 },
    { radius: 4.3, colour: "#ffffff", opacity: 1 },
    { radius: 2.3, colour: null, opacity: 1 },
  ],
  pictogram: [
    { radius: 14, colour: "#ffffff", opacity: 0.5 },
    { radius: 12.2, colour: "#ffffff", opacity: 1 },
    { radius: 10.6, colour: null, opacity: 1 },
  ],
};
