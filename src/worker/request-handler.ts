/**
 * What the worker does for each request. Holds the open study and its session; a
 * request that fails leaves them as they were.
 */

import type { StatedNorm } from "../core/access/capacity-norms.ts";
import { measureAccessInSteps } from "../core/access/measure-access.ts";
import type { AnalysisResult } from "../core/analysis-result.ts";
import { AnalysisSession } from "../core/analysis-session.ts";
import { checkParameters } from "../core/check-parameters.ts";
import { AnalysisError } from "../core/errors.ts";
import { initialServiceId } from "../core/model/initial-service.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../core/model/parameters.ts";
import type { Study } from "../core/model/study.ts";
import { travelLevel } from "../core/network/travel.ts";
import { usableChoices } from "../core/plan/inconsistency-choice.ts";
import { judgeTargets } from "../core/plan/judge/judge-targets.ts";
import { judgedTargets } from "../core/plan/judged-targets.ts";
import { listProblems } from "../core/plan/ledger/ledger.ts";
import type { PlanEdits } from "../core/plan/plan-edits.ts";
import { usableStated } from "../core/plan/stated-value.ts";
import { compareReadings } from "../core/questions/compare-readings.ts";
import { describeFacility } from "../core/questions/describe-facility.ts";
import { drawIsochrone } from "../core/questions/draw-isochrone.ts";
import { findCatchments } from "../core/questions/find-catchments.ts";
import { findChoices } from "../core/questions/find-choices.ts";
import { findWalkedRoute } from "../core/questions/find-walked-route.ts";
import { judgePlans } from "../core/questions/judge-plans.ts";
import { listHomes } from "../core/questions/list-homes.ts";
import { gridOfGain, measureMarginalGain } from "../core/questions/marginal-gain.ts";
import { measureRobustness } from "../core/questions/measure-robustness.ts";
import { measureSensitivity } from "../core/questions/measure-sensitivity.ts";
import { measureTargetCapacity } from "../core/questions/measure-target-capacity.ts";
import { analyseInSteps } from "../core/run-analysis.ts";
import { ScenarioSessions } from "../core/scenario/scenario-sessions.ts";
import { searchOf } from "../core/service-search.ts";
import type { RunScenario } from "../io/outputs/run-files.ts";
import { writePlan } from "../io/study/plan-file.ts";
import { writeStudyFile } from "../io/study/study-file.ts";
import { manifestHashes, readFolderManifest, readStudyFolder } from "../io/study/study-folder.ts";
import { PLAN_FILE } from "../io/study/write-study-layers.ts";
import { createCheckUpHandlers } from "./check-up-handlers.ts";
import { createCompareHandlers } from "./compare-handlers.ts";
import { createExplainHandlers } from "./explain-handlers.ts";
import { createExportHandlers } from "./export-handlers.ts";
import { hashFiles } from "./hash-files.ts";
import { createImportHandlers } from "./import-handlers.ts";
import { loadRoster } from "./load-roster.ts";
import type {
  NamedBytes,
  OpenedStudy,
  RequestControl,
  RequestName,
  Requests,
  SavedStudy,
  StudyView,
} from "./protocol.ts";
import { nextTurn, runSteps, throwIfCancelled } from "./run-steps.ts";
import { type HelpOptions, RowSearcher } from "./search-rows.ts";
import { createSiteHandlers } from "./site-handlers.ts";
import type { SitingPort } from "./siting-job.ts";
import { layersOfScenario, viewOfStudy } from "./view-study.ts";

/** Where the handler's files come from: the page's origin in the worker, the disk in tests. */
export interface RequestEnvironment {
  /** Bytes at a URL, or null where there is no such file. */
  readonly fetchBytes: (url: string) => Promise<Uint8Array | null>;
  /** Workers for long searches; without them all is done here. */
  readonly help?: HelpOptions | null;
  /** A worker for a siting question; without one the core's own bounds must do. */
  readonly startSiting?: () => SitingPort | null;
}

export type RequestHandler = <Name extends RequestName>(
  name: Name,
  parameters: Requests[Name][0],
  control?: RequestControl,
) => Promise<Requests[Name][1]>;

type Handlers = {
  [Name in RequestName]: (parameters: Requests[Name][0], control: RequestControl) => Promise<Requests[Name][1]>;
};

