import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useFindingsOnMap } from "./check-up/findings-on-map.ts";
import { useComparisonMode } from "./comparison/map-sides.ts";
import { SideFrames } from "./comparison/side-frames.tsx";
import { useIsComparing } from "./comparison/use-comparison.ts";
import { CommunityCard } from "./coverage/community-card.tsx";
import { FacilityCard } from "./coverage/facility-card.tsx";
import { StateLegend } from "./coverage/state-legend.tsx";
import { explainPlace } from "./explain/explain-place.ts";
import { useExplanationOnMap } from "./explain/marks-on-map.ts";
import { pickFiles } from "./frame/pick-files.ts";
import { ProgressBanner, ProgressLine } from "./frame/progress-banner.tsx";
import { useImportOnMap } from "./import/import-on-map.ts";
import { boundsOfBands } from "./map/answer-shapes.ts";
import { IsochroneLegend } from "./map/isochrone-legend.tsx";
import { MessageLegend } from "./map/message-legend.tsx";
import { StudyMap } from "./map/study-map.tsx";
import { useNarrow } from "./narrow-screen.ts";
import { usePresent } from "./present/present-store.ts";
import { DragNote } from "./scenarios/drag-note.tsx";
import { useDrawing } from "./scenarios/draw/draw-store.ts";
import { useDrawingOnMap } from "./scenarios/draw/drawing-on-map.ts";
import { DrawnLegend } from "./scenarios/draw/drawn-legend.tsx";
import { useScenarioOnMap } from "./scenarios/scenario-on-map.ts";
import { type IsochroneOnMap, useIsochroneOnMap, useSpokes } from "./select/isochrone-on-map.ts";
import { type MapPaint, useMapPaint } from "./select/map-paint.ts";
import { type ShownCoverage, useSettledCoverage, useShownCoverage } from "./select/shown-coverage.ts";
import { useFacilityIsochrone } from "./select/use-beside.ts";
import { GainLegend } from "./siting/gain-legend.tsx";
import { useGainOnMap } from "./siting/gain-on-map.ts";
import { useSitingHand } from "./siting/siting-hand.ts";
import { useSitingOnMap } from "./siting/siting-on-map.ts";
import { stageCamera } from "./stage-camera.ts";
import { useStageQuestion } from "./stage-question.tsx";
import { useAnalysis } from "./store/analysis-store.ts";
import { requestRoute } from "./store/ask-worker.ts";
import { openShippedStudy } from "./store/open-study.ts";
import { currentParameters, useProject } from "./store/project-store.ts";
import { useView } from "./store/view-store.ts";
import { useText } from "./strings/text.ts";
import { describeStates } from "./targets/target-overlay.tsx";
import "./map-stage.css";

const TemplateLinks = lazy(async () => ({ default: (await import("./import/template-links.tsx")).TemplateLinks }));
const DropPanel = lazy(async () => ({ default: (await import("./frame/drop-panel.tsx")).DropPanel }));

const CARD_WIDTH = 332;

