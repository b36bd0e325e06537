/** What the page asks and hears about siting. */
import type { Issue } from "../core/errors.ts";
import type { GroupId } from "../core/model/demand.ts";
import type { AreaGeometry, Position } from "../core/model/geometry.ts";
import type { AnalysisParameters, ProfileId } from "../core/model/parameters.ts";
import type { PeopleOfCommunity, SitingSummary } from "../core/questions/siting/explain-siting.ts";
import type { AnswerSites, SpotAnswer } from "../core/questions/siting/explain-spot.ts";
import type { PosedEquity } from "../core/questions/siting/pose-equity.ts";
import type { SitingWishes } from "../core/questions/siting/pose-siting.ts";
import type { CandidateTable, CandidateWish } from "../core/questions/siting/site-candidates.ts";
import type { PlacesAttribute } from "../core/questions/siting/site-places.ts";
import type { SitingModel } from "../core/siting/siting-problem.ts";
import type { SitingStage } from "../core/siting/siting-steps.ts";
import type { WorthOfSites } from "../core/siting/work-on-siting.ts";
import type { NamedBytes } from "./protocol.ts";

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
  /** Candidates other than the grid, excluded areas, money, places; left out: none of them. */
  readonly wishes?: SitingWishes;
}

/** Points and areas of a file that a question may use. */
export interface SiteLayer {
  readonly name: string;
  readonly points: CandidateTable;
  /** Columns that hold numbers. */
  readonly numberColumns: readonly string[];
  readonly areas: readonly AreaGeometry[];
  readonly issues: readonly Issue[];
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

export type CandidateOrigin = Exclude<CandidateWish, { readonly kind: "points" }> | { readonly kind: "points" };

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
  /** Candidates inside excluded areas, which were left out. */
  readonly droppedCount: number;
  /** Candidates outside the area that was asked about. */
  readonly outsideCount: number;
  /** 1 for each community that was asked about; null: all. */
  readonly isWithin: Uint8Array | null;
  /** Where long walks weigh more than in proportion: objective, bound and curve are then of the equivalent walk, in seconds (curve: × people). */
  readonly equity: PosedEquity | null;
  /** How a facility of the service says what it takes; null where nobody counts places. */
  readonly placesAttribute: PlacesAttribute | null;
  /** What was asked beside the model. */
  readonly wishes: Omit<SitingWishes, "candidates"> & { readonly candidates: CandidateOrigin };
  readonly keepsStanding: boolean;
  /** New sites that were settled beforehand, by id. */
  readonly requiredIds: readonly string[];
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
  /** Reads a file of places or areas, on no study; throws with what is wrong in it. */
  readSiteLayer: [{ readonly file: NamedBytes; readonly crs: string | null }, SiteLayer];
  /** Why an answer to a question does not build on a spot; the question's walks are kept from its answer. */
  explainSpot: [
    { readonly question: SitingQuestion; readonly answer: AnswerSites; readonly position: Position },
    SpotAnswer,
  ];
  /** Ends the solver; the question under way is answered with the best so far, or cancelled where there is none. */
  stopSiting: [Record<string, never>, boolean];
}
