/**
 * Which coordinate system a layer is in: what its file says, unless the numbers
 * contradict it; else what the user says; else degrees where the numbers may be
 * degrees, else plane metres. A plane that the user states always holds; a projected
 * system that he states for points is not forced upon a layer of degrees.
 */
import type { Bounds } from "../../core/model/geometry.ts";
import type { FeatureTable } from "../tables/feature-table.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { type CoordinateSystem, WGS84 } from "./coordinate-system.ts";
import { KNOWN_SYSTEMS } from "./epsg-systems.ts";
import { findCoordinateSystem, isPlaneName, systemOfEpsg } from "./find-coordinate-system.ts";
import { layPlane } from "./lay-plane.ts";
import { readWkt, type WktSystem } from "./read-wkt.ts";

/** Where a layer's system was learnt: from its file, from the user, or from its format or numbers. */
export type SystemBasis = "file" | "stated" | "assumed";

export interface ChosenSystem {
  readonly system: CoordinateSystem;
  readonly basis: SystemBasis;
}

/** Bounds of all positions that are numbers. */
function boundsOf(coordinates: Float64Array): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < coordinates.length; at += 2) {
    const [x, y] = [coordinates[at] as number, coordinates[at + 1] as number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (x < bounds[0]) bounds[0] = x;
    if (y < bounds[1]) bounds[1] = y;
    if (x > bounds[2]) bounds[2] = x;
    if (y > bounds[3]) bounds[3] = y;
  }
  return bounds;
}

/** Whether most positions may be degrees: a few wild ones are faults of the layer, not another system. */
function areDegrees(coordinates: Float64Array): boolean {
  let fitting = 0;
  let others = 0;
  for (let at = 0; at < coordinates.length; at += 2) {
    const [x, y] = [coordinates[at] as number, coordinates[at + 1] as number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (Math.abs(x) <= 180 && Math.abs(y) <= 90) fitting++;
    else others++;
  }
  return fitting >= others;
}

/** Positions that are looked at to tell whether a system fits them. */
const SAMPLED = 1000;

/** Whether most positions are where the system may have them. */
function fits(system: CoordinateSystem, coordinates: Float64Array): boolean {
  const count = coordinates.length / 2;
  const step = Math.max(1, Math.floor(count / SAMPLED));
  let fitting = 0;
  let seen = 0;
  for (let at = 0; at < count; at += step) {
    seen++;
    if (system.faultOf(coordinates[2 * at] as number, coordinates[2 * at + 1] as number) === "") fitting++;
  }
  return 2 * fitting >= seen;
}

function choosePlane(table: FeatureTable, layer: string, basis: SystemBasis, issues: IssueList): ChosenSystem | null {
  const bounds = boundsOf(table.coordinates);
  const system = layPlane(bounds);
  if (system) return { system, basis };
  const extent = bounds.map((value) => value.toFixed(0)).join(", ");
  issues.error("bad-value", layer, { field: "crs", value: extent, details: { what: "plane-too-large", limit: 250 } });
  return null;
}

/** Tells, where it is so, that a system stands for its layer's only approximately; it answers the same choice. */
export function tellApproximate<Chosen extends Pick<ChosenSystem, "system"> | null>(
  chosen: Chosen,
  layer: string,
  issues: IssueList,
): Chosen {
  if (chosen?.system.isApproximate)
    issues.warn("assumed", layer, {
      field: "crs",
      value: `${chosen.system.id} ${chosen.system.title}`.slice(0, 80),
      details: { what: "approximate-system" },
    });
  return chosen;
}

/** What a file says of its own system: an EPSG code (0 for none) and a definition in well-known text ("" for none). */
export interface FileStatement {
  readonly crsCode: number;
  readonly crsText: string;
}

/** A definition in well-known text, or a code, name or PROJ string where a format writes that instead. */
function readDefinition(text: string): WktSystem {
  const read = text === "" ? { system: null, name: "" } : readWkt(text);
  return read.name === "" && !isPlaneName(text) ? { system: findCoordinateSystem(text), name: "" } : read;
}

/** The system that a file names; null where it names none or none that is known. `name` is "" where it names none. */
export function systemOfFile({ crsCode, crsText }: FileStatement): WktSystem {
  const coded = crsCode === 0 ? null : systemOfEpsg(crsCode);
  if (coded) return { system: coded, name: coded.title };
  const read = readDefinition(crsText);
  const name = read.name || crsText.slice(0, 80);
  return { system: read.system, name: crsCode === 0 ? name : `EPSG:${crsCode} ${name}`.trim() };
}

/** Whether a user's word counts against a file that says degrees: no file's format knows a name for a shifted datum. */
function correctsDegrees(stated: CoordinateSystem, own: CoordinateSystem): boolean {
  return own.unit === "degrees" && stated.unit === "degrees" && stated.id !== own.id;
}

/**
 * The system of a layer; null, with an issue, where it is not known or cannot be used. Approximate ones are told as such.
 * @param text what the user states, null where nothing.
 */
export function chooseLayerSystem(
  table: FeatureTable,
  layer: string,
  text: string | null,
  issues: IssueList,
): ChosenSystem | null {
  return tellApproximate(chooseSystem(table, layer, text, issues), layer, issues);
}

function chooseSystem(table: FeatureTable, layer: string, text: string | null, issues: IssueList): ChosenSystem | null {
  if (text !== null && isPlaneName(text)) return choosePlane(table, layer, "stated", issues);
  const stated = text === null ? null : findCoordinateSystem(text);
  if (text !== null && stated === null) return unknownSystem(layer, text, issues);
  const { system: own, name } = systemOfFile({ crsCode: table.crsCode, crsText: table.crsText ?? "" });
  if (name !== "") {
    const isCorrected =
      own !== null && stated !== null && (!fits(own, table.coordinates) || correctsDegrees(stated, own));
    if (own && !isCorrected) return { system: own, basis: "file" };
    return stated ? { system: stated, basis: "stated" } : unknownSystem(layer, name, issues);
  }
  const degrees = areDegrees(table.coordinates);
  if (stated && (stated.unit === "degrees" || !degrees)) return { system: stated, basis: "stated" };
  return degrees ? { system: WGS84, basis: "assumed" } : choosePlane(table, layer, "assumed", issues);
}

/** Names an unknown system as an issue; always null. */
export function unknownSystem(layer: string, value: string, issues: IssueList): null {
  issues.error("bad-value", layer, { field: "crs", value: value.slice(0, 80), details: { supported: KNOWN_SYSTEMS } });
  return null;
}
