/** The question in the form: part of the project, so that it is kept, undone and saved with the study like every other edit. */
import {
  DEFAULT_FORM,
  ON_SCREEN,
  pickSiteParameters,
  putSiteQuestion,
  type SiteForm,
  type SiteQuestion,
} from "../../core/plan/site-form.ts";
import { currentChoices, currentEdits, useProject } from "../store/project-store.ts";

type Project = Pick<ReturnType<typeof useProject.getState>, "studyId" | "choicesByStudy">;

/** Selector: what stands in the form. */
export function currentForm(state: Project): SiteForm {
  return currentEdits(state).siteQuestions.find(({ name }) => name === ON_SCREEN)?.form ?? DEFAULT_FORM;
}

export function useSiteForm(): SiteForm {
  return useProject(currentForm);
}

/** One step that can be undone; steps with the same merge key in a row are one. */
export function changeForm(change: Partial<SiteForm>, mergeKey?: string): void {
  const project = useProject.getState();
  const question = askedNow(project, ON_SCREEN);
  if (!question) return;
  const form = { ...question.form, ...change };
  project.editPlan(
    { siteQuestions: putSiteQuestion(currentEdits(project).siteQuestions, { ...question, form }) },
    mergeKey,
  );
}

/** The question on screen, under a name; null while no study with services is open. */
function askedNow(project: Project, name: string): SiteQuestion | null {
  const choices = currentChoices(project);
  if (!choices || choices.serviceId === null) return null;
  const { serviceId } = choices;
  return { name, serviceId, parameters: pickSiteParameters(choices.parameters), form: currentForm(project) };
}

/** Keeps the question on screen under a name, in the place of an earlier one of that name. */
export function keepQuestion(name: string): void {
  const project = useProject.getState();
  const question = askedNow(project, name);
  if (question) project.editPlan({ siteQuestions: putSiteQuestion(currentEdits(project).siteQuestions, question) });
}

export function forgetQuestion(name: string): void {
  const project = useProject.getState();
  project.editPlan({ siteQuestions: currentEdits(project).siteQuestions.filter((each) => each.name !== name) });
}

/** Puts a kept question on screen: its form, service and assumptions, in one step. */
export function openQuestion({ serviceId, parameters, form }: SiteQuestion): void {
  const project = useProject.getState();
  const choices = currentChoices(project);
  if (!choices) return;
  const { siteQuestions } = choices.edits;
  project.edit({
    serviceId,
    parameters: { ...choices.parameters, ...parameters },
    edits: {
      ...choices.edits,
      siteQuestions: putSiteQuestion(siteQuestions, { name: ON_SCREEN, serviceId, parameters, form }),
    },
  });
}
