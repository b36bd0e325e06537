/** A file of scenarios opened onto the open study: read whole or refused whole, never a part. */
import { BadDataError } from "../../core/errors.ts";
import { activeEdits, freeScenarioName, nextId, type Scenario, type ScenarioEdit } from "../../core/model/scenario.ts";
import { parseScenarios, writeScenarios } from "../../io/study/scenario-file.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { TextKey, TextValues } from "../strings/text.ts";
import { boundsOfStreets } from "./draw/nearest-street.ts";

export interface Said {
  readonly key: TextKey;
  readonly values: TextValues;
}

export type OpenedScenarios =
  | { readonly kind: "refused"; readonly why: Said }
  | { readonly kind: "opened"; readonly scenarios: readonly Scenario[]; readonly said: readonly Said[] };

type Layers = Pick<StudyView, "services" | "facilities" | "streets">;

/** @returns all scenarios of the study afterwards; those that stood are kept under their names, the file's get free ones. */
export function openScenarios(
  study: Layers,
  standing: readonly Scenario[],
  name: string,
  content: string,
): OpenedScenarios {
  let read: readonly Scenario[];
  try {
    read = parseScenarios(content);
  } catch (error) {
    if (error instanceof BadDataError) return refuse(name, error);
    throw error;
  }
  if (read.length === 0) return { kind: "refused", why: { key: "draw.files.empty", values: { name } } };
  let misfits = 0;
  for (const scenario of read) {
    const edits = activeEdits(scenario);
    const missing = edits.flatMap((edit) => findMisfit(study, scenario, edit) ?? []);
    if (missing.length > 0 && missing.length === edits.length) {
      const values = { name, scenario: scenario.name, subject: missing[0] ?? "" };
      return { kind: "refused", why: { key: "draw.files.misfit", values } };
    }
    misfits += missing.length;
  }
  const scenarios = [...standing];
  // As the file would hold them: the order of an object's fields is no difference.
  const known = new Set(parseScenarios(writeScenarios(standing)).map(keyOf));
  for (const scenario of read) {
    if (known.has(keyOf(scenario))) continue;
    const ids = scenarios.map(({ id }) => id);
    scenarios.push({ ...scenario, id: nextId("scenario", ids), name: freeScenarioName(scenarios, scenario.name) });
  }
  const count = scenarios.length - standing.length;
  if (count === 0) return { kind: "opened", scenarios: standing, said: [{ key: "draw.files.same", values: {} }] };
  const said: Said[] = [{ key: "draw.files.done", values: { count } }];
  if (misfits > 0) said.push({ key: "draw.files.partly", values: { count: misfits } });
  return { kind: "opened", scenarios, said };
}

function keyOf({ name, edits }: Scenario): string {
  return JSON.stringify([name, edits]);
}

function refuse(name: string, { issues }: BadDataError): OpenedScenarios {
  const [first] = issues;
  const why: Said =
    first?.code === "unreadable-file"
      ? { key: "draw.files.notJson", values: { name } }
      : {
          key: "draw.files.unreadable",
          values: { name, field: first?.field || "scenarios", value: first?.value ?? "" },
        };
  return { kind: "refused", why };
}

/** What of an edit the study lacks, null where it fits: a service, a facility, a street, or the ground itself. */
function findMisfit(study: Layers, scenario: Scenario, edit: ScenarioEdit): string | null {
  if (edit.kind === "change-profile") return null;
  if ("serviceId" in edit && !study.services.some(({ id }) => id === edit.serviceId)) return edit.serviceId;
  if (edit.kind === "close-street") {
    const isOwn = scenario.edits.some((each) => each.kind === "add-street" && each.streetId === edit.streetId);
    return isOwn || study.streets.ids.includes(edit.streetId) ? null : edit.streetId;
  }
  if ("facilityId" in edit && edit.kind !== "add-facility") {
    const isOwn = scenario.edits.some(
      (each) =>
        each.kind === "add-facility" && each.serviceId === edit.serviceId && each.facilityId === edit.facilityId,
    );
    const layer = study.facilities.find(({ serviceId }) => serviceId === edit.serviceId);
    return isOwn || layer?.ids.includes(edit.facilityId) ? null : edit.facilityId;
  }
  const [west, south, east, north] = boundsOfStreets(study.streets);
  const isOutside = positionsOf(edit).every(([lon, lat]) => lon < west || lon > east || lat < south || lat > north);
  if (!isOutside) return null;
  return "name" in edit && edit.name !== "" ? edit.name : edit.id;
}

function positionsOf(edit: ScenarioEdit): readonly (readonly [number, number])[] {
  if ("coordinates" in edit) return edit.coordinates;
  if (!("geometry" in edit)) return [];
  const { geometry } = edit;
  if (geometry.type === "Point") return [geometry.coordinates];
  return geometry.type === "LineString" ? geometry.coordinates : geometry.coordinates.flat();
}
