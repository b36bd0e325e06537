import { findCombinationFaults } from "../../core/plan/site-form.ts";
import { useText } from "../strings/text.ts";
import { changeForm, useSiteForm } from "./site-form-store.ts";
import { SiteNumber } from "./site-number.tsx";
import { useSiting } from "./siting-store.ts";

const DEMANDS = [
  { id: "isBacked", word: "backup" },
  { id: "isEquity", word: "equity" },
  { id: "isCapped", word: "cap" },
] as const;

/** Backup cover, equity, and a cap on the longest walk; what the model cannot meet is said at once. */
export function SiteDemands() {
  const { t } = useText();
  const form = useSiteForm();
  const isRunning = useSiting((state) => state.status === "running");
  const count = DEMANDS.filter(({ id }) => form[id]).length;
  const faults = findCombinationFaults(form);
  return (
    <details className="site-part" data-testid="site-demands" open={count > 0 || undefined}>
      <summary>{t(count > 0 ? "site.more.some" : "site.more", { count })}</summary>
      {DEMANDS.map(({ id, word }) => (
        <div key={id} className="site-demand">
          <label className="site-keep">
            <input
              type="checkbox"
              checked={form[id]}
              disabled={isRunning}
              data-testid={`site-${word}`}
              onChange={(event) => changeForm({ [id]: event.target.checked })}
            />
            <span>{t(`site.${word}`)}</span>
          </label>
          <p className="quiet">
            {t(`site.${word}.note`, { minutes: form.longestSeconds / 60 })}
            {id === "isBacked" && form.model === "set-cover" && ` ${t("site.backup.set-cover")}`}
          </p>
          {id === "isEquity" && form.isEquity && (
            <div className="site-numbers">
              <SiteNumber id="aversion" />
            </div>
          )}
          {faults
            .filter((fault) => fault.startsWith(word))
            .map((fault) => (
              <p key={fault} className="site-fault" role="alert" data-testid={`site-combine-${fault}`}>
                {t(`site.combine.${fault}`, { model: t(`site.model.${form.model}`) })}
              </p>
            ))}
        </div>
      ))}
    </details>
  );
}
