/** Which coordinate systems a run used, and how they were learnt; see describe-issue. */
import type { CoordinateSystem } from "../io/crs/coordinate-system.ts";
import type { LoadedStreets } from "./load-streets.ts";
import type { PointList } from "./read-points.ts";

const BASES: Readonly<Record<LoadedStreets["basis"], string>> = {
  file: "文件自带 from the file",
  stated: "由 --crs 说明 stated by --crs",
  assumed: "文件未说明 assumed, the file names none",
};

function describe({ id, title }: CoordinateSystem): string {
  return id === title ? id : `${id} (${title})`;
}

/** A line for the streets and one for each list of points. */
export function describeSystemUse(streets: LoadedStreets, lists: readonly PointList[]): string {
  const { system, basis, name } = streets;
  const lengths = system.isPlane
    ? `; 长度误差 lengths are off by at most ${system.lengthError.toExponential(1)}`
    : system.unit === "metres"
      ? "; 长度为椭球面上的真实米数 lengths are true metres on the ellipsoid"
      : "";
  const points = lists.map((list) => `坐标系 crs ${list.layer}: ${describe(list.system)}\n`);
  const hint = basis === "assumed" && !system.isPlane ? "；平面米坐标请用 --crs local for plane metres" : "";
  return `坐标系 crs ${name}: ${describe(system)}, ${BASES[basis]}${lengths}${hint}\n${points.join("")}`;
}

/** The same for `--json`. */
export function systemUse(
  streets: LoadedStreets,
  from: PointList,
  to: PointList | null,
): Readonly<Record<string, unknown>> {
  const { system, basis } = streets;
  return {
    streets: system.id,
    title: system.title,
    basis,
    plane: system.isPlane,
    lengthError: system.lengthError,
    from: from.system.id,
    to: to?.system.id ?? null,
  };
}
