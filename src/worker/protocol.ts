/**
 * The one typed map of what the page may ask of the worker:
 * request name → [parameters, answer]. Answers that cross the boundary hold only
 * structured-cloneable values.
 */
import type { ServiceAccess } from "../core/access/access-result.ts";
import type { StatedNorm } from "../core/access/capacity-norms.ts";
import type { AnalysisResult, Progress } from "../core/analysis-result.ts";
import type { CarriedFailure } from "../core/carried-failure.ts";
import type { Issue } from "../core/errors.ts";
import type { DemandUnit, GroupId } from "../core/model/demand.ts";
import type { MultiPolygonGeometry } from "../core/model/geometry.ts";
import type { AnalysisParameters } from "../core/model/parameters.ts";
import type { Presentation } from "../core/model/presentation.ts";
import type { Scenario } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import type { Ledger } from "../core/plan/ledger/ledger-problem.ts";
import type { NormReading } from "../core/plan/norm-readings.ts";
import type { PlanEdits } from "../core/plan/plan-edits.ts";
import type { Snapshot } from "../core/plan/snapshot.ts";
import type { Target, TargetResult } from "../core/plan/target.ts";
import type { Finding } from "../core/questions/check-up/finding.ts";
import type { ReadingComparison, ReadingSubject } from "../core/questions/compare-readings.ts";
import type { ScenarioComparison } from "../core/questions/compare-scenarios.ts";
import type { FacilityFacts } from "../core/questions/describe-facility.ts";
import type { CommunityExplanation, ExplainQuestion } from "../core/questions/explain-community.ts";
import type { UnitExplanation } from "../core/questions/explain-unit.ts";
import type { ServiceCatchments } from "../core/questions/find-catchments.ts";
import type { CommunityChoices } from "../core/questions/find-choices.ts";
import type { MissingLinks, MissingLinksQuestion } from "../core/questions/find-missing-links.ts";
import type { HomeRows, HomesOf } from "../core/questions/list-homes.ts";
import type { GainGrid, MarginalGain } from "../core/questions/marginal-gain.ts";
import type { TargetRobustness } from "../core/questions/measure-robustness.ts";
import type { Sensitivity } from "../core/questions/measure-sensitivity.ts";
import type { TargetCapacity } from "../core/questions/measure-target-capacity.ts";
import type { WalkedRoute } from "../core/routing/trace-route.ts";
import type { EditIssue } from "../core/scenario/edit-issue.ts";
import type { ExportRequests } from "./export-protocol.ts";
import type { ImportRequests } from "./import-protocol.ts";
import type { SitingRequests, SitingSoFar } from "./siting-protocol.ts";

export type { WalkedRoute };

/** A study as the page holds it: everything but the demand points, which stay in the worker as totals. */
export interface StudyView extends Omit<Study, "demand"> {
  readonly demand: {
    readonly count: number;
    readonly unit: DemandUnit;
    /** Groups present, with the study's total of each. */
    readonly totals: Partial<Record<GroupId, number>>;
  };
  /** What its streets know, so that it can be asked for. Heights and conditions themselves stay with the worker. */
  readonly streetFacts: StreetFacts;
  /** sha256 of each file that the study was read from, by name. */
  readonly hashes: Readonly<Record<string, string>>;
}

export interface StreetFacts {
  readonly hasElevation: boolean;
  readonly hasNightClosures: boolean;
  readonly hasSteps: boolean;
  readonly hasCrossings: boolean;
}

export interface OpenedStudy {
  readonly study: StudyView;
  /** Warnings: what was skipped, assumed or repaired while reading. */
  readonly issues: readonly Issue[];
  /** True where the files were a plan alone, put on top of the study that was open. */
  readonly onTop?: boolean;
}

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file that is brought: its bytes, or where the worker finds them, so that the page itself need not have them in memory. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array | Blob;
}

