/** Account of an answer of the siting workspace: what each site adds, up to the figure in its sentence. */

import {
  formatCount,
  formatDecimal,
  formatDemand,
  formatMinutes,
  formatShare,
} from "../../core/model/format-number.ts";
import type { Assumption } from "../../core/plan/assumption.ts";
import { DEFAULT_FORM } from "../../core/plan/site-form.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { type SitingState, shownSummary } from "../siting/siting-store.ts";
import { describeProof, placeName } from "../siting/siting-words.ts";
import type { Text } from "../strings/text.ts";
import { type Account, listAssumptions } from "./account.ts";
import { countCell, shareCell, sum } from "./account-coverage.ts";
import { accountOfPlaces, describeSpent, listWishes } from "./account-site-means.ts";

/** Null before the first answer. */
export function accountOfSiting(text: Text, shown: ShownCoverage, state: SitingState): Account | null {
  const { t, language } = text;
  const { study, coverage } = shown;
  const summary = shownSummary(state);
  const proven = state.status === "running" ? state.soFar : state.report;
  if (!summary || !proven) return null;
  const { walks, sites, people, coveredAfter } = summary;
  const model = state.report?.model ?? state.asked.model;
  const amount = (count: number): string => formatDemand(count, study.demand.unit, language);
  const gained = sites.reduce((total, site) => total + site.gained, 0);
  const saved = sites.reduce((total, site) => total + site.savedSeconds, 0) / 3600;
  const hours = (value: number) => ({ value, text: formatDecimal(Math.round(value * 10) / 10) });
  const group = demandWords(t, state.report?.groupId ?? coverage.groupId, study.demand.unit);
  const formula = walks
    ? t("figure.siting.walk", {
        group,
        kept: formatCount((walks.meanAfter * walks.people) / 3600 + saved),
        saved: formatCount(saved),
        people: amount(walks.people),
        after: formatMinutes(walks.meanAfter, walks.limitSeconds),
        limit: walks.limitSeconds / 60,
      })
    : t("figure.siting.cover", {
        group,
        kept: amount(coveredAfter - gained),
        gained: amount(gained),
        after: amount(coveredAfter),
        people: amount(people),
        share: formatShare(people > 0 ? coveredAfter / people : Number.NaN),
      });
  const byPlaces = walks ? null : accountOfPlaces(text, shown, state, summary);
  const title = `${t("site.heading")} · ${t(`site.model.${model}`)}`;
  const assumptions = [...assumptionsOf(text, shown, state), ...listAssumptions(text, shown)];
  const spent = describeSpent(text, state, summary);
  if (byPlaces) {
    const formula = [...byPlaces.formula, ...spent, describeProof(text, { ...proven, model })];
    return { ...byPlaces, title, formula, assumptions };
  }
  return {
    title,
    formula: [
      formula,
      ...(walks && model === "p-center" ? [t("figure.siting.farthest")] : []),
      describeProof(text, { ...proven, model }),
      t("figure.siting.order"),
      ...spent,
    ],
    rowsTitle: t("site.sites"),
    columns: [
      { id: "name", label: t("site.place"), isNumber: false },
      { id: "gained", label: t(walks ? "site.nearer" : "site.gained"), isNumber: true, sum: countCell(gained) },
      ...(walks ? [{ id: "saved", label: t("site.saved"), isNumber: true, sum: hours(saved) }] : []),
    ],
    rows: sites.map((site, index) => ({
      key: site.siteId,
      cells: [
        `${index + 1} · ${placeName(text, study, site.communityIndex)}`,
        countCell(site.gained),
        ...(walks ? [hours(site.savedSeconds / 3600)] : []),
      ],
      onOpen: () => state.put({ chosenRank: index }),
    })),
    assumptions,
  };
}

/** What the map shows under an answer: people within the cutoff afterwards, community by community. Null before the first. */
export function accountOfSitingMap(text: Text, shown: ShownCoverage, state: SitingState): Account | null {
  const { t } = text;
  const { study, coverage, indexes } = shown;
  const summary = shownSummary(state);
  if (!summary) return null;
  const isByPlace = summary.use?.countsPlaces === true && !summary.walks;
  const of = (values: Float64Array) => (index: number) => values[index] ?? 0;
  const columns = [
    {
      id: "people",
      label: demandWords(t, state.report?.groupId ?? coverage.groupId, study.demand.unit),
      read: of(coverage.people),
    },
    {
      id: "before",
      label: t(isByPlace ? "figure.siting.placed.before" : "figure.siting.before"),
      read: of(summary.communityBefore),
    },
    {
      id: "after",
      label: t(isByPlace ? "figure.siting.placed.after" : "figure.siting.after"),
      read: of(summary.communityAfter),
    },
  ];
  const all = sum(indexes, of(coverage.people));
  const after = sum(indexes, of(summary.communityAfter));
  return {
    title: t(isByPlace ? "site.map.places" : "site.map.after"),
    formula: [
      t(isByPlace ? "figure.siting.placed.map" : "figure.siting.map", {
        minutes: Number((coverage.cutoffSeconds / 60).toFixed(1)),
        after: formatCount(after),
        people: formatCount(all),
        share: formatShare(after / all),
      }),
    ],
    rowsTitle: t("figure.rows.communities"),
    columns: [
      { id: "name", label: t("gaps.name"), isNumber: false },
      ...columns.map(({ id, label, read }) => ({ id, label, isNumber: true, sum: countCell(sum(indexes, read)) })),
      { id: "share", label: t("figure.ofAll"), isNumber: true, sum: shareCell(after / all) },
    ],
    rows: indexes.map((index) => ({
      key: String(index),
      cells: [
        study.communities.names[index] ?? "",
        ...columns.map(({ read }) => countCell(read(index))),
        shareCell((summary.communityAfter[index] ?? 0) / (coverage.people[index] ?? 0)),
      ],
      onOpen: () => selectCommunity(index),
    })),
    assumptions: [...assumptionsOf(text, shown, state), ...listAssumptions(text, shown)],
  };
}

/** What the question itself assumes, as it was asked. */
function assumptionsOf(text: Text, { study }: ShownCoverage, state: SitingState): Assumption[] {
  const { t } = text;
  const { report, asked: ask } = state;
  const asked = report ?? { ...ask, limitSeconds: ask.longestSeconds };
  const isByWalk = (report?.model ?? ask.model).startsWith("p-");
  const say = (words: string, isDefault: boolean): Assumption => ({ zh: words, en: words, isDefault });
  return [
    say(
      t(asked.keepsStanding ? "figure.siting.kept" : "figure.siting.replaced"),
      asked.keepsStanding === DEFAULT_FORM.keepsStanding,
    ),
    ...(isByWalk
      ? [
          say(
            t("figure.siting.longest", { minutes: asked.limitSeconds / 60 }),
            asked.limitSeconds === DEFAULT_FORM.longestSeconds,
          ),
        ]
      : []),
    ...listWishes(text, study, state),
  ];
}
