import { formatDemand, formatShare } from "../../core/model/format-number.ts";
import { FigureSource } from "../figures/figure.tsx";
import { demandWords } from "../select/demand-words.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { communitiesOfArea, nameArea } from "./site-area-words.ts";
import { useSiteForm } from "./site-form-store.ts";

const STUDY_FIGURE = { kind: "study" } as const;
const MOST_LISTED = 8;

export interface Lacking {
  readonly people: number;
  readonly covered: number;
  /** Communities with anybody out of reach, most people first. */
  readonly communities: readonly { readonly communityIndex: number; readonly short: number; readonly share: number }[];
}

/** Whom the facilities as they stand leave out, over some communities (null: all). */
export function findLacking(
  { people, peopleCovered }: Pick<ShownCoverage["coverage"], "people" | "peopleCovered">,
  communityIndexes: readonly number[] | null,
): Lacking {
  const asked = communityIndexes ?? Array.from(people.keys());
  let [all, covered] = [0, 0];
  const communities = asked.flatMap((communityIndex) => {
    const own = people[communityIndex] as number;
    const reached = peopleCovered[communityIndex] as number;
    all += own;
    covered += reached;
    return own - reached >= 0.5 ? [{ communityIndex, short: own - reached, share: reached / own }] : [];
  });
  communities.sort((a, b) => b.short - a.short || a.communityIndex - b.communityIndex);
  return { people: all, covered, communities };
}

const lackingOf = rememberLatest(findLacking);
const areaOf = rememberLatest(communitiesOfArea);

/** Before anything is asked: how it stands, and where most people are left out. */
export function SiteStart({ shown: { study, service, coverage } }: { readonly shown: ShownCoverage }) {
  const text = useText();
  const { t, local, language } = text;
  const form = useSiteForm();
  const { people, covered, communities } = lackingOf(coverage, areaOf(study, form));
  const amount = (count: number): string => formatDemand(count, study.demand.unit, language);
  if (!(people > 0)) return <p className="site-answer quiet">{t("site.empty")}</p>;
  return (
    <div className="site-answer site-start" data-figures data-testid="site-start">
      <section className="panel-section">
        <h2 className="site-sentence">
          {t("site.start", {
            area: nameArea(text, study, form),
            share: formatShare(covered / people),
            minutes: coverage.cutoffSeconds / 60,
            group: demandWords(t, coverage.groupId, study.demand.unit),
            service: local(service.title),
            people: amount(people - covered),
          })}
          <FigureSource of={STUDY_FIGURE} about={t("site.heading")} />
        </h2>
        <p className="quiet">{t("site.empty")}</p>
        {study.demonstration && <span className="demo-badge">{t("app.demonstration")}</span>}
      </section>
      {communities.length > 0 && (
        <section className="panel-section">
          <h3>{t("site.start.most")}</h3>
          <table className="site-table">
            <thead>
              <tr>
                <th scope="col">{t("site.start.community")}</th>
                <th scope="col">{t("site.start.short")}</th>
                <th scope="col">{t("site.start.share")}</th>
              </tr>
            </thead>
            <tbody>
              {communities.slice(0, MOST_LISTED).map(({ communityIndex, short, share }) => (
                <tr key={communityIndex}>
                  <th scope="row">
                    <button
                      type="button"
                      className="link"
                      onClick={() =>
                        useView.getState().fly({ kind: "communities", communityIndexes: [communityIndex] })
                      }
                    >
                      {study.communities.names[communityIndex]}
                    </button>
                  </th>
                  <td>{amount(short)}</td>
                  <td>{formatShare(share)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
