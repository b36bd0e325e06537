/** Answers beside the run, as components read them: asked for while wanted, and known to be stale when they are. */
import { useEffect } from "react";
import type { ServiceAccess } from "../../core/access/access-result.ts";
import type { Progress } from "../../core/analysis-result.ts";
import type { ServiceCatchments } from "../../core/find-catchments.ts";
import type { IsochroneAnswer } from "../../worker/protocol.ts";
import { type Failure, useAnalysis } from "../store/analysis-store.ts";
import { keyOfQuestion, subjectOf } from "../store/ask-beside.ts";
import type { BesideAnswer, BesideName, BesideQuestion, BesideState } from "../store/beside-answers.ts";
import { wantBeside } from "../store/run-commands.ts";
import { type ColourSubject, useView } from "../store/view-store.ts";
import { type ShownCoverage, useShownCoverage } from "./shown-coverage.ts";

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

export function useBeside<Name extends BesideName>(
  name: Name,
  question: BesideQuestion<Name> | null,
  wanted: boolean,
): Beside<BesideAnswer<Name>> {
  const state = useAnalysis(({ beside }) => beside[name]);
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
  const question = shown && { parameters: shown.choices.parameters, serviceId: shown.service.id };
  return useBeside("access", question, wanted);
}

/** Catchments of the service on screen, counted while the map shows them. */
export function useCatchments(shown: ShownCoverage | null): Beside<ServiceCatchments | null> {
  const wanted = useView(
    ({ method, subject, selectedTargetId }) =>
      method === "network" && subject === "catchment" && selectedTargetId === null,
  );
  const question = shown && { parameters: shown.choices.parameters, serviceId: shown.service.id };
  return useBeside("catchments", question, wanted);
}

/** The isochrone of all facilities of the service on screen. */
export function useIsochrone(shown: ShownCoverage | null): Beside<IsochroneAnswer> {
  const wanted = useView(
    ({ method, showIsochrone, compareIsochrone }) => method === "isochrone" || showIsochrone || compareIsochrone,
  );
  return useBeside("isochrone", isochroneQuestion(shown, null), wanted);
}

/** The isochrone of the selected facility, null where none is selected. */
export function useFacilityIsochrone(): Beside<IsochroneAnswer> {
  const shown = useShownCoverage();
  const facilityIndex = useView((state) => state.selectedFacilityIndex);
  const question = facilityIndex === null ? null : isochroneQuestion(shown, facilityIndex);
  return useBeside("facilityIsochrone", question, true);
}

function isochroneQuestion(
  shown: ShownCoverage | null,
  facilityIndex: number | null,
): BesideQuestion<"isochrone"> | null {
  return shown && { parameters: shown.choices.parameters, serviceId: shown.service.id, facilityIndex };
}
