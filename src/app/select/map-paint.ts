/** What the map paints: the run's coverage, or values from beside it; and what to say while there are none. */
import type { ServiceAccess } from "../../core/access/access-result.ts";
import type { Progress } from "../../core/analysis-result.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { formatShare } from "../../core/model/format-number.ts";
import type { ServiceCatchments } from "../../core/questions/find-catchments.ts";
import type { MapMeasure } from "../../report/map/map-measure.ts";
import type { IsochroneAnswer } from "../../worker/protocol.ts";
import type { MeasureWords } from "../map/study-map-props.ts";
import { mapMeasure, useView } from "../store/view-store.ts";
import { type Translate, useText } from "../strings/text.ts";
import { backupShares, capacityUnit, faultWords, mainCatchments, perUnitWords } from "./access-answer.ts";
import { classifyStates, listOverloaded, type ShownStates, type StatePeople, statePeople } from "./capacity-states.ts";
import { demandWords } from "./demand-words.ts";
import { rememberLatest } from "./remember-latest.ts";
import type { ShownCoverage } from "./shown-coverage.ts";
import { type Beside, useAccess, useCatchments, useIsochrone } from "./use-beside.ts";

export interface MapPaint {
  readonly measure: MapMeasure;
  /** Null leaves the communities bare. */
  readonly coverage: ServiceCoverage | null;
  readonly values: Float64Array | null;
  readonly words?: MeasureWords;
  /** Where the three states colour the map: their classes, with people and facilities over capacity. */
  readonly states?: {
    readonly title: string;
    readonly shown: ShownStates;
    readonly people: StatePeople;
    readonly overloaded: readonly number[];
  };
  /** Said in the legend's place where there is nothing to colour by. */
  readonly message: string | null;
  readonly isComputing: boolean;
  readonly progress: Progress | null;
}

const backups = rememberLatest(backupShares);
const peopleByState = rememberLatest(statePeople);
const classified = rememberLatest(classifyStates);
const overloadedOf = rememberLatest(listOverloaded);
const catchments = rememberLatest(mainCatchments);
const scores = rememberLatest((access: ServiceAccess) => access.means?.twoStep.map((value) => 1000 * value) ?? null);
const isochroneShares = rememberLatest((coverage: ServiceCoverage, answer: IsochroneAnswer) =>
  coverage.people.map(
    (people, index) => (answer.counted?.peopleCovered[index] ?? 0) / (people > 0 ? people : Number.NaN),
  ),
);
/** The coverage with the cutoff that an answer beside it was counted with, so that the legend never claims another. */
const atCutoff = rememberLatest(
  (coverage: ServiceCoverage, cutoffSeconds: number): ServiceCoverage => ({ ...coverage, cutoffSeconds }),
);

/** What colours the map at the moment. */
export function useMapPaint(shown: ShownCoverage | null): MapPaint {
  const { t } = useText();
  const measure = useView(mapMeasure);
  const access = useAccess(shown);
  const ofCatchments = useCatchments(shown);
  const isochrone = useIsochrone(shown);
  if (!shown) return { measure, coverage: null, values: null, message: null, isComputing: false, progress: null };
  if (measure === "isochroneShare") return paintIsochrone(t, shown, isochrone);
  if (measure === "catchment") return paintCatchments(t, shown, ofCatchments);
  if (measure === "backupShare" || measure === "capacityState" || measure === "score") {
    return paintAccess(t, shown, measure, access);
  }
  return { measure, coverage: shown.mapCoverage, values: null, message: null, isComputing: false, progress: null };
}

function waiting(t: Translate, measure: MapMeasure, { status, progress }: Beside<unknown>): MapPaint {
  const isComputing = status === "waiting" || status === "running" || status === "idle";
  const message = t(
    isComputing ? "methods.computing" : status === "cancelled" ? "methods.cancelled" : "methods.failed",
  );
  return { measure, coverage: null, values: null, message, isComputing, progress };
}

/** A note that says when newer values are on their way. */
function freshNote(t: Translate, { isFresh }: Beside<unknown>, note: string): string {
  return isFresh ? note : `${note} · ${t("map.legend.updating")}`;
}

