/**
 * A siting question as plain data: what stands in the form of the page, kept with the study under a name, and asked again by page
 * and command line alike. Money and places that nobody has said are null; they have no default.
 */
import type { AttributeValue } from "../model/facility.ts";
import type { AreaGeometry, Position } from "../model/geometry.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import type { SitingWishes } from "../questions/siting/pose-siting.ts";
import type { SitingModel } from "../siting/siting-problem.ts";

/** What is kept with a study: more candidates, or corners of areas, would not fit into the browser's storage. */
export const MOST_POINTS = 20_000;
export const MOST_CORNERS = 50_000;
/** New sites that are settled beforehand. */
export const MOST_REQUIRED = 200;

export type CandidateKind = "grid" | "layer" | "file" | "drawn";

/** Points of a file with the columns that could be costs, in the order of the file. */
export interface KeptPoints {
  readonly name: string;
  readonly ids: readonly string[];
  readonly positions: readonly Position[];
  readonly columns: Readonly<Record<string, readonly AttributeValue[]>>;
}

export interface KeptAreas {
  readonly name: string;
  readonly areas: readonly AreaGeometry[];
}

export interface SiteForm {
  readonly model: SitingModel;
  readonly newSites: number;
  readonly keepsStanding: boolean;
  readonly gridMetres: number;
  /** Where walks are weighed: the longest that is looked at. */
  readonly longestSeconds: number;
  readonly timeLimitSeconds: number;
  /** The whole study, units of it (by id), or communities (by id). */
  readonly areaKind: "all" | "units" | "communities";
  readonly areaUnitIds: readonly string[];
  readonly areaCommunityIds: readonly string[];
  readonly candidateKind: CandidateKind;
  /** Service whose facilities are candidates. */
  readonly candidateServiceId: string | null;
  readonly candidateFile: KeptPoints | null;
  readonly drawnSites: readonly Position[];
  /** New sites that are settled already: part of every answer. */
  readonly requiredSites: readonly Position[];
  /** `water`, `green` or a service whose facilities are areas. */
  readonly excludedLayers: readonly string[];
  readonly excludedFile: KeptAreas | null;
  /** Corners of each area drawn by hand, the first not repeated. */
  readonly drawnAreas: readonly (readonly Position[])[];
  /** Covered means two sites within reach. */
  readonly isBacked: boolean;
  /** p-median: long walks weigh more than in proportion (Kolm–Pollak). */
  readonly isEquity: boolean;
  /** Aversion to long walks β; see core/siting/kolm-pollak. */
  readonly aversion: number;
  /** p-median: whoever can be served within the longest walk must be. */
  readonly isCapped: boolean;
  readonly hasBudget: boolean;
  /** Column of the candidates with what each costs; null: all cost `siteCost`. */
  readonly costColumn: string | null;
  readonly siteCost: number | null;
  readonly budget: number | null;
  /** The budget is that of one of so many years. */
  readonly isYearly: boolean;
  readonly years: number;
  /** As many as the money pays for; else the number is the most. */
  readonly isNumberFree: boolean;
  readonly hasPlaces: boolean;
  readonly newPlaces: number | null;
  readonly standingKind: "layer" | "each" | "unlimited";
  readonly standingPlaces: number | null;
}

/** The longest walk that is looked at where nobody says otherwise. */
const LONGEST_WALK = 3600;

export const DEFAULT_FORM: SiteForm = {
  model: "max-coverage",
  newSites: 5,
  keepsStanding: true,
  gridMetres: 500,
  longestSeconds: LONGEST_WALK,
  timeLimitSeconds: 60,
  areaKind: "all",
  areaUnitIds: [],
  areaCommunityIds: [],
  candidateKind: "grid",
  candidateServiceId: null,
  candidateFile: null,
  drawnSites: [],
  requiredSites: [],
  excludedLayers: [],
  excludedFile: null,
  drawnAreas: [],
  isBacked: false,
  isEquity: false,
  aversion: 1,
  isCapped: false,
  hasBudget: false,
  costColumn: null,
  siteCost: null,
  budget: null,
  isYearly: false,
  years: 3,
  isNumberFree: false,
  hasPlaces: false,
  newPlaces: null,
  standingKind: "layer",
  standingPlaces: null,
};

/** What a question assumes of walks and people; a run's services, pass mark and search limit are of no account to it. */
export type SiteParameters = Omit<AnalysisParameters, "serviceIds" | "passShare" | "searchLimitSeconds">;

