/** Accounts of capacity, backup and equity, community by community. */
import type { ServiceAccess } from "../../core/access/access-result.ts";
import { formatCount, formatDecimal, formatDemand, formatShare } from "../../core/model/format-number.ts";
import type { Assumption } from "../../core/plan/assumption.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import { capacityUnit } from "../select/access-answer.ts";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import type { Text } from "../strings/text.ts";
import { type Account, type AccountCell, type AccountColumn, listAssumptions } from "./account.ts";
import { countCell, sum } from "./account-coverage.ts";

const decimal = (value: number): AccountCell => ({ value, text: formatDecimal(value) });

/** Where the capacity comes from, and the norm that says how many people one unit takes: a default of the tool. */
function capacityAssumptions(text: Text, access: ServiceAccess): Assumption[] {
  const { capacity } = access;
  if (!capacity) return [];
  return [
    {
      zh: text.t("access.source", { attribute: capacity.attribute }),
      en: text.t("access.source", { attribute: capacity.attribute }),
    },
    ...(capacity.norm ? [{ ...capacity.norm.source, isDefault: true }] : []),
  ];
}

export function accountOfAccess(text: Text, shown: ShownCoverage, access: ServiceAccess): Account {
  const { t, language } = text;
  const { study, indexes } = shown;
  const { unit } = study.demand;
  const group = demandWords(t, access.groupId, unit);
  const columns: { readonly id: string; readonly label: string; readonly values: Float64Array }[] = [
    { id: "people", label: group, values: access.people },
    ...(access.peopleServed ? [{ id: "served", label: t("access.served"), values: access.peopleServed }] : []),
    ...(access.peopleOverCapacity
      ? [{ id: "overCapacity", label: t("access.overCapacity"), values: access.peopleOverCapacity }]
      : []),
    { id: "notCovered", label: t("access.notCovered"), values: access.peopleNotCovered },
    { id: "backup", label: t("access.backup"), values: access.peopleWithBackup },
  ];
  const total = (values: Float64Array): number => sum(indexes, (index) => values[index] ?? 0);
  const people = total(access.people);
  const backup = total(access.peopleWithBackup);
  const scores = access.means?.twoStep;
  const sums: AccountColumn[] = columns.map(({ id, label, values }) => ({
    id,
    label,
    isNumber: true,
    sum: countCell(total(values)),
  }));
  const weighted = scores
    ? sum(indexes, (index) =>
        (access.people[index] ?? 0) > 0 ? (access.people[index] ?? 0) * (scores[index] ?? 0) : 0,
      )
    : Number.NaN;
  const scoreColumn: AccountColumn[] = scores
    ? [
        {
          id: "score",
          label: t("access.score", { unit: capacityUnit(t, access.capacity?.attribute) }),
          isNumber: true,
          sum: decimal((1000 * weighted) / people),
        },
      ]
    : [];
  return {
    title: t("access.heading"),
    formula: [
      t("figure.formula.access", {
        group,
        people: formatDemand(people, unit, language),
        minutes: Number((access.cutoffSeconds / 60).toFixed(1)),
      }),
      t("figure.formula.backup", {
        backup: formatDemand(backup, unit, language),
        people: formatDemand(people, unit, language),
        share: formatShare(backup / people),
      }),
      ...(scores ? [t("figure.formula.score")] : []),
    ],
    rowsTitle: t("figure.rows.communities"),
    columns: [{ id: "name", label: t("gaps.name"), isNumber: false }, ...sums, ...scoreColumn],
    rows: indexes.map((index) => ({
      key: String(index),
      cells: [
        study.communities.names[index] ?? "",
        ...columns.map(({ values }) => countCell(values[index] ?? 0)),
        ...(scores ? [decimal(1000 * (scores[index] ?? Number.NaN))] : []),
      ],
      onOpen: () => selectCommunity(index),
    })),
    assumptions: [...capacityAssumptions(text, access), ...listAssumptions(text, shown)],
  };
}

/** The rows are means by community; the indices are taken over the homes of the whole study, and the formula says so. */
export function accountOfEquity(text: Text, shown: ShownCoverage, access: ServiceAccess): Account {
  const { t } = text;
  const { study } = shown;
  const { unit } = study.demand;
  const group = demandWords(t, access.groupId, unit);
  const own = access.equity.find(({ groupId }) => groupId === access.groupId)?.measures;
  const isScore = access.equityOf === "twoStep";
  const scores = isScore ? access.means?.twoStep : access.facilitiesReached;
  const factor = isScore ? 1000 : 1;
  const all = [...access.people.keys()].filter((index) => (access.people[index] ?? 0) > 0);
  const people = sum(all, (index) => access.people[index] ?? 0);
  const mean = sum(all, (index) => (access.people[index] ?? 0) * (scores?.[index] ?? 0)) / people;
  return {
    title: t("equity.heading"),
    formula: [
      t(`equity.of.${access.equityOf}`, { unit: capacityUnit(t, access.capacity?.attribute), group }),
      t("figure.formula.equity", {
        people: formatCount(own?.people ?? people),
        mean: formatDecimal(factor * (own?.mean ?? mean)),
      }),
      ...(access.rankedBy ? [t("figure.formula.ranked")] : []),
    ],
    rowsTitle: t("figure.rows.communities"),
    columns: [
      { id: "name", label: t("gaps.name"), isNumber: false },
      { id: "people", label: group, isNumber: true, sum: countCell(people) },
      {
        id: "access",
        label: t(isScore ? "figure.access.score" : "figure.access.reached"),
        isNumber: true,
        sum: decimal(factor * mean),
      },
    ],
    rows: all
      .sort((a, b) => (scores?.[a] ?? 0) - (scores?.[b] ?? 0) || a - b)
      .map((index) => ({
        key: String(index),
        cells: [
          study.communities.names[index] ?? "",
          countCell(access.people[index] ?? 0),
          decimal(factor * (scores?.[index] ?? Number.NaN)),
        ],
        onOpen: () => selectCommunity(index),
      })),
    assumptions: [...capacityAssumptions(text, access), ...listAssumptions(text, shown)],
  };
}