/** The one map that never leaves, with what stands over it. */
export function MapStage() {
  const study = useAnalysis((state) => state.study);
  const hasFailed = useAnalysis((state) => state.openingFailure !== null);
  const shown = useShownCoverage();
  const settled = useSettledCoverage();
  const text = useText();
  const question = useStageQuestion(study);
  const view = useView();
  const passShare = useProject((state) => currentParameters(state).passShare);
  useRoute(settled);
  useFacilityView();

  const isComparing = useIsComparing();
  const cardOpen =
    !isComparing && (view.selectedCommunityIndex !== null || view.selectedFacilityIndex !== null) && shown !== null;
  const narrow = useNarrow();
  const padding = useMemo(() => (cardOpen && !narrow ? { right: CARD_WIDTH } : {}), [cardOpen, narrow]);
  const ownPaint = useMapPaint(shown);
  const siting = useSitingOnMap(shown);
  const paint = siting?.paint ?? ownPaint;
  const isAnswer = question === null;
  const isAside = !isAnswer || view.workspace !== "coverage";
  const isochrone = useIsochroneOnMap(shown, isAside);
  const spokes = useSpokes(shown, isAside);
  const explained = useExplanationOnMap();
  const scenario = useScenarioOnMap();
  const hand = useSitingHand(siting?.marks ?? null);
  const gain = useGainOnMap(shown);
  const drawing = useDrawingOnMap();
  const { words, states } = isAnswer ? paint : NOTHING_BESIDE;
  const { measure, coverage, values } = question ?? paint;
  const asGround = isochrone?.asGround ?? false;
  const selectedFacilityIndex = !isAnswer ? null : view.selectedFacilityIndex;
  const mode = useComparisonMode();
  const other = question?.other;
  const [stage, setStage] = useState<HTMLElement | null>(null);
  const isOnStage = usePresent(({ stageIndex }) => stageIndex !== null);
  const charted = usePresent((state) => state.outlined);
  const isDark = view.theme === "dark" || isOnStage;
  const brought = useImportOnMap();
  const found = useFindingsOnMap();
  const drawn = brought ?? found ?? question?.drawn ?? drawing.shapes;
  const common = {
    cameraLink: stageCamera,
    isDark,
    classification: view.classification,
    passShare: shown?.result.parameters.passShare ?? passShare,
    selectedCommunityIndex: view.selectedCommunityIndex,
    hoveredCommunityIndex: view.hoveredCommunityIndex,
    onHoverCommunity: view.hover,
    tooltipHost: other && mode === "swipe" ? stage : null,
    padding,
  };
  return (
    <section className="map-stage" data-tour="map" data-sides={other ? mode : undefined} ref={setStage}>
      {other && (
        <StudyMap
          key="other"
          {...common}
          {...other}
          study={other.study ?? study}
          onSelectCommunity={other.onPick ?? view.select}
          hasFrame={false}
          showLegend={false}
          focus={null}
          straightCircles={false}
          route={null}
        />
      )}
      <StudyMap
        key="main"
        {...common}
        study={question?.study ?? study}
        serviceId={explained.serviceId ?? (question ?? { serviceId: shown?.service.id ?? null }).serviceId}
        coverage={coverage}
        measure={measure}
        values={values}
        words={words}
        classes={question ? question.classes : states?.shown.classes}
        describe={question?.describe ?? (states && ((index) => describeStates(text, states.people, index)))}
        outlined={question?.outlined ?? hand.outlined ?? charted}
        overloadedFacilities={question?.overloaded ?? states?.overloaded}
        isochrone={isochrone?.shapes}
        isochroneFilled={asGround}
        spokes={spokes}
        layers={brought ? UNDER_BROUGHT : gain ? UNDER_GAIN : asGround ? UNDER_BANDS : ALL_LAYERS}
        gain={gain?.shapes}
        describePlace={gain?.describe}
        onClassificationChange={(classification) => view.show({ classification })}
        onSelectCommunity={question?.onPick ?? view.select}
        selectedFacilityIndex={selectedFacilityIndex}
        onSelectFacility={
          !isAnswer ? undefined : (facilityIndex) => view.show({ selectedFacilityIndex: facilityIndex })
        }
        focus={view.focus}
        straightCircles={view.method === "straight" && isAnswer}
        route={isComparing ? null : explained.route === undefined ? view.route : explained.route}
        marks={hand.marks ?? explained.marks}
        drawn={drawn}
        sideName={question?.sideName}
        onPlace={drawing.onPlace ?? scenario.onPlace ?? hand.onPlace}
        onPointPlace={drawing.onPointPlace}
        onFinishPlaces={useDrawing.getState().finish}
        onDragFacility={drawing.isDrawing ? undefined : scenario.onDragFacility}
        onPickPlace={explainPlace}
        showLegend={isAnswer && !narrow && !asGround && !states && !gain && !brought}
        onReady={markChoropleth}
      />
      {other && <SideFrames />}
      {question?.legend}
      {!narrow && gain && shown && <GainLegend shown={shown} gain={gain} />}
      {!narrow && isAnswer && !gain && !brought && <StageLegends shown={shown} paint={paint} isochrone={isochrone} />}
      <DrawnLegend shapes={other?.drawn ? [...other.drawn, ...drawn] : drawn} />
      <DragNote />
      <ProgressBanner />
      {!study && <NoStudy />}
      <Suspense fallback={null}>{hasFailed && <DropPanel />}</Suspense>
      <div className="map-cards">
        {settled && !isComparing && view.selectedCommunityIndex !== null && (
          <CommunityCard shown={settled} communityIndex={view.selectedCommunityIndex} />
        )}
        {settled && selectedFacilityIndex !== null && (
          <FacilityCard shown={settled} facilityIndex={selectedFacilityIndex} />
        )}
      </div>
    </section>
  );
}

