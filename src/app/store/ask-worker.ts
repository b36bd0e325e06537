/** The page's one door to its worker: who has it, and simple questions through it. */

import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { AnalysisError } from "../../core/errors.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import type { Snapshot } from "../../core/plan/snapshot.ts";
import type {
  AnalysisClient,
  EditedByUser,
  NamedBytes,
  RequestControl,
  Requests,
  SavedStudy,
  WalkedRoute,
} from "../../worker/protocol.ts";
import { useAnalysis } from "./analysis-store.ts";
import { askBeside } from "./ask-beside.ts";
import type { BesideName, BesideQuestion } from "./beside-answers.ts";
import { currentChoices, currentParameters, currentScenario, useProject } from "./project-store.ts";
import { editsToSave } from "./question-on-screen.ts";

let client: AnalysisClient | null = null;

/** Gives the page its worker. */
export function setClient(analysisClient: AnalysisClient): void {
  client = analysisClient;
}

/** @throws AnalysisError `worker-crashed` before there is one. */
export function requireClient(): AnalysisClient {
  if (!client) throw new AnalysisError("worker-crashed", { message: "not connected" });
  return client;
}

/** A question beside opening and running. */
export function askWorker<Name extends keyof Requests>(
  name: Name,
  parameters: Requests[Name][0],
  control?: RequestControl,
): Promise<Requests[Name][1]> {
  return requireClient().request(name, parameters, control);
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

/** What was added to the study by hand, as questions carry it. */
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