/** Why a measure cannot be given: states need capacity and people, the score is one of people too. */
function faultOf(measure: MapMeasure, access: ServiceAccess, shown: ShownCoverage): ServiceAccess["stateFault"] {
  if (measure === "capacityState") return access.stateFault;
  if (measure !== "score") return null;
  return access.capacityFault ?? (shown.study.demand.unit === "people" ? null : "demand-is-not-people");
}

function paintIsochrone(t: Translate, shown: ShownCoverage, isochrone: Beside<IsochroneAnswer>): MapPaint {
  const measure = "isochroneShare";
  const last = isochrone.answer?.bands.at(-1);
  if (!isochrone.answer || !last) return waiting(t, measure, isochrone);
  return {
    measure,
    coverage: atCutoff(shown.mapCoverage, last.cutoffSeconds),
    values: isochroneShares(shown.coverage, isochrone.answer),
    words: { unit: "", note: freshNote(t, isochrone, t("map.legend.isochroneWarning")) },
    message: null,
    isComputing: !isochrone.isFresh,
    progress: null,
  };
}

function paintCatchments(t: Translate, shown: ShownCoverage, beside: Beside<ServiceCatchments | null>): MapPaint {
  const measure = "catchment";
  const { answer } = beside;
  if (!answer) {
    if (answer === undefined) return waiting(t, measure, beside);
    const message = t("access.fault.no-facilities");
    return { measure, coverage: null, values: null, message, isComputing: false, progress: null };
  }
  const minutes = Number((answer.cutoffSeconds / 60).toFixed(1));
  const group = demandWords(t, answer.groupId, shown.study.demand.unit);
  return {
    measure,
    coverage: atCutoff(shown.mapCoverage, answer.cutoffSeconds),
    values: catchments(answer, shown.coverage.nearestFacilityIndexes),
    words: { unit: "", note: freshNote(t, beside, t("map.legend.catchment.note", { minutes, group })) },
    message: null,
    isComputing: !beside.isFresh,
    progress: null,
  };
}

function paintAccess(
  t: Translate,
  shown: ShownCoverage,
  measure: "backupShare" | "capacityState" | "score",
  access: Beside<ServiceAccess>,
): MapPaint {
  const { answer } = access;
  if (!answer) return waiting(t, measure, access);
  const fault = faultOf(measure, answer, shown);
  if (fault !== null) {
    return {
      measure,
      coverage: null,
      values: null,
      message: faultWords(t, answer, fault),
      isComputing: false,
      progress: null,
    };
  }
  const attribute = answer.capacity?.attribute ?? "";
  const minutes = Number((answer.cutoffSeconds / 60).toFixed(1));
  if (measure === "capacityState") return paintStates(t, shown, access, answer);
  const painted = {
    backupShare: { values: backups(answer), note: t("map.legend.backup.note") },
    score: { values: scores(answer), note: t("map.legend.score.note", { minutes, attribute }) },
  }[measure];
  return {
    measure,
    coverage: atCutoff(shown.mapCoverage, answer.cutoffSeconds),
    values: painted.values,
    words: { unit: capacityUnit(t, answer.capacity?.attribute), note: freshNote(t, access, painted.note) },
    message: null,
    isComputing: !access.isFresh,
    progress: null,
  };
}

/** Communities by what their people lack; the pass mark of the run decides who lacks nothing. */
function paintStates(
  t: Translate,
  shown: ShownCoverage,
  access: Beside<ServiceAccess>,
  answer: ServiceAccess,
): MapPaint {
  const people = peopleByState(answer) as StatePeople;
  const { passShare } = shown.result.parameters;
  const minutes = Number((answer.cutoffSeconds / 60).toFixed(1));
  const group = demandWords(t, answer.groupId, shown.study.demand.unit);
  const attribute = answer.capacity?.attribute ?? "";
  const rule = t("capacity.legend.note", { share: formatShare(passShare), attribute });
  const note = [rule, perUnitWords(t, answer)].filter((words) => words !== "").join(t("capacity.join"));
  return {
    measure: "capacityState",
    coverage: atCutoff(shown.mapCoverage, answer.cutoffSeconds),
    values: null,
    words: { unit: "", note: freshNote(t, access, note) },
    states: {
      title: t("capacity.legend", { group, minutes }),
      shown: classified(people, shown.indexes, passShare),
      people,
      overloaded: overloadedOf(answer),
    },
    message: null,
    isComputing: !access.isFresh,
    progress: null,
  };
}
