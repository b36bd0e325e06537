/** What the page is shown of a study: all that it draws and lists; people and what only the engine needs stay with the worker. */
import { GROUP_IDS, type GroupId } from "../core/model/demand.ts";
import { CROSSING, NIGHT_CLOSED, STEPS } from "../core/model/streets.ts";
import type { Study } from "../core/model/study.ts";
import type { ScenarioView, StreetFacts, StudyView } from "./protocol.ts";

function streetFactsOf({ streets, streetBlocks }: Study): StreetFacts {
  let bits = 0;
  for (const condition of streets.conditions ?? []) bits |= condition;
  let pointBits = 0;
  for (const condition of streetBlocks.conditions ?? []) pointBits |= condition;
  return {
    hasElevation: streets.elevations !== undefined,
    hasNightClosures: ((bits | pointBits) & NIGHT_CLOSED) !== 0,
    hasSteps: (bits & STEPS) !== 0 || streets.classes.includes("steps"),
    hasCrossings: (bits & CROSSING) !== 0,
  };
}

/** The layers that a scenario's study does not share with the baseline, as the page holds them. */
export function layersOfScenario(base: Study, study: Study): ScenarioView["layers"] {
  const { facilities, streets, barriers, demand } = viewOfStudy(study, {});
  return {
    ...(study.facilities === base.facilities ? {} : { facilities }),
    ...(study.streets === base.streets ? {} : { streets }),
    ...(study.barriers === base.barriers ? {} : { barriers }),
    ...(study.demand === base.demand ? {} : { demand }),
  };
}

/** @param hashes sha256 of each file that the study was read from, by name. */
export function viewOfStudy(study: Study, hashes: Readonly<Record<string, string>>): StudyView {
  const { demand, ...rest } = study;
  const { elevations: _elevations, conditions: _conditions, ...streets } = study.streets;
  const totals: Partial<Record<GroupId, number>> = {};
  for (const groupId of GROUP_IDS) {
    const people = demand.people[groupId];
    if (people) totals[groupId] = people.reduce((sum, value) => sum + value, 0);
  }
  return {
    ...rest,
    streets,
    streetFacts: streetFactsOf(study),
    demand: { count: demand.count, unit: demand.unit, totals },
    hashes,
  };
}
