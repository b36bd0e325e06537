import { formatCount } from "../../core/model/format-number.ts";
import { totalBudget } from "../../core/plan/site-form.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useText } from "../strings/text.ts";
import { changeForm, useSiteForm } from "./site-form-store.ts";
import { SiteNumber } from "./site-number.tsx";
import { numberColumnsOf } from "./siting-layers.ts";
import { useSiting } from "./siting-store.ts";

/** What sites cost and what there is to spend, in all or a year. */
export function SiteMoney({ study }: { readonly study: StudyView }) {
  const { t } = useText();
  const ask = useSiteForm();
  const status = useSiting((state) => state.status);
  const isRunning = status === "running";
  const columns = numberColumnsOf(study, ask);
  const total = totalBudget(ask);
  return (
    <div className="site-part">
      <label className="site-keep">
        <input
          type="checkbox"
          checked={ask.hasBudget}
          disabled={isRunning}
          data-testid="site-has-budget"
          onChange={(event) => changeForm({ hasBudget: event.target.checked })}
        />
        <span>{t("site.cost.heading")}</span>
      </label>
      {ask.hasBudget && (
        <div className="site-numbers">
          {columns.length > 0 && (
            <label className="site-service">
              <span className="panel-label">{t("site.cost.column")}</span>
              <select
                value={ask.costColumn ?? ""}
                disabled={isRunning}
                data-testid="site-cost-column"
                onChange={({ target }) => changeForm({ costColumn: target.value === "" ? null : target.value })}
              >
                <option value="">{t("site.cost.same")}</option>
                {columns.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <SiteNumber id="siteCost" />
          <SiteNumber id="budget" />
          <label className="site-keep">
            <input
              type="checkbox"
              checked={ask.isYearly}
              disabled={isRunning}
              data-testid="site-yearly"
              onChange={(event) => changeForm({ isYearly: event.target.checked })}
            />
            <span>{t("site.cost.isYearly")}</span>
          </label>
          {ask.isYearly && (
            <>
              <SiteNumber id="years" />
              {total > 0 && (
                <p className="quiet" data-rows-below>
                  {t("site.cost.sum", { years: ask.years, total: formatCount(total) })}
                </p>
              )}
            </>
          )}
          {ask.model !== "set-cover" && (
            <label className="site-keep">
              <input
                type="checkbox"
                checked={ask.isNumberFree}
                disabled={isRunning}
                data-testid="site-number-free"
                onChange={(event) => changeForm({ isNumberFree: event.target.checked })}
              />
              <span>{t("site.cost.free")}</span>
            </label>
          )}
          <p className="quiet">{t("site.cost.note")}</p>
        </div>
      )}
    </div>
  );
}

const STANDING = ["layer", "each", "unlimited"] as const;

/** How many people new and standing sites take. */
export function SitePlaces() {
  const { t } = useText();
  const ask = useSiteForm();
  const status = useSiting((state) => state.status);
  const isRunning = status === "running";
  return (
    <div className="site-part">
      <label className="site-keep">
        <input
          type="checkbox"
          checked={ask.hasPlaces}
          disabled={isRunning}
          data-testid="site-has-places"
          onChange={(event) => changeForm({ hasPlaces: event.target.checked })}
        />
        <span>{t("site.places.heading")}</span>
      </label>
      {ask.hasPlaces && (
        <div className="site-numbers">
          <SiteNumber id="newPlaces" />
          <Segmented
            label={t("site.places.of-standing")}
            options={STANDING.map((kind) => ({
              value: kind,
              label: t(`site.places.${kind}`),
              disabled: isRunning,
            }))}
            value={ask.standingKind}
            onChange={(standingKind) => changeForm({ standingKind })}
          />
          {ask.standingKind !== "unlimited" && <SiteNumber id="standingPlaces" />}
          <p className="quiet">{t("site.places.note")}</p>
          {ask.model === "p-center" && <p className="quiet">{t("site.places.walk")}</p>}
        </div>
      )}
    </div>
  );
}
