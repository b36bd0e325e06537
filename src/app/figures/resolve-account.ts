/** From the subject of a figure to its account, out of what the page knows; rows that only the worker has are asked for. */
import { useMemo } from "react";
import { WHOLE_STUDY } from "../../core/model/scope.ts";
import { useComparisonOf } from "../comparison/use-comparison.ts";
import { useCharts } from "../present/charts/charts-store.ts";
import { useSettledCoverage } from "../select/shown-coverage.ts";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { useBeside, useFacilityIsochrone, useIsochrone } from "../select/use-beside.ts";
import { GAIN_CELL_METRES } from "../siting/gain-on-map.ts";
import { shownSummary, useSiting } from "../siting/siting-store.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import type { Account } from "./account.ts";
import { accountOfAccess, accountOfEquity } from "./account-access.ts";
import { accountOfChart } from "./account-chart.ts";
import { accountOfComparedTarget, accountOfComparison } from "./account-comparison.ts";
import { accountOfBands, accountOfCoverage, accountOfCurve } from "./account-coverage.ts";
import { accountOfCommunity, accountOfFacility } from "./account-homes.ts";
import { accountOfGain } from "./account-site-means.ts";
import { accountOfSiting, accountOfSitingMap } from "./account-siting.ts";
import { accountOfStudy, accountOfTarget, accountOfTargets } from "./account-target.ts";
import type { FigureSubject } from "./figure-subject.ts";

/** Null while rows are on their way, or where the figure is gone. */
export function useAccount(asked: FigureSubject): Account | null {
  const text = useText();
  const study = useAnalysis((state) => state.study);
  const shown = useSettledCoverage();
  const targets = useTargets();
  const results = useTargetResults();
  const subject = useMapSubject(asked);
  const serviceId = shown?.service.id ?? "";
  const ofHomes = subject.kind === "community" || subject.kind === "facility" ? { serviceId, of: subject } : null;
  const asHomes = useBeside("homes", serviceId === "" ? null : ofHomes, ofHomes !== null);
  const homes = asHomes.isFresh ? asHomes.answer : null;
  const isAccess = subject.kind === "access" || subject.kind === "equity";
  const access = useBeside("access", shown && { serviceId }, isAccess).answer;
  const isochrone = useIsochrone(shown);
  const isGain = subject.kind === "gain";
  const gain = useBeside("marginalGain", isGain ? { serviceId, cellMetres: GAIN_CELL_METRES } : null, isGain).answer;
  const siting = useSiting();
  const comparison = useComparisonOf("scenarioId" in subject ? subject.scenarioId : null);
  const chart = useCharts(({ charts }) =>
    subject.kind === "chart" ? charts.find(({ id }) => id === subject.chartId) : undefined,
  );
  const chartScope = useCharts(({ scopeOf }) => (scopeOf === "study" ? WHOLE_STUDY : shown?.scope)) ?? WHOLE_STUDY;
  const ofFacility = useFacilityIsochrone().answer;
  const bands = (ofFacility ?? isochrone.answer)?.bands ?? null;
  const counted = isochrone.isFresh ? (isochrone.answer?.counted ?? null) : null;
  // The words change with the language alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` is a new object each time
  return useMemo(() => {
    if (!study || !shown) return null;
    const { parameters } = shown.result;
    switch (subject.kind) {
      case "coverage":
        return accountOfCoverage(text, shown, subject.measure, subject.method, counted);
      case "bands":
        return bands ? accountOfBands(text, shown, bands) : null;
      case "curve":
        return accountOfCurve(text, shown);
      case "community":
        return homes ? accountOfCommunity(text, shown, subject.communityIndex, homes) : null;
      case "facility":
        return homes ? accountOfFacility(text, shown, subject.facilityIndex, homes) : null;
      case "access":
        return access ? accountOfAccess(text, shown, access) : null;
      case "equity":
        return access ? accountOfEquity(text, shown, access) : null;
      case "target": {
        const target = targets.find(({ id }) => id === subject.targetId);
        const result = results.find(({ targetId }) => targetId === subject.targetId);
        return target && result ? accountOfTarget(text, study, target, result) : null;
      }
      case "targets":
        return accountOfTargets(text, study, targets, results, parameters, null);
      case "sheet":
        return accountOfTargets(text, study, targets, results, parameters, subject.sheet);
      case "siting":
        return accountOfSiting(text, shown, siting);
      case "gain":
        return gain ? accountOfGain(text, shown, gain) : null;
      case "sitingMap":
        return accountOfSitingMap(text, shown, siting);
      case "comparison":
        return comparison ? accountOfComparison(text, comparison, subject.unitId) : null;
      case "comparedTarget": {
        const target = targets.find(({ id }) => id === subject.targetId);
        return comparison && target ? accountOfComparedTarget(text, comparison, target) : null;
      }
      case "chart":
        return chart ? accountOfChart(text, shown, chart, chartScope) : null;
      case "study":
        return accountOfStudy(text, study, parameters);
      default:
        return null;
    }
  }, [
    text.language,
    study,
    shown,
    subject,
    homes,
    access,
    counted,
    bands,
    gain,
    siting,
    comparison,
    targets,
    results,
    chart,
    chartScope,
  ]);
}

/** What the colours of the map count at the moment; every other subject stays what it is. */
function useMapSubject(asked: FigureSubject): FigureSubject {
  const isSited = useSiting((siting) => siting.appliedScenarioId === null && shownSummary(siting) !== null);
  const key = useView((view) => (asked.kind === "map" ? JSON.stringify(subjectOfMap(view, isSited)) : ""));
  return useMemo(() => (key === "" ? asked : (JSON.parse(key) as FigureSubject)), [asked, key]);
}

type MapView = Pick<
  ReturnType<typeof useView.getState>,
  "workspace" | "selectedTargetId" | "sheet" | "method" | "subject"
>;

function subjectOfMap(
  { workspace, selectedTargetId, sheet, method, subject }: MapView,
  isSited: boolean,
): FigureSubject {
  if (workspace === "siting" && isSited) return { kind: "sitingMap" };
  if (workspace === "targets" && sheet === "readings") return { kind: "sheet", sheet };
  if (workspace === "targets" && selectedTargetId !== null) return { kind: "target", targetId: selectedTargetId };
  if (method !== "network") return { kind: "coverage", measure: "people", method };
  if (subject === "backup" || subject === "capacity" || subject === "access") return { kind: "access" };
  if (subject === "land") return { kind: "coverage", measure: "land", method };
  if (subject === "verdict") return { kind: "coverage", measure: "communities", method };
  return { kind: "coverage", measure: "people", method };
}