export interface SiteQuestion {
  /** Unique; "" is the question that stands in the form. */
  readonly name: string;
  readonly serviceId: string;
  readonly parameters: SiteParameters;
  readonly form: SiteForm;
}

/** Name of the question in the form. */
export const ON_SCREEN = "";

export function pickSiteParameters(parameters: AnalysisParameters): SiteParameters {
  const { serviceIds: _, passShare: __, searchLimitSeconds: ___, ...asked } = parameters;
  return asked;
}

/** The questions with one in the place of that of the same name, or after all others. */
export function putSiteQuestion(questions: readonly SiteQuestion[], question: SiteQuestion): readonly SiteQuestion[] {
  return questions.some(({ name }) => name === question.name)
    ? questions.map((each) => (each.name === question.name ? question : each))
    : [...questions, question];
}

/** Demands that a model cannot meet, or not beside another. */
export const COMBINATION_FAULTS = ["backup-model", "backup-places", "equity-model", "cap-model"] as const;
export type CombinationFault = (typeof COMBINATION_FAULTS)[number];

/** Everything in a question that no solver can meet together. */
export function findCombinationFaults({
  model,
  isBacked,
  isEquity,
  isCapped,
  hasPlaces,
}: Pick<SiteForm, "model" | "isBacked" | "isEquity" | "isCapped" | "hasPlaces">): CombinationFault[] {
  const isCover = model === "max-coverage" || model === "set-cover";
  return [
    ...(isBacked && !isCover ? (["backup-model"] as const) : []),
    ...(isBacked && isCover && hasPlaces ? (["backup-places"] as const) : []),
    ...(isEquity && model !== "p-median" ? (["equity-model"] as const) : []),
    ...(isCapped && model !== "p-median" ? (["cap-model"] as const) : []),
  ];
}

/** The most that all new sites may cost together. */
export function totalBudget({ budget, isYearly, years }: Pick<SiteForm, "budget" | "isYearly" | "years">): number {
  return (budget ?? Number.NaN) * (isYearly ? years : 1);
}

/** The form as it is posed; the form has no faults. */
export function wishesOf(form: SiteForm): SitingWishes {
  return {
    area:
      form.areaKind === "all"
        ? null
        : {
            unitIds: form.areaKind === "units" ? form.areaUnitIds : [],
            communityIds: form.areaKind === "communities" ? form.areaCommunityIds : [],
          },
    candidates: candidatesOf(form),
    required: form.requiredSites,
    excluded: {
      areas: [
        ...form.drawnAreas.map((corners) => ({
          type: "Polygon" as const,
          coordinates: [[...corners, ...corners.slice(0, 1)]],
        })),
        ...(form.excludedFile?.areas ?? []),
      ],
      layers: form.excludedLayers,
    },
    timesCovered: form.isBacked ? 2 : 1,
    aversion: form.isEquity ? form.aversion : null,
    isCapped: form.isCapped,
    costs: form.hasBudget ? { each: form.siteCost, column: form.costColumn, total: totalBudget(form) } : null,
    isNumberFree: form.hasBudget && form.isNumberFree,
    capacity: form.hasPlaces ? { newPlaces: form.newPlaces ?? Number.NaN, standing: standingOf(form) } : null,
  };
}

function candidatesOf({
  candidateKind,
  candidateServiceId,
  candidateFile,
  drawnSites,
}: SiteForm): SitingWishes["candidates"] {
  if (candidateKind === "layer" && candidateServiceId !== null) return { kind: "layer", serviceId: candidateServiceId };
  if (candidateKind === "file" && candidateFile !== null) {
    const { ids, positions, columns } = candidateFile;
    return { kind: "points", points: { count: ids.length, ids, coordinates: interleave(positions), columns } };
  }
  if (candidateKind !== "drawn") return { kind: "grid" };
  const ids = drawnSites.map((_, place) => `drawn-${String(place + 1).padStart(3, "0")}`);
  return { kind: "points", points: { count: ids.length, ids, coordinates: interleave(drawnSites), columns: {} } };
}

function interleave(positions: readonly Position[]): Float64Array {
  return Float64Array.from(positions.flat());
}

function standingOf({ standingKind, standingPlaces }: SiteForm): NonNullable<SitingWishes["capacity"]>["standing"] {
  if (standingKind === "layer") return { kind: "layer", otherwise: standingPlaces };
  if (standingKind === "each") return { kind: "each", places: standingPlaces ?? Number.NaN };
  return { kind: "unlimited" };
}
