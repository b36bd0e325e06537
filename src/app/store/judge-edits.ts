/**
 * After an edit of the plan the targets that it changed are judged by themselves, without a run: one
 * request at a time, the newest edit next. What was not changed keeps its result.
 */

import type { StatedNorm } from "../../core/access/capacity-norms.ts";
import type { AnalysisResult } from "../../core/analysis-result.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { asksPlaces } from "../../core/plan/target-places.ts";
import type { AnalysisClient } from "../../worker/protocol.ts";
import { readTargets } from "../select/target-results.ts";
import { useAnalysis } from "./analysis-store.ts";
import { failureOf, isCancelled } from "./failure-of.ts";
import { currentEdits, currentScenario, useProject } from "./project-store.ts";

let isJudging = false;

/** Brings the results on screen up to the edits of now. Asks for nothing while they are, or before a run has judged the plan. */
export async function judgeEdits(client: AnalysisClient): Promise<void> {
  if (isJudging) return;
  isJudging = true;
  try {
    for (let wish = findWish(); wish !== null; wish = findWish()) {
      const { targets, changed, result, known, capacityNorms } = wish;
      const { parameters } = result;
      const scenario = currentScenario(useProject.getState());
      const question = { parameters, targets: changed, capacityNorms };
      const found = changed.length === 0 ? [] : await client.request("judge", question, { scenario });
      const now = useAnalysis.getState();
      // Another run has come in between, or another study: its own results are looked at anew.
      if (now.result?.parameters !== parameters) continue;
      const byTarget = new Map([...known, ...changed.map((target, at) => [target, found[at]] as const)]);
      now.putTargets(
        targets.flatMap((target) => byTarget.get(target) ?? []),
        targets,
        capacityNorms,
      );
    }
  } catch (error) {
    const { fail, generation } = useAnalysis.getState();
    if (!isCancelled(error)) fail(generation, failureOf(error));
  } finally {
    isJudging = false;
  }
}

interface Wish {
  readonly targets: readonly Target[];
  readonly changed: readonly Target[];
  readonly result: AnalysisResult;
  readonly known: ReadonlyMap<Target, TargetResult | undefined>;
  readonly capacityNorms: readonly StatedNorm[];
}

function findWish(): Wish | null {
  const { study, result, judged, judgedNorms } = useAnalysis.getState();
  if (!study || !result || judged.length === 0) return null;
  const { drafts, draftId, capacityNorms } = currentEdits(useProject.getState());
  // Circles that stand for a plan are made anew each time and never edited.
  const isPlanless = study.targets.length === 0 && !drafts.some(({ id }) => id === draftId);
  const targets = readTargets();
  const isSame = targets === judged && capacityNorms === judgedNorms;
  if (isSame || (isPlanless && judged.every(({ id }, at) => id === targets[at]?.id))) return null;
  const resultsById = new Map(result.targets.map((each) => [each.targetId, each]));
  const known = new Map(judged.map((target) => [target, resultsById.get(target.id)]));
  const isKnown = (target: Target): boolean =>
    known.has(target) && (capacityNorms === judgedNorms || !asksPlaces(target));
  return { targets, changed: targets.filter((target) => !isKnown(target)), result, known, capacityNorms };
}
