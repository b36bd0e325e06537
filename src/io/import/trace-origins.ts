/**
 * Where the layers of an imported study came from: what is known of each file when it is read, then which of it went into the study.
 * The origins of a layer go with the layer: where it is replaced, those of the base are dropped.
 */
import {
  baseNameOf,
  type LayerOrigin,
  type LeftOutReason,
  MOST_HYPOTHESES,
  type OriginSystem,
  titleOfOrigin,
} from "../../core/model/layer-origin.ts";
import type { Study, StudySource } from "../../core/model/study.ts";
import { WGS84 } from "../crs/coordinate-system.ts";
import type { LayerRole } from "../roles/detect-roles.ts";
import type { FacilityJoin, JoiningByService } from "./join-facilities.ts";
import type { LayerReading } from "./read-layers.ts";

/** A file's part in a study, with the role that it plays there. */
export interface BroughtOrigin {
  readonly role: LayerRole | "plan";
  readonly origin: LayerOrigin;
  /** Whether the file says that its data are simulated or estimated. */
  readonly isSimulated?: boolean;
}

/** The layer of a study that a role fills. */
function layerOfRole(role: LayerRole | "plan"): string {
  switch (role) {
    case "people":
    case "buildings":
    case "population":
    case "population:count":
    case "population:density":
      return "demand";
    case "boundary":
      return "context";
    case "elevation":
      return "street-elevations";
    default:
      return role;
  }
}

function systemOfReading({ system: settled, weighing }: LayerReading): OriginSystem | null {
  if (settled === null) return null;
  const { id, title, isApproximate } = settled.system;
  const weighed = (weighing?.systems ?? []).map(({ system, medianMetres }) => ({
    id: system.id,
    title: system.title,
    medianMetres: medianMetres === null ? null : Math.round(10 * medianMetres) / 10,
  }));
  const medianMetres = weighed.find((each) => each.id === id)?.medianMetres ?? null;
  const best = weighed.slice(0, MOST_HYPOTHESES);
  return { id, title, basis: settled.basis, medianMetres, isConfirmed: false, weighed: best, isApproximate };
}

/** Rows of a sheet that sum up others, or say of which parts another is made up. */
function countSumRows({ laid }: LayerReading): number {
  const skipped = laid.sheet?.found.skipped ?? [];
  return skipped.reduce(
    (sum, { firstRow, lastRow, reason }) =>
      sum + (reason === "total" || reason === "part" ? lastRow - firstRow + 1 : 0),
    0,
  );
}

function countUnmatched({ matched, laid, roled, unusable }: LayerReading): number {
  if (matched === null) return 0;
  const placed = new Set(roled.flatMap(({ rows, labelled }) => rows.map((row) => labelled.labels[row])));
  return laid.labelled.labels.filter((label) => !placed.has(label) && !unusable.includes(label)).length;
}

/** What is known of a layer that was read, once for each part that it plays. */
export function traceReading(reading: LayerReading, importedOn: string): BroughtOrigin[] {
  const { laid, roled, leftOut } = reading;
  const { source } = laid;
  const counts: [LeftOutReason, number][] = [
    ["no-position", laid.leftOut.length],
    ["outside-study", leftOut.length - laid.leftOut.length],
    ["no-community", countUnmatched(reading)],
    ["sum-row", countSumRows(reading)],
    ["not-operating", reading.unusable.length],
  ];
  const file = {
    file: baseNameOf(source.file),
    part: source.name,
    format: source.format,
    encoding: source.encoding,
    system: systemOfReading(reading),
    leftOut: counts.flatMap(([reason, count]) => (count > 0 ? [{ reason, count }] : [])),
    importedOn,
  };
  const isSimulated = laid.labelled.mark !== undefined;
  return roled.map(({ role, rows }) => ({
    role,
    origin: { layer: layerOfRole(role), ...file, rows: rows.length },
    isSimulated,
  }));
}

/** A whole file's part in one layer, its positions as the file's own format defines them. */
export function traceWhole(
  name: string,
  format: string,
  role: BroughtOrigin["role"],
  rows: number,
  system: Pick<OriginSystem, "id" | "title" | "isApproximate"> | null,
  importedOn: string,
): BroughtOrigin {
  const origin: LayerOrigin = {
    layer: layerOfRole(role),
    file: baseNameOf(name),
    part: "",
    format,
    encoding: "",
    system: system && {
      ...system,
      basis: "file",
      medianMetres: null,
      isConfirmed: false,
      weighed: [],
      isApproximate: false,
    },
    rows,
    leftOut: [],
    importedOn,
  };
  return { role, origin };
}

