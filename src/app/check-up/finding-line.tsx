import { formatCount } from "../../core/model/format-number.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import type { Finding } from "../../core/questions/check-up/finding.ts";
import { findingCsv, findingFileName } from "../../io/outputs/check-up-csv.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { DownloadIcon } from "../controls/icons.tsx";
import { downloadBytes } from "../frame/download.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { useCheckUp } from "./check-up-store.ts";
import { amountWords, layerWords } from "./check-up-words.ts";
import { findCorrections, listMended } from "./corrections.ts";
import { FindingItems } from "./finding-items.tsx";
import { Remedy, useScenarios } from "./remedy.tsx";

/** About half a kilometre: a single place is not looked at under a magnifying glass. */
const MARGIN_DEGREES = 0.005;

/** One line a finding: its name, how many, its state; opened, what it means, where it is and what can be done. */
export function FindingLine({ study, finding }: { readonly study: StudyView; readonly finding: Finding }) {
  const text = useText();
  const { t, list } = text;
  const { id, severity, count, total, items, untested } = finding;
  const isOpen = useCheckUp(({ openId }) => openId === id);
  const mended = listMended(items, findCorrections(useScenarios())).length;
  const isMended = mended === count;
  const toggle = (): void => {
    useCheckUp.getState().put({ openId: isOpen ? null : id, chosen: null });
    if (!isOpen) flyToAll(finding);
  };
  const amount = amountWords(text, study, finding);
  return (
    <li className="check-finding" data-check={id} data-severity={isMended ? "mended" : severity}>
      <button type="button" className="check-head" aria-expanded={isOpen} onClick={toggle}>
        <span className="check-title">{t(`check.title.${id}`)}</span>
        <span className="check-count number" data-rows-below>
          {t("check.of", { count: formatCount(count), total: formatCount(total) })}
        </span>
        <span className="pill">{t(isMended ? "check.mended" : `check.severity.${severity}`)}</span>
      </button>
      {isOpen && (
        <div className="check-body" data-rows-below>
          <p>
            {t(`check.means.${id}`)}
            {amount !== null && (text.language === "en" ? ` ${amount}.` : `${amount}。`)}
          </p>
          {untested.length > 0 && (
            <p className="panel-note">
              {t("check.untested", { layers: list(untested.map((layer) => layerWords(text, study, layer))) })}
            </p>
          )}
          <FindingItems study={study} finding={finding} />
          {items.length < count && (
            <p className="panel-note">{t("check.list.cut", { count: formatCount(items.length) })}</p>
          )}
          <Remedy finding={finding} />
          <button type="button" className="button" onClick={() => download(study, finding)}>
            <DownloadIcon />
            {t("check.download")}
          </button>
        </div>
      )}
    </li>
  );
}

/** Brings everything that was found into view; nothing moves where it has no place. */
function flyToAll({ items }: Finding): void {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { position } of items) {
    if (position === null) continue;
    bounds[0] = Math.min(bounds[0], position[0] - MARGIN_DEGREES);
    bounds[1] = Math.min(bounds[1], position[1] - MARGIN_DEGREES);
    bounds[2] = Math.max(bounds[2], position[0] + MARGIN_DEGREES);
    bounds[3] = Math.max(bounds[3], position[1] + MARGIN_DEGREES);
  }
  if (bounds[0] <= bounds[2]) useView.getState().fly({ kind: "bounds", bounds });
}

/** The mark at the head lets spreadsheets read Chinese. */
function download(study: StudyView, finding: Finding): void {
  downloadBytes(findingFileName(finding), new TextEncoder().encode(`\uFEFF${findingCsv(study, finding)}`));
}