interface OpenStudy {
  readonly study: Study;
  readonly session: AnalysisSession;
  readonly scenarios: ScenarioSessions;
  /** The scenario that was asked for, with what its edits could not do. */
  readonly run?: RunScenario;
  readonly hashes: Readonly<Record<string, string>>;
}

/** Facilities that a community's card names. */
const NEAREST_FACILITIES = 3;

export function createRequestHandler(environment: RequestEnvironment): RequestHandler {
  let open: OpenStudy | null = null;
  let isAsked = false;
  /** A study that may be adopted next, looked at already. */
  let next: AnalysisSession | null = null;
  const rowSearcher = new RowSearcher(environment.help ?? null);

  const adopt = (made: Study, hashes: Readonly<Record<string, string>>, origins = made.origins): StudyView => {
    const prepared = next?.study === made ? next : prepare(made);
    const session = origins === made.origins ? prepared : prepared.withOrigins(origins);
    const { study } = session;
    open = { study, session, scenarios: new ScenarioSessions(session), hashes };
    next = null;
    isAsked = false;
    rowSearcher.forget();
    return viewOfStudy(study, hashes);
  };

  /** A session for a study that is, or may soon be, the open one. */
  const prepare = (study: Study): AnalysisSession => {
    const session = new AnalysisSession(study);
    next = session;
    // A failure here comes back, with its message, from the analysis that needs the same.
    const isOpen = (): boolean => open?.session.kept === session.kept && !isAsked;
    prepareAhead(session, () => next === session || isOpen()).catch(() => undefined);
    return session;
  };

  const handlers: Handlers = {
    async openShipped({ baseUrl }, control) {
      control.onProgress?.({ stage: "reading", done: 0, total: 1 });
      const fetched = new Map<string, Promise<Uint8Array | null>>();
      const read = (name: string): Promise<Uint8Array | null> => {
        const bytes = fetched.get(name) ?? environment.fetchBytes(baseUrl + name);
        fetched.set(name, bytes);
        return bytes;
      };
      const hashes = manifestHashes(await readFolderManifest(read));
      const study = await readStudyFolder(read);
      throwIfCancelled(control);
      return { study: adopt(study, hashes), issues: [] } satisfies OpenedStudy;
    },
    async openFiles({ files, adminLevel, importedOn }, control) {
      // The readers of other formats are not loaded before somebody brings a file.
      const [{ importFiles }, { isPlanFile }] = await Promise.all([
        import("../io/import/import-files.ts"),
        import("../io/import/detect-format.ts"),
      ]);
      // A plan alone is a plan for the study that is open.
      const base = open !== null && files.every(({ name, bytes }) => isPlanFile(name, bytes)) ? open : null;
      const { study, issues } = await importFiles(files, { adminLevel, importedOn, base: base?.study }, control);
      const hashes = await hashFiles(files, base?.hashes ?? {}, control);
      return { study: adopt(study, hashes), issues, onTop: base !== null };
    },
    async analyse({ parameters, firstLook = false, edits }, control) {
      isAsked = true;
      return await analyse(withEdits(requireStudy(open, control), edits), parameters, control, firstLook);
    },
    async marginalGain({ parameters, serviceId, cellMetres }, control) {
      checkParameters(parameters);
      const { session } = requireStudy(open, control);
      const gain = await runSteps(measureMarginalGain(session, parameters, serviceId), control);
      const { people: _, ...facts } = gain;
      return { ...facts, grid: gridOfGain(session.network, gain, cellMetres) };
    },
    async viewScenario({ scenario }) {
      const base = requireStudy(open, {});
      const { study, issues } = base.scenarios.open(scenario);
      return { layers: layersOfScenario(base.study, study), issues };
    },
    async judge({ parameters, targets, capacityNorms }, control) {
      checkParameters(parameters);
      return judgeTargets(sessionOf(open, control, capacityNorms), targets, parameters);
    },
    async exportRun({ parameters, edits }, control) {
      const edited = withEdits(requireStudy(open, control), edits);
      const result = await analyse(edited, parameters, control);
      const ledger = listProblems(edited.session, edited.study.edits, result.targets, parameters);
      const { writeRunFiles } = await import("../io/outputs/run-files.ts");
      return await writeRunFiles(edited.study, result, {
        inputs: edited.hashes,
        ledger,
        ...(edited.run ? { scenario: edited.run } : {}),
      });
    },
    async saveStudy({ edits, scenarios, presentation }, control) {
      const opened = withEdits(requireStudy(open, {}), edits);
      const base = opened.study;
      const study = { ...base, ...(scenarios ? { scenarios } : {}), ...(presentation ? { presentation } : {}) };
      const bytes = await writeStudyFile(study, control);
      return { name: `${study.id}.mscircle`, bytes, inputs: opened.hashes } satisfies SavedStudy;
    },
    async packStudy(kept) {
      return await (await import("./pack-study.ts")).packStudy(kept);
    },
    async savePlan({ edits }) {
      const { study } = withEdits(requireStudy(open, {}), edits);
      return { name: PLAN_FILE, bytes: new TextEncoder().encode(writePlan(study)) };
    },
    async route({ parameters, serviceId, communityIndex }, control) {
      const { session } = requireStudy(open, control);
      return findWalkedRoute(session, parameters, serviceId, communityIndex);
    },
    async access({ parameters, serviceId, capacityNorms }, control) {
      const opened = requireStudy(open, control);
      const { study, session } = opened;
      const asked = { ...parameters, serviceIds: [serviceId] };
      const result = await analyse(opened, asked, control, true);
      const [coverage] = result.services;
      const service = study.services.find(({ id }) => id === serviceId);
      if (!coverage || !service) throw new AnalysisError("unknown-service", { serviceId });
      const search = searchOf(service, asked, study.profileSpeeds);
      const rows = await rowSearcher.searchOnce(session, search, coverage.cutoffSeconds, control);
      const known = new Map([[serviceId, rows]]);
      const [access] = await runSteps(measureAccessInSteps(session, result, known, capacityNorms), control);
      if (!access) throw new AnalysisError("unknown-service", { serviceId });
      return access;
    },
    async catchments({ parameters, serviceId }, control) {
      const { session } = requireStudy(open, control);
      return findCatchments(session, parameters, serviceId);
    },
    async isochrone({ parameters, serviceId, facilityIndex }, control) {
      const { session } = requireStudy(open, control);
      return await runSteps(drawIsochrone(session, parameters, serviceId, facilityIndex), control);
    },
    async facility({ parameters, serviceId, facilityIndex, capacityNorms }, control) {
      const { session } = requireStudy(open, control);
      return describeFacility(session, parameters, serviceId, facilityIndex, capacityNorms);
    },
    async choices({ parameters, serviceId, communityIndex }, control) {
      const { session } = requireStudy(open, control);
      return findChoices(session, parameters, serviceId, communityIndex, NEAREST_FACILITIES);
    },
    async homes({ parameters, serviceId, of }, control) {
      return listHomes(requireStudy(open, control).session, parameters, serviceId, of);
    },
    async ledger({ parameters, passShare: _, edits }, control) {
      return judgeLedger(withEdits(requireStudy(open, control), edits), parameters).ledger;
    },
    async ledgerCsv({ parameters, keys, edits }, control) {
      const edited = withEdits(requireStudy(open, control), edits);
      const { targets, ledger } = judgeLedger(edited, parameters);
      const { ledgerCsv } = await import("../io/outputs/ledger-csv.ts");
      const text = ledgerCsv(edited.study, { parameters, targets }, ledger, keys);
      return { name: "ledger.csv", bytes: new TextEncoder().encode(text) } satisfies NamedBytes;
    },
    ...createImportHandlers({
      base: () => open?.study ?? null,
      loadRoster: (url) => loadRoster(url, environment.fetchBytes),
      foresee: (study) => {
        if (study) prepare(study);
        else next = null;
      },
      adopt: async ({ study, origins, files, isAdded }, control) =>
        adopt(study, await hashFiles(files, (isAdded && open?.hashes) || {}, control), origins),
    }),
    ...createSiteHandlers((control) => requireStudy(open, control).session, environment.startSiting ?? null),
    ...createCheckUpHandlers(() => requireStudy(open, {}).session),
    ...createExplainHandlers((control, capacityNorms) => sessionOf(open, control, capacityNorms)),
    ...createCompareHandlers((scenario, edits) => {
      const side = withEdits(requireStudy(open, scenario ? { scenario } : {}), edits);
      return { ...side, issues: side.run?.issues ?? [] };
    }, layersOfScenario),
    ...createExportHandlers((control, edits) => {
      const opened = withEdits(requireStudy(open, control), edits);
      return { study: opened.study, analyse: (parameters) => analyse(opened, parameters, control, true) };
    }),
    async sensitivity({ parameters, target, capacityNorms }, control) {
      return await runSteps(measureSensitivity(sessionOf(open, control, capacityNorms), parameters, target), control);
    },
    async judgePlans({ parameters, plans, capacityNorms }, control) {
      return await runSteps(judgePlans(sessionOf(open, control, capacityNorms), parameters, plans), control);
    },
    async readSnapshot({ file, title, dataDate, targetIds }) {
      const { readSnapshot } = await import("../io/outputs/read-snapshot.ts");
      return readSnapshot(file.bytes, file.name, title, dataDate, targetIds);
    },
    async readings({ parameters, subject, readings }, control) {
      const { session } = requireStudy(open, control);
      return await runSteps(compareReadings(session, parameters, subject, readings), control);
    },
    async robustness({ parameters, edits }, control) {
      const { study, session } = withEdits(requireStudy(open, control), edits);
      return await runSteps(measureRobustness(session, parameters, judgedTargets(study, study.edits)), control);
    },
    async targetCapacity({ parameters, target, capacityNorms }, control) {
      const { session } = requireStudy(open, control);
      return await runSteps(measureTargetCapacity(session, parameters, target, capacityNorms), control);
    },
  };
  return async (name, parameters, control = {}) => await handlers[name](parameters, control);
}

