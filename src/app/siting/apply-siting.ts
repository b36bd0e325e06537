/** An answer as a scenario of the project: one step that can be undone. */

import { countIds, freeScenarioName, nextId, type Scenario, type ScenarioEdit } from "../../core/model/scenario.ts";
import type { SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import type { PlacesAttribute } from "../../core/questions/siting/site-places.ts";
import { currentChoices, useProject } from "../store/project-store.ts";

export interface SitingScenario {
  readonly serviceId: string;
  readonly name: string;
  /** Name of each new facility, in the order of the ranking. */
  readonly facilityNames: readonly string[];
  /** The scenario under which it was asked: the new one begins with its edits. */
  readonly base: Scenario | undefined;
  /** How a facility says what it takes; null where nobody counted places. */
  readonly placesAttribute: PlacesAttribute | null;
  /** Ids of facilities that stand already. */
  readonly standingIds: readonly string[];
}

/** The edits that build the new sites and close what is given up, after those of the base. */
export function makeSitingScenario(
  summary: SitingSummary,
  { serviceId, name, facilityNames, base, placesAttribute, standingIds }: SitingScenario,
  scenarios: readonly Scenario[],
): Scenario {
  const edits: ScenarioEdit[] = [...(base?.edits ?? [])];
  const freeEditId = countIds(
    "edit",
    edits.map(({ id }) => id),
  );
  const freeFacilityId = countIds(`new-${serviceId}`, [
    ...standingIds,
    ...[...scenarios, ...(base ? [base] : [])].flatMap((each) =>
      each.edits.flatMap((edit) => (edit.kind === "add-facility" ? [edit.facilityId] : [])),
    ),
  ]);
  summary.sites.forEach(({ position }, index) => {
    const facilityId = freeFacilityId();
    edits.push({
      id: freeEditId(),
      isOff: false,
      kind: "add-facility",
      serviceId,
      facilityId,
      name: facilityNames[index] ?? facilityId,
      coordinates: [position],
      attributes: attributesOf(summary.use?.sites[index]?.capacity ?? null, placesAttribute),
    });
  });
  for (const facilityId of summary.closedIds)
    edits.push({ id: freeEditId(), isOff: false, kind: "close-facility", serviceId, facilityId });
  return {
    id: nextId(
      "scenario",
      scenarios.map(({ id }) => id),
    ),
    name: freeScenarioName(scenarios, name),
    edits,
  };
}

function attributesOf(capacity: number | null, attribute: PlacesAttribute | null): Readonly<Record<string, number>> {
  if (attribute === null || capacity === null || !Number.isFinite(capacity)) return {};
  return { [attribute.name]: capacity / attribute.peoplePerUnit };
}

/** Adds it to the project and shows it; null while no study is open. */
export function applySiting(summary: SitingSummary, wish: SitingScenario): Scenario | null {
  const choices = currentChoices(useProject.getState());
  if (!choices) return null;
  const scenario = makeSitingScenario(summary, wish, choices.scenarios);
  useProject.getState().edit({ scenarios: [...choices.scenarios, scenario], scenarioId: scenario.id });
  return scenario;
}
