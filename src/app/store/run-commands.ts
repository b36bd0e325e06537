/**
 * What the page asks of the worker. One analysis is in flight at a time and the
 * latest wish wins: while the slider is dragged, looks at the service on screen come
 * as fast as they can be counted and none queues up. The whole run, with every service
 * and every target, waits until the hand rests; a new wish cancels it.
 */
import type { Progress } from "../../core/analysis-result.ts";
import { AnalysisError } from "../../core/errors.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import type { AnalysisClient, RequestControl } from "../../worker/protocol.ts";
import { readTargets } from "../select/target-results.ts";
import { useAnalysis } from "./analysis-store.ts";
import { editedByUser, requireClient, setClient } from "./ask-worker.ts";
import { failureOf, isCancelled } from "./failure-of.ts";
import { judgeEdits } from "./judge-edits.ts";
import { currentChoices, currentEdits, currentParameters, currentScenario, useProject } from "./project-store.ts";

let runController: AbortController | null = null;
let wanted: AnalysisParameters | null = null;
/** The scenario whose layers stand in the study on screen. */
let shownScenario: Scenario | undefined;
let wantedAt = 0;
let inFlight = false;
/** Ends what a new wish need not wait for: the rest before a whole run, and the whole run. */
let giveWay: (() => void) | null = null;
/** Goes on with a rest that the hand has held up. */
let resume: (() => void) | null = null;

/** How long the question must have stood still before everything else is counted. */
const REST_MS = 100;

/** Gives the page its worker and runs an analysis whenever the open study's parameters change, or the targets that are judged. */
export function connectClient(analysisClient: AnalysisClient): void {
  setClient(analysisClient);
  useProject.subscribe((state, before) => {
    if (state.studyId !== before.studyId) return;
    if (currentParameters(state) !== currentParameters(before) || currentScenario(state) !== currentScenario(before))
      requestAnalysis();
    if (currentEdits(state) !== currentEdits(before)) void judgeEdits(analysisClient);
  });
}

/** Asks for an analysis with the present parameters. */
export function requestAnalysis(): void {
  if (!useAnalysis.getState().study) return;
  wanted = currentParameters(useProject.getState());
  wantedAt = performance.now();
  if (inFlight) giveWay?.();
  else void runWanted();
}

/** Only the service on screen is counted until `letGo`: whole runs would be in the way of the hand's next move. */
export function holdWholeRuns(): void {
  useAnalysis.getState().hold(true);
}

/** The hand rests: everything else is counted too. */
export function letGo(): void {
  const { isHeld, hold } = useAnalysis.getState();
  if (!isHeld) return;
  hold(false);
  wantedAt = performance.now();
  resume?.();
}

/** Gives up the run under way; the last result stays on screen. */
export function cancelAnalysis(): void {
  stopRun();
  useAnalysis.getState().cancel();
}

/** Gives up every run, as before another study is opened. */
export function stopRun(): void {
  wanted = null;
  runController?.abort();
  giveWay?.();
}

/** Another study is on screen: none of its layers is a scenario's yet. */
export function forgetShownScenario(): void {
  shownScenario = undefined;
}

async function runWanted(): Promise<void> {
  inFlight = true;
  while (wanted) {
    const parameters: AnalysisParameters = wanted;
    wanted = null;
    const controller = new AbortController();
    runController = controller;
    const analysis = useAnalysis.getState();
    const generation = analysis.begin();
    const control = {
      scenario: currentScenario(useProject.getState()),
      signal: controller.signal,
      onProgress: (progress: Progress) => analysis.report(generation, progress),
    };
    try {
      const serviceId = currentChoices(useProject.getState())?.serviceId;
      if (serviceId) await lookAhead({ ...parameters, serviceIds: [serviceId] }, generation, control);
      if (wanted) continue;
      if (controller.signal.aborted) throw new AnalysisError("cancelled");
      giveWay = () => controller.abort();
      const targets = readTargets();
      const { capacityNorms } = currentEdits(useProject.getState());
      const result = await requireClient().request("analyse", { parameters, ...editedByUser() }, control);
      if (!controller.signal.aborted) {
        await showScenarioLayers(control);
        analysis.accept(generation, result, targets, capacityNorms);
      }
      void judgeEdits(requireClient());
    } catch (error) {
      if (!isCancelled(error)) analysis.fail(generation, failureOf(error));
      else if (!wanted) analysis.cancel();
    } finally {
      giveWay = null;
      resume = null;
    }
  }
  inFlight = false;
}

/** Brings the study on screen to the scenario that was run, before its result is shown: both name facilities by the same indexes. */
async function showScenarioLayers({ scenario, signal }: RequestControl): Promise<void> {
  const { showLayers } = useAnalysis.getState();
  const shown = shownScenario;
  if (scenario === shown) return;
  const view = scenario && (await requireClient().request("viewScenario", { scenario }, { signal }));
  shownScenario = scenario;
  showLayers(view?.layers ?? {}, view?.issues);
}

/** Shows the service on screen, then waits until the first map is painted or the hand rests. */
async function lookAhead(
  parameters: AnalysisParameters,
  generation: number,
  control: Parameters<AnalysisClient["request"]>[2],
): Promise<void> {
  const analysis = useAnalysis.getState();
  const look = await requireClient().request("analyse", { parameters, firstLook: true }, control);
  analysis.glimpse(generation, look, control?.scenario);
  if (analysis.result) {
    // A pass mark routes and sums nothing anew: the plan need not wait for the hand to rest.
    return differInPassShareAlone(analysis.result.parameters, parameters) ? undefined : await restFromWishes();
  }
  await waitForChoropleth();
  analysis.preview(generation, look);
}

/** Services aside: a look is at one of them. */
function differInPassShareAlone(first: AnalysisParameters, second: AnalysisParameters): boolean {
  const { passShare: one, serviceIds: _of, ...before } = first;
  const { passShare: other, serviceIds: _and, ...after } = second;
  return one !== other && JSON.stringify(before) === JSON.stringify(after);
}

/** Until the last wish is a while ago and nothing is in the hand, or a new wish is there. */
function restFromWishes(): Promise<void> {
  return new Promise((resolve) => {
    if (wanted) return resolve();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = (): void => {
      if (!useAnalysis.getState().isHeld) timer = setTimeout(resolve, wantedAt + REST_MS - performance.now());
    };
    resume = rest;
    giveWay = () => {
      clearTimeout(timer);
      resolve();
    };
    rest();
  });
}

/** Lets the first map be painted before the worker takes the processor again; gives up after a second. */
async function waitForChoropleth(): Promise<void> {
  const end = performance.now() + 1000;
  while (document.body.dataset.choropleth !== "visible" && performance.now() < end) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
