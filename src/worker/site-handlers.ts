/**
 * What the worker does for the siting workspace: prepares the question here, in steps, hands it to a worker of its own, and
 * explains each better answer as it comes. Stopping ends that worker; the best answer so far is the answer.
 */

import type { AnalysisSession } from "../core/analysis-session.ts";
import { restoreError } from "../core/carried-failure.ts";
import { checkParameters } from "../core/check-parameters.ts";
import { AnalysisError, checkPositive } from "../core/errors.ts";
import { listByCommunity, type SitingSummary } from "../core/questions/siting/explain-siting.ts";
import { explainSpot } from "../core/questions/siting/explain-spot.ts";
import { readEquityAnswer, readEquityWork } from "../core/questions/siting/pose-equity.ts";
import { explainPosed, NO_WISHES, type PosedSiting, poseSiting } from "../core/questions/siting/pose-siting.ts";
import { findPlacesAttribute } from "../core/questions/siting/site-places.ts";
import { listUnreachable } from "../core/siting/siting-faults.ts";
import type { SitingAnswer } from "../core/siting/siting-problem.ts";
import type { SitingStage } from "../core/siting/siting-steps.ts";
import type { SitingWork } from "../core/siting/work-on-siting.ts";
import type { RequestControl } from "./protocol.ts";
import { LONGEST_STEP_MS, nextTurn, runSteps, throwIfCancelled } from "./run-steps.ts";
import type { SitingJob, SitingPort } from "./siting-job.ts";
import type { SitingQuestion, SitingReport, SitingRequests } from "./siting-protocol.ts";

type SiteHandlers = {
  [Name in keyof SitingRequests]: (
    parameters: SitingRequests[Name][0],
    control: RequestControl,
  ) => Promise<SitingRequests[Name][1]>;
};

/** Between two explanations at least so many times as long as the last took. */
const SHARE_EXPLAINED = 4;

interface Ended {
  readonly work: SitingWork;
  readonly isStopped: boolean;
}

type TellBest = (stage: SitingStage, best: SitingAnswer | null) => void;

export function createSiteHandlers(
  sessionOf: (control: RequestControl) => AnalysisSession,
  startWorker: (() => SitingPort | null) | null,
): SiteHandlers {
  let stopRunning: (() => void) | null = null;
  const answered = new WeakMap<AnalysisSession, { readonly key: string; readonly posed: PosedSiting }>();
  return {
    async explainSpot({ question, answer, position }, control) {
      const session = sessionOf(control);
      const known = answered.get(session);
      const key = JSON.stringify(question);
      const posed = known?.key === key ? known.posed : await prepare(session, question, control);
      answered.set(session, { key, posed });
      return await runSteps(explainSpot(session, posed, answer, position), control);
    },
    async stopSiting() {
      const stop = stopRunning;
      stop?.();
      return stop !== null;
    },
    async readSiteLayer({ file, crs }) {
      const { readSiteLayer } = await import("../io/read-site-layer.ts");
      return await readSiteLayer(file, crs);
    },
    async site(question, control) {
      checkParameters(question.parameters);
      const session = sessionOf(control);
      const posed = await prepare(session, question, control);
      answered.set(session, { key: JSON.stringify(question), posed });
      let told = "";
      let nextAt = 0;
      let summary: SitingSummary | null = null;
      const tell: TellBest = (stage, found) => {
        const best = found && posed.equity ? readEquityAnswer(posed.equity, found) : found;
        const key = best === null ? "" : best.chosen.join(" ");
        const begun = Date.now();
        if (best !== null && key !== told && begun >= nextAt) {
          told = key;
          summary = explainPosed(session, posed, best.chosen);
          nextAt = Date.now() + SHARE_EXPLAINED * (Date.now() - begun);
        }
        // What cannot be explained yet is not told either: figures and sites belong together.
        const isOld = key !== told;
        const siting =
          best === null || summary === null || isOld
            ? null
            : { stage, objective: best.objective, bound: best.bound, gap: best.gap, summary };
        control.onProgress?.({ stage: "siting", done: 0, total: 0, ...(siting ? { siting } : {}) });
      };
      const job = { problem: posed.problem, timeLimitSeconds: question.timeLimitSeconds };
      const port = startWorker?.() ?? null;
      const offerStop: OfferStop = (stop) => {
        stopRunning = stop;
      };
      const working =
        port === null ? workHere(job, tell, control, offerStop) : workThere(port, job, tell, control, offerStop);
      const ended = await working.catch((error: unknown) => {
        throw nameCommunities(session, error);
      });
      const { equity } = posed;
      return reportOf(
        session,
        posed,
        question,
        equity ? { ...ended, work: readEquityWork(equity, ended.work) } : ended,
      );
    },
  };
}

async function prepare(
  session: AnalysisSession,
  question: SitingQuestion,
  control: RequestControl,
): Promise<PosedSiting> {
  checkPositive("longestSeconds", question.longestSeconds);
  const steps = poseSiting(session, question.parameters, question, question.wishes ?? NO_WISHES);
  let last = Date.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() - last < LONGEST_STEP_MS) continue;
    control.onProgress?.({ stage: "routing", done: step.value, total: 0 });
    await nextTurn();
    throwIfCancelled(control);
    last = Date.now();
  }
}