/** The study of an OSM file with the file as the origin of all its layers. */
export function withOsmOrigins(study: Study, name: string, format: string, importedOn: string): Study {
  const layers: readonly (readonly [layer: string, rows: number])[] = [
    ["streets", study.streets.count],
    ["street-blocks", study.streetBlocks.count],
    ["communities", study.communities.count],
    ["demand", study.demand.count],
    ...study.facilities.map(({ serviceId, count }) => [`facilities:${serviceId}`, count] as const),
    ["barriers", study.barriers.length],
    ["context", study.context.length],
  ];
  const { id, title, isApproximate } = WGS84;
  const { origin } = traceWhole(name, format, "streets", 0, { id, title, isApproximate }, importedOn);
  const origins = layers.flatMap(([layer, rows]) => (rows === 0 ? [] : [{ ...origin, layer, rows }]));
  return { ...study, origins };
}

/** What a study was put together from, as far as origins go. */
export interface TracedIngredients {
  readonly base: Study | null;
  readonly parts: readonly { readonly role: LayerRole; readonly study: Study }[];
  readonly origins?: readonly BroughtOrigin[];
  readonly joining?: JoiningByService;
}

/** What comes along with the streets of a study. */
const WITH_STREETS = ["street-blocks", "street-elevations", "barriers", "context"];

/** Layers of the brought files that stand in the place of the base's, instead of adding to them. */
function layersInPlace({ origins = [], joining = {} }: TracedIngredients): string[] {
  const adds = ({ role }: BroughtOrigin): boolean => {
    const service = role.startsWith("facilities:") ? role.slice("facilities:".length) : null;
    const chosen = service !== null && Object.hasOwn(joining, service) ? joining[service] : "replace";
    return role === "people" || role === "boundary" || chosen !== "replace";
  };
  return origins.filter((each) => !adds(each)).map(({ origin }) => origin.layer);
}

/** Layers of the base that something else stands in the place of. */
function replacedLayers(ingredients: TracedIngredients): Set<string> {
  return new Set([...ingredients.parts.flatMap(({ role }) => layersOfPart(role)), ...layersInPlace(ingredients)]);
}

function layersOfPart(role: LayerRole): readonly string[] {
  return role === "streets" ? ["streets", ...WITH_STREETS] : [layerOfRole(role)];
}

/** The sources of the study that was made: the base's for what it still has, the files for what they brought. */
export function traceSources(ingredients: TracedIngredients): StudySource[] {
  const { base, parts, origins = [] } = ingredients;
  const replaced = replacedLayers(ingredients);
  const files = new Map<string, StudySource>();
  for (const { origin, isSimulated = false } of origins) {
    const [layer, source] = [origin.layer, titleOfOrigin(origin)];
    files.set(`${layer}|${source}`, { layer, source, licence: "", date: "", simulated: isSimulated, note: "" });
  }
  return [
    ...(base?.sources ?? []).filter(({ layer }) => !replaced.has(layer)),
    ...parts.flatMap(({ role, study }) => study.sources.map((source) => ({ ...source, layer: layerOfRole(role) }))),
    ...files.values(),
  ];
}

/** Rows that were skipped because they are probably there already; of several files nothing tells whose they were. */
function withoutDuplicates(brought: readonly BroughtOrigin[], joins: readonly FacilityJoin[]): LayerOrigin[] {
  return brought.map(({ role, origin }) => {
    const join = joins.find(({ serviceId }) => role === `facilities:${serviceId}`);
    const isAlone = brought.filter((other) => other.role === role).length === 1;
    if (join?.joining !== "add-new" || join.duplicates === 0 || !isAlone) return origin;
    const skipped = { reason: "duplicate", count: join.duplicates } as const;
    return { ...origin, rows: origin.rows - join.duplicates, leftOut: [...origin.leftOut, skipped] };
  });
}

/**
 * The origins of the study that was made.
 * @param statesPeople whether the communities' own columns stated people.
 * @param joins what became of services that the base had.
 */
export function traceOrigins(
  ingredients: TracedIngredients,
  statesPeople: boolean,
  joins: readonly FacilityJoin[],
): LayerOrigin[] {
  const { base, parts, origins: brought = [] } = ingredients;
  let kept: readonly LayerOrigin[] = base?.origins ?? [];
  const replace = (layers: readonly string[], by: readonly LayerOrigin[]): void => {
    kept = [...kept.filter(({ layer }) => !layers.includes(layer)), ...by];
  };
  for (const { role, study } of parts) {
    const layers = layersOfPart(role);
    replace(
      layers,
      study.origins.filter(({ layer }) => layers.includes(layer)),
    );
  }
  const layers = new Set(layersInPlace(ingredients));
  if (layers.has("streets")) for (const layer of ["street-blocks", "street-elevations"]) layers.add(layer);
  replace([...layers], withoutDuplicates(brought, joins));
  const communities = brought.filter(({ role }) => role === "communities");
  const hasPoints = brought.some(({ role }) => role === "demand");
  if (statesPeople && !hasPoints)
    kept = [...kept, ...communities.map(({ origin }) => ({ ...origin, layer: "demand" }))];
  if (kept.some(({ layer }) => layer === "demand") || base !== null) return [...kept];
  // Without any people or buildings demand is metres of street.
  const streets = kept.filter(({ layer }) => layer === "streets");
  return [...kept, ...streets.map((origin) => ({ ...origin, layer: "demand" }))];
}
