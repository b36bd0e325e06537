/** Opening studies: the shipped one, files, what was made of brought files. One opening at a time; on failure the open study stays. */
import type { Issue } from "../../core/errors.ts";
import { dayOf } from "../../core/model/calendar-day.ts";
import { NO_PRESENTATION } from "../../core/model/presentation.ts";
import { defaultScope, scopeExists } from "../../core/model/scope.ts";
import { NO_EDITS } from "../../core/plan/plan-edits.ts";
import type { AnalysisClient, NamedBytes, OpenedStudy, RequestControl, StudyView } from "../../worker/protocol.ts";
import { useAnalysis } from "./analysis-store.ts";
import { forgetBeside } from "./ask-beside.ts";
import { requireClient } from "./ask-worker.ts";
import { failureOf, isCancelled } from "./failure-of.ts";
import { useProject } from "./project-store.ts";
import { initialQuestion } from "./question-on-screen.ts";
import { forgetShownScenario, requestAnalysis, stopRun } from "./run-commands.ts";
import { SHIPPED_STUDY_ID, shippedStudyUrl } from "./shipped-study.ts";
import { useView } from "./view-store.ts";
import { finishWriting, writeMade } from "./write-made.ts";

export type StudySource = (
  | { readonly kind: "shipped" }
  | { readonly kind: "files"; readonly files: readonly NamedBytes[] }
) & {
  /** A plan that was opened on top of the study. */
  readonly plan?: readonly NamedBytes[];
  /** Where a kept study is opened again: its id. What is kept of its choices is then all of them. */
  readonly keptId?: string;
  /** The import on record that the study was made by. */
  readonly importId?: string;
};

export interface Prepared {
  readonly id: string;
  readonly isOwn: boolean;
  /** What was found when the study was first read; absent: what was found now. */
  readonly issues?: readonly Issue[];
}

/** Who keeps studies in the browser. */
export interface StudyKeeper {
  /** The id under which this study's choices are kept (a source without files is being made of the open one and others); those are in the project store afterwards. `isOwn`: they are all of it, whatever the files say. */
  prepare(study: StudyView, source: StudySource): Promise<Prepared>;
  /** The study is the open one now. Never keeps the page waiting. */
  opened(id: string, study: StudyView, source: StudySource): void;
}

let openSource: StudySource = { kind: "shipped" };
/** What was open before a study was made of brought files, until that one stands in a file. */
let beforeMade: { readonly source: StudySource; readonly keptId: string | null } | null = null;
let openingController: AbortController | null = null;
let keeper: Promise<StudyKeeper | null> = Promise.resolve(null);

/** From now on, opening waits for the keeper's word on what is kept of the study. */
export function setKeeper(promised: Promise<StudyKeeper | null>): void {
  keeper = promised;
}

/** What the open study was opened from. */
export function currentSource(): StudySource {
  return openSource;
}

/** Opens the study that ships with the product; `begun` is a request for it that is already under way. */
export async function openShippedStudy(begun?: Promise<OpenedStudy>, keptId?: string): Promise<boolean> {
  const parameters = { id: SHIPPED_STUDY_ID, baseUrl: shippedStudyUrl() };
  return await open(
    [SHIPPED_STUDY_ID],
    { kind: "shipped", ...(keptId === undefined ? {} : { keptId }) },
    (control) => begun ?? requireClient().request("openShipped", parameters, control),
  );
}

/**
 * Opens or imports the reader's files. False where they cannot be read.
 * @param adminLevel picks the communities of an OSM file.
 * @param importId where they are on record until the study is kept.
 */
export async function openStudyFiles(
  files: readonly NamedBytes[],
  adminLevel: number | null = null,
  importId?: string,
): Promise<boolean> {
  return await openFilesOf({ kind: "files", files, ...(importId === undefined ? {} : { importId }) }, adminLevel);
}

/** Opens files that are kept in the browser under an id; `begun` is a request for them that is already under way. False where they cannot be read. */
export async function openKeptFiles(
  keptId: string,
  files: readonly NamedBytes[],
  begun?: Promise<OpenedStudy>,
): Promise<boolean> {
  return await openFilesOf({ kind: "files", files, keptId }, null, begun);
}

async function openFilesOf(
  source: Extract<StudySource, { kind: "files" }>,
  adminLevel: number | null,
  begun?: Promise<OpenedStudy>,
): Promise<boolean> {
  const { files, keptId } = source;
  const importedOn = keptId === undefined ? { importedOn: dayOf(new Date()) } : {};
  return await open(
    files.map(({ name }) => name),
    source,
    (control) => begun ?? requireClient().request("openFiles", { files, adminLevel, ...importedOn }, control),
  );
}

/**
 * Opens the study that was made of brought files; false where none was.
 * @param importId where they are on record until the study is kept.
 */
