/** What another plan turns, unit by unit, on the map, while the units of a target are unfolded in the comparison. */
import type { ReactNode } from "react";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import type { UnitFigures } from "../../core/plan/unit-figures.ts";
import { type ColourClasses, OUTSIDE_SCOPE } from "../../report/map/colour-classes.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { ClassLegend } from "../map/class-legend.tsx";
import { createClassMap, type MapClassId } from "../map/class-map.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useTargets } from "../select/target-results.ts";
import { type ComparedUnits, useView } from "../store/view-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { targetUnitId } from "../targets/target-on-map.ts";
import { firstLayerOf } from "../targets/targets-of-service.ts";

export const TURNED_CLASSES = [
  "turned-met",
  "turned-not-met",
  "stays-met",
  "stays-not-met",
] as const satisfies readonly MapClassId[];

interface TurnedMap {
  readonly classes: ColourClasses;
  /** Into TURNED_CLASSES by unit of the second plan, −1 where one of the plans does not test it. */
  readonly classOfUnit: Int8Array;
  readonly unitOfCommunity: Int32Array;
}

/** Class of each unit of the second plan; −1 where it was not tested under both. */
export function classifyTurned(before: UnitFigures, after: UnitFigures): Int8Array {
  const verdictBefore = new Map(before.ids.map((id, unit) => [id, before.verdicts[unit]]));
  return Int8Array.from(after.ids, (id, unit) => {
    const [was, is] = [verdictBefore.get(id), after.verdicts[unit]];
    if (was === VERDICT_MET) return is === VERDICT_MET ? 2 : is === VERDICT_NOT_MET ? 1 : -1;
    if (was === VERDICT_NOT_MET) return is === VERDICT_MET ? 0 : is === VERDICT_NOT_MET ? 3 : -1;
    return -1;
  });
}

const layOut = rememberLatest((study: StudyView, compared: ComparedUnits): TurnedMap => {
  const classOfUnit = classifyTurned(compared.before, compared.after);
  const unitById = new Map(compared.after.ids.map((id, unit) => [id, unit]));
  const unitOfCommunity = Int32Array.from(
    study.communities.ids,
    (_, community) => unitById.get(targetUnitId(study, compared.unit, community)) ?? -1,
  );
  const classOfCommunity = Int16Array.from(unitOfCommunity, (unit) => classOfUnit[unit] ?? OUTSIDE_SCOPE);
  return { classes: createClassMap(TURNED_CLASSES, classOfCommunity), classOfUnit, unitOfCommunity };
});

export interface TurnedOverlay {
  readonly classes: ColourClasses;
  readonly describe: (communityIndex: number) => readonly string[];
  readonly legend: ReactNode;
  /** The first layer that the compared target counts; null where this plan has no such target. */
  readonly serviceId: string | null;
}

/** Null unless the comparison stands open with one target's units unfolded. */
export function useTurnedOverlay(study: StudyView | null): TurnedOverlay | null {
  const { t, local } = useText();
  const compared = useView((state) =>
    state.workspace === "targets" && state.sheet === "plans" ? state.comparedUnits : null,
  );
  const target = useTargets().find(({ id }) => id === compared?.targetId);
  if (!study || !compared) return null;
  const { classes, classOfUnit, unitOfCommunity } = layOut(study, compared);
  return {
    classes,
    describe: (community) => describeTurned({ t }, classOfUnit[unitOfCommunity[community] ?? -1]),
    legend: (
      <ClassLegend
        title={`${compared.targetId} ${local(compared.title)}`}
        note={t("plans.map.note")}
        unit={t(`targets.unit.${compared.unit}`)}
        rows={turnedRows({ t }, compared.after, classOfUnit)}
        demonstration={study.demonstration}
      />
    ),
    serviceId: target ? firstLayerOf(study, target.rule) : null,
  };
}

function describeTurned({ t }: Pick<Text, "t">, index: number | undefined): readonly string[] {
  const id = TURNED_CLASSES[index ?? -1];
  return id === undefined ? [] : [t(`plans.map.${id}`)];
}

function turnedRows({ t }: Pick<Text, "t">, { people }: UnitFigures, classOfUnit: Int8Array) {
  return TURNED_CLASSES.map((id, index) => {
    let [count, sum] = [0, 0];
    classOfUnit.forEach((each, unit) => {
      if (each !== index) return;
      count++;
      sum += people[unit] as number;
    });
    return { id, label: t(`plans.map.${id}`), count, people: sum };
  });
}
