/**
 * Lists of one folder or archive under one header (a file a township), each too short for the streets to tell its plane system: they came
 * from one hand, so their positions are weighed together. What is told so holds for a list only where all its own positions lie in the
 * study under it, and beside its streets.
 */
import type { PositionSample } from "../crs/sample-positions.ts";
import { samplePositions } from "../crs/sample-positions.ts";
import type { StreetReference } from "../crs/street-reference.ts";
import { type SystemWeighing, weighSystems } from "../crs/weigh-systems.ts";
import type { LaidOutLayer } from "./lay-out-layer.ts";
import { areMetres, weighLayer } from "./settle-system.ts";

/** A list's own positions lie no farther from streets in the middle than these metres, or so many times as far as those of all. */
const NEAR_METRES = 60;
const NEAR_TIMES = 3;

/** The folder or archive, the header and the look of the eastings of a list of metres that names no system; null for any other. */
function groupOf({ source, sheet, labelled, isPlaced }: LaidOutLayer): string | null {
  const { table } = labelled;
  if (!isPlaced || sheet === null || table.crsCode !== 0 || (table.crsText ?? "") !== "" || !areMetres(table))
    return null;
  const folder = /\.zip$/i.test(source.file) ? source.file : /^.*[\\/]/.exec(source.file)?.[0];
  return folder === undefined ? null : JSON.stringify([folder, sheet.eastings, sheet.columns.map(({ name }) => name)]);
}

function joinSamples(samples: readonly PositionSample[]): PositionSample {
  const features: number[] = [];
  let first = 0;
  for (const sample of samples) {
    for (const feature of sample.features) features.push(first + feature);
    first = (features.at(-1) ?? -1) + 1;
  }
  return {
    count: features.length,
    coordinates: Float64Array.from(samples.flatMap(({ coordinates }) => [...coordinates])),
    features: Uint32Array.from(features),
  };
}

/** What a list is told by those beside it; null where it does not fit what they tell. */
function withProposal(own: SystemWeighing | null, all: SystemWeighing): SystemWeighing | null {
  const proposal = own?.systems.find(({ system }) => system.id === all.proposal?.system.id);
  if (!own || !proposal || own.sureness !== "too-few") return null;
  const { insideCount, medianMetres } = proposal;
  const farthest = Math.max(NEAR_METRES, NEAR_TIMES * (all.proposal?.medianMetres ?? 0));
  const fits = insideCount === own.sampleCount && medianMetres !== null && medianMetres <= farthest;
  return fits ? { ...own, proposal, sureness: all.sureness } : null;
}

/** Weighings of the lists that are told by those beside them; others have none. */
export function weighTogether(
  layers: readonly LaidOutLayer[],
  reference: StreetReference | null,
): ReadonlyMap<LaidOutLayer["source"], SystemWeighing> {
  const found = new Map<LaidOutLayer["source"], SystemWeighing>();
  if (reference === null) return found;
  const groups = new Map<string, LaidOutLayer[]>();
  for (const laid of layers) {
    const key = groupOf(laid);
    if (key === null) continue;
    const members = groups.get(key);
    if (members) members.push(laid);
    else groups.set(key, [laid]);
  }
  for (const members of groups.values()) {
    if (members.length < 2) continue;
    const samples = members.map(({ labelled }) => samplePositions(labelled.table));
    const all = weighSystems(joinSamples(samples), { crsCode: 0, crsText: "" }, reference);
    if (all.sureness !== "sure" && all.sureness !== "likely") continue;
    for (const laid of members) {
      const told = withProposal(weighLayer(laid, reference), all);
      if (told) found.set(laid.source, told);
    }
  }
  return found;
}
