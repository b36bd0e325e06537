/** What the map shows of a target beyond met and not met: how firmly its units stand, or who finds a place; legend and words for each. */
import type { ReactNode } from "react";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import { formatDemand } from "../../core/model/format-number.ts";
import { judgedAmounts } from "../../core/plan/unit-figures.ts";
import type { ColourClasses } from "../../report/map/colour-classes.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { StateLegend } from "../coverage/state-legend.tsx";
import { ClassLegend } from "../map/class-legend.tsx";
import type { StatePeople } from "../select/capacity-states.ts";
import { amountText } from "../select/judged-amount.ts";
import { type Text, useText } from "../strings/text.ts";
import { useShownTargetStates } from "./capacity-on-map.ts";
import { type ShownFirmness, useShownFirmness } from "./firmness-on-map.ts";
import { changeText, FIRMNESS_CLASSES, firmnessClassIndex } from "./sensitivity-words.ts";
import { TargetLegend } from "./target-legend.tsx";
import { type TargetOnMap, targetUnitId } from "./target-on-map.ts";

export interface TargetOverlay {
  /** Null leaves met and not met. */
  readonly classes: ColourClasses | null;
  readonly describe: (communityIndex: number) => readonly string[];
  readonly legend: ReactNode;
  readonly overloaded: readonly number[];
}

const NONE: readonly number[] = [];

/** Null while no target is on the map. */
export function useTargetOverlay(onMap: TargetOnMap | null, study: StudyView | null): TargetOverlay | null {
  const text = useText();
  const { t, local } = text;
  const firmness = useShownFirmness();
  const places = useShownTargetStates();
  if (!onMap || !study) return null;
  const { demonstration } = study;
  const title = `${onMap.target.id} ${local(onMap.target.title)}`;
  if (firmness && firmness.target.id === onMap.target.id) {
    return {
      classes: firmness.classes,
      describe: (community) => describeFirmness(text, firmness, community),
      legend: (
        <ClassLegend
          title={title}
          note={t("firm.legend")}
          unit={t(`targets.unit.${onMap.target.unit}`)}
          rows={firmnessRows(text, firmness)}
          demonstration={demonstration}
        />
      ),
      overloaded: NONE,
    };
  }
  if (places && places.target.id === onMap.target.id) {
    const ofLayer = places.overloaded.find(({ serviceId }) => serviceId === onMap.serviceId)?.facilityIndexes ?? NONE;
    return {
      classes: places.states.classes,
      describe: (community) =>
        (places.states.classes.classIndexes[community] ?? -1) < 0 ? [] : describeStates(text, places.people, community),
      legend: (
        <StateLegend
          title={title}
          note={t("capacity.legend.target")}
          states={places.states}
          overloaded={ofLayer.length}
          demonstration={demonstration}
        />
      ),
      overloaded: ofLayer,
    };
  }
  return {
    classes: null,
    describe: (community) => describeUnit(text, study, onMap, community),
    legend: <TargetLegend target={onMap} demonstration={demonstration} />,
    overloaded: NONE,
  };
}

/** People of a community in each state, those without anybody left out. */
export function describeStates({ t, language }: Text, states: StatePeople, community: number): string[] {
  const parts = [
    ["served", states.served],
    ["over-capacity", states.overCapacity],
    ["not-covered", states.notCovered],
  ] as const;
  return parts.flatMap(([id, people]) => {
    const count = people[community] ?? 0;
    return count >= 0.5 ? [`${t(`capacity.${id}`)} ${formatDemand(count, "people", language)}`] : [];
  });
}

/** How firmly a community's unit stands and which changes turn it. */
export function describeFirmness(text: Text, firmness: ShownFirmness, community: number): string[] {
  const { study, target, rows, units, unitOfCommunity } = firmness;
  const unit = unitOfCommunity[community] ?? -1;
  const id = FIRMNESS_CLASSES[firmnessClassIndex(units.codes[unit])];
  if (unit < 0 || id === undefined) return [];
  const turns = (units.turnedBy[unit] ?? []).flatMap((row) => {
    const change = rows[row]?.change;
    return change ? [changeText(text, study, target, change)] : [];
  });
  const { t, list } = text;
  return turns.length === 0
    ? [t(`firm.${id}`)]
    : [t(`firm.${id}`), t("firm.turnedBy", { count: turns.length, changes: list(turns) })];
}

function firmnessRows({ t }: Text, { units }: ShownFirmness) {
  return FIRMNESS_CLASSES.map((id, index) => {
    let [count, people] = [0, 0];
    units.codes.forEach((code, unit) => {
      if (firmnessClassIndex(code) !== index) return;
      count++;
      people += units.people[unit] as number;
    });
    return { id, label: t(`firm.${id}`), count, people };
  });
}

/** What was found in the unit of a community. */
export function describeUnit(
  { t, language }: Pick<Text, "t" | "language">,
  study: StudyView,
  { target, result }: Pick<TargetOnMap, "target" | "result">,
  community: number,
): readonly string[] {
  const { units } = result;
  const unit = units.ids.indexOf(targetUnitId(study, target.unit, community));
  const verdict = units.verdicts[unit];
  if (verdict !== VERDICT_MET && verdict !== VERDICT_NOT_MET) return [];
  const { short } = judgedAmounts(units, unit);
  const words = [t(verdict === VERDICT_MET ? "verdict.met" : "verdict.not-met")];
  if (short >= 0.5)
    words.push(t("card.short", { amount: amountText(short, units.land !== undefined, study.demand.unit, language) }));
  return words;
}
