/** Accounts of a comparison of scenarios: community by community who gains and who loses, and unit by unit what becomes of a target. */

import { formatCount } from "../../core/model/format-number.ts";
import type { Assumption } from "../../core/plan/assumption.ts";
import type { Target } from "../../core/plan/target.ts";
import type { UnitFigures } from "../../core/plan/unit-figures.ts";
import { communitiesOfDistrict, districtName, hasMoved, sideName, unitName } from "../comparison/comparison-words.ts";
import type { ShownComparison } from "../comparison/use-comparison.ts";
import { comparedFigureText } from "../plans/plan-words.ts";
import { wordsOf } from "../scenarios/scenario-steps.tsx";
import { currentChoices, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import type { Text } from "../strings/text.ts";
import { type Account, describeData, listAssumptions, listParameters } from "./account.ts";
import { countCell } from "./account-coverage.ts";

/** @param unitId of a district; null: all communities asked about */
export function accountOfComparison(text: Text, comparison: ShownComparison, unitId: string | null): Account {
  const { t } = text;
  const { before, after, change, indexes, shown } = comparison;
  const { study } = shown;
  const members = communitiesOfDistrict(study, indexes, unitId);
  const showsMoves = hasMoved([change]);
  const columns = [
    { id: "before", label: t("compare.account.before"), values: before.coverage.peopleCovered },
    { id: "gained", label: t("compare.gained"), values: change.gained },
    { id: "lost", label: t("compare.lost"), values: change.lost },
    ...(showsMoves
      ? [
          { id: "arrived", label: `${t("compare.moved")} +`, values: change.arrivedCovered },
          { id: "departed", label: `${t("compare.moved")} −`, values: change.departedCovered },
        ]
      : []),
    { id: "after", label: t("compare.account.after"), values: after.coverage.peopleCovered },
  ];
  const total = (values: Float64Array): number => members.reduce((sum, index) => sum + (values[index] as number), 0);
  // To the last person: rounded to 万 the sum would not add up.
  const amount = (values: Float64Array): string => formatCount(total(values));
  const moved = (index: number): number => (change.gained[index] as number) + (change.lost[index] as number);
  const ordered = [...members].sort((a, b) => moved(b) - moved(a) || a - b);
  const formula = t("compare.account.formula", {
    before: amount(before.coverage.peopleCovered),
    gained: amount(change.gained),
    lost: amount(change.lost),
    after: amount(after.coverage.peopleCovered),
  });
  const moves = t("compare.account.moved", {
    arrived: amount(change.arrivedCovered),
    departed: amount(change.departedCovered),
  });
  const against = t("compare.against", { name: sideName(text, after), reference: sideName(text, before) });
  return {
    title: unitId === null ? against : `${against} · ${districtName(text, study, unitId)}`,
    formula: [showsMoves ? formula + moves : formula, t("compare.account.how")],
    rowsTitle: t("figure.rows.communities"),
    columns: [
      { id: "name", label: t("gaps.name"), isNumber: false },
      ...columns.map(({ id, label, values }) => ({ id, label, isNumber: true, sum: countCell(total(values)) })),
    ],
    rows: ordered.map((index) => ({
      key: String(index),
      cells: [study.communities.names[index] ?? "", ...columns.map(({ values }) => countCell(values[index] as number))],
      onOpen: () => useView.getState().fly({ kind: "community", communityIndex: index }),
    })),
    assumptions: [...assumptionsOfSides(text, comparison), ...listAssumptions(text, shown)],
  };
}

/** Null where the comparison does not have the target. */
export function accountOfComparedTarget(text: Text, comparison: ShownComparison, target: Target): Account | null {
  const { t } = text;
  const { change, shown } = comparison;
  const row = change.targets.find(({ targetId }) => targetId === target.id);
  if (!row) return null;
  const verdictOf = ({ verdict }: typeof row.before): string => t(`verdict.${verdict}`);
  const { units } = row;
  const after = new Map(units?.after.ids.map((id, unit) => [id, unit]));
  const short = (figures: UnitFigures, unit: number | undefined): number =>
    unit === undefined ? 0 : (figures.peopleShort[unit] as number);
  const words = ["not-testable", "not-met", "met"] as const;
  const verdict = (figures: UnitFigures, unit: number | undefined): string =>
    t(`verdict.${words[figures.verdicts[unit ?? -1] ?? 0] ?? "not-testable"}`);
  const rows = units
    ? units.before.ids.map((id, unit) => {
        const other = after.get(id);
        const [was, is] = [short(units.before, unit), short(units.after, other)];
        return { id, was, is, words: [verdict(units.before, unit), verdict(units.after, other)] as const };
      })
    : [];
  rows.sort((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was));
  const total = (read: (each: (typeof rows)[number]) => number) =>
    countCell(rows.reduce((sum, each) => sum + read(each), 0));
  return {
    title: `${target.id} ${text.local(target.title)}`,
    formula: [
      t("compare.account.target", {
        before: `${verdictOf(row.before)} ${comparedFigureText(target, row.before)}`,
        after: `${verdictOf(row.after)} ${comparedFigureText(target, row.after)}`,
      }),
      ...(row.gained === null || row.lost === null
        ? []
        : [
            t("compare.account.served", {
              gained: formatCount(row.gained),
              lost: formatCount(row.lost),
              unit: t(`compare.unit.${shown.study.demand.unit}`),
            }),
          ]),
      t("compare.account.targetHow"),
    ],
    rowsTitle: t(rows.length > 0 ? "figure.rows.units" : "figure.rows.none"),
    columns:
      rows.length === 0
        ? []
        : [
            { id: "name", label: t("gaps.name"), isNumber: false },
            { id: "verdictBefore", label: t("compare.account.before"), isNumber: false },
            { id: "verdictAfter", label: t("compare.account.after"), isNumber: false },
            {
              id: "shortBefore",
              label: t("compare.account.shortBefore"),
              isNumber: true,
              sum: total(({ was }) => was),
            },
            { id: "shortAfter", label: t("compare.account.shortAfter"), isNumber: true, sum: total(({ is }) => is) },
          ],
    rows: rows.map(({ id, was, is, words: said }) => ({
      key: id,
      cells: [unitName(shown.study, id), ...said, countCell(was), countCell(is)],
    })),
    assumptions: [
      ...target.assumptions,
      ...assumptionsOfSides(text, comparison),
      ...listParameters(text, shown.result.parameters),
      ...describeData(shown.study),
    ],
  };
}

/** Which steps make each side, and how fast people walk on it. */
function assumptionsOfSides(text: Text, { before, after, studyBefore }: ShownComparison): Assumption[] {
  const { t, list } = text;
  const scenarios = currentChoices(useProject.getState())?.scenarios ?? [];
  const say = (words: string): Assumption => ({ zh: words, en: words, isDefault: false });
  const steps = [before, after].flatMap((side) => {
    const scenario = scenarios.find(({ id }) => id === side.id);
    if (!scenario) return [];
    const active = scenario.edits.filter(({ isOff }) => !isOff);
    const words = active.map((edit) => wordsOf(t, edit, scenario, studyBefore));
    return [
      say(
        t("compare.account.steps", {
          name: sideName(text, side),
          steps: words.length > 0 ? list(words) : t("compare.account.noSteps"),
        }),
      ),
      ...(side.issues.length > 0 ? [say(t("compare.issues", { count: formatCount(side.issues.length) }))] : []),
    ];
  });
  const speed = t("compare.account.speed", {
    before: before.coverage.speedMetresPerSecond,
    after: after.coverage.speedMetresPerSecond,
  });
  return before.coverage.speedMetresPerSecond === after.coverage.speedMetresPerSecond ? steps : [...steps, say(speed)];
}
