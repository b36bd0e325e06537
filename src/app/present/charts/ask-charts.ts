/** Asks for the charts whenever what they are about changes; the latest question wins. */
import { useEffect, useMemo } from "react";
import type { ChartQuestion } from "../../../report/charts/study-charts.ts";
import { useSiting } from "../../siting/siting-store.ts";
import { useAnalysis } from "../../store/analysis-store.ts";
import { failureOf, isCancelled } from "../../store/failure-of.ts";
import { currentChoices, useProject } from "../../store/project-store.ts";
import { useView } from "../../store/view-store.ts";
import { requestCharts } from "../report-client.ts";
import { askCharts } from "./chart-question.ts";
import { useCharts } from "./charts-store.ts";

/** How long the question must have stood still. */
const REST_MS = 250;

/** The question on screen; null without a study or a service. */
export function useChartQuestion(): ChartQuestion | null {
  const study = useAnalysis((state) => state.study);
  const choices = useProject(currentChoices);
  const scopeOf = useCharts((state) => state.scopeOf);
  const level = useCharts((state) => state.level);
  const stepsOf = useCharts((state) => state.stepsOf);
  const report = useSiting((state) => state.report);
  const askedQuestion = useSiting((state) => state.askedQuestion);
  const askedScenario = useSiting((state) => state.askedScenario);
  const language = useView((state) => state.language);
  return useMemo(
    () =>
      study &&
      choices &&
      askCharts(study, choices, { scopeOf, level, stepsOf }, { report, askedQuestion, askedScenario }, language),
    [study, choices, scopeOf, level, stepsOf, report, askedQuestion, askedScenario, language],
  );
}

export function useAskedCharts(question: ChartQuestion | null): void {
  const key = JSON.stringify(question);
  const baseline = useAnalysis((state) => state.baseline);
  const edits = useProject((state) => currentChoices(state)?.edits);
  const scenarios = useProject((state) => currentChoices(state)?.scenarios);
  const isReady = useAnalysis((state) => state.result !== null);
  const attempt = useCharts((state) => state.attempt);
  // biome-ignore lint/correctness/useExhaustiveDependencies: edits, scenarios and the study are what the worker counts from
  useEffect(() => {
    const asked = JSON.parse(key) as ChartQuestion | null;
    const { put } = useCharts.getState();
    put({ isStale: true });
    if (!asked || !isReady) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      requestCharts(asked, { onProgress: (progress) => isWanted && put({ progress }) }).then(
        (charts) => isWanted && put({ charts, isStale: false, progress: null, failure: null }),
        (error) => {
          if (!isWanted) return;
          // An export that was given up took the worker along: the charts are asked for again.
          if (isCancelled(error)) put({ attempt: attempt + 1 });
          else put({ isStale: false, progress: null, failure: failureOf(error) });
        },
      );
    }, REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key, baseline, edits, scenarios, isReady, attempt]);
}
