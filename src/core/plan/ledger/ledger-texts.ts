/** What stands in the cells of a ledger row: what the user wrote, else what the tool proposes. */
import type { AdministrativeUnit } from "../../model/community.ts";
import type { LocalizedText } from "../../model/facility.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { Study } from "../../model/study.ts";
import type { Target } from "../target.ts";
import type { LedgerStatus } from "./ledger-note.ts";
import type { LedgerRow } from "./ledger-rows.ts";
import { describeCause, describeGap, proposeMeasure, type SentenceContext } from "./ledger-sentences.ts";
import { proposeResponsible } from "./responsible-unit.ts";
import { type UnitPlace, wholeUnitId } from "./unit-places.ts";

export interface LedgerText {
  readonly text: LocalizedText;
  /** True where the user wrote it. */
  readonly isEntered: boolean;
}

/** Each text is made when it is first read: a long table shows a few rows of many. */
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
  return (row) => {
    const place = places.get(row.unitId);
    const kind = (place && study.communities.kinds[place.communityIndex]) ?? null;
    const area = place?.countyId ? unitsById.get(place.countyId) : whole;
    return new RowTexts(row, targetsById.get(row.targetId), { study, parameters, kind }, area);
  };
}

class RowTexts implements LedgerTexts {
  private readonly row: LedgerRow;
  private readonly target: Target | undefined;
  private readonly context: SentenceContext;
  private readonly area: AdministrativeUnit | undefined;
  private readonly made: Partial<Record<"shortfall", LocalizedText> & Record<LedgerField, LedgerText>> = {};

  constructor(
    row: LedgerRow,
    target: Target | undefined,
    context: SentenceContext,
    area: AdministrativeUnit | undefined,
  ) {
    this.row = row;
    this.target = target;
    this.context = context;
    this.area = area;
  }

  get shortfall(): LocalizedText {
    this.made.shortfall ??= this.describe(describeGap);
    return this.made.shortfall;
  }

  get cause(): LedgerText {
    this.made.cause ??= this.writtenOr("cause", () => this.describe(describeCause));
    return this.made.cause;
  }

  get measure(): LedgerText {
    this.made.measure ??= this.writtenOr("measure", () => this.describe(proposeMeasure));
    return this.made.measure;
  }

  get responsible(): LedgerText {
    const { target, area } = this;
    this.made.responsible ??= this.writtenOr("responsible", () =>
      target ? proposeResponsible(target, area) : NOTHING,
    );
    return this.made.responsible;
  }

  get status(): LedgerStatus {
    return this.row.note?.status ?? "open";
  }

  get note(): string {
    return this.row.note?.note ?? "";
  }

  private describe(make: typeof describeCause): LocalizedText {
    const { problem } = this.row;
    return this.target && problem ? make(this.target, problem, this.context) : NOTHING;
  }

  private writtenOr(field: LedgerField, propose: () => LocalizedText): LedgerText {
    const written = this.row.note?.[field] ?? "";
    return written === ""
      ? { text: propose(), isEntered: false }
      : { text: { zh: written, en: written }, isEntered: true };
  }
}
