/** Asks the worker where to build, stops it, and knows whether the answer still belongs to the question on screen. */
import type { Bounds } from "../../core/model/geometry.ts";
import { wishesOf } from "../../core/plan/site-form.ts";
import type { SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import type { SitingQuestion } from "../../worker/siting-protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { requestSiting, stopSiting } from "../store/ask-worker.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { currentChoices, currentScenario, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { currentForm } from "./site-form-store.ts";
import { useSiting } from "./siting-store.ts";

let controller: AbortController | null = null;

/** What an answer depends on: the study, the service, the assumptions, the scenario on screen. */
export function keyOfSiting(project: ReturnType<typeof useProject.getState>, appliedId: string | null): string {
  const choices = currentChoices(project);
  const scenario = currentScenario(project);
  const { passShare: _, serviceIds: __, ...parameters } = choices?.parameters ?? {};
  // The scenario that the answer became is no new question.
  const before = scenario?.id === appliedId ? useSiting.getState().askedScenario : scenario;
  return JSON.stringify([project.studyId, choices?.serviceId, parameters, before?.edits ?? []]);
}

export async function solveSiting(): Promise<void> {
  const project = useProject.getState();
  const choices = currentChoices(project);
  const { study } = useAnalysis.getState();
  if (!choices?.serviceId || !study) return;
  controller?.abort();
  const own = new AbortController();
  controller = own;
  const { put } = useSiting.getState();
  const ask = currentForm(project);
  const scenario = currentScenario(project);
  const question: SitingQuestion = {
    model: ask.model,
    newSites: ask.newSites,
    keepsStanding: ask.keepsStanding,
    gridMetres: ask.gridMetres,
    longestSeconds: ask.longestSeconds,
    timeLimitSeconds: ask.timeLimitSeconds,
    wishes: wishesOf(ask),
    serviceId: choices.serviceId,
    parameters: choices.parameters,
  };
  put({
    status: "running",
    searched: 0,
    soFar: null,
    report: null,
    failure: null,
    shown: 0,
    hoveredRank: null,
    chosenRank: null,
    appliedScenarioId: null,
    askedKey: keyOfSiting(project, null),
    asked: ask,
    askedQuestion: question,
    spot: null,
    askedScenario: scenario,
  });
  try {
    const report = await requestSiting(question, {
      signal: own.signal,
      scenario,
      onProgress: ({ stage, done, siting }) => {
        if (controller === own) put(siting ? { soFar: siting } : { searched: stage === "siting" ? null : done });
      },
    });
    if (controller !== own) return;
    put({ status: "done", report });
    const bounds = boundsOfSites(report.summary);
    if (bounds) useView.getState().fly({ kind: "bounds", bounds });
  } catch (error) {
    if (controller !== own) return;
    if (isCancelled(error)) put({ status: "idle" });
    else put({ status: "failed", failure: failureOf(error) });
  }
}

/** Degrees of room around the sites. */
const ROOM = 0.01;

/** What the map shows so that every new site is seen; null where there is none. */
export function boundsOfSites({ sites }: SitingSummary): Bounds | null {
  if (sites.length === 0) return null;
  const lons = sites.map(({ position }) => position[0]);
  const lats = sites.map(({ position }) => position[1]);
  return [Math.min(...lons) - ROOM, Math.min(...lats) - ROOM, Math.max(...lons) + ROOM, Math.max(...lats) + ROOM];
}

/** Keeps the best answer so far; where there is none yet the question is given up. */
export async function endSiting(): Promise<void> {
  if (useSiting.getState().soFar === null) controller?.abort();
  else await stopSiting();
}
