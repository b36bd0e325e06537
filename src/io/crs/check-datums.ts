/**
 * Point layers that stand as if they were in another coordinate system than the streets: every one of a layer shifted by the same
 * offset (GCJ-02 and BD-09 are 0.6 and 1.4 km off at Datong). Said only where the weighing is sure; layers with too few places, or
 * far from streets under every system, are named as not tested.
 */
import type { Facilities } from "../../core/model/facility.ts";
import type { Position } from "../../core/model/geometry.ts";
import { originsOfLayer, titleOfOrigin } from "../../core/model/layer-origin.ts";
import type { Study } from "../../core/model/study.ts";
import type { Check } from "../../core/questions/check-up/check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "../../core/questions/check-up/finding.ts";
import { samplePositions } from "./sample-positions.ts";
import { createStreetReference } from "./street-reference.ts";
import { weighSystems } from "./weigh-systems.ts";

/** Studies are kept in WGS84. */
const WGS84_CODE = 4326;

interface PointLayer extends Pick<Facilities, "count" | "coordinates" | "starts"> {
  readonly name: string;
}

function listLayers({ facilities, demand }: Study): PointLayer[] {
  const homes = {
    name: "demand",
    count: demand.count,
    coordinates: demand.coordinates,
    starts: Uint32Array.from({ length: demand.count + 1 }, (_, index) => index),
  };
  const layers = facilities.map(({ serviceId, count, coordinates, starts }) => ({
    name: `facilities:${serviceId}`,
    count,
    coordinates,
    starts,
  }));
  return [...layers, homes];
}

/** The files of a layer and in which system they were read, where that is known: what has to be imported again. */
function namesOfFiles({ origins }: Study, layer: string): string {
  const files = originsOfLayer(origins, layer).map((origin) => {
    const title = titleOfOrigin(origin);
    return origin.system === null ? title : `${title} (${origin.system.title}, ${origin.system.basis})`;
  });
  return [...new Set(files)].join("; ");
}

function* find({ study }: Parameters<Check["find"]>[0]): Generator<undefined, Finding> {
  const layers = listLayers(study);
  const reference = createStreetReference(study.streets, study.communities.areas);
  const untested: string[] = [];
  const items: CheckItem[] = [];
  for (const [index, layer] of layers.entries()) {
    yield;
    const statement = { crsCode: WGS84_CODE, crsText: "" };
    const { proposal, sureness, systems } = weighSystems(samplePositions(layer), statement, reference);
    if (proposal === null || sureness === "too-few" || sureness === "nowhere") {
      untested.push(layer.name);
      continue;
    }
    if (proposal.isStated || sureness !== "sure") continue;
    const own = systems.find(({ isStated }) => isStated);
    items.push({
      layer: layer.name,
      index,
      id: layer.name,
      name: namesOfFiles(study, layer.name),
      position: Array.from(layer.coordinates.subarray(0, 2)) as Position,
      figure: own?.medianMetres ?? null,
      besideId: proposal.system.id,
      detail: proposal.medianMetres === null ? "" : String(Math.round(proposal.medianMetres)),
      edits: [],
    });
  }
  return makeFinding({
    id: "layer-shifted",
    severity: "error",
    total: layers.length - untested.length,
    items,
    figureUnit: "metres",
    untested,
  });
}

export const checkDatums: Check = { id: "layer-shifted", find };
