/** The numbers that the siting form asks for, what is wrong with what stands in them, and the question that they make. */
import type { SitingWishes } from "../../core/questions/siting/pose-siting.ts";
import type { Text, TextKey } from "../strings/text.ts";
import type { SitingAsk, SitingState } from "./siting-store.ts";

export type FieldId =
  | "newSites"
  | "longestSeconds"
  | "gridMetres"
  | "timeLimitSeconds"
  | "siteCost"
  | "budget"
  | "years"
  | "newPlaces"
  | "standingPlaces";

export interface Field {
  readonly label: TextKey;
  readonly unit: TextKey;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly isWhole: boolean;
  /** How many of the ask's own units one of the field's is. */
  readonly scale: number;
}

function field(label: TextKey, unit: TextKey, least: number, most: number, step: number, isWhole = false): Field {
  return { label, unit, least, most, step, isWhole, scale: 1 };
}

const MOST_MONEY = 1e9;
const MOST_PLACES = 1e6;

export const FIELDS: Readonly<Record<FieldId, Field>> = {
  newSites: field("site.new", "site.unit.sites", 1, 9999, 1, true),
  longestSeconds: { ...field("site.longest", "site.unit.minutes", 5, 60, 5), scale: 60 },
  gridMetres: field("site.grid", "site.unit.metres", 100, 20_000, 100),
  timeLimitSeconds: field("site.time", "site.unit.seconds", 1, 3600, 10),
  siteCost: field("site.cost.each", "site.unit.money", 0, MOST_MONEY, 10),
  budget: field("site.cost.total", "site.unit.money", 0, MOST_MONEY, 100),
  years: field("site.cost.years", "site.unit.years", 2, 20, 1, true),
  newPlaces: field("site.places.new", "site.unit.places", 1, MOST_PLACES, 10),
  standingPlaces: field("site.places.standing", "site.unit.places", 0, MOST_PLACES, 10),
};

/** The name of a field as it stands on screen: the budget may be that of one year, or a limit a limit. */
export function labelOf(id: FieldId, ask: SitingAsk): TextKey {
  if (id === "budget" && ask.isYearly) return "site.cost.yearly";
  if (id === "siteCost" && ask.costColumn !== null) return "site.cost.otherwise";
  if (id === "standingPlaces" && ask.standingKind === "layer") return "site.places.otherwise";
  return FIELDS[id].label;
}

/** The fields that the question needs, in the order of the form; those in `optional` may stay empty. */
export function listFields(ask: SitingAsk): readonly { readonly id: FieldId; readonly isOptional: boolean }[] {
  const isByWalk = ask.model === "p-median" || ask.model === "p-center";
  const isFree = ask.model === "set-cover" || (ask.hasBudget && ask.isNumberFree);
  const must = (id: FieldId, isShown: boolean) => (isShown ? [{ id, isOptional: false }] : []);
  const may = (id: FieldId, isShown: boolean) => (isShown ? [{ id, isOptional: true }] : []);
  return [
    ...must("newSites", !isFree),
    ...must("longestSeconds", isByWalk),
    ...must("timeLimitSeconds", true),
    ...must("gridMetres", ask.candidateKind === "grid"),
    ...(ask.costColumn === null ? must : may)("siteCost", ask.hasBudget),
    ...must("budget", ask.hasBudget),
    ...must("years", ask.hasBudget && ask.isYearly),
    ...must("newPlaces", ask.hasPlaces),
    ...must("standingPlaces", ask.hasPlaces && ask.standingKind === "each"),
    ...may("standingPlaces", ask.hasPlaces && ask.standingKind === "layer"),
  ];
}

/** What stands in a field: what was typed while that is no value, else the value. */
export function readField(id: FieldId, { ask, drafts }: Pick<SitingState, "ask" | "drafts">): string {
  const draft = drafts[id];
  if (draft !== undefined) return draft;
  const value = ask[id] / FIELDS[id].scale;
  return Number.isNaN(value) ? "" : String(Number(value.toFixed(4)));
}

