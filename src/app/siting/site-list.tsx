import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { formatCount, formatDemand, formatMinutes, formatShare } from "../../core/model/format-number.ts";
import type { Position } from "../../core/model/geometry.ts";
import type { ExplainedSite, SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import type { SiteUse } from "../../core/questions/siting/site-use.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { boundsAround } from "./site-view.ts";
import { shownSummary, useSiting } from "./siting-store.ts";
import { placeName } from "./siting-words.ts";

function flyTo(position: Position): void {
  useView.getState().fly({ kind: "bounds", bounds: boundsAround(position) });
}

/** So many sites stand one below the other; more are scrolled in a frame of their own, and only those in view are in the page. */
const MOST_IN_ONE_PIECE = 100;
const ROW_HEIGHT = 31;
const FRAME_HEIGHT = 480;
const MOST_COLUMNS = 5;

/** The new sites, most useful first: a click flies there and explains. */
export function SiteList({ shown: { study, result } }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const state = useSiting();
  const summary = shownSummary(state);
  const frame = useRef<HTMLDivElement>(null);
  const count = summary?.sites.length ?? 0;
  const isLong = count > MOST_IN_ONE_PIECE;
  const virtual = useVirtualizer({
    count: isLong ? count : 0,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  if (!summary || count === 0) return null;
  const { chosenRank } = state;
  const isByWalk = summary.walks !== null;
  const countsPlaces = summary.use?.countsPlaces === true;
  const settled = new Set(state.asked.requiredSites.map((position) => position.join(" ")));
  const countsMoney = (summary.use?.spent ?? null) !== null;
  const inView = virtual.getVirtualItems();
  const ranks = isLong ? inView.map(({ index }) => index) : summary.sites.map((_, index) => index);
  const above = inView[0]?.start ?? 0;
  const below = isLong ? virtual.getTotalSize() - (inView.at(-1)?.end ?? 0) : 0;
  return (
    <section className="panel-section">
      <h3>{t("site.sites")}</h3>
      <div ref={frame} className={isLong ? "site-frame" : undefined} style={isLong ? { height: FRAME_HEIGHT } : {}}>
        <table className="site-table" data-testid="site-table" aria-rowcount={count + 1}>
          <thead>
            <tr>
              <th scope="col">{t("site.rank")}</th>
              <th scope="col">{t("site.place")}</th>
              <th scope="col">{t(isByWalk ? "site.nearer" : countsPlaces ? "site.column.reached" : "site.gained")}</th>
              {!countsPlaces && <th scope="col">{t(isByWalk ? "site.saved" : "site.cumulative")}</th>}
              {countsPlaces && <th scope="col">{t("site.column.served")}</th>}
              {countsMoney && <th scope="col">{t("site.column.cost")}</th>}
            </tr>
          </thead>
          <tbody>
            <Gap pixels={above} />
            {ranks.map((index) => (
              <SiteRow
                key={summary.sites[index]?.siteId}
                summary={summary}
                index={index}
                study={study}
                isRequired={settled.has(summary.sites[index]?.position.join(" ") ?? "")}
              />
            ))}
            <Gap pixels={below} />
          </tbody>
        </table>
      </div>
      {chosenRank !== null && summary.sites[chosenRank] && (
        <SiteCard
          site={summary.sites[chosenRank] as ExplainedSite}
          rank={chosenRank + 1}
          study={study}
          limitSeconds={state.asked.isBacked ? result.parameters.cutoffSeconds : result.parameters.searchLimitSeconds}
          isBacked={state.asked.isBacked}
          isByWalk={isByWalk}
          use={summary.use?.sites[chosenRank]}
        />
      )}
      <Popular summary={summary} study={study} />
    </section>
  );
}

/** The room of rows that are not in view. */
function Gap({ pixels }: { readonly pixels: number }) {
  return (
    pixels > 0 && (
      <tr className="site-gap">
        <td colSpan={MOST_COLUMNS} style={{ height: pixels }} />
      </tr>
    )
  );
}

function SiteRow({
  summary,
  index,
  study,
  isRequired,
}: {
  readonly summary: SitingSummary;
  readonly index: number;
  readonly study: StudyView;
  /** It was settled beforehand that it is built. */
  readonly isRequired: boolean;
}) {
  const text = useText();
  const { t, language } = text;
  const put = useSiting((state) => state.put);
  const isChosen = useSiting(({ chosenRank }) => chosenRank === index);
  const site = summary.sites[index];
  if (!site) return null;
  const isByWalk = summary.walks !== null;
  const use = summary.use?.sites[index];
  const countsPlaces = summary.use?.countsPlaces === true;
  return (
    <tr
      aria-rowindex={index + 2}
      data-chosen={isChosen}
      onMouseEnter={() => put({ hoveredRank: index })}
      onMouseLeave={() => put({ hoveredRank: null })}
    >
      <td>
        <span className="site-rank">{index + 1}</span>
      </td>
      <th scope="row">
        <button
          type="button"
          className="link"
          aria-expanded={isChosen}
          onFocus={() => put({ hoveredRank: index })}
          onBlur={() => put({ hoveredRank: null })}
          onClick={() => {
            put({ chosenRank: isChosen ? null : index });
            flyTo(site.position);
          }}
        >
          {placeName(text, study, site.communityIndex)}
        </button>
        {isRequired && <span className="site-settled">{t("site.required.mark")}</span>}
      </th>
      <td>{formatDemand(site.gained, study.demand.unit, language)}</td>
      {!countsPlaces && <td>{isByWalk ? formatCount(site.savedSeconds / 3600) : formatShare(site.cumulativeShare)}</td>}
      {countsPlaces && <td>{servedOf(use)}</td>}
      {(summary.use?.spent ?? null) !== null && <td>{formatCount(use?.cost ?? 0)}</td>}
    </tr>
  );
}

function servedOf(use: SiteUse | undefined): string {
  const { capacity = null, served = null } = use ?? {};
  if (capacity === null || served === null) return "—";
  return `${formatCount(served)}／${Number.isFinite(capacity) ? formatCount(capacity) : "∞"}`;
}

const MOST_COMMUNITIES = 5;

/** Whom one site newly covers, and how far they walked. */
function SiteCard({
  site,
  rank,
  study,
  limitSeconds,
  isBacked,
  isByWalk,
  use,
}: {
  readonly site: ExplainedSite;
  readonly rank: number;
  readonly study: StudyView;
  readonly limitSeconds: number;
  /** Walks are those to the second nearest. */
  readonly isBacked: boolean;
  readonly isByWalk: boolean;
  readonly use: SiteUse | undefined;
}) {
  const text = useText();
  const { t, language } = text;
  const amount = (people: number): string => formatDemand(people, study.demand.unit, language);
  const rest = site.byCommunity.slice(MOST_COMMUNITIES);
  return (
    <div className="site-card" data-testid="site-card">
      <h4>
        {rank} · {placeName(text, study, site.communityIndex)}
      </h4>
      <p>
        {t(isBacked ? "site.walk.backup" : "site.walk", {
          before: formatMinutes(site.secondsBefore, limitSeconds),
          after: formatMinutes(site.secondsAfter, limitSeconds),
        })}
      </p>
      {use && use.capacity !== null && (
        <p data-testid="site-card-places">
          {t(Number.isFinite(use.capacity) ? "site.card.places" : "site.card.unlimited", {
            capacity: amount(use.capacity),
            served: amount(use.served ?? 0),
            share: formatShare((use.served ?? 0) / use.capacity),
          })}
        </p>
      )}
      {use && use.cost !== null && <p>{t("site.card.cost", { cost: formatCount(use.cost) })}</p>}
      <h5>{t(isByWalk ? "site.groups.nearer" : "site.groups")}</h5>
      <dl>
        {site.byGroup.map(({ groupId, people }) => (
          <div key={groupId}>
            <dt>{t(`group.${groupId}`)}</dt>
            <dd>{amount(people)}</dd>
          </div>
        ))}
      </dl>
      <h5>{t("site.communities")}</h5>
      <dl>
        {site.byCommunity.slice(0, MOST_COMMUNITIES).map(({ communityIndex, people }) => (
          <div key={communityIndex}>
            <dt>{study.communities.names[communityIndex]}</dt>
            <dd>{amount(people)}</dd>
          </div>
        ))}
        {rest.length > 0 && (
          <div>
            <dt>{t("site.communities.rest", { count: rest.length })}</dt>
            <dd>{amount(rest.reduce((sum, { people }) => sum + people, 0))}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

/** Why the spot that gains most by itself is not among the sites. */
function Popular({
  summary: { popular, walks },
  study,
}: {
  readonly summary: SitingSummary;
  readonly study: StudyView;
}) {
  const text = useText();
  const { t, language } = text;
  if (!popular || popular.rank === 0) return null;
  const amount = (people: number): string => formatDemand(people, study.demand.unit, language);
  return (
    <p className="site-popular" data-testid="site-popular">
      {t(walks ? "site.popular.walk" : "site.popular", {
        saved: formatCount(popular.savedSeconds / 3600),
        place: placeName(text, study, popular.communityIndex),
        gain: amount(popular.gain),
        covered: amount(popular.covered),
        rank: popular.rank,
        byRank: amount(popular.coveredByRank),
      })}{" "}
      <button type="button" className="link" onClick={() => flyTo(popular.position)}>
        {t("site.popular.show")}
      </button>
    </p>
  );
}
