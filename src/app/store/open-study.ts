/** Opening studies: the shipped one, files, what was made of brought files. One opening at a time; on failure the open study stays. */
import { NO_PRESENTATION } from "../../core/model/presentation.ts";
import { defaultScope, scopeExists } from "../../core/model/scope.ts";
import type { AnalysisClient, NamedBytes, OpenedStudy, RequestControl } from "../../worker/protocol.ts";
import { useAnalysis } from "./analysis-store.ts";
import { forgetBeside } from "./ask-beside.ts";
import { requestStudyFile, requireClient } from "./ask-worker.ts";
import { failureOf, isCancelled } from "./failure-of.ts";
import { useProject } from "./project-store.ts";
import { initialQuestion } from "./question-on-screen.ts";
import { forgetShownScenario, requestAnalysis, stopRun } from "./run-commands.ts";
import { SHIPPED_STUDY_ID, shippedStudyUrl } from "./shipped-study.ts";
import { useView } from "./view-store.ts";

type Source = ({ readonly kind: "shipped" } | { readonly kind: "files"; readonly files: readonly NamedBytes[] }) & {
  /** A plan that was opened on top of the study. */
  readonly plan?: readonly NamedBytes[];
};

let openSource: Source = { kind: "shipped" };
let openingController: AbortController | null = null;

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

/** Opens the study that was made of brought files; false where none was. */
export async function openBrought(
  fileNames: readonly string[],
  read: (control: RequestControl) => Promise<OpenedStudy>,
): Promise<boolean> {
  let isOpened = false;
  await open(fileNames, openSource, async (control) => {
    const opened = await read(control ?? {});
    isOpened = true;
    // Whole by itself: it is opened as any other, and reopened from what is saved of it.
    return { ...opened, onTop: false };
  });
  if (!isOpened) return false;
  const { name, bytes } = await requestStudyFile();
  openSource = { kind: "files", files: [{ name, bytes }] };
  return true;
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
    forgetShownScenario();
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