function markChoropleth(): void {
  document.body.dataset.choropleth = "visible";
}

const ALL_LAYERS = {};
/** Bands drawn as ground stand alone: hatching beside them would need a legend of its own. */
const UNDER_BANDS = { hatching: false };

/** Whoever checks where a layer lies looks for streets and borders, not for an answer. */
const UNDER_BROUGHT = { communities: false, hatching: false };

/** A surface of its own: what is covered already would need a second legend. */
const UNDER_GAIN = { communities: false, hatching: false };

const NOTHING_BESIDE: Pick<MapPaint, "words" | "states"> = {};

/** Legends of what stands beside the run: bands of an isochrone, and what is still being counted or cannot be. */
export function StageLegends({
  shown,
  paint,
  isochrone,
}: {
  readonly shown: ShownCoverage | null;
  readonly paint: MapPaint;
  readonly isochrone: IsochroneOnMap | null;
}) {
  if (!shown) return null;
  return (
    <>
      {isochrone && (
        <IsochroneLegend
          title={isochrone.title}
          bands={isochrone.bands}
          asGround={isochrone.asGround}
          demonstration={shown.study.demonstration}
          domain={shown.service.domain}
        />
      )}
      {paint.states && !isochrone?.asGround && (
        <StateLegend
          title={paint.states.title}
          note={paint.words?.note ?? ""}
          states={paint.states.shown}
          overloaded={paint.states.overloaded.length}
          demonstration={shown.study.demonstration}
        />
      )}
      {paint.message !== null && !isochrone?.asGround && (
        <MessageLegend
          measure={paint.measure}
          message={paint.message}
          isComputing={paint.isComputing}
          progress={paint.progress}
        />
      )}
    </>
  );
}

/** Asks for the walk of the selected community, again whenever the question changes. */
function useRoute(shown: ShownCoverage | null): void {
  const selected = useView((state) => state.selectedCommunityIndex);
  const serviceId = shown?.service.id ?? null;
  const parameters = shown?.result.parameters;
  // A new cutoff or pass mark leaves the walk as it is.
  const question = parameters
    ? [parameters.profileId, parameters.speedMetresPerSecond, parameters.groupId, parameters.snapRadiusMetres].join("|")
    : "";
  useEffect(() => {
    if (selected === null || serviceId === null || question === "") return;
    let wanted = true;
    void requestRoute(serviceId, selected).then((route) => {
      if (wanted) useView.getState().show({ route });
    });
    return () => {
      wanted = false;
    };
  }, [selected, serviceId, question]);
}

/** Moves the map to the ground of a facility once it has been selected and drawn; a new cutoff moves nothing. */
function useFacilityView(): void {
  const facilityIndex = useView((state) => state.selectedFacilityIndex);
  const { answer } = useFacilityIsochrone();
  const seen = useRef<number | null>(null);
  useEffect(() => {
    if (facilityIndex === null) seen.current = null;
    const bounds = answer && boundsOfBands(answer.bands);
    if (facilityIndex === null || !bounds || seen.current === facilityIndex) return;
    seen.current = facilityIndex;
    const { method, subject, fly } = useView.getState();
    if (method !== "network" || subject !== "catchment") fly({ kind: "bounds", bounds });
  }, [facilityIndex, answer]);
}

/** What stands on the map while there is no study: progress of the first opening, or the next step. */
function NoStudy() {
  const { t } = useText();
  const opening = useAnalysis((state) => state.opening);
  const failed = useAnalysis((state) => state.openingFailure !== null);
  if (opening) {
    return (
      <div className="no-study" role="status">
        <ProgressLine title={t("loading.title")} progress={opening.progress} />
        <p className="panel-note">{t("loading.note")}</p>
      </div>
    );
  }
  if (failed) return null;
  return (
    <div className="no-study">
      <h2>{t("empty.title")}</h2>
      <p>{t("empty.body")}</p>
      <div className="no-study-actions">
        <button type="button" className="button button-primary" onClick={() => void openShippedStudy()}>
          {t("empty.shipped")}
        </button>
        <button type="button" className="button" onClick={pickFiles}>
          {t("empty.file")}
        </button>
      </div>
      <Suspense fallback={null}>
        <TemplateLinks />
      </Suspense>
    </div>
  );
}
