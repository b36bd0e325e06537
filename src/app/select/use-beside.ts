/** Answers beside the run, as components read them: asked for while wanted, and known to be stale when they are. */
import { useEffect } from "react";
import type { ServiceAccess } from "../../core/access/access-result.ts";
import type { Progress } from "../../core/analysis-result.ts";
import type { ServiceCatchments } from "../../core/questions/find-catchments.ts";
import type { IsochroneAnswer } from "../../worker/protocol.ts";
import { type Failure, useAnalysis } from "../store/analysis-store.ts";
import { keyOfQuestion, subjectOf } from "../store/ask-beside.ts";
import { wantBeside } from "../store/ask-worker.ts";
import type { BesideAnswer, BesideName, BesideQuestion, BesideState } from "../store/beside-answers.ts";
import { currentEdits, currentParameters, currentScenario, useProject } from "../store/project-store.ts";
import { type ColourSubject, useView } from "../store/view-store.ts";
import { type ShownCoverage, useSettledCoverage } from "./shown-coverage.ts";

export interface Beside<Answer> {
  /** The latest answer about this subject; undefined before the first. */
  readonly answer: Answer | undefined;
  /** True where the answer is to the question of the moment. */
  readonly isFresh: boolean;
  readonly status: BesideState["status"] | "idle";
  readonly progress: Progress | null;
  readonly failure: Failure | null;
}

const IDLE = { answer: undefined, isFresh: false, status: "idle", progress: null, failure: null } as const;

/** What is known of a question; it is asked while `wanted`. */
export function readBeside<Name extends BesideName>(
  state: BesideState | undefined,
  question: BesideQuestion<Name>,
): Beside<BesideAnswer<Name>> {
  if (!state || state.subject !== subjectOf(question)) return IDLE;
  const isAsked = state.key === keyOfQuestion(question);
  return {
    answer: state.answer as BesideAnswer<Name> | undefined,
    isFresh: state.answer !== undefined && state.answerKey === keyOfQuestion(question),
    status: isAsked ? state.status : "waiting",
    progress: isAsked ? state.progress : null,
    failure: isAsked ? state.failure : null,
  };
}

/**
 * What is known about a subject under the parameters of the moment; null asks nothing. A component that wants
 * nothing and was told nothing is not drawn again when the parameters change.
 */
export function useBeside<Name extends BesideName>(
  name: Name,
  subject: Omit<BesideQuestion<Name>, "parameters"> | null,
  wanted: boolean,
): Beside<BesideAnswer<Name>> {
  const state = useAnalysis(({ beside }) => beside[name]);
  const matters = subject !== null && (wanted || state !== undefined);
  const parameters = useProject((project) => (matters ? currentParameters(project) : null));
  useProject((project) => (matters ? currentScenario(project) : undefined));
  const question = subject && parameters ? ({ ...subject, parameters } as BesideQuestion<Name>) : null;
  const key = question && wanted ? keyOfQuestion(question) : "";
  // The key says all that the question does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new object with an equal key is no new question
  useEffect(() => {
    if (question && key !== "") wantBeside(name, question);
  }, [name, key]);
  return question ? readBeside<Name>(state, question) : IDLE;
}

const ACCESS_SUBJECTS: readonly ColourSubject[] = ["backup", "capacity", "access"];

/** True for subjects that are read from the access answer. */
export function needsAccess(subject: ColourSubject): boolean {
  return ACCESS_SUBJECTS.includes(subject);
}

/** Access of the service on screen, counted while the map or an open panel shows it. */
export function useAccess(shown: ShownCoverage | null): Beside<ServiceAccess> {
  const wanted = useView(
    ({ accessOpen, equityOpen, method, subject, selectedTargetId }) =>
      accessOpen || equityOpen || (method === "network" && needsAccess(subject) && selectedTargetId === null),
  );
  const capacityNorms = useProject((state) => currentEdits(state).capacityNorms);
  return useBeside("access", shown && { serviceId: shown.service.id, capacityNorms }, wanted);
}

/** Catchments of the service on screen, counted while the map shows them. */
export function useCatchments(shown: ShownCoverage | null): Beside<ServiceCatchments | null> {
  const wanted = useView(
    ({ method, subject, selectedTargetId }) =>
      method === "network" && subject === "catchment" && selectedTargetId === null,
  );
  return useBeside("catchments", shown && { serviceId: shown.service.id }, wanted);
}

/** The isochrone of all facilities of the service on screen. */
export function useIsochrone(shown: ShownCoverage | null): Beside<IsochroneAnswer> {
  const wanted = useView(
    ({ method, showIsochrone, compareIsochrone }) => method === "isochrone" || showIsochrone || compareIsochrone,
  );
  return useBeside("isochrone", shown && { serviceId: shown.service.id, facilityIndex: null }, wanted);
}

/** The isochrone of the selected facility, null where none is selected. */
export function useFacilityIsochrone(): Beside<IsochroneAnswer> {
  const shown = useSettledCoverage();
  const facilityIndex = useView((state) => state.selectedFacilityIndex);
  const isAsked = shown !== null && facilityIndex !== null;
  return useBeside("facilityIsochrone", isAsked ? { serviceId: shown.service.id, facilityIndex } : null, true);
}
