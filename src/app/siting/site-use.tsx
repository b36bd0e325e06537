import { formatCount, formatDemand, formatShare } from "../../core/model/format-number.ts";
import { FigureSource } from "../figures/figure.tsx";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useText } from "../strings/text.ts";
import { stageYears } from "./siting-stages.ts";
import { shownSummary, useSiting } from "./siting-store.ts";
import { placeName } from "./siting-words.ts";

const SITING_FIGURE = { kind: "siting" } as const;

/** What the answer spends, year by year, and how full its sites are. */
export function SitingUse({ shown: { study } }: { readonly shown: ShownCoverage }) {
  const text = useText();
  const { t, language, list } = text;
  const state = useSiting();
  const summary = shownSummary(state);
  const use = summary?.use;
  if (!summary || !use) return null;
  const { asked } = state;
  const amount = (people: number): string => formatDemand(people, study.demand.unit, language);
  const standing = use.sites.filter(({ isNew }) => !isNew);
  const limited = standing.filter(({ capacity }) => capacity !== null && Number.isFinite(capacity));
  const full = limited.filter(({ capacity, served }) => (served ?? 0) >= (capacity ?? 0) - 1e-6);
  const places = limited.reduce((sum, { capacity }) => sum + (capacity ?? 0), 0);
  const taken = limited.reduce((sum, { served }) => sum + (served ?? 0), 0);
  const stages = use.spent !== null && asked.isYearly ? stageYears(use, asked) : [];
  const shareUpTo = (count: number): number => summary.sites[count - 1]?.cumulativeShare ?? Number.NaN;
  let built = 0;
  return (
    <section className="panel-section" data-testid="site-use">
      {use.spent !== null && (
        <p data-testid="site-spent">
          {t(asked.isYearly ? "site.use.spent.yearly" : "site.use.spent", {
            spent: formatCount(use.spent),
            budget: formatCount(asked.budget ?? 0),
            years: asked.years,
          })}{" "}
          <FigureSource of={SITING_FIGURE} about={t("site.cost.heading")} />
        </p>
      )}
      {stages.length > 0 && (
        <>
          <table className="site-table" data-testid="site-years">
            <thead>
              <tr>
                <th scope="col">{t("site.year")}</th>
                <th scope="col">{t("site.year.sites")}</th>
                <th scope="col">{t("site.year.spent")}</th>
                <th scope="col">{t("site.year.left")}</th>
                {!use.countsPlaces && <th scope="col">{t("site.cumulative")}</th>}
              </tr>
            </thead>
            <tbody>
              {stages.map(({ year, sites, spent, left }) => {
                built += sites.length;
                const share = built > 0 ? shareUpTo(built) : summary.coveredBefore / summary.people;
                return (
                  <tr key={year}>
                    <td>{t("site.year.number", { year })}</td>
                    <th scope="row">
                      {sites.length === 0
                        ? "—"
                        : list(
                            sites.map(
                              (rank) =>
                                `${rank + 1} ${placeName(text, study, summary.sites[rank]?.communityIndex ?? -1)}`,
                            ),
                          )}
                    </th>
                    <td>{formatCount(spent)}</td>
                    <td>{formatCount(left)}</td>
                    {!use.countsPlaces && <td>{formatShare(share)}</td>}
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className="quiet">{t("site.year.note")}</p>
        </>
      )}
      {use.countsPlaces && limited.length > 0 && (
        <p data-testid="site-standing-places">
          {t("site.use.standing", {
            count: formatCount(limited.length),
            places: amount(places),
            taken: amount(taken),
            full: formatCount(full.length),
          })}{" "}
          <FigureSource of={SITING_FIGURE} about={t("site.places.heading")} />
        </p>
      )}
      {use.countsPlaces && <p className="quiet">{t(summary.walks ? "site.use.note.walk" : "site.use.note")}</p>}
    </section>
  );
}
