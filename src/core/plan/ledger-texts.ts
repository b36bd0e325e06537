/** What stands in the cells of a ledger row: what the user wrote, else what the tool proposes. */
import type { LocalizedText } from "../model/facility.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import type { Study } from "../model/study.ts";
import type { LedgerNote, LedgerStatus } from "./ledger-note.ts";
import type { LedgerRow } from "./ledger-rows.ts";
import { describeCause, describeGap, proposeMeasure, type SentenceContext } from "./ledger-sentences.ts";
import { proposeResponsible } from "./responsible-unit.ts";
import type { Target } from "./target.ts";
import { type UnitPlace, wholeUnitId } from "./unit-places.ts";

export interface LedgerText {
  readonly text: LocalizedText;
  /** True where the user wrote it. */
  readonly isEntered: boolean;
}

export interface LedgerTexts {
  readonly shortfall: LocalizedText;
  readonly cause: LedgerText;
  readonly measure: LedgerText;
  readonly responsible: LedgerText;
  readonly status: LedgerStatus;
  readonly note: string;
}

/** The cells that may be written over. */
export type LedgerField = "cause" | "measure" | "responsible" | "note";

const NOTHING: LocalizedText = { zh: "", en: "" };

type LedgerStudy = SentenceContext["study"] & Pick<Study, "id" | "units" | "communities">;

/** Makes the texts of rows of one study and run. */
export function createTextMaker(
  study: LedgerStudy,
  targets: readonly Target[],
  parameters: AnalysisParameters,
  places: ReadonlyMap<string, UnitPlace>,
): (row: LedgerRow) => LedgerTexts {
  const targetsById = new Map(targets.map((target) => [target.id, target]));
  const unitsById = new Map(study.units.map((unit) => [unit.id, unit]));
  const whole = unitsById.get(wholeUnitId(study));
  return ({ targetId, unitId, problem, note }) => {
    const target = targetsById.get(targetId);
    const place = places.get(unitId);
    const kind = (place && study.communities.kinds[place.communityIndex]) ?? null;
    const context: SentenceContext = { study, parameters, kind };
    const area = place?.countyId ? unitsById.get(place.countyId) : whole;
    const propose = (make: (target: Target) => LocalizedText): LocalizedText => (target ? make(target) : NOTHING);
    const proposeFrom = (make: typeof describeCause): LocalizedText =>
      propose((known) => (problem ? make(known, problem, context) : NOTHING));
    return {
      shortfall: proposeFrom(describeGap),
      cause: writtenOr(note, "cause", () => proposeFrom(describeCause)),
      measure: writtenOr(note, "measure", () => proposeFrom(proposeMeasure)),
      responsible: writtenOr(note, "responsible", () => propose((known) => proposeResponsible(known, area))),
      status: note?.status ?? "open",
      note: note?.note ?? "",
    };
  };
}

function writtenOr(note: LedgerNote | null, field: LedgerField, propose: () => LocalizedText): LedgerText {
  const written = note?.[field] ?? "";
  return written === ""
    ? { text: propose(), isEntered: false }
    : { text: { zh: written, en: written }, isEntered: true };
}
