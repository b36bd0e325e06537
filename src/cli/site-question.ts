/** `minsheng site STUDY --question NAME`: a siting question kept with a study, asked as it stands. */
import { AnalysisSession } from "../core/analysis-session.ts";
import { AnalysisError, BadDataError } from "../core/errors.ts";
import { DEFAULT_PARAMETERS } from "../core/model/parameters.ts";
import { ON_SCREEN, type SiteQuestion, wishesOf } from "../core/plan/site-form.ts";
import { type PosedSiting, poseSiting } from "../core/questions/siting/pose-siting.ts";
import type { IssueList } from "../io/tables/labelled-table.ts";
import { UndoneError } from "./command.ts";
import { describeSitingFault } from "./describe-siting.ts";
import { loadStudy, studyExists } from "./load-study.ts";
import type { SiteInputs } from "./site-inputs.ts";
import { inputsOfStudy } from "./site-study.ts";

export interface KeptQuestion {
  readonly question: SiteQuestion;
  readonly posed: PosedSiting;
  readonly inputs: SiteInputs;
}

/** The name of the question that was left in the form of the page, as the command line says it. */
const FORM_NAME = "form";

/** Null where something is wrong; what it is has joined `problems` or `issues`. */
export async function readKeptQuestion(
  argument: string,
  name: string,
  problems: string[],
  issues: IssueList,
): Promise<KeptQuestion | null> {
  if (!studyExists(argument)) {
    problems.push(`${argument} does not exist and is no shipped study.`);
    return null;
  }
  try {
    const { study } = await loadStudy(argument);
    const { siteQuestions } = study.edits;
    const question =
      siteQuestions.find((each) => each.name === name) ??
      (name === FORM_NAME ? siteQuestions.find((each) => each.name === ON_SCREEN) : undefined);
    const known = siteQuestions.map((each) => (each.name === ON_SCREEN ? FORM_NAME : each.name)).join(", ");
    if (!question) {
      problems.push(`--question ${name} is not kept in the study. Kept: ${known || "none"}.`);
      return null;
    }
    const { serviceId, form } = question;
    if (!study.services.some(({ id }) => id === serviceId)) {
      problems.push(`--question ${name} asks for the service ${serviceId}, which is not in the study.`);
      return null;
    }
    const parameters = { ...DEFAULT_PARAMETERS, ...question.parameters };
    const steps = poseSiting(new AnalysisSession(study), parameters, { ...form, serviceId }, wishesOf(form));
    let step = steps.next();
    while (!step.done) step = steps.next();
    const posed = step.value;
    const { candidateKind, areaKind, areaUnitIds, areaCommunityIds } = form;
    const inputs = inputsOfStudy(study, serviceId, parameters, posed.sites, {
      question: name,
      ...(areaKind === "all"
        ? {}
        : { area: [...areaUnitIds, ...areaCommunityIds], candidatesOutside: posed.outsideCount }),
      candidatesFrom: candidateKind,
      ...(candidateKind === "grid" ? { gridMetres: form.gridMetres } : {}),
      candidatesExcluded: posed.droppedCount,
      ...(form.isBacked ? { timesCovered: 2 } : {}),
      ...(posed.equity ? { equityFactor: posed.equity.aversion, kappaPerSecond: posed.equity.kappa } : {}),
    });
    return { question, posed, inputs };
  } catch (error) {
    if (error instanceof BadDataError) {
      for (const issue of error.issues) issues.add(issue);
      return null;
    }
    if (error instanceof AnalysisError && error.code === "siting-impossible")
      throw new UndoneError(describeSitingFault(error, { demandIds: [], siteIds: [] }));
    throw error;
  }
}