export async function openBrought(
  fileNames: readonly string[],
  read: (control: RequestControl) => Promise<OpenedStudy>,
  importId?: string,
): Promise<boolean> {
  const before = { source: openSource, keptId: useAnalysis.getState().projectId };
  const recorded = importId === undefined ? {} : { importId };
  const isOpened = await open(fileNames, { kind: "files", files: [], ...recorded }, async (control) => {
    // Whole by itself: it is opened as any other, and reopened from what is saved of it.
    return { ...(await read(control ?? {})), onTop: false };
  });
  const { baseline, projectId } = useAnalysis.getState();
  if (!isOpened || !baseline || projectId === null) return false;
  beforeMade = before;
  writeMade(async (file) => {
    const made: StudySource = { kind: "files", files: file ? [file] : [], ...recorded };
    if (useAnalysis.getState().baseline === baseline) {
      openSource = made;
      if (file) beforeMade = null;
    }
    (await keeper)?.opened(projectId, baseline, made);
  });
  return true;
}

/** Whether the files as they were brought are still at hand: of a kept study only what was made of them is. */
export function isImportableAgain(): boolean {
  return openSource.kind === "files" && openSource.keptId === undefined;
}

/** Reads the same files again with communities of another admin level. */
export async function importAtLevel(adminLevel: number): Promise<void> {
  if (openSource.kind === "files") await openStudyFiles(openSource.files, adminLevel);
}

/** Opens the present study once more, as after a crash of the worker. */
export async function reopenStudy(): Promise<void> {
  const before = isBeingMade(openSource) ? beforeMade : null;
  const source = before?.source ?? openSource;
  const keptId = (before ? before.keptId : useAnalysis.getState().projectId) ?? undefined;
  if (source.kind === "shipped") await openShippedStudy(undefined, keptId);
  else if (keptId === undefined) await openStudyFiles(source.files);
  else await openKeptFiles(keptId, source.files);
  if (source.plan && keptId !== undefined) await openKeptFiles(keptId, source.plan);
}

async function open(
  fileNames: readonly string[],
  source: StudySource,
  read: (control: Parameters<AnalysisClient["request"]>[2]) => Promise<OpenedStudy>,
): Promise<boolean> {
  openingController?.abort();
  const controller = new AbortController();
  openingController = controller;
  stopRun();
  const analysis = useAnalysis.getState();
  analysis.beginOpening(fileNames);
  try {
    const writing = finishWriting();
    if (writing) await writing;
    const { study, issues, onTop } = await read({
      signal: controller.signal,
      onProgress: (progress) => {
        if (openingController === controller) analysis.reportOpening(progress);
      },
    });
    if (openingController !== controller) return false;
    const opened = onTop && source.kind === "files" ? withPlan(openSource, source) : source;
    const keeping = await keeper;
    const prepared: Prepared = (await keeping?.prepare(study, opened)) ?? { id: study.id, isOwn: false };
    const { id, isOwn } = prepared;
    if (openingController !== controller) return false;
    openSource = opened;
    forgetBeside();
    forgetShownScenario();
    analysis.adoptStudy(study, openSource.kind, prepared.issues ?? issues, id);
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
      id,
      {
        ...initialQuestion(study),
        scope: defaultScope(study),
        edits: isOwn ? NO_EDITS : study.edits,
        scenarios: isOwn ? [] : study.scenarios,
        presentation: (isOwn ? undefined : study.presentation) ?? NO_PRESENTATION,
        scenarioId: null,
      },
      (choices) =>
        scopeExists(study, choices.scope) &&
        study.services.some(({ id }) => id === choices.serviceId) &&
        (choices.parameters.groupId === null || study.demand.totals[choices.parameters.groupId] !== undefined),
    );
    requestAnalysis();
    if (!isBeingMade(openSource)) keeping?.opened(id, study, openSource);
    return true;
  } catch (error) {
    if (openingController !== controller) return false;
    if (isCancelled(error)) analysis.cancelOpening();
    else analysis.failOpening(failureOf(error));
    if (useAnalysis.getState().study && !useAnalysis.getState().result) requestAnalysis();
    return false;
  } finally {
    if (openingController === controller) openingController = null;
  }
}

function withPlan(under: StudySource, { files: plan, keptId }: Extract<StudySource, { kind: "files" }>): StudySource {
  const { keptId: _, ...base } = under;
  return { ...base, plan, ...(keptId === undefined ? {} : { keptId }) };
}

/** True for what was made of brought files, until it has been written as one file. */
function isBeingMade(source: StudySource): boolean {
  return source.kind === "files" && source.files.length === 0;
}

/** Gives up the opening under way; the open study stays. */
export function cancelOpening(): void {
  openingController?.abort();
  openingController = null;
  useAnalysis.getState().cancelOpening();
}