/**
 * While the page is still busy showing the study: the network, then a street for everybody, as any walking analysis
 * needs; then the service that is looked at first. It ends as soon as the page asks for itself.
 */
async function prepareAhead(session: AnalysisSession, isWanted: () => boolean): Promise<void> {
  const onFoot = travelLevel("walk");
  await nextTurn();
  if (isWanted()) session.components(onFoot);
  await nextTurn();
  if (isWanted()) session.demandSnaps(onFoot, DEFAULT_PARAMETERS.snapRadiusMetres);
  await nextTurn();
  const serviceId = initialServiceId(session.study);
  if (!isWanted() || serviceId === null) return;
  for (const _ of analyseInSteps(session.study, { ...DEFAULT_PARAMETERS, serviceIds: [serviceId] }, session, false)) {
    await nextTurn();
    if (!isWanted()) return;
  }
}

/** The open study, as the scenario of the question makes it. */
function requireStudy(open: OpenStudy | null, { scenario }: RequestControl): OpenStudy {
  if (!open) throw new AnalysisError("bad-parameter", { field: "study", value: "none is open" });
  if (!scenario) return open;
  const { study, session, issues } = open.scenarios.open(scenario);
  return { ...open, study: { ...study, scenarioName: scenario.name }, session, run: { ...scenario, issues } };
}

