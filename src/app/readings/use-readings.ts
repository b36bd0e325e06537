/** The comparison of the five readings, as the page reads it: its subject, the answer, and whether it is still counted. */
import type { Service } from "../../core/model/facility.ts";
import { hasKinds } from "../../core/model/scope.ts";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import type { NormReading } from "../../core/plan/norm-readings.ts";
import { NO_EDITS, type PlanEdits } from "../../core/plan/plan-edits.ts";
import { readingsOfPlan } from "../../core/plan/plan-reading.ts";
import type { Target } from "../../core/plan/target.ts";
import type { CommunityUnit, ReadingComparison, ReadingSubject } from "../../core/questions/compare-readings.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { type Beside, useBeside } from "../select/use-beside.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, currentEdits, currentParameters, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useReadingsView } from "./readings-view.ts";

export interface ReadingsQuestion {
  readonly key: string;
  readonly subject: ReadingSubject;
  /** Circles of the plan, as the plan has them: what was edited by hand is not compared with itself. */
  readonly targets: readonly Target[];
  readonly services: readonly Service[];
}

const UNITS = ["urban-community", "village", "community"];

/** Targets that are circles of communities; the same list as long as no choice changes. */
const listCircles = rememberLatest((study: StudyView, choices: PlanEdits["choices"]): readonly Target[] =>
  study.targets.length === 0
    ? []
    : judgedTargets(study, { ...NO_EDITS, choices }).filter(
        ({ rule, unit }) => rule.kind === "service-area" && UNITS.includes(unit),
      ),
);

const putQuestion = rememberLatest(
  (
    study: StudyView,
    targets: readonly Target[],
    asked: string | null,
    selectedTargetId: string | null,
    serviceId: string | null,
    unit: CommunityUnit,
  ): ReadingsQuestion | null => {
    const services = study.services.filter(({ circle }) => circle);
    const keys = [...targets.map(({ id }) => `target:${id}`), ...services.map(({ id }) => `service:${id}`)];
    const wanted = [asked, `target:${selectedTargetId}`, `service:${serviceId}`, keys[0] ?? null];
    const key = wanted.find((each) => each !== null && keys.includes(each));
    if (!key) return null;
    const id = key.slice(key.indexOf(":") + 1);
    const target = targets.find((each) => `target:${each.id}` === key);
    const subject: ReadingSubject = target
      ? { kind: "target", target }
      : { kind: "service", serviceId: id, unit: hasKinds(study) ? unit : "community" };
    return { key, subject, targets, services };
  },
);

/** What is asked at the moment; null in a study without circles. */
export function useReadingsQuestion(): ReadingsQuestion | null {
  const study = useAnalysis((state) => state.study);
  const choices = useProject((state) => currentEdits(state).choices);
  const serviceId = useProject((state) => currentChoices(state)?.serviceId ?? null);
  const selectedTargetId = useView((state) => state.selectedTargetId);
  const { subjectKey, chosenAt, unit } = useReadingsView();
  const asked = chosenAt === selectedTargetId ? subjectKey : null;
  if (!study) return null;
  return putQuestion(study, listCircles(study, choices), asked, selectedTargetId, serviceId, unit);
}

/** One list as long as no reading is changed. */
const listReadings = rememberLatest(readingsOfPlan);

/** The readings that are compared: the presets as the plan keeps them, and its own. */
export function useNormReadings(): readonly NormReading[] {
  return useProject((state) => listReadings(currentEdits(state).circleReadings));
}

/** The answer to a question, asked while `wanted`. */
export function useReadings(question: ReadingsQuestion | null, wanted: boolean): Beside<ReadingComparison | null> {
  const passShare = useProject((state) => currentParameters(state).passShare);
  const readings = useNormReadings();
  return useBeside("readings", question && { subject: question.subject, passShare, readings }, wanted);
}
