import { useState } from "react";
import type { Issue } from "../../core/errors.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { importAtLevel, isImportableAgain } from "../store/open-study.ts";
import { useText } from "../strings/text.ts";

/** Levels that the open OSM file offers, and the one taken; null where nothing was assumed. */
export function adminLevels(
  issues: readonly Issue[],
): { readonly taken: number; readonly levels: readonly number[] } | null {
  const issue = issues.find(({ code, details }) => code === "assumed" && details?.what === "admin-level");
  if (!issue) return null;
  const levels = [...String(issue.details?.available ?? "").matchAll(/(\d+) \(([1-9]\d*)/g)].map(([, level]) =>
    Number(level),
  );
  return levels.length > 1 ? { taken: Number(issue.value), levels } : null;
}

/** Offers the other admin levels of an imported OSM file as communities. */
export function LevelChoice() {
  const { t } = useText();
  const issues = useAnalysis((state) => state.issues);
  const origin = useAnalysis((state) => state.origin);
  const [chosen, setChosen] = useState<number | null>(null);
  const offer = origin === "files" && isImportableAgain() ? adminLevels(issues) : null;
  if (!offer) return null;
  const level = chosen ?? offer.taken;
  return (
    <div className="data-level">
      <label className="ask-select">
        <span className="panel-label">{t("data.level")}</span>
        <select value={level} onChange={(event) => setChosen(Number(event.target.value))}>
          {offer.levels.map((each) => (
            <option key={each} value={each}>
              {t("data.level.option", { level: each })}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="button"
        disabled={level === offer.taken}
        onClick={() => {
          setChosen(null);
          void importAtLevel(level);
        }}
      >
        {t("data.level.again")}
      </button>
      <p className="panel-note">{t("data.level.note")}</p>
    </div>
  );
}
