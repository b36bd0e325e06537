import { useEffect, useRef } from "react";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import { gapRow } from "../../core/coverage/gap-rows.ts";
import type { GroupId } from "../../core/model/demand.ts";
import { formatDemand, formatMetres, formatMinutes, formatShare } from "../../core/model/format-number.ts";
import { parentPath } from "../../core/model/unit-tree.ts";
import type { Verdict } from "../../core/plan/target.ts";
import { CloseIcon } from "../controls/icons.tsx";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { ExplainFold } from "../explain/explain-fold.tsx";
import { Figure, FigureSource } from "../figures/figure.tsx";
import { CommunityLedger } from "../ledger/ledger-links.tsx";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { travelWord } from "../select/travel-word.ts";
import { useView } from "../store/view-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { FirmnessRow } from "../targets/firmness-row.tsx";
import { useTargetOnMap } from "../targets/target-on-map.ts";
import { TargetUnitRow } from "../targets/target-unit-row.tsx";
import { CommunityChoices } from "./community-choices.tsx";
import { chooseService } from "./service-list.tsx";
import { StatesRow } from "./states-row.tsx";
import "./community-card.css";

/** The verdict code of a community in words that marks understand. */
function verdictOf(code: number | undefined): Verdict {
  if (code === VERDICT_MET) return "met";
  return code === VERDICT_NOT_MET ? "not-met" : "not-testable";
}

/** One community: its verdict, its people, its walk to the nearest facility, and how it fares with every service. */
export function CommunityCard({
  shown,
  communityIndex,
}: {
  readonly shown: ShownCoverage;
  readonly communityIndex: number;
}) {
  const text = useText();
  const { t, language } = text;
  const select = useView((state) => state.select);
  const onMap = useTargetOnMap();
  const { study, coverage, result } = shown;
  const { unit } = study.demand;
  const row = gapRow(study, coverage, communityIndex, result.parameters.passShare);
  const verdict = verdictOf(row.verdict);
  const kind = study.communities.kinds[communityIndex] ?? "unit";
  const above = parentPath(study, communityIndex);
  const land = coverage.landShare[communityIndex] ?? Number.NaN;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && useView.getState().panel === null) select(null);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [select]);
  return (
    <article
      ref={card}
      className="card"
      data-figures
      data-testid="community-card"
      data-verdict={verdict}
      aria-label={row.name}
    >
      <header className="card-head">
        <div>
          <h2>{row.name}</h2>
          <p className="quiet">
            {[...above, t(`card.kind.${kind}`)].filter((part) => part !== "").join(" · ")}{" "}
            <FigureSource of={{ kind: "community", communityIndex }} about={row.name} />
          </p>
        </div>
        <button
          type="button"
          className="button button-icon button-quiet"
          aria-label={t("card.close")}
          title={t("card.close")}
          onClick={() => select(null)}
        >
          <CloseIcon />
        </button>
      </header>
      <TargetUnitRow communityIndex={communityIndex} />
      <p className="card-verdict">
        {onMap && <span className="quiet">{t("circle.card.run")}</span>}
        <VerdictMark verdict={verdict} />
        {verdict !== "not-testable" && (
          <>
            <strong>
              <Figure of={{ kind: "community", communityIndex }}>
                {t("card.inside", { share: formatShare(row.share) })}
              </Figure>
            </strong>
            <span className="quiet" title={t("figures.straight.hint")}>
              {t("card.straight", { share: formatShare(row.straightShare) })}
            </span>
          </>
        )}
      </p>
      <ExplainFold shown={shown} communityIndex={communityIndex} />
      <dl className="card-rows">
        <FirmnessRow communityIndex={communityIndex} />
        <div>
          <dt>{demandWords(t, coverage.groupId, unit)}</dt>
          <dd>
            {formatDemand(row.people, unit, language)}
            {row.peopleShort > 0 && (
              <span className="card-short">
                {t("card.short", { amount: formatDemand(row.peopleShort, unit, language) })}
              </span>
            )}
          </dd>
        </div>
        <StatesRow shown={shown} communityIndex={communityIndex} />
        <NearestRow shown={shown} communityIndex={communityIndex} />
        <CommunityChoices shown={shown} communityIndex={communityIndex} />
        <div>
          <dt>{t("card.median")}</dt>
          <dd>
            {t("card.median.value", {
              minutes: formatMinutes(row.medianSeconds, result.parameters.searchLimitSeconds),
            })}
          </dd>
        </div>
        <div>
          <dt>{t("card.land")}</dt>
          <dd>
            {formatShare(land)} <span className="quiet">{t(`figures.land.${result.landBasis}`)}</span>
          </dd>
        </div>
        <OtherGroups shown={shown} communityIndex={communityIndex} text={text} />
      </dl>
      {result.services.length > 1 && <EveryService shown={shown} communityIndex={communityIndex} />}
      <CommunityLedger communityIndex={communityIndex} />
    </article>
  );
}

