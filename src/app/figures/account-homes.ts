/** Accounts of one community and of one facility: the homes that were counted. */

import {
  formatCount,
  formatDecimal,
  formatDemand,
  formatMetres,
  formatMinutes,
  formatShare,
} from "../../core/model/format-number.ts";
import type { HomeRows } from "../../core/questions/list-homes.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import type { Text } from "../strings/text.ts";
import { type Account, type AccountCell, listAssumptions } from "./account.ts";
import { countCell, shareCell, sum } from "./account-coverage.ts";

const oneDecimal = (value: number): AccountCell => ({ value, text: formatDecimal(Math.round(value * 10) / 10) });

/** A community's people home by home, with everybody of each group. */
export function accountOfCommunity(text: Text, shown: ShownCoverage, communityIndex: number, homes: HomeRows): Account {
  const { t, language } = text;
  const { coverage, study, result, service } = shown;
  const { people, seconds, straightMetres, cutoffSeconds, pointIndexes } = homes;
  const isWithin = (home: number): boolean => (seconds[home] ?? Infinity) <= cutoffSeconds;
  const all = [...pointIndexes.keys()];
  const peopleOf = (home: number): number => people[home] ?? 0;
  const coveredOf = (home: number): number => (isWithin(home) ? peopleOf(home) : 0);
  const isStraight = (home: number): boolean => (straightMetres[home] ?? Infinity) <= coverage.straightRadiusMetres;
  const straightOf = (home: number): number => (isStraight(home) ? peopleOf(home) : 0);
  const [total, covered, straight] = [sum(all, peopleOf), sum(all, coveredOf), sum(all, straightOf)];
  const group = demandWords(t, coverage.groupId, study.demand.unit);
  const { unit } = study.demand;
  const others = unit === "people" ? homes.groups.filter(({ groupId }) => groupId !== homes.groupId) : [];
  const layer = study.facilities.find(({ serviceId }) => serviceId === service.id);
  const nearest = (home: number): string => {
    const index = homes.facilityIndexes[home] ?? -1;
    return index < 0 ? "—" : layer?.names[index] || layer?.ids[index] || "—";
  };
  const land = coverage.landShare[communityIndex] ?? Number.NaN;
  const hectares = (coverage.landSquareMetres[communityIndex] ?? 0) / 10_000;
  return {
    title: study.communities.names[communityIndex] ?? "",
    formula: [
      t("figure.formula.community", {
        group,
        covered: formatDemand(covered, unit, language),
        total: formatDemand(total, unit, language),
        share: formatShare(covered / total),
        short: formatDemand(Math.max(0, total - covered), unit, language),
        minutes: Number((cutoffSeconds / 60).toFixed(1)),
      }),
      t("figure.formula.straight", {
        radius: formatMetres(coverage.straightRadiusMetres),
        covered: formatDemand(straight, unit, language),
        share: formatShare(straight / total),
      }),
      t("figure.formula.median"),
      ...(Number.isNaN(land)
        ? []
        : [
            t("figure.formula.land", {
              covered: formatDecimal(hectares * land),
              total: formatDecimal(hectares),
              share: formatShare(land),
            }),
          ]),
    ],
    rowsTitle: t("figure.rows.homes"),
    columns: [
      { id: "home", label: t("figure.home"), isNumber: true },
      { id: "people", label: group, isNumber: true, sum: oneDecimal(total) },
      { id: "minutes", label: t("figure.minutes"), isNumber: true },
      { id: "covered", label: t("figure.within"), isNumber: true, sum: oneDecimal(covered) },
      { id: "straight", label: t("methods.straight"), isNumber: true, sum: oneDecimal(straight) },
      ...others.map(({ groupId, people: members }) => ({
        id: `group-${groupId}`,
        label: t(`group.${groupId}`),
        isNumber: true,
        sum: oneDecimal(sum(all, (home) => members[home] ?? 0)),
      })),
      { id: "nearest", label: t("card.nearest"), isNumber: false },
    ],
    rows: all.map((home) => ({
      key: String(pointIndexes[home]),
      cells: [
        countCell((pointIndexes[home] ?? 0) + 1),
        oneDecimal(peopleOf(home)),
        {
          value: (seconds[home] ?? Infinity) / 60,
          text: formatMinutes(seconds[home] ?? Infinity, result.parameters.searchLimitSeconds),
        },
        oneDecimal(coveredOf(home)),
        oneDecimal(straightOf(home)),
        ...others.map(({ people: members }) => oneDecimal(members[home] ?? 0)),
        nearest(home),
      ],
    })),
    assumptions: listAssumptions(text, shown),
  };
}

/** Who comes to a facility, community by community. */
export function accountOfFacility(text: Text, shown: ShownCoverage, facilityIndex: number, homes: HomeRows): Account {
  const { t, language } = text;
  const { study, service, coverage } = shown;
  const layer = study.facilities.find(({ serviceId }) => serviceId === service.id);
  const byCommunity = new Map<number, { homes: number; people: number }>();
  homes.communityIndexes.forEach((community, home) => {
    const entry = byCommunity.get(community) ?? { homes: 0, people: 0 };
    entry.homes++;
    entry.people += homes.people[home] ?? 0;
    byCommunity.set(community, entry);
  });
  const total = homes.people.reduce((all, here) => all + here, 0);
  const rows = [...byCommunity].sort(([, a], [, b]) => b.people - a.people);
  const own = layer
    ? Object.entries(layer.attributes).map(([name, values]) => [name, values[facilityIndex]] as const)
    : [];
  const facts = own.filter(([, value]) => value !== null && value !== "");
  const group = demandWords(t, coverage.groupId, study.demand.unit);
  return {
    title: layer?.names[facilityIndex] || layer?.ids[facilityIndex] || text.local(service.title),
    formula: [
      t("figure.formula.facility", {
        group,
        minutes: Number((homes.cutoffSeconds / 60).toFixed(1)),
        total: formatDemand(total, study.demand.unit, language),
        homes: formatCount(homes.people.length),
      }),
      t("figure.formula.facilityRow", {
        id: layer?.ids[facilityIndex] ?? "",
        cells: facts.map(([name, value]) => `${name} = ${String(value)}`).join("; ") || "—",
      }),
    ],
    rowsTitle: t("figure.rows.communities"),
    columns: [
      { id: "name", label: t("gaps.name"), isNumber: false },
      { id: "homes", label: t("figure.homes"), isNumber: true, sum: countCell(homes.people.length) },
      { id: "people", label: group, isNumber: true, sum: countCell(total) },
      { id: "share", label: t("figure.ofAll"), isNumber: true, sum: shareCell(total > 0 ? 1 : Number.NaN) },
    ],
    rows: rows.map(([community, entry]) => ({
      key: String(community),
      cells: [
        study.communities.names[community] ?? t("figure.outside"),
        countCell(entry.homes),
        countCell(entry.people),
        shareCell(entry.people / total),
      ],
      ...(community < 0 ? {} : { onOpen: () => selectCommunity(community) }),
    })),
    assumptions: listAssumptions(text, shown),
  };
}
