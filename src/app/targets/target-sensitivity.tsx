import { useState } from "react";
import type { Target } from "../../core/plan/target.ts";
import type { SensitivityChange, SensitivityRow } from "../../core/questions/measure-sensitivity.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { formatCount, formatShare } from "../format-number.ts";
import { useBeside } from "../select/use-beside.ts";
import { currentParameters, useProject } from "../store/project-store.ts";
import { type Text, useText } from "../strings/text.ts";

/** A circle's verdict with one assumption changed at a time, counted when it is opened. */
export function TargetSensitivity({ study, target }: { readonly study: StudyView; readonly target: Target }) {
  const text = useText();
  const { t } = text;
  const [isOpen, setOpen] = useState(false);
  const passShare = useProject((state) => currentParameters(state).passShare);
  const { answer, isFresh, status } = useBeside("sensitivity", { target, passShare }, isOpen);
  return (
    <details
      className="target-sensitivity"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      data-testid="target-sensitivity"
    >
      <summary>{t("sensitivity.heading")}</summary>
      {!answer && (
        <p className="quiet" role="status">
          {t(status === "failed" ? "sensitivity.failed" : "sensitivity.counting")}
        </p>
      )}
      {answer && (
        <div data-stale={!isFresh}>
          <p>{summaryText(text, answer)}</p>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("sensitivity.change")}</th>
                <th scope="col" className="number">
                  {t("sensitivity.met")}
                </th>
                <th scope="col" className="number">
                  {t("sensitivity.share")}
                </th>
                <th scope="col">{t("sensitivity.verdict")}</th>
              </tr>
            </thead>
            <tbody>
              {answer.map((row) => (
                <tr key={JSON.stringify(row.change)} data-turned={row.isTurned}>
                  <td>{changeText(text, study, row.change)}</td>
                  <td className="number">{formatCount(row.unitsMet)}</td>
                  <td className="number">{formatShare(row.share)}</td>
                  <td>
                    <VerdictMark verdict={row.verdict} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="quiet">{t("sensitivity.note")}</p>
        </div>
      )}
    </details>
  );
}

function summaryText({ t }: Text, rows: readonly SensitivityRow[]): string {
  const turned = rows.filter(({ isTurned }) => isTurned).length;
  const shares = rows.map(({ share }) => share);
  const range = { least: formatShare(Math.min(...shares)), most: formatShare(Math.max(...shares)) };
  if (rows[0]?.verdict === "no-number") return t("sensitivity.noNumber", range);
  if (turned === 0) return t("sensitivity.firm", range);
  return t("sensitivity.fragile", { count: formatCount(turned), total: formatCount(rows.length - 1), ...range });
}

function changeText({ t, local }: Text, study: StudyView, change: SensitivityChange): string {
  const percent = (factor: number): string => `${factor > 1 ? "+" : "−"}${Math.round(Math.abs(factor - 1) * 100)}%`;
  switch (change.kind) {
    case "none":
      return t("sensitivity.none");
    case "pace":
      return t("sensitivity.pace", { change: percent(change.factor) });
    case "distance":
      return t("sensitivity.distance", { change: percent(change.factor) });
    case "pass-share":
      return t("sensitivity.passShare", { share: formatShare(change.passShare) });
    case "snap-radius":
      return t("sensitivity.snapRadius", { metres: formatCount(change.metres) });
    case "straight":
      return t("sensitivity.straight");
    case "without": {
      const service = study.services.find(({ id }) => id === change.serviceId);
      return t("sensitivity.without", { service: service ? local(service.title) : change.serviceId });
    }
  }
}
