/**
 * Asks the worker for what stands beside the run. The newest question of a kind wins:
 * the one before it is cancelled and its answer dropped. A question waits until the
 * slider rests and the run is done, so that it never stands in their way.
 */
import type { Progress } from "../../core/analysis-result.ts";
import type { AnalysisClient, RequestName, Requests } from "../../worker/protocol.ts";
import { useAnalysis } from "./analysis-store.ts";
import type { BesideName, BesideQuestion, BesideState } from "./beside-answers.ts";
import { failureOf, isCancelled } from "./failure-of.ts";
import { currentScenario, useProject } from "./project-store.ts";

interface Asked {
  readonly key: string;
  readonly controller: AbortController;
}

/** How long the question must have stood still, by kind. */
const REST_MS: Readonly<Record<BesideName, number>> = {
  access: 350,
  catchments: 60,
  isochrone: 350,
  facilityIsochrone: 150,
  facility: 60,
  choices: 60,
  homes: 60,
  plans: 60,
  sensitivity: 150,
  readings: 150,
  ledger: 60,
  robustness: 150,
  targetCapacity: 150,
  explain: 60,
  explainUnit: 60,
  missingLinks: 350,
  marginalGain: 250,
  comparison: 150,
};
const REQUESTS = {
  access: "access",
  catchments: "catchments",
  isochrone: "isochrone",
  facilityIsochrone: "isochrone",
  facility: "facility",
  choices: "choices",
  homes: "homes",
  plans: "judgePlans",
  sensitivity: "sensitivity",
  readings: "readings",
  ledger: "ledger",
  robustness: "robustness",
  targetCapacity: "targetCapacity",
  explain: "explain",
  explainUnit: "explainUnit",
  missingLinks: "missingLinks",
  marginalGain: "marginalGain",
  comparison: "compareScenarios",
} as const satisfies Record<BesideName, RequestName>;

const asked = new Map<BesideName, Asked>();

/** What makes two questions the same, the scenario on screen with them: everything but what the answer does not depend on. */
export function keyOfQuestion(question: BesideQuestion<BesideName>): string {
  const { parameters, ...subject } = question;
  const { passShare: _, serviceIds: __, ...counted } = parameters;
  // A comparison names its scenarios itself.
  const scenario = "sides" in subject ? undefined : currentScenario(useProject.getState());
  return JSON.stringify([subject, counted, ...(scenario ? [scenario.id, scenario.edits] : [])]);
}

/** What the answer is about: with other norms or readings, or with places counted too, it is another answer about the same. */
export function subjectOf(question: BesideQuestion<BesideName>): string {
  const others = { capacityNorms: undefined, readings: undefined, withPlaces: undefined, sides: undefined };
  return JSON.stringify({ ...question, parameters: undefined, ...others });
}

/** Asks unless the same is asked or answered already. */
export function askBeside<Name extends BesideName>(
  client: AnalysisClient,
  name: Name,
  question: BesideQuestion<Name>,
): void {
  const key = keyOfQuestion(question);
  const known = useAnalysis.getState().beside[name];
  if (asked.get(name)?.key === key && known && known.status !== "failed" && known.status !== "cancelled") return;
  asked.get(name)?.controller.abort();
  const own: Asked = { key, controller: new AbortController() };
  asked.set(name, own);
  void answerBeside(client, name, question, own);
}

async function answerBeside<Name extends BesideName>(
  client: AnalysisClient,
  name: Name,
  question: BesideQuestion<Name>,
  own: Asked,
): Promise<void> {
  const { signal } = own.controller;
  const subject = subjectOf(question);
  const isCurrent = (): boolean => asked.get(name) === own && !signal.aborted;
  const put = (change: Partial<BesideState>): void => {
    if (isCurrent()) useAnalysis.getState().putBeside(name, change);
  };
  const before = useAnalysis.getState().beside[name];
  const kept = before?.subject === subject ? { answer: before.answer, answerKey: before.answerKey } : NO_ANSWER;
  put({ key: own.key, status: "waiting", progress: null, failure: null, subject, ...kept });
  await rest(REST_MS[name], signal);
  while (isCurrent() && useAnalysis.getState().status === "running") await rest(30, signal);
  if (!isCurrent()) return;
  put({ status: "running" });
  const scenario = currentScenario(useProject.getState());
  try {
    const answer = await client.request(REQUESTS[name], question as Requests[RequestName][0] as never, {
      signal,
      scenario,
      onProgress: (progress: Progress) => put({ progress }),
    });
    put({
      status: "done",
      progress: null,
      answer,
      answerKey: own.key,
    });
  } catch (error) {
    if (isCancelled(error)) put({ status: "cancelled", progress: null });
    else put({ status: "failed", progress: null, failure: failureOf(error) });
  }
}

const NO_ANSWER = { answer: undefined, answerKey: "" };

/** Gives up a question; its last answer stays. */
export function cancelBeside(name: BesideName): void {
  const own = asked.get(name);
  const { beside, putBeside } = useAnalysis.getState();
  const state = beside[name];
  if (!own || !state || state.status === "done") return;
  asked.delete(name);
  own.controller.abort();
  putBeside(name, { status: "cancelled", progress: null });
}

/** Forgets everything asked: another study is being opened. */
export function forgetBeside(): void {
  for (const { controller } of asked.values()) controller.abort();
  asked.clear();
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
