/** What the map shows of a target that is not judged unit by unit: its counties, or no colours and why. */
import type { ReactNode } from "react";
import type { StudyView } from "../../worker/protocol.ts";
import { formatCount, formatDecimal, NO_VALUE } from "../format-number.ts";
import { ClassLegend } from "../map/class-legend.tsx";
import { createClassMap } from "../map/class-map.ts";
import type { ColourClasses } from "../map/colour-classes.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { unitTree } from "../select/unit-tree.ts";
import { type Text, useText } from "../strings/text.ts";
import { type CountiesOnMap, NEARLY, useWholeOnMap } from "./counties-on-map.ts";
import { valueText } from "./target-words.ts";

export interface WholeOverlay {
  readonly classes: ColourClasses;
  readonly describe: (communityIndex: number) => readonly string[];
  readonly legend: ReactNode;
  /** The first layer that the target counts. */
  readonly serviceId: string | null;
}

const leaveBare = rememberLatest((count: number): ColourClasses => createClassMap([], new Int16Array(count).fill(-1)));

/** Null while no such target is looked at. */
export function useWholeOverlay(study: StudyView | null): WholeOverlay | null {
  const text = useText();
  const { t, local } = text;
  const whole = useWholeOnMap();
  if (!study || !whole) return null;
  const { target, counties, result } = whole;
  const { demonstration } = study;
  const title = `${target.id} ${local(target.title)}`;
  const need = "need" in target.rule ? target.rule.need : null;
  const serviceId = need?.serviceIds.find((id) => study.facilities.some((each) => each.serviceId === id)) ?? null;
  if (counties === null) {
    const note = t(result.verdict === "not-testable" ? "targets.map.notTestable" : "targets.map.wholeOnly");
    return {
      classes: leaveBare(study.communities.count),
      describe: () => [],
      legend: <ClassLegend title={title} note={note} unit="" rows={[]} demonstration={demonstration} />,
      serviceId,
    };
  }
  return {
    classes: counties.classes,
    describe: (community) => describeCounty(text, study, counties, community),
    legend: (
      <ClassLegend
        title={title}
        note={legendNote(text, counties)}
        unit={t("targets.byCounty.county")}
        rows={legendRows(text, counties)}
        demonstration={demonstration}
      />
    ),
    serviceId,
  };
}

function legendNote({ t }: Text, { target, asked }: CountiesOnMap): string {
  return asked === null
    ? t("targets.map.counties")
    : t("targets.map.countiesAsked", { asked: valueText(target, target.rule, asked, t) });
}

function legendRows({ t }: Text, { ids, classOfRow, result }: CountiesOnMap) {
  return ids.map((id, index) => ({
    id,
    label: t(`targets.map.${id}`, { part: String(NEARLY * 100) }),
    // Facilities in no county have a row and no place on the map.
    count: classOfRow.filter((each, row) => each === index && result.breakdown[row]?.unitId !== "").length,
    people: null,
  }));
}

/** The county of a community, its value against the one asked for, and what was divided by what. */
export function describeCounty(
  { t }: Pick<Text, "t">,
  study: StudyView,
  { target, result, asked, rowOfCommunity }: CountiesOnMap,
  community: number,
): readonly string[] {
  const row = result.breakdown[rowOfCommunity[community] ?? -1];
  if (!row) return [];
  const name = unitTree(study).unitsById.get(row.unitId)?.name ?? row.unitId;
  const value = row.value === null ? NO_VALUE : valueText(target, target.rule, row.value, t);
  const amount = formatDecimal(row.amount);
  return [
    asked === null
      ? t("targets.map.countyValue", { name, value })
      : t("targets.map.countyAsked", { name, value, asked: valueText(target, target.rule, asked, t) }),
    ...(row.whole === null ? [] : [t("targets.map.countyParts", { amount, whole: formatCount(row.whole) })]),
  ];
}
