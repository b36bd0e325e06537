/** What the page asks and hears about siting. */
import type { GroupId } from "../core/model/demand.ts";
import type { AnalysisParameters, ProfileId } from "../core/model/parameters.ts";
import type { PeopleOfCommunity, SitingSummary } from "../core/questions/explain-siting.ts";
import type { SitingModel } from "../core/siting/siting-problem.ts";
import type { SitingStage } from "../core/siting/siting-steps.ts";
import type { WorthOfSites } from "../core/siting/work-on-siting.ts";

export interface SitingQuestion {
  /** Group, profile and cutoff are the run's. */
  readonly parameters: AnalysisParameters;
  readonly serviceId: string;
  readonly model: SitingModel;
  /** New sites beside those that are kept; of no account to the set cover. */
  readonly newSites: number;
  /** False: standing facilities are candidates like all others. */
  readonly keepsStanding: boolean;
  readonly gridMetres: number;
  /** p-median: a longer walk counts so much; p-center: everybody must have a shorter one. Never less than the cutoff; of no account to covers. */
  readonly longestSeconds: number;
  readonly timeLimitSeconds: number;
}

/** An answer so far: figures of the solver and what it means on the ground. */
export interface SitingSoFar {
  readonly stage: SitingStage;
  readonly objective: number;
  readonly bound: number;
  readonly gap: number;
  readonly summary: SitingSummary;
}

export interface SitingAlternative {
  readonly objective: number;
  /** As a share of the best answer. */
  readonly worseBy: number;
  readonly summary: SitingSummary;
}

export interface SitingReport extends Omit<SitingSoFar, "stage"> {
  /** Open sites, standing ones included, by id. */
  readonly chosenIds: readonly string[];
  readonly model: SitingModel;
  readonly serviceId: string;
  readonly groupId: GroupId;
  readonly profileId: ProfileId;
  readonly metresPerSecond: number;
  readonly cutoffSeconds: number;
  /** Walks are looked at up to here: the cutoff for covers. */
  readonly limitSeconds: number;
  readonly gridMetres: number;
  readonly facilityCount: number;
  readonly candidateCount: number;
  readonly refusedCount: number;
  readonly keepsStanding: boolean;
  readonly unreachable: {
    readonly people: number;
    readonly points: number;
    readonly communities: readonly PeopleOfCommunity[];
  };
  readonly alternatives: readonly SitingAlternative[];
  readonly curve: readonly WorthOfSites[] | null;
  /** The solver was stopped: neither curve nor alternatives were looked for. */
  readonly isStopped: boolean;
}

export interface SitingRequests {
  /** What to build where. The best answer so far comes with the progress. */
  site: [SitingQuestion, SitingReport];
  /** Ends the solver; the question under way is answered with the best so far, or cancelled where there is none. */
  stopSiting: [Record<string, never>, boolean];
}
