/** The sensitivity of a target as a table to take away: what was changed and found, every assumption, every unit that a change turns. */
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { Sensitivity } from "../../core/questions/measure-sensitivity.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Text } from "../strings/text.ts";
import { changeText, circleNote, FIRMNESS_CLASSES, firmnessClassIndex } from "./sensitivity-words.ts";
import { unitNames } from "./unit-places.ts";

type Line = readonly string[];

const figure = (value: number | null): string => (value === null ? "" : String(Number(value.toFixed(6))));

const hectares = (squareMetres: number | undefined): string =>
  squareMetres === undefined ? "" : (squareMetres / 10_000).toFixed(4);

export function sensitivityCsv(
  text: Text,
  study: StudyView,
  target: Target,
  { assumptions }: Pick<TargetResult, "assumptions">,
  { rows, units }: Sensitivity,
): readonly Line[] {
  const { t, local, list } = text;
  const changeOf = (row: number): string => {
    const change = rows[row]?.change;
    return change ? changeText(text, study, target, change) : "";
  };
  const isLand = target.rule.kind === "service-area" && target.rule.denominator === "land";
  const head: Line[] = [
    [`${target.id} ${local(target.title)}`],
    [local(study.title), ...(study.demonstration ? [t("app.demonstration")] : []), study.date],
    [t("firm.note"), ...[circleNote(text, target)].filter((note) => note !== "")],
    [],
  ];
  const table: Line[] = [
    [
      t("sensitivity.change"),
      t("firm.csv.tested"),
      t("sensitivity.met"),
      t("sensitivity.share"),
      t("firm.value"),
      t("firm.csv.short"),
      t("sensitivity.verdict"),
      t("firm.csv.isTurned"),
      t("firm.csv.lost"),
      t("firm.csv.gained"),
      t("firm.csv.unattached"),
      ...(isLand ? [t("circle.short.csv")] : []),
    ],
    ...rows.map((row, index) => [
      changeOf(index),
      String(row.unitsTested),
      String(row.unitsMet),
      figure(row.share),
      figure(row.value),
      figure(row.peopleShort),
      t(`verdict.${row.verdict}`),
      t(row.isTurned ? "firm.yes" : "firm.no"),
      String(row.unitsLost),
      String(row.unitsGained),
      String(row.unattached),
      ...(isLand ? [hectares(row.landShortSquareMetres)] : []),
    ]),
  ];
  const notes: Line[] = [[], [t("targets.assumptions")], ...assumptions.map((each) => [local(each)])];
  if (!units) return [...head, ...table, ...notes];
  const unitLines = units.ids.flatMap((id, unit): Line[] => {
    const place = firmnessClassIndex(units.codes[unit]);
    const className = FIRMNESS_CLASSES[place];
    if (className === undefined) return [];
    const [name, above] = unitNames(study, id);
    const turns = (units.turnedBy[unit] ?? []).map(changeOf);
    return [
      [
        id,
        name,
        above,
        t(`firm.${className}`),
        figure(units.people[unit] ?? null),
        figure(units.peopleShort[unit] ?? null),
        String(turns.length),
        list(turns),
        ...(units.land ? [hectares(units.land.squareMetres[unit]), hectares(units.land.short[unit])] : []),
      ],
    ];
  });
  const unitHead = [
    t("firm.csv.code"),
    t("firm.csv.name"),
    t("firm.csv.above"),
    t("firm.class"),
    t("firm.people"),
    t("firm.csv.short"),
    t("firm.csv.turns"),
    t("firm.csv.turnedBy"),
    ...(units.land ? [t("circle.unit.land"), t("circle.short.csv")] : []),
  ];
  return [...head, ...table, ...notes, [], unitHead, ...unitLines];
}
