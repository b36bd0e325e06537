/** The siting question in the form, brought up to the service and the assumptions on screen when a study is saved, and back when it opens. */
import { initialServiceId } from "../../core/model/initial-service.ts";
import { DEFAULT_PARAMETERS } from "../../core/model/parameters.ts";
import type { PlanEdits } from "../../core/plan/plan-edits.ts";
import { ON_SCREEN, pickSiteParameters } from "../../core/plan/site-form.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { StudyChoices } from "./project-store.ts";

/** The service and the assumptions with which a study opens: those of the question that was left in its form, if any. */
export function initialQuestion(study: StudyView): Pick<StudyChoices, "serviceId" | "parameters"> {
  const left = study.edits.siteQuestions.find(({ name }) => name === ON_SCREEN);
  const isKnown =
    left !== undefined &&
    study.services.some(({ id, circle }) => circle && id === left.serviceId) &&
    (left.parameters.groupId === null || study.demand.totals[left.parameters.groupId] !== undefined);
  return isKnown
    ? { serviceId: left.serviceId, parameters: { ...DEFAULT_PARAMETERS, ...left.parameters } }
    : { serviceId: initialServiceId(study), parameters: DEFAULT_PARAMETERS };
}

/** The edits as they are saved. */
export function editsToSave({ edits, serviceId, parameters }: StudyChoices): PlanEdits {
  if (serviceId === null || !edits.siteQuestions.some(({ name }) => name === ON_SCREEN)) return edits;
  return {
    ...edits,
    siteQuestions: edits.siteQuestions.map((question) =>
      question.name === ON_SCREEN ? { ...question, serviceId, parameters: pickSiteParameters(parameters) } : question,
    ),
  };
}
