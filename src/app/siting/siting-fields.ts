/** The numbers that the siting form asks for, and what is wrong with what stands in them. */
import { findCombinationFaults, type SiteForm } from "../../core/plan/site-form.ts";
import type { Text, TextKey } from "../strings/text.ts";
import type { SitingState } from "./siting-store.ts";

export type FieldId =
  | "newSites"
  | "longestSeconds"
  | "gridMetres"
  | "timeLimitSeconds"
  | "siteCost"
  | "budget"
  | "years"
  | "newPlaces"
  | "standingPlaces"
  | "aversion";

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
  aversion: field("site.equity.aversion", "site.unit.none", 0.1, 5, 0.5),
};

/** The name of a field as it stands on screen: the budget may be that of one year, or a limit a limit. */
export function labelOf(id: FieldId, ask: SiteForm): TextKey {
  if (id === "budget" && ask.isYearly) return "site.cost.yearly";
  if (id === "siteCost" && ask.costColumn !== null) return "site.cost.otherwise";
  if (id === "standingPlaces" && ask.standingKind === "layer") return "site.places.otherwise";
  return FIELDS[id].label;
}

/** The fields that the question needs, in the order of the form; those in `optional` may stay empty. */
export function listFields(ask: SiteForm): readonly { readonly id: FieldId; readonly isOptional: boolean }[] {
  const isByWalk = ask.model === "p-median" || ask.model === "p-center";
  const isFree = ask.model === "set-cover" || (ask.hasBudget && ask.isNumberFree);
  const must = (id: FieldId, isShown: boolean) => (isShown ? [{ id, isOptional: false }] : []);
  const may = (id: FieldId, isShown: boolean) => (isShown ? [{ id, isOptional: true }] : []);
  return [
    ...must("newSites", !isFree),
    ...must("longestSeconds", isByWalk),
    ...must("timeLimitSeconds", true),
    ...must("aversion", ask.isEquity),
    ...must("gridMetres", ask.candidateKind === "grid"),
    ...(ask.costColumn === null ? must : may)("siteCost", ask.hasBudget),
    ...must("budget", ask.hasBudget),
    ...must("years", ask.hasBudget && ask.isYearly),
    ...must("newPlaces", ask.hasPlaces),
    ...must("standingPlaces", ask.hasPlaces && ask.standingKind === "each"),
    ...may("standingPlaces", ask.hasPlaces && ask.standingKind === "layer"),
  ];
}

/** The form, and what was typed that is no value. */
export interface FormOnScreen extends Pick<SitingState, "drafts"> {
  readonly ask: SiteForm;
}

/** What stands in a field: what was typed while that is no value, else the value. */
export function readField(id: FieldId, { ask, drafts }: FormOnScreen): string {
  const draft = drafts[id];
  if (draft !== undefined) return draft;
  const value = ask[id];
  return value === null ? "" : String(Number((value / FIELDS[id].scale).toFixed(4)));
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
export function listFaults({ t }: Pick<Text, "t">, state: FormOnScreen): FieldFault[] {
  const { ask } = state;
  const faults: FieldFault[] = [];
  const say = (key: TextKey, values: Readonly<Record<string, string | number>> = {}): string => t(key, values);
  if (ask.candidateKind === "layer" && ask.candidateServiceId === null)
    faults.push({ field: null, sentence: say("site.form.no-layer") });
  if (ask.candidateKind === "file" && ask.candidateFile === null)
    faults.push({ field: null, sentence: say("site.form.no-file") });
  if (ask.candidateKind === "drawn" && ask.drawnSites.length === 0)
    faults.push({ field: null, sentence: say("site.form.no-drawn") });
  if (ask.areaKind === "units" && ask.areaUnitIds.length === 0)
    faults.push({ field: null, sentence: say("site.form.no-units") });
  if (ask.areaKind === "communities" && ask.areaCommunityIds.length === 0)
    faults.push({ field: null, sentence: say("site.form.no-communities") });
  const isFree = ask.model === "set-cover" || (ask.hasBudget && ask.isNumberFree);
  if (!isFree && ask.requiredSites.length > ask.newSites)
    faults.push({
      field: "newSites",
      sentence: say("site.form.required", { count: ask.requiredSites.length, asked: ask.newSites }),
    });
  for (const what of findCombinationFaults(ask))
    faults.push({ field: null, sentence: say(`site.combine.${what}`, { model: say(`site.model.${ask.model}`) }) });
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
