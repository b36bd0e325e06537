/** Accounts of the plan: one target unit by unit, all targets by verdict, the study's layers. */
import "../data/data-texts.ts";
import { VERDICT_MET, VERDICT_NOT_TESTABLE } from "../../core/coverage/coverage-result.ts";
import { formatCount, formatDecimal, formatDemand, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { BreakdownRow } from "../../core/plan/judge/break-down.ts";
import type { Target, TargetResult, Verdict } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import type { SheetId } from "../store/view-store.ts";
import type { Text } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { askedText, baselineText, nowText, valueText } from "../targets/target-words.ts";
import { type Account, type AccountCell, describeData, listParameters } from "./account.ts";
import { countCell } from "./account-coverage.ts";

const count = (value: number | null): AccountCell => (value === null ? NO_VALUE : countCell(value));
const decimal = (value: number | null): AccountCell =>
  value === null ? NO_VALUE : { value, text: formatDecimal(value) };

export function accountOfTarget(text: Text, study: StudyView, target: Target, result: TargetResult): Account {
  const { t, local } = text;
  const stated = result.stated;
  const head = {
    title: `${target.id} ${local(target.title)}`,
    assumptions: [...result.assumptions, ...describeData(study)],
  };
  const asked = t("figure.formula.asked", {
    baseline: baselineText(target),
    asked: askedText(target),
    quotation: target.quotation,
  });
  if (result.breakdown.length > 0) return { ...head, ...byCounty(text, study, target, result, asked) };
  if (result.units.ids.length > 0) return { ...head, ...byUnit(text, study, target, result, asked) };
  return {
    ...head,
    formula: [
      stated
        ? t("figure.formula.stated", {
            value: nowText(target, result) ?? NO_VALUE,
            source: stated.source,
            date: stated.date,
          })
        : t("figure.formula.untested", { data: local(target.dataNeeded) || NO_VALUE }),
      asked,
    ],
    rowsTitle: t("figure.rows.none"),
    columns: [],
    rows: [],
  };
}

type Body = Pick<Account, "formula" | "rowsTitle" | "columns" | "rows">;

function byUnit(text: Text, study: StudyView, target: Target, result: TargetResult, asked: string): Body {
  const { t, language } = text;
  const { units, unitsMet, unitsTested, share, peopleShort } = result;
  const { unitsById, indexById } = unitTree(study);
  const tested = [...units.ids.keys()].filter((unit) => units.verdicts[unit] !== VERDICT_NOT_TESTABLE);
  const isMet = (unit: number): boolean => units.verdicts[unit] === VERDICT_MET;
  const people = tested.reduce((total, unit) => total + (units.people[unit] ?? 0), 0);
  const short = tested.reduce((total, unit) => total + (units.peopleShort[unit] ?? 0), 0);
  tested.sort(
    (a, b) => Number(isMet(a)) - Number(isMet(b)) || (units.peopleShort[b] ?? 0) - (units.peopleShort[a] ?? 0),
  );
  return {
    formula: [
      t("figure.formula.units", {
        met: formatCount(unitsMet),
        tested: formatCount(unitsTested),
        unit: t(`targets.unit.${target.unit}`),
        share: share === null ? NO_VALUE : formatShare(share),
        short: formatDemand(peopleShort, study.demand.unit, language),
      }),
      asked,
    ],
    rowsTitle: t("figure.rows.units"),
    columns: [
      { id: "name", label: t(`targets.unit.${target.unit}`), isNumber: false },
      { id: "people", label: t("firm.people"), isNumber: true, sum: countCell(people) },
      { id: "short", label: t(`gaps.short.${study.demand.unit}`), isNumber: true, sum: countCell(short) },
      { id: "met", label: t("verdict.met"), isNumber: true, sum: countCell(unitsMet) },
    ],
    rows: tested.map((unit) => {
      const id = units.ids[unit] ?? "";
      const index = indexById.get(id);
      return {
        key: id,
        cells: [
          (index === undefined ? unitsById.get(id)?.name : study.communities.names[index]) ?? id,
          countCell(units.people[unit] ?? 0),
          countCell(units.peopleShort[unit] ?? 0),
          countCell(isMet(unit) ? 1 : 0),
        ],
        ...(index === undefined ? {} : { onOpen: () => selectCommunity(index) }),
      };
    }),
  };
}

function byCounty(text: Text, study: StudyView, target: Target, result: TargetResult, asked: string): Body {
  const { t } = text;
  const { breakdown } = result;
  const { unitsById } = unitTree(study);
  const add = (of: (row: BreakdownRow) => number | null): number =>
    breakdown.reduce((total, row) => total + (of(row) ?? 0), 0);
  const value = (row: BreakdownRow): string =>
    row.value === null ? NO_VALUE : valueText(target, target.rule, row.value, t);
  const columns = [
    {
      id: "facilities",
      label: t("targets.byCounty.facilities"),
      of: (row: BreakdownRow) => row.facilities,
      write: count,
    },
    { id: "amount", label: t("targets.byCounty.amount"), of: (row: BreakdownRow) => row.amount, write: decimal },
    { id: "whole", label: t("figure.whole"), of: (row: BreakdownRow) => row.whole, write: decimal },
  ].filter(({ of }) => breakdown.some((row) => of(row) !== null));
  return {
    formula: [t("figure.formula.value", { value: nowText(target, result) ?? NO_VALUE }), asked],
    rowsTitle: t("figure.rows.counties"),
    columns: [
      { id: "name", label: t("targets.byCounty.county"), isNumber: false },
      ...columns.map(({ id, label, of, write }) => ({ id, label, isNumber: true, sum: write(add(of)) })),
      { id: "value", label: t("targets.byCounty.value"), isNumber: true },
    ],
    rows: breakdown.map((row) => ({
      key: row.unitId,
      cells: [
        row.unitId === "" ? t("targets.byCounty.none") : (unitsById.get(row.unitId)?.name ?? row.unitId),
        ...columns.map(({ of, write }) => write(of(row))),
        value(row),
      ],
    })),
  };
}

/** Targets by verdict; under a sheet's heading they say on what its table stands. */
export function accountOfTargets(
  text: Text,
  study: StudyView,
  targets: readonly Target[],
  results: readonly TargetResult[],
  parameters: AnalysisParameters,
  sheet: SheetId | null,
): Account {
  const { t, local } = text;
  const byId = new Map(results.map((result) => [result.targetId, result]));
  const verdicts: readonly Verdict[] = ["met", "not-met", "no-number", "not-testable"];
  const verdictOf = ({ id }: Target): Verdict => byId.get(id)?.verdict ?? "not-testable";
  const count = (verdict: Verdict): number => targets.filter((target) => verdictOf(target) === verdict).length;
  const columns = verdicts.map((verdict) => ({
    id: verdict,
    label: t(`verdict.${verdict}`),
    isNumber: true,
    sum: countCell(count(verdict)),
  }));
  return {
    title: sheet === null ? t("targets.heading") : t(`sheet.${sheet}`),
    formula: [
      ...(sheet === null ? [] : [t(`figure.sheet.${sheet}`)]),
      t("figure.formula.targets", { count: formatCount(targets.length) }),
    ],
    rowsTitle: t("figure.rows.targets"),
    columns: [
      { id: "target", label: t("planTargets.target"), isNumber: false },
      { id: "asked", label: t("targets.asked"), isNumber: true },
      { id: "now", label: t("planTargets.now"), isNumber: true },
      ...columns,
    ],
    rows: targets.map((target) => ({
      key: target.id,
      cells: [
        `${target.id} ${local(target.title)}`,
        askedText(target),
        nowText(target, byId.get(target.id)) ?? NO_VALUE,
        ...verdicts.map((verdict) => countCell(verdictOf(target) === verdict ? 1 : 0)),
      ],
      onOpen: () => chooseTarget(target.id),
    })),
    assumptions: [...listParameters(text, parameters), ...describeData(study)],
  };
}

/** The study's layers with their sources, and everybody in it county by county where it has counties. */
export function accountOfStudy(text: Text, study: StudyView, parameters: AnalysisParameters): Account {
  const { t, local, language } = text;
  const counts = new Map(study.facilities.map(({ serviceId, count }) => [serviceId, count]));
  const sourceOf = (layer: string): string => {
    const own =
      study.sources.find((each) => each.layer === layer) ??
      study.sources.find((each) => each.layer === layer.split(":")[0]) ??
      study.sources.find((each) => each.layer.startsWith(`${layer}:`)) ??
      study.sources.find((each) => each.layer === "*");
    if (!own) return NO_VALUE;
    return [own.source, own.date, t(own.simulated ? "data.simulated" : "data.real")].filter((word) => word).join(" · ");
  };
  const layers: readonly (readonly [string, string, number])[] = [
    ["streets", t("data.layer.streets"), study.streets.count],
    ["communities", t("data.layer.communities"), study.communities.count],
    ["demand", t("data.layer.demand"), study.demand.count],
    ...study.services.map(({ id, title }) => [`facilities:${id}`, local(title), counts.get(id) ?? 0] as const),
    ["plan", t("data.layer.plan"), study.targets.length],
  ];
  const { all } = study.demand.totals;
  return {
    title: t("data.heading"),
    formula: [
      t("figure.formula.study"),
      ...(all === undefined
        ? []
        : [
            t("figure.formula.total", {
              amount: formatDemand(all, study.demand.unit, language),
              points: formatCount(study.demand.count),
            }),
          ]),
    ],
    rowsTitle: t("figure.rows.layers"),
    columns: [
      { id: "layer", label: t("data.layer"), isNumber: false },
      { id: "count", label: t("data.count"), isNumber: true },
      { id: "source", label: t("data.source"), isNumber: false },
    ],
    rows: layers.map(([id, name, count]) => ({ key: id, cells: [name, countCell(count), sourceOf(id)] })),
    assumptions: [...describeData(study), ...listParameters(text, parameters)],
  };
}
