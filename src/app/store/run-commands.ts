/**
 * What the page asks of the worker. One analysis is in flight at a time and the
 * latest wish wins: while the slider is dragged, looks at the service on screen come
 * as fast as they can be counted and none queues up. The whole run, with every service
 * and every target, waits until the hand rests; a new wish cancels it.
 */
import type { Progress } from "../../core/analysis-result.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { AnalysisError } from "../../core/errors.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import { NO_PRESENTATION } from "../../core/model/presentation.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import { defaultScope, scopeExists } from "../../core/model/scope.ts";
import type { Snapshot } from "../../core/plan/snapshot.ts";
import type {
  AnalysisClient,
  EditedByUser,
  NamedBytes,
  OpenedStudy,
  RequestControl,
  Requests,
  SavedStudy,
  WalkedRoute,
} from "../../worker/protocol.ts";
import { readTargets } from "../select/target-results.ts";
import { useAnalysis } from "./analysis-store.ts";
import { askBeside, forgetBeside } from "./ask-beside.ts";
import type { BesideName, BesideQuestion } from "./beside-answers.ts";
import { failureOf, isCancelled } from "./failure-of.ts";
import { judgeEdits } from "./judge-edits.ts";
import { currentChoices, currentEdits, currentParameters, currentScenario, useProject } from "./project-store.ts";
import { editsToSave, initialQuestion } from "./question-on-screen.ts";
import { SHIPPED_STUDY_ID, shippedStudyUrl } from "./shipped-study.ts";
import { useView } from "./view-store.ts";

type Source = ({ readonly kind: "shipped" } | { readonly kind: "files"; readonly files: readonly NamedBytes[] }) & {
  /** A plan that was opened on top of the study. */
  readonly plan?: readonly NamedBytes[];
};

let client: AnalysisClient | null = null;
let openSource: Source = { kind: "shipped" };
let openingController: AbortController | null = null;
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
  client = analysisClient;
  useProject.subscribe((state, before) => {
    if (state.studyId !== before.studyId) return;
    if (currentParameters(state) !== currentParameters(before) || currentScenario(state) !== currentScenario(before))
      requestAnalysis();
    if (currentEdits(state) !== currentEdits(before)) void judgeEdits(analysisClient);
  });
}

export function requireClient(): AnalysisClient {
  if (!client) throw new AnalysisError("worker-crashed", { message: "not connected" });
  return client;
}

/** Opens the study that ships with the product; `begun` is a request for it that is already under way. */
export async function openShippedStudy(begun?: Promise<OpenedStudy>): Promise<void> {
  const parameters = { id: SHIPPED_STUDY_ID, baseUrl: shippedStudyUrl() };
  await open(
    [SHIPPED_STUDY_ID],
    { kind: "shipped" },
    (control) => begun ?? requireClient().request("openShipped", parameters, control),
  );
}

/** Opens or imports the reader's files; `adminLevel` picks the communities of an OSM file. */
export async function openStudyFiles(files: readonly NamedBytes[], adminLevel: number | null = null): Promise<void> {
  await open(
    files.map(({ name }) => name),
    { kind: "files", files },
    (control) => requireClient().request("openFiles", { files, adminLevel }, control),
  );
}

/** Reads the same files again with communities of another admin level. */
export async function importAtLevel(adminLevel: number): Promise<void> {
  if (openSource.kind === "files") await openStudyFiles(openSource.files, adminLevel);
}

/** Opens the present study once more, as after a crash of the worker. */
export async function reopenStudy(): Promise<void> {
  const { plan } = openSource;
  if (openSource.kind === "files") await openStudyFiles(openSource.files);
  else await openShippedStudy();
  if (plan) await openStudyFiles(plan);
}

async function open(
  fileNames: readonly string[],
  source: Source,
  read: (control: Parameters<AnalysisClient["request"]>[2]) => Promise<OpenedStudy>,
): Promise<void> {
  openingController?.abort();
  const controller = new AbortController();
  openingController = controller;
  stopRun();
  const analysis = useAnalysis.getState();
  analysis.beginOpening(fileNames);
  try {
    const { study, issues, onTop } = await read({
      signal: controller.signal,
      onProgress: (progress) => {
        if (openingController === controller) analysis.reportOpening(progress);
      },
    });
    if (openingController !== controller) return;
    openSource = onTop && source.kind === "files" ? { ...openSource, plan: source.files } : source;
    forgetBeside();
    shownScenario = undefined;
    analysis.adoptStudy(study, openSource.kind, issues);
    useView.getState().show({
      selectedCommunityIndex: null,
      selectedFacilityIndex: null,
      hoveredCommunityIndex: null,
      selectedTargetId: null,
      route: null,
      figure: null,
      tableMode: "gaps",
    });
    useProject.getState().openStudy(
      study.id,
      {
        ...initialQuestion(study),
        scope: defaultScope(study),
        edits: study.edits,
        scenarios: study.scenarios,
        presentation: study.presentation ?? NO_PRESENTATION,
        scenarioId: null,
      },
      (choices) =>
        scopeExists(study, choices.scope) &&
        study.services.some(({ id }) => id === choices.serviceId) &&
        (choices.parameters.groupId === null || study.demand.totals[choices.parameters.groupId] !== undefined),
    );
    requestAnalysis();
  } catch (error) {
    if (openingController !== controller) return;
    if (isCancelled(error)) analysis.cancelOpening();
    else analysis.failOpening(failureOf(error));
    if (useAnalysis.getState().study && !useAnalysis.getState().result) requestAnalysis();
  } finally {
    if (openingController === controller) openingController = null;
  }
}