/** A study as a file, with what it was opened from. */
export interface SavedStudy extends NamedBytes {
  /** sha256 of each input file by name. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** The ground within minutes of facilities, and who lies on it. */
export interface IsochroneAnswer {
  /** By cutoff, ascending; each lies inside the next. */
  readonly bands: readonly {
    readonly cutoffSeconds: number;
    readonly geometry: MultiPolygonGeometry;
    readonly reachMetres: number;
    readonly areaSquareMetres: number;
  }[];
  /** Whether the facilities meet the streets at all. */
  readonly attached: boolean;
  /** Points inside the outermost band, by community; null for a single facility. */
  readonly counted: { readonly peopleCovered: Float64Array; readonly landShare: Float64Array } | null;
}

/** What was added to the plan in the page; absent: what the study came with. */
export interface EditedByUser {
  readonly edits?: PlanEdits;
  /** The scenarios thought of in the page; absent: those the study came with. */
  readonly scenarios?: readonly Scenario[];
  /** What was prepared for presenting in the page; absent: as the study came. */
  readonly presentation?: Presentation;
}

/** For how many people a unit of capacity stands where the plan says so; absent: as the study came. */
export interface StatedNorms {
  readonly capacityNorms?: readonly StatedNorm[];
}

/** Questions about why; `passShare` is the run's. */
export interface ExplainRequests {
  /** Why a community passes or does not, under a service or a circle of the plan, and what would turn it. */
  explain: [ExplainQuestion & StatedNorms, CommunityExplanation | null];
  /** What the unit around a community lacks of what a target asks for in each. */
  explainUnit: [
    { readonly parameters: AnalysisParameters; readonly target: Target; readonly communityIndex: number },
    UnitExplanation | null,
  ];
  /** Crossings and gates that the study lacks, under a service or a circle of the plan. Takes seconds; pauses often. */
  missingLinks: [MissingLinksQuestion, MissingLinks | null];
}

/** What one more facility would gain, by cell; see core/questions/marginal-gain. */
export interface MarginalGainAnswer extends Omit<MarginalGain, "people"> {
  readonly grid: GainGrid;
}

/** What a scenario changes of what the page holds: layers that are not the baseline's own, and what its edits could not do. */
export interface ScenarioView {
  readonly layers: Partial<Pick<StudyView, "facilities" | "streets" | "barriers" | "demand">>;
  readonly issues: readonly EditIssue[];
}

/** Scenarios side by side, with what each side changes of what the page holds. */
export interface ScenarioComparisonAnswer extends ScenarioComparison {
  /** By side. */
  readonly layers: readonly ScenarioView["layers"][];
}

export interface CompareRequests {
  /** Two or more sides (null: the study as it is), each but the first against the first; `passShare` is the run's. */
  compareScenarios: [
    {
      readonly parameters: AnalysisParameters;
      readonly passShare: number;
      readonly serviceId: string;
      readonly sides: readonly (Scenario | null)[];
      /** Communities that the districts add up; null: all. */
      readonly communityIndexes: readonly number[] | null;
    } & EditedByUser,
    ScenarioComparisonAnswer,
  ];
}

export interface CheckUpRequests {
  /** What is wrong, or may be, with the data of the open study: a finding a check. Takes a second; pauses often. */
  checkUp: [{ readonly parameters: AnalysisParameters }, readonly Finding[]];
}

export interface Requests
  extends ExplainRequests,
    SitingRequests,
    CompareRequests,
    ExportRequests,
    ImportRequests,
    CheckUpRequests {
  /** What one more facility of a service would gain, as a surface over cells of so many metres. Takes a second; pauses often. */
  marginalGain: [
    { readonly parameters: AnalysisParameters; readonly serviceId: string; readonly cellMetres: number },
    MarginalGainAnswer,
  ];
  /** Layers of the open study as a scenario has them. */
  viewScenario: [{ readonly scenario: Scenario }, ScenarioView];
  /** Opens a study that ships with the product from `baseUrl` (same origin). */
  openShipped: [{ readonly id: string; readonly baseUrl: string }, OpenedStudy];
  /** Opens study files, or imports map data; on failure the open study is untouched. */
  openFiles: [
    {
      readonly files: readonly NamedBytes[];
      readonly adminLevel: number | null;
      /** The day where the reader is (ISO 8601); left out where files are opened again that were kept. */
      readonly importedOn?: string;
    },
    OpenedStudy,
  ];
  /** `firstLook` leaves the targets out, for a map as soon as possible; ask again for the whole. */
  analyse: [{ readonly parameters: AnalysisParameters; readonly firstLook?: boolean } & EditedByUser, AnalysisResult];
  /** Some targets by themselves, on what the runs have searched: what an edit of the plan changes, without a run. */
  judge: [
    { readonly parameters: AnalysisParameters; readonly targets: readonly Target[] } & StatedNorms,
    readonly TargetResult[],
  ];
  /** The files of a run (CSV tables, `communities.fgb`, `run.json`), exactly as the command line writes them. */
  exportRun: [{ readonly parameters: AnalysisParameters } & EditedByUser, readonly NamedBytes[]];
  /** The open study as one `.mscircle` file. */
  saveStudy: [EditedByUser, SavedStudy];
  /** A study that is not open, kept as a `.mscircle` file and a plan on top of it, as one file with what was added to it. */
  packStudy: [EditedByUser & { readonly file: NamedBytes; readonly plan: readonly NamedBytes[] }, SavedStudy];
  /** The plan of the open study with what was added to it, as a file that can be opened on top of any study. */
  savePlan: [EditedByUser, NamedBytes];
  route: [
    { readonly parameters: AnalysisParameters; readonly serviceId: string; readonly communityIndex: number },
    WalkedRoute | null,
  ];
  /** Backup, capacity, floating catchments, states, equity of one service. Takes seconds; pauses often. */
  access: [{ readonly parameters: AnalysisParameters; readonly serviceId: string } & StatedNorms, ServiceAccess];
  /** People of each facility's catchment, from what the run has searched. */
  catchments: [{ readonly parameters: AnalysisParameters; readonly serviceId: string }, ServiceCatchments | null];
  /** Bands of thirds of the cutoff, of one facility or (null) of all of a service together. */
  isochrone: [
    { readonly parameters: AnalysisParameters; readonly serviceId: string; readonly facilityIndex: number | null },
    IsochroneAnswer,
  ];
  /** One facility's attachment, catchment and capacity. */
  facility: [
    {
      readonly parameters: AnalysisParameters;
      readonly serviceId: string;
      readonly facilityIndex: number;
    } & StatedNorms,
    FacilityFacts | null,
  ];
  /** A target's verdict with one assumption changed at a time; `passShare` is the run's, from which its changes start. */
  sensitivity: [
    { readonly parameters: AnalysisParameters; readonly target: Target; readonly passShare: number } & StatedNorms,
    Sensitivity | null,
  ];
  /** The same of all targets, each in a line. */
  robustness: [
    { readonly parameters: AnalysisParameters; readonly passShare: number } & EditedByUser,
    readonly TargetRobustness[],
  ];
  /** Who finds a place within a circle's own reach; `passShare` is the run's. */
  targetCapacity: [
    { readonly parameters: AnalysisParameters; readonly target: Target; readonly passShare: number } & StatedNorms,
    TargetCapacity | null,
  ];
  /** Plans side by side on the open study; `passShare` is the run's. */
  judgePlans: [
    {
      readonly parameters: AnalysisParameters;
      readonly passShare: number;
      readonly plans: readonly (readonly Target[])[];
    } & StatedNorms,
    readonly (readonly TargetResult[])[],
  ];
  /** Another run's `targets.csv` or `scoreboard.csv` as the figures of a day. */
  readSnapshot: [
    {
      readonly file: NamedBytes;
      readonly title: string;
      readonly dataDate: string;
      readonly targetIds: readonly string[];
    },
    Snapshot,
  ];
  /** A circle under the readings named (absent: the plan's) side by side; `passShare` is the run's. */
  readings: [
    {
      readonly parameters: AnalysisParameters;
      readonly subject: ReadingSubject;
      readonly passShare: number;
      readonly readings?: readonly NormReading[];
    },
    ReadingComparison | null,
  ];
  /** The problems of the plan; `passShare` is the run's. */
  ledger: [{ readonly parameters: AnalysisParameters; readonly passShare: number } & EditedByUser, Ledger];
  /** ledger.csv, of the rows with these keys alone where some are named. */
  ledgerCsv: [
    { readonly parameters: AnalysisParameters; readonly keys: readonly string[] | null } & EditedByUser,
    NamedBytes,
  ];
  /** The facilities nearest to a community, and its people with a second one in reach. */
  choices: [
    { readonly parameters: AnalysisParameters; readonly serviceId: string; readonly communityIndex: number },
    CommunityChoices | null,
  ];
  /** The homes under the figures of a community or of a facility. */
  homes: [
    { readonly parameters: AnalysisParameters; readonly serviceId: string; readonly of: HomesOf },
    HomeRows | null,
  ];
}

export type RequestName = keyof Requests;

export type ToWorker =
  | {
      readonly kind: "request";
      readonly id: number;
      readonly name: RequestName;
      readonly parameters: Requests[RequestName][0];
      readonly scenario?: Scenario;
      /** Raised once the page gives up (`cancel-flag`), where memory can be shared. */
      readonly cancelFlag?: Int32Array;
    }
  | { readonly kind: "cancel"; readonly id: number };

export type FromWorker =
  | { readonly kind: "progress"; readonly id: number; readonly progress: RequestProgress }
  | { readonly kind: "answer"; readonly id: number; readonly answer: Requests[RequestName][1] }
  | { readonly kind: "failure"; readonly id: number; readonly failure: CarriedFailure };

export interface RequestProgress extends Progress {
  /** The best answer of a siting question so far. */
  readonly siting?: SitingSoFar;
}

/** How whoever asks hears of progress, and gives up. */
export interface RequestControl {
  /** The scenario under which the question is asked; absent: of the study as it is. */
  readonly scenario?: Scenario | undefined;
  readonly onProgress?: (progress: RequestProgress) => void;
  readonly signal?: AbortSignal;
}

/** What the page calls; the in-process twin used by tests has the same shape. */
export interface AnalysisClient {
  request<Name extends RequestName>(
    name: Name,
    parameters: Requests[Name][0],
    control?: RequestControl,
  ): Promise<Requests[Name][1]>;
  dispose(): void;
}
