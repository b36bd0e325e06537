/** Accounts of the answer: people, communities or land within reach, by streets, isochrone or straight line, community by community. */
import { VERDICT_MET, VERDICT_NOT_TESTABLE } from "../../core/coverage/coverage-result.ts";
import { formatCount, formatDemand, formatShare } from "../../core/model/format-number.ts";
import type { IsochroneAnswer } from "../../worker/protocol.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { travelWord } from "../select/travel-word.ts";
import type { ColourMethod } from "../store/view-store.ts";
import type { Text } from "../strings/text.ts";
import { type Account, type AccountCell, type AccountRow, listAssumptions } from "./account.ts";
import type { CoverageMeasure } from "./figure-subject.ts";

export type Counted = NonNullable<IsochroneAnswer["counted"]>;

export const countCell = (value: number): AccountCell => ({ value, text: formatCount(value) });
export const shareCell = (value: number): AccountCell => ({ value, text: formatShare(value) });

/** Null where the isochrone has not been counted. */
export function accountOfCoverage(
  text: Text,
  shown: ShownCoverage,
  measure: CoverageMeasure,
  method: ColourMethod,
  counted: Counted | null,
): Account | null {
  if (method === "isochrone" && counted === null) return null;
  const { t, language } = text;
  const { coverage, indexes, study, result } = shown;
  const covered =
    method === "straight"
      ? coverage.peopleCoveredStraight
      : method === "isochrone" && counted
        ? counted.peopleCovered
        : coverage.peopleCovered;
  const landShare =
    method === "straight"
      ? coverage.landShareStraight
      : method === "isochrone" && counted
        ? counted.landShare
        : coverage.landShare;
  const { passShare } = result.parameters;
  const isMet = (index: number): boolean =>
    method === "network"
      ? coverage.verdicts[index] === VERDICT_MET
      : (covered[index] ?? 0) >= passShare * (coverage.people[index] ?? 0);
  const isTested = (index: number): boolean => coverage.verdicts[index] !== VERDICT_NOT_TESTABLE;
  const group = demandWords(t, coverage.groupId, study.demand.unit);
  const head = {
    title: `${t(`figure.coverage.${measure}`)} · ${t(`methods.${method}`)}`,
    rowsTitle: t("figure.rows.communities"),
    assumptions: listAssumptions(text, shown),
  };
  const asked = t("figure.asked", {
    service: text.local(shown.service.title),
    mode: t(travelWord(coverage.profileId)),
    minutes: Number((coverage.cutoffSeconds / 60).toFixed(1)),
    method: t(`methods.${method}`),
  });
  const name = { id: "name", label: t("gaps.name"), isNumber: false };
  const rowOf = (index: number, cells: readonly AccountCell[]): AccountRow => ({
    key: String(index),
    cells: [study.communities.names[index] ?? "", ...cells],
    onOpen: () => selectCommunity(index),
  });
  if (measure === "land") {
    const withLand = indexes.filter(
      (index) => !Number.isNaN(landShare[index] ?? Number.NaN) && (coverage.landSquareMetres[index] ?? 0) > 0,
    );
    const hectares = (index: number): number => (coverage.landSquareMetres[index] ?? 0) / 10_000;
    const within = (index: number): number => hectares(index) * (landShare[index] ?? 0);
    const [all, inside] = [sum(withLand, hectares), sum(withLand, within)];
    return {
      ...head,
      formula: [
        t("figure.formula.land", {
          covered: formatCount(inside),
          total: formatCount(all),
          share: formatShare(inside / all),
        }),
        t(`basis.land.${result.landBasis}`),
        asked,
      ],
      columns: [
        name,
        { id: "land", label: t("figure.hectares"), isNumber: true, sum: countCell(all) },
        { id: "covered", label: t("figure.within"), isNumber: true, sum: countCell(inside) },
        { id: "share", label: t("gaps.share"), isNumber: true, sum: shareCell(inside / all) },
      ],
      rows: worstFirst(withLand, (index) => hectares(index) - within(index)).map((index) =>
        rowOf(index, [countCell(hectares(index)), countCell(within(index)), shareCell(landShare[index] ?? Number.NaN)]),
      ),
    };
  }
  const peopleOf = (index: number): number => coverage.people[index] ?? 0;
  const coveredOf = (index: number): number => covered[index] ?? 0;
  const chosen = measure === "communities" ? indexes.filter(isTested) : indexes;
  const [all, inside, met] = [
    sum(chosen, peopleOf),
    sum(chosen, coveredOf),
    sum(chosen, (index) => (isMet(index) ? 1 : 0)),
  ];
  const formula =
    measure === "people"
      ? t("figure.formula.people", {
          group,
          covered: formatDemand(inside, study.demand.unit, language),
          total: formatDemand(all, study.demand.unit, language),
          share: formatShare(inside / all),
          short: formatDemand(Math.max(0, all - inside), study.demand.unit, language),
        })
      : t("figure.formula.communities", {
          met: formatCount(met),
          tested: formatCount(chosen.length),
          share: formatShare(met / chosen.length),
          pass: formatShare(passShare),
        });
  return {
    ...head,
    formula: [formula, asked],
    columns: [
      name,
      { id: "people", label: group, isNumber: true, sum: countCell(all) },
      { id: "covered", label: t("figure.within"), isNumber: true, sum: countCell(inside) },
      { id: "share", label: t("gaps.share"), isNumber: true, sum: shareCell(inside / all) },
      { id: "met", label: t("verdict.met"), isNumber: true, sum: countCell(met) },
    ],
    rows: worstFirst(chosen, (index) => peopleOf(index) - coveredOf(index)).map((index) =>
      rowOf(index, [
        countCell(peopleOf(index)),
        countCell(coveredOf(index)),
        shareCell(coveredOf(index) / peopleOf(index)),
        { value: isTested(index) && isMet(index) ? 1 : 0, text: isTested(index) ? (isMet(index) ? "1" : "0") : "—" },
      ]),
    ),
  };
}