export interface FieldFault {
  /** Null where it is no number that is missing. */
  readonly field: FieldId | null;
  readonly sentence: string;
}

/** The value in a text, or what is wrong with it; an empty one is NaN. */
export function parseField(id: FieldId, text: string): number | "number" | "range" | "whole" {
  const plain = text.normalize("NFKC").replaceAll(/[\s,]/g, "");
  if (plain === "") return Number.NaN;
  const value = Number(plain);
  const { least, most, isWhole, scale } = FIELDS[id];
  if (!Number.isFinite(value)) return "number";
  if (value < least || value > most) return "range";
  if (isWhole && !Number.isInteger(value)) return "whole";
  return value * scale;
}

/** Everything that keeps the form from being a question, each as a sentence that names the field. */
export function listFaults({ t }: Pick<Text, "t">, state: Pick<SitingState, "ask" | "drafts">): FieldFault[] {
  const { ask } = state;
  const faults: FieldFault[] = [];
  const say = (key: TextKey, values: Readonly<Record<string, string | number>> = {}): string => t(key, values);
  if (ask.candidateKind === "layer" && ask.candidateServiceId === null)
    faults.push({ field: null, sentence: say("site.form.no-layer") });
  if (ask.candidateKind === "file" && ask.candidateFile === null)
    faults.push({ field: null, sentence: say("site.form.no-file") });
  if (ask.candidateKind === "drawn" && ask.drawnSites.length === 0)
    faults.push({ field: null, sentence: say("site.form.no-drawn") });
  for (const { id, isOptional } of listFields(ask)) {
    const text = readField(id, state);
    const value = parseField(id, text);
    const { least, most, unit } = FIELDS[id];
    const label = say(labelOf(id, ask));
    if (value === "number") faults.push({ field: id, sentence: say("site.form.number", { label, text }) });
    else if (value === "whole") faults.push({ field: id, sentence: say("site.form.whole", { label, text }) });
    else if (value === "range")
      faults.push({ field: id, sentence: say("site.form.range", { label, least, most, unit: say(unit), text }) });
    else if (Number.isNaN(value) && !isOptional)
      faults.push({ field: id, sentence: say("site.form.missing", { label }) });
  }
  return faults;
}

/** The most that all new sites may cost together. */
export function totalBudget({ budget, isYearly, years }: SitingAsk): number {
  return isYearly ? budget * years : budget;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** The form as the worker is asked; the form has no faults. */
export function wishesOf(ask: SitingAsk): SitingWishes {
  const { candidateKind, candidateServiceId, candidateFile, drawnSites, standingKind } = ask;
  const drawn = {
    count: drawnSites.length,
    ids: drawnSites.map((_, place) => `drawn-${String(place + 1).padStart(3, "0")}`),
    coordinates: Float64Array.from(drawnSites.flat()),
    columns: {},
  };
  return {
    candidates:
      candidateKind === "layer" && candidateServiceId !== null
        ? { kind: "layer", serviceId: candidateServiceId }
        : candidateKind === "file" && candidateFile !== null
          ? { kind: "points", points: candidateFile.points }
          : candidateKind === "drawn"
            ? { kind: "points", points: drawn }
            : { kind: "grid" },
    excluded: {
      areas: [
        ...ask.drawnAreas.map((corners) => ({
          type: "Polygon" as const,
          coordinates: [[...corners, ...corners.slice(0, 1)]],
        })),
        ...(ask.excludedFile?.areas ?? []),
      ],
      layers: ask.excludedLayers,
    },
    costs: ask.hasBudget ? { each: orNull(ask.siteCost), column: ask.costColumn, total: totalBudget(ask) } : null,
    isNumberFree: ask.hasBudget && ask.isNumberFree,
    capacity: ask.hasPlaces
      ? {
          newPlaces: ask.newPlaces,
          standing:
            standingKind === "layer"
              ? { kind: "layer", otherwise: orNull(ask.standingPlaces) }
              : standingKind === "each"
                ? { kind: "each", places: ask.standingPlaces }
                : { kind: "unlimited" },
        }
      : null,
  };
}