/** Gives up the opening under way; the open study stays. */
export function cancelOpening(): void {
  openingController?.abort();
  openingController = null;
  useAnalysis.getState().cancelOpening();
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

function stopRun(): void {
  wanted = null;
  runController?.abort();
  giveWay?.();
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

/** The walk from a community to its nearest facility, null where there is none or the question is out of date. */
export async function requestRoute(serviceId: string, communityIndex: number): Promise<WalkedRoute | null> {
  const { study } = useAnalysis.getState();
  const parameters = currentParameters(useProject.getState());
  try {
    const scenario = currentScenario(useProject.getState());
    const route = await requireClient().request("route", { parameters, serviceId, communityIndex }, { scenario });
    const stale =
      useAnalysis.getState().study !== study ||
      currentParameters(useProject.getState()) !== parameters ||
      currentScenario(useProject.getState()) !== scenario ||
      currentChoices(useProject.getState())?.serviceId !== serviceId;
    return stale ? null : route;
  } catch {
    return null;
  }
}

/** Coverage of one service without the scenario on screen; null where the question fails. */
export async function requestBaselineCoverage(
  parameters: AnalysisParameters,
  serviceId: string,
): Promise<ServiceCoverage | null> {
  const question = { parameters: { ...parameters, serviceIds: [serviceId] }, firstLook: true };
  try {
    return (await requireClient().request("analyse", question)).services[0] ?? null;
  } catch {
    return null;
  }
}

/** Asks for an answer beside the run; see `ask-beside`. */
export function wantBeside<Name extends BesideName>(name: Name, question: BesideQuestion<Name>): void {
  if (client && useAnalysis.getState().study) askBeside(client, name, question);
}

/** The run's files exactly as the command line writes them. */
export async function requestRunFiles(): Promise<readonly NamedBytes[]> {
  const project = useProject.getState();
  const question = { parameters: currentParameters(project), ...editedByUser() };
  return await requireClient().request("exportRun", question, { scenario: currentScenario(project) });
}

/** Another run's targets.csv or scoreboard.csv as the figures of a day; fails with every fault of the file. */
export async function requestSnapshot(question: Requests["readSnapshot"][0]): Promise<Snapshot> {
  return await requireClient().request("readSnapshot", question);
}

/** ledger.csv as the command line writes it, of the rows with these keys alone where some are named. */
export async function requestLedgerCsv(keys: readonly string[] | null): Promise<NamedBytes> {
  const project = useProject.getState();
  const question = { parameters: currentParameters(project), keys, ...editedByUser() };
  return await requireClient().request("ledgerCsv", question, { scenario: currentScenario(project) });
}

/** The open study as one file. */
export async function requestStudyFile(): Promise<SavedStudy> {
  return await requireClient().request("saveStudy", editedByUser());
}

/** The plan with what was added to it as one file, to be opened on top of another study. */
export async function requestPlanFile(): Promise<NamedBytes> {
  return await requireClient().request("savePlan", editedByUser());
}

export function editedByUser(): EditedByUser {
  const choices = currentChoices(useProject.getState());
  return choices
    ? { edits: editsToSave(choices), scenarios: choices.scenarios, presentation: choices.presentation }
    : {};
}

/** Where to build; the best answer so far comes with the progress. */
export async function requestSiting(
  question: Requests["site"][0],
  control: RequestControl,
): Promise<Requests["site"][1]> {
  return await requireClient().request("site", question, control);
}

/** Why an answer does not build on a spot. */
export async function requestSpot(
  question: Requests["explainSpot"][0],
  control: RequestControl,
): Promise<Requests["explainSpot"][1]> {
  return await requireClient().request("explainSpot", question, control);
}

/** Reads a file of places or areas for a siting question. */
export async function requestSiteLayer(question: Requests["readSiteLayer"][0]): Promise<Requests["readSiteLayer"][1]> {
  return await requireClient().request("readSiteLayer", question);
}

/** Ends the solver; the question under way is answered with the best so far. */
export async function stopSiting(): Promise<void> {
  await requireClient().request("stopSiting", {});
}
