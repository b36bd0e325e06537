import { formatCount } from "../../core/model/format-number.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { Sensitivity, SensitivityRow } from "../../core/questions/measure-sensitivity.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { downloadCsv } from "../frame/download.ts";
import { type Text, useText } from "../strings/text.ts";
import { unfoldTarget, useSensitivity, useTargetFold } from "./firmness-on-map.ts";
import { FragileUnits } from "./fragile-units.tsx";
import { sensitivityCsv } from "./sensitivity-csv.ts";
import { changeText, circleNote, figureText, summaryText } from "./sensitivity-words.ts";
import "./firmness.css";

/** A target's verdict with one assumption changed at a time, counted when it is unfolded; the map then shows which units stand firmly. */
export function TargetSensitivity({
  study,
  target,
  result,
}: {
  readonly study: StudyView;
  readonly target: Target;
  readonly result: TargetResult;
}) {
  const text = useText();
  const { t } = text;
  const isOpen = useTargetFold() === "sensitivity";
  const { answer, isFresh, status } = useSensitivity(target, isOpen);
  return (
    <details
      className="target-sensitivity"
      open={isOpen}
      onToggle={(event) => unfoldTarget(target.id, "sensitivity", event.currentTarget.open)}
      data-testid="target-sensitivity"
    >
      <summary>{t("sensitivity.heading")}</summary>
      {!answer && (
        <p className="quiet" role="status">
          {t(status === "failed" ? "sensitivity.failed" : answer === null ? "firm.nothing" : "sensitivity.counting")}
        </p>
      )}
      {answer && (
        <div data-stale={!isFresh}>
          <p>{summaryText(text, target, answer.rows)}</p>
          <Rows text={text} study={study} target={target} rows={answer.rows} />
          <p className="quiet">
            {t("firm.note")} {circleNote(text, target)}{" "}
            <button
              type="button"
              className="link"
              data-testid="sensitivity-csv"
              onClick={() =>
                downloadCsv(`sensitivity-${target.id}.csv`, sensitivityCsv(text, study, target, result, answer))
              }
            >
              {t("firm.download")}
            </button>
          </p>
          {answer.units && <FragileUnits answer={answer as UnitSensitivity} study={study} target={target} />}
        </div>
      )}
    </details>
  );
}

type UnitSensitivity = Sensitivity & { readonly units: NonNullable<Sensitivity["units"]> };

function Rows({
  text,
  study,
  target,
  rows,
}: {
  readonly text: Text;
  readonly study: StudyView;
  readonly target: Target;
  readonly rows: readonly SensitivityRow[];
}) {
  const { t } = text;
  const isValue = rows[0]?.value !== null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("sensitivity.change")}</th>
          {!isValue && (
            <th scope="col" className="number">
              {t("sensitivity.met")}
            </th>
          )}
          <th scope="col" className="number">
            {t(isValue ? "firm.value" : "sensitivity.share")}
          </th>
          {!isValue && (
            <th scope="col" className="number" title={t("firm.turned.hint")}>
              {t("firm.turned")}
            </th>
          )}
          <th scope="col">{t("sensitivity.verdict")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={JSON.stringify(row.change)} data-turned={row.isTurned} data-change={row.change.kind}>
            <td>
              {changeText(text, study, target, row.change)}
              {row.unattached > 0 && <small>{t("firm.unattached", { count: formatCount(row.unattached) })}</small>}
            </td>
            {!isValue && (
              <td className="number" title={t("firm.tested", { count: formatCount(row.unitsTested) })}>
                {formatCount(row.unitsMet)}
              </td>
            )}
            <td className="number">{figureText(text, target, row)}</td>
            {!isValue && <td className="number">{turnedText(row)}</td>}
            <td>
              <VerdictMark verdict={row.verdict} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Units that fail with the change, and units that pass with it. */
function turnedText({ unitsLost, unitsGained }: SensitivityRow): string {
  const parts = [
    unitsLost > 0 ? `−${formatCount(unitsLost)}` : "",
    unitsGained > 0 ? `+${formatCount(unitsGained)}` : "",
  ].filter((part) => part !== "");
  return parts.join(" ");
}
