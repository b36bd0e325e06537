import { formatCount, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import { NORM_READINGS, type NormReading } from "../../core/plan/norm-readings.ts";
import { OWN_RULE_READING_ID, type PlanReading, planReadingOf } from "../../core/plan/plan-reading.ts";
import type { Target } from "../../core/plan/target.ts";
import type { ReadingComparison, ReadingFigures } from "../../core/questions/compare-readings.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useTargets } from "../select/target-results.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { deleteReading } from "./edit-readings.ts";
import { reachTexts, sharesOfReading } from "./reading-words.ts";
import { takeReading, useOfReading } from "./take-reading.ts";
import { useNormReadings } from "./use-readings.ts";

/** The readings, a row each: where they come from, what they test and how, and the three shares side by side. */
export function ReadingsTable({
  study,
  comparison,
  planned,
  onEdit,
}: {
  readonly study: StudyView;
  readonly comparison: ReadingComparison;
  readonly onEdit: (reading: PlanReading) => void;
  /** The target that is compared, as the plan has it; null for a service. */
  readonly planned: Target | null;
}) {
  const { t } = useText();
  const isDraft = useProject((state) => currentEdits(state).draftId !== "");
  const takes = planned !== null && !isDraft;
  const numbers = ["people", "communities", "communityShare", "land"] as const;
  return (
    <table className="readings-table" aria-label={t("readings.table")} data-testid="readings-table">
      <thead>
        <tr>
          {(["reading", "reach", "denominator"] as const).map((column) => (
            <th key={column} scope="col">
              {t(`readings.column.${column}`)}
            </th>
          ))}
          {numbers.map((column) => (
            <th key={column} scope="col" className="number">
              {t(`readings.column.${column}`)}
            </th>
          ))}
          {takes && <th scope="col">{t("readings.column.use")}</th>}
        </tr>
      </thead>
      <tbody>
        {comparison.readings.map((figures) => (
          <ReadingRow
            key={figures.readingId}
            study={study}
            figures={figures}
            planned={takes ? planned : null}
            onEdit={onEdit}
          />
        ))}
      </tbody>
    </table>
  );
}

function ReadingRow({
  study,
  figures,
  planned,
  onEdit,
}: {
  readonly study: StudyView;
  readonly figures: ReadingFigures;
  readonly planned: Target | null;
  readonly onEdit: (reading: PlanReading) => void;
}) {
  const text = useText();
  const { t, local } = text;
  const { reading } = figures;
  const shares = sharesOfReading(figures);
  const isTested = figures.state === "tested";
  const share = (value: number | null): string => (value === null ? NO_VALUE : formatShare(value));
  const ownShare = (which: typeof reading.denominator): boolean => isTested && reading.denominator === which;
  return (
    <tr data-reading-id={figures.readingId} data-state={figures.state}>
      <th scope="row">
        {local(reading.title)}
        {reading.isOfPlan && (
          <span className="reading-verify">{t(isPreset(reading) ? "readings.changed" : "readings.own")}</span>
        )}
        {reading.needsVerifying && <span className="reading-verify">{t("readings.verify")}</span>}
        <span className="reading-source" title={reading.defaults.map(local).join("\n")}>
          {local(reading.source)} · {local(reading.test)}
        </span>
        <EditReading reading={reading} onEdit={onEdit} />
      </th>
      <td>
        {isTested ? (
          reachTexts(text, study, figures).map((line) => <span key={line}>{line}</span>)
        ) : (
          <span className="quiet">{t(`readings.state.${figures.state}`)}</span>
        )}
        {isTested && figures.judgesLand && <span className="quiet">{t("readings.byLand")}</span>}
        {isTested && reading.passShare !== undefined && (
          <span className="quiet">{t("readings.ownPassMark", { share: formatShare(reading.passShare) })}</span>
        )}
      </td>
      <td>{t(`readings.denominator.${reading.denominator}`)}</td>
      <td className="number" data-own={ownShare("people")}>
        {share(shares.people)}
      </td>
      <td className="number">
        {isTested
          ? t("readings.communities", { met: formatCount(figures.unitsMet), tested: formatCount(figures.unitsTested) })
          : NO_VALUE}
      </td>
      <td className="number" data-own={ownShare("communities")}>
        {share(shares.communities)}
      </td>
      <td className="number" data-own={ownShare("residential-land")}>
        {share(shares.land)}
      </td>
      {planned && (
        <td>
          <UseReading planned={planned} figures={figures} />
        </td>
      )}
    </tr>
  );
}

function isPreset({ id }: NormReading): boolean {
  return NORM_READINGS.some((preset) => preset.id === id);
}

/** The plan's own reading is its targets' rule, which is edited there; every other one here. */
function EditReading({
  reading,
  onEdit,
}: {
  readonly reading: NormReading;
  readonly onEdit: (reading: PlanReading) => void;
}) {
  const { t, local, language } = useText();
  const stated = useProject((state) => currentEdits(state).circleReadings).find(({ id }) => id === reading.id);
  if (reading.id === OWN_RULE_READING_ID) return null;
  const name = local(reading.title);
  const begin = (): void => onEdit(stated ?? planReadingOf(reading, language === "en" ? "en" : "zh"));
  return (
    <span className="reading-buttons">
      <button type="button" className="link" aria-label={t("readings.edit.of", { name })} onClick={begin}>
        {t("readings.edit")}
      </button>
      {stated && (
        <button type="button" className="link" onClick={() => deleteReading(reading.id)}>
          {t(isPreset(reading) ? "readings.edit.restore" : "readings.edit.delete", { name })}
        </button>
      )}
    </span>
  );
}

function UseReading({ planned, figures }: { readonly planned: Target; readonly figures: ReadingFigures }) {
  const { t } = useText();
  const judged = useTargets().find(({ id }) => id === planned.id);
  const isEdited = useProject((state) => currentEdits(state).targets.some(({ id }) => id === planned.id));
  // A reading that was changed or deleted is another one here at once.
  useNormReadings();
  const use = useOfReading(planned, judged, figures.readingId);
  if (use === "in-use" && !(isEdited && figures.readingId === "plan"))
    return <span className="pill">{t("readings.inUse")}</span>;
  if (use === "cannot")
    return <span className="quiet">{figures.reaches.length > 0 ? t("readings.cannotUse") : NO_VALUE}</span>;
  return (
    <button type="button" className="link" onClick={() => takeReading(planned, figures.readingId)}>
      {t(figures.readingId === "plan" ? "readings.restore" : "readings.use")}
    </button>
  );
}