/** A fault that names demand points, with the communities that they are in as `where`. */
function nameCommunities({ study: { demand, communities } }: AnalysisSession, error: unknown): unknown {
  if (!(error instanceof AnalysisError) || error.code !== "siting-impossible") return error;
  const first = String(error.fields.first ?? "");
  if (first === "") return error;
  const names = first.split(",").map((point) => communities.names[demand.communityIndexes[Number(point)] ?? -1]);
  const where = [...new Set(names.filter((name) => name !== undefined))].join("、");
  return where === "" ? error : new AnalysisError(error.code, { ...error.fields, where });
}

type OfferStop = (stop: (() => void) | null) => void;

/** Beyond the time limit, for the curve and near-equal answers. */
const SECONDS_AFTERWARDS = 30;

/** A single solve may outlast its limit where it cannot look at the clock; whoever waits for it need not. */
function watchTime(timeLimitSeconds: number, onOver: () => void): ReturnType<typeof setTimeout> {
  return setTimeout(onOver, 1000 * (timeLimitSeconds + SECONDS_AFTERWARDS));
}

function workThere(
  port: SitingPort,
  job: SitingJob,
  tell: TellBest,
  { signal }: RequestControl,
  offerStop: OfferStop,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let best: SitingAnswer | null = null;
    const overtime = watchTime(job.timeLimitSeconds, () => {
      if (best !== null) return keep(best);
      end();
      reject(new AnalysisError("siting-impossible", { cause: "time-too-short" }));
    });
    const end = (): void => {
      clearTimeout(overtime);
      port.terminate();
      signal?.removeEventListener("abort", cancel);
      offerStop(null);
    };
    const cancel = (): void => {
      end();
      reject(new AnalysisError("cancelled"));
    };
    const keep = (answer: SitingAnswer): void => {
      end();
      resolve({ work: { answer, alternatives: [], curve: null }, isStopped: true });
    };
    if (signal?.aborted) return cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    offerStop(() => {
      if (best === null) cancel();
      else keep(best);
    });
    port.listen(
      (news) => {
        if (news.kind === "step") {
          best = news.best ?? best;
          tell(news.stage, best);
        } else if (news.kind === "done") {
          end();
          resolve({ work: news.work, isStopped: false });
        } else {
          end();
          reject(restoreError(news.failure));
        }
      },
      (message) => {
        end();
        reject(new AnalysisError("worker-crashed", { message }));
      },
    );
    port.post(job);
  });
}

/** Where no worker can be started: in steps here, by the bounds of the core alone, which never hold anybody up for long. */
async function workHere(job: SitingJob, tell: TellBest, control: RequestControl, offerStop: OfferStop): Promise<Ended> {
  let best: SitingAnswer | null = null;
  let isStopped = false;
  offerStop(() => {
    isStopped = true;
  });
  try {
    const { runSitingJob } = await import("./siting-job.ts");
    const work = await runSitingJob(job, null, async (stage, answer) => {
      best = answer ?? best;
      tell(stage, best);
      await nextTurn();
      throwIfCancelled(control);
      if (isStopped) throw new AnalysisError("cancelled");
    });
    return { work, isStopped: false };
  } catch (error) {
    if (!isStopped || best === null) throw error;
    return { work: { answer: best, alternatives: [], curve: null }, isStopped: true };
  } finally {
    offerStop(null);
  }
}

function reportOf(
  session: AnalysisSession,
  posed: PosedSiting,
  question: SitingQuestion,
  { work, isStopped }: Ended,
): SitingReport {
  const { answer, alternatives, curve } = work;
  const { communityIndexes } = session.study.demand;
  const { sites, problem, droppedCount, outsideCount, isWithin, equity, requiredIds } = posed;
  const { candidates, ...wishes } = question.wishes ?? NO_WISHES;
  const unreachable = listUnreachable(problem);
  const service = session.study.services.find(({ id }) => id === question.serviceId);
  return {
    chosenIds: Array.from(answer.chosen, (site) => sites.siteIds[site] as string),
    objective: answer.objective,
    bound: answer.bound,
    gap: answer.gap,
    summary: explainPosed(session, posed, answer.chosen),
    model: question.model,
    serviceId: question.serviceId,
    groupId: sites.groupId,
    profileId: question.parameters.profileId ?? service?.profileId ?? "adult",
    metresPerSecond: sites.metresPerSecond,
    cutoffSeconds: sites.cutoffSeconds,
    limitSeconds: sites.limitSeconds,
    gridMetres: question.gridMetres,
    facilityCount: sites.facilityCount,
    candidateCount: sites.candidateCount,
    refusedCount: sites.refusedIds.length,
    droppedCount,
    outsideCount,
    isWithin,
    equity,
    placesAttribute: wishes.capacity ? findPlacesAttribute(session, question.serviceId) : null,
    wishes: { ...wishes, candidates: candidates.kind === "points" ? { kind: "points" } : candidates },
    keepsStanding: question.keepsStanding,
    requiredIds,
    unreachable: {
      people: unreachable.reduce((sum, point) => sum + (sites.people[point] as number), 0),
      points: unreachable.length,
      communities: listByCommunity(unreachable, sites.people, communityIndexes),
    },
    alternatives: alternatives.map(({ chosen, objective, worseBy }) => ({
      objective,
      worseBy,
      summary: explainPosed(session, posed, chosen),
    })),
    curve,
    isStopped,
  };
}