/** The open study's session, with the norms of capacity that the page has. */
function sessionOf(
  open: OpenStudy | null,
  control: RequestControl,
  capacityNorms: readonly StatedNorm[] | undefined,
): AnalysisSession {
  const { session } = requireStudy(open, control);
  return capacityNorms ? session.withNorms(capacityNorms) : session;
}

async function analyse(
  open: OpenStudy,
  parameters: AnalysisParameters,
  control: RequestControl,
  firstLook = false,
): Promise<AnalysisResult> {
  return await runSteps(analyseInSteps(open.study, parameters, open.session, !firstLook), control);
}

/** The plan judged once more, which finds all that the run has judged, and its problems. */
function judgeLedger({ study, session }: OpenStudy, parameters: AnalysisParameters) {
  const targets = judgeTargets(session, judgedTargets(study, study.edits), parameters);
  return { targets, ledger: listProblems(session, study.edits, targets, parameters) };
}

/** The open study with what was added in the page; values and choices that no longer fit the plan stay behind. */
function withEdits(open: OpenStudy, edits: PlanEdits | undefined): OpenStudy {
  if (edits === undefined) return open;
  const { study, session } = open;
  const targets = judgedTargets(study, edits);
  const statedValues = usableStated(edits.statedValues, targets);
  const statedUnits = usableStated(edits.statedUnits, targets);
  const choices = usableChoices(edits.choices, study.inconsistencies);
  return {
    ...open,
    study: { ...study, edits: { ...edits, statedValues, statedUnits, choices } },
    session: session.withNorms(edits.capacityNorms),
  };
}