/** The curve's minutes, of the whole study. */
export function accountOfCurve(text: Text, shown: ShownCoverage): Account {
  const { t } = text;
  const { coverage, study } = shown;
  const { network, straight } = coverage.curve;
  return {
    title: t("curve.heading", { mode: t(travelWord(coverage.profileId)) }),
    formula: [t("figure.formula.curve", { group: demandWords(t, coverage.groupId, study.demand.unit) })],
    rowsTitle: t("figure.rows.minutes"),
    columns: [
      { id: "minute", label: t("figure.minutes"), isNumber: true },
      { id: "network", label: t("curve.network"), isNumber: true },
      { id: "straight", label: t("curve.straight"), isNumber: true },
    ],
    rows: Array.from(network, (share, minute) => ({
      key: String(minute),
      cells: [countCell(minute), shareCell(share), shareCell(straight[minute] ?? Number.NaN)],
    })),
    assumptions: listAssumptions(text, shown),
  };
}

/** The ground within each band of the isochrone on the map. */
export function accountOfBands(text: Text, shown: ShownCoverage, bands: IsochroneAnswer["bands"]): Account {
  const { t } = text;
  const minutesOf = (seconds: number): AccountCell => ({
    value: seconds / 60,
    text: String(Number((seconds / 60).toFixed(1))),
  });
  return {
    title: t("isochrone.legend"),
    formula: [t("figure.formula.bands"), t("isochrone.note")],
    rowsTitle: t("figure.rows.bands"),
    columns: [
      { id: "minutes", label: t("figure.minutes"), isNumber: true },
      { id: "reach", label: t("figure.metres"), isNumber: true },
      { id: "area", label: t("figure.hectares"), isNumber: true },
    ],
    rows: bands.map(({ cutoffSeconds, reachMetres, areaSquareMetres }) => ({
      key: String(cutoffSeconds),
      cells: [minutesOf(cutoffSeconds), countCell(reachMetres), countCell(areaSquareMetres / 10_000)],
    })),
    assumptions: listAssumptions(text, shown),
  };
}

export function sum(indexes: readonly number[], of: (index: number) => number): number {
  return indexes.reduce((total, index) => total + of(index), 0);
}

function worstFirst(indexes: readonly number[], shortOf: (index: number) => number): readonly number[] {
  return [...indexes].sort((a, b) => shortOf(b) - shortOf(a) || a - b);
}