/** The nearest facility and the walk there, once it has been found. */
function NearestRow({ shown, communityIndex }: { readonly shown: ShownCoverage; readonly communityIndex: number }) {
  const { t } = useText();
  const route = useView((state) => state.route);
  const { study, coverage, result } = shown;
  const layer = study.facilities.find(({ serviceId }) => serviceId === coverage.serviceId);
  const index = route?.facilityIndex ?? coverage.nearestFacilityIndexes[communityIndex] ?? -1;
  const limit = Math.round(result.parameters.searchLimitSeconds / 60);
  return (
    <div>
      <dt>{t("card.nearest")}</dt>
      <dd>
        {index < 0 || !layer ? (
          t("card.nearest.none", { minutes: limit })
        ) : (
          <>
            {layer.names[index] || layer.ids[index]}
            {route && (
              <span className="card-walk" title={t("card.walk.note")}>
                {t("card.walk", {
                  mode: t(travelWord(coverage.profileId)),
                  minutes: (route.seconds / 60).toFixed(1),
                  metres: keepTogether(formatMetres(route.metres)),
                })}
                <span className="quiet">
                  {t("card.detour", {
                    metres: keepTogether(formatMetres(route.straightMetres)),
                    factor: (route.metres / Math.max(1, route.straightMetres)).toFixed(1),
                  })}
                </span>
              </span>
            )}
          </>
        )}
      </dd>
    </div>
  );
}

/** People of the groups that the other services judge. */
function OtherGroups({
  shown,
  communityIndex,
  text: { t, language },
}: {
  readonly shown: ShownCoverage;
  readonly communityIndex: number;
  readonly text: Text;
}) {
  const { result, coverage, study } = shown;
  const byGroup = new Map<GroupId, number>();
  for (const each of result.services) byGroup.set(each.groupId, each.people[communityIndex] ?? 0);
  byGroup.delete(coverage.groupId);
  if (byGroup.size === 0 || study.demand.unit !== "people") return null;
  return (
    <div>
      <dt>{t("card.groups")}</dt>
      <dd>
        {[...byGroup].map(([groupId, people]) => (
          <span key={groupId} className="card-group">
            {t(`group.${groupId}`)} {formatDemand(people, study.demand.unit, language)}
          </span>
        ))}
      </dd>
    </div>
  );
}

function EveryService({ shown, communityIndex }: { readonly shown: ShownCoverage; readonly communityIndex: number }) {
  const { t, local } = useText();
  const { study, result, service } = shown;
  return (
    <section className="card-services">
      <h3>{t("card.services")}</h3>
      <ul>
        {result.services.map((each) => {
          const own = study.services.find(({ id }) => id === each.serviceId);
          if (!own) return null;
          const people = each.people[communityIndex] ?? 0;
          return (
            <li key={each.serviceId} data-domain={own.domain} data-current={own.id === service.id}>
              <button type="button" onClick={() => chooseService(own.id)}>
                <span className="service-dot" />
                <span>{local(own.title)}</span>
                <span className="number">{formatShare((each.peopleCovered[communityIndex] ?? 0) / people)}</span>
                <VerdictMark verdict={verdictOf(each.verdicts[communityIndex])} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A number is never broken between its thousands, nor from its unit. */
function keepTogether(words: string): string {
  return words.replaceAll(/[ \u2009]/gu, "\u202f");
}
