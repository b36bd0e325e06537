import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { Facilities } from "../../core/model/facility.ts";
import { createColourClasses } from "../../report/map/colour-classes.ts";
import { facilityPoint } from "../../report/map/facility-marks.ts";
import { useText } from "../strings/text.ts";
import type { CameraPose } from "./camera-link.ts";
import { coreBounds, liesInChina } from "./core-bounds.ts";
import { MapLegend } from "./legend.tsx";
import type { MapCamera, MapPointer } from "./map-events.ts";
import { MapButtons, MapScale, MapStamp } from "./map-frame.tsx";
import { MapTooltip } from "./map-tooltip.tsx";
import { MapView } from "./map-view.ts";
import { radiusShapes } from "./radius-shapes.ts";
import type { MapFocus, MapPadding, StudyMapProps } from "./study-map-props.ts";
import { communityBounds, type Shape } from "./study-shapes.ts";
import "./map.css";

const NO_FACILITIES: readonly number[] = [];
const NO_SHAPE: readonly Shape[] = [];
/** A lost context comes back within this time, or not at all. */
const LONGEST_WAIT_FOR_CONTEXT_MS = 3000;
/** The legend stands in the lower left corner: where there is room, what the camera is moved to comes to lie beside it. */
const ROOMY_PIXELS = 900;
const LEGEND_PIXELS = 252;
const NO_PADDING: MapPadding = { left: 0, right: 0, top: 0, bottom: 0 };

/** The listener of the moment: what the map calls without being built again when a callback changes. */
function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

function focusBounds(
  target: Exclude<MapFocus["target"], { readonly kind: "camera" }>,
  study: NonNullable<StudyMapProps["study"]>,
) {
  if (target.kind === "bounds") return target.bounds;
  if (target.kind === "study") return communityBounds(study, null);
  if (target.kind === "community") return communityBounds(study, [target.communityIndex]);
  if (target.kind === "communities") return communityBounds(study, target.communityIndexes);
  const layer = study.facilities.find(({ serviceId }) => serviceId === target.serviceId);
  const point = layer ? facilityPoint(layer, target.facilityIndex) : null;
  return point ? ([point[0], point[1], point[0], point[1]] as const) : null;
}

/** A map of a study: communities by colour, facilities, the walk, and what the reader points at. */
export function StudyMap(props: StudyMapProps) {
  const { study, coverage: givenCoverage, serviceId, measure, values, classification, passShare, route, focus } = props;
  const {
    isochrone = NO_SHAPE,
    isochroneFilled = false,
    spokes = NO_SHAPE,
    marks = NO_SHAPE,
    drawn = NO_SHAPE,
  } = props;
  const { t, local } = useText();
  const container = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<MapView | null>(null);
  const [unavailable, setUnavailable] = useState(false);
  const [contextLost, setContextLost] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const lastPose = useRef<CameraPose | null>(null);
  const [camera, setCamera] = useState<MapCamera | null>(null);
  const [dragging, setDragging] = useState(false);
  const [pointer, setPointer] = useState<MapPointer | null>(null);
  const latest = useLatest(props);
  const painted = useRef({ first: true, since: 0 });

  const coverage = study && givenCoverage?.people.length === study.communities.count ? givenCoverage : null;
  const facilities = useMemo(
    (): Facilities | null => study?.facilities.find((layer) => layer.serviceId === serviceId) ?? null,
    [study, serviceId],
  );
  const inChina = useMemo(() => study !== null && liesInChina(study), [study]);
  const service = study?.services.find(({ id }) => id === serviceId);
  const { classes: givenClasses } = props;
  const classes = useMemo(() => {
    if (!coverage) return null;
    return givenClasses ?? createColourClasses(coverage, measure, classification, passShare, values);
  }, [coverage, givenClasses, measure, classification, passShare, values]);
  const paddingNow = useCallback((): MapPadding => {
    const isRoomy = (container.current?.clientWidth ?? 0) >= ROOMY_PIXELS;
    return { ...NO_PADDING, left: isRoomy ? LEGEND_PIXELS : 0, ...latest.current.padding };
  }, [latest]);

  // Before the page is first painted: opening a map waits for the graphics process, which is then still free.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt opens the map anew
  useLayoutEffect(() => {
    if (!container.current) return;
    let created: MapView;
    try {
      created = new MapView(container.current, {
        onPointer: (next) => {
          setPointer(next);
          const { onPointPlace } = latest.current;
          if (onPointPlace) onPointPlace(next?.position ?? null, next?.metresPerPixel ?? 0);
          const index = next?.communityIndex ?? null;
          if (index !== latest.current.hoveredCommunityIndex) latest.current.onHoverCommunity(index);
        },
        onPick: ({ communityIndex, facilityIndex, position, metresPerPixel }) => {
          const { onSelectFacility, onSelectCommunity, onPickPlace, onPlace } = latest.current;
          if (onPlace) onPlace(position, metresPerPixel);
          else if (facilityIndex !== null && onSelectFacility) onSelectFacility(facilityIndex);
          else if (communityIndex !== null && onPickPlace?.(communityIndex, position)) return;
          else onSelectCommunity(communityIndex);
        },
        onFinish: () => latest.current.onFinishPlaces?.(),
        onDragFacility: (drag) => {
          setDragging(!drag.isEnd);
          latest.current.onDragFacility?.(drag);
        },
        onCamera: (next) => {
          if (latest.current.hasFrame !== false) setCamera(next);
        },
        onChoropleth: () => {
          if (latest.current.hasFrame === false) return;
          const { first, since } = painted.current;
          if (first) {
            painted.current.first = false;
            performance.mark("choropleth-visible");
            latest.current.onReady?.();
          }
          performance.measure("choropleth-recolour", { start: since, end: performance.now() });
        },
        onContextLost: () => setContextLost(true),
        onContextRestored: () => setContextLost(false),
      });
    } catch {
      setUnavailable(true);
      return;
    }
    setView(created);
    return () => {
      lastPose.current = created.hand.pose();
      setView(null);
      created.dispose();
    };
  }, [latest, attempt]);

  // A browser that gives no context back is asked for a new one: the map is opened again where it was.
  useEffect(() => {
    if (!contextLost) return;
    const timer = setTimeout(() => {
      setContextLost(false);
      setAttempt((before) => before + 1);
    }, LONGEST_WAIT_FOR_CONTEXT_MS);
    return () => clearTimeout(timer);
  }, [contextLost]);

  const fitted = useRef<{ readonly view: MapView | null; readonly communities: unknown }>({
    view: null,
    communities: null,
  });
  const { cameraLink, sideName, hasFrame = true } = props;
  const title = sideName === undefined ? t("map.title") : t("map.title.side", { name: sideName });
  useEffect(() => view?.setTitle(title), [view, title]);

  useLayoutEffect(() => (view && cameraLink ? view.hand.linkTo(cameraLink) : undefined), [view, cameraLink]);

  const { isDark = false } = props;
  useLayoutEffect(() => view?.paintGround(isDark), [view, isDark]);

  useLayoutEffect(() => {
    view?.showStudy(study);
    // A scenario of the same communities leaves the camera where it is, a map that follows another's keeps that.
    const isKnown = fitted.current.view === view && fitted.current.communities === study?.communities;
    const isSame = isKnown || (view !== null && cameraLink?.isFollower(view.hand) === true);
    fitted.current = { view, communities: study?.communities };
    const bounds = study && coreBounds(study);
    const pose = lastPose.current;
    if (view) lastPose.current = null;
    if (!view || !bounds || isSame) return;
    if (pose) view.hand.take(pose);
    else view.hand.fit(bounds, paddingNow(), { animate: false });
  }, [view, study, paddingNow, cameraLink]);

  // Before the browser paints, so that the new colours are in the same frame as the words and the legend.
  useLayoutEffect(() => {
    painted.current.since = performance.now();
    view?.paintCommunities(study, classes);
  }, [view, study, classes]);

  useEffect(() => view?.showFacilities(facilities, service?.domain ?? "other"), [view, facilities, service?.domain]);
  useEffect(() => view?.showSelectedFacility(props.selectedFacilityIndex ?? null), [view, props.selectedFacilityIndex]);
  const isDraggable = props.onDragFacility !== undefined;
  useEffect(() => {
    if (view) view.isDraggable = isDraggable;
  }, [view, isDraggable]);
  const overloaded = props.overloadedFacilities ?? NO_FACILITIES;
  useEffect(() => view?.showOverloaded(overloaded), [view, overloaded]);
  useEffect(() => view?.outlineHovered(study, props.hoveredCommunityIndex), [view, study, props.hoveredCommunityIndex]);
  const outlined = props.outlined ?? NO_SHAPE;
  useEffect(() => {
    view?.outlineSelected(study, props.selectedCommunityIndex);
    if (outlined.length > 0) view?.showShapes("selected", outlined);
  }, [view, study, props.selectedCommunityIndex, outlined]);
  useEffect(() => view?.showRoute(route?.path ?? null), [view, route]);
  useEffect(() => view?.showIsochrone(isochrone, isochroneFilled), [view, isochrone, isochroneFilled]);
  const gain = props.gain ?? NO_SHAPE;
  useEffect(() => view?.showShapes("gain", gain), [view, gain]);
  useEffect(() => view?.showShapes("spokes", spokes), [view, spokes]);
  useEffect(() => view?.showShapes("marks", marks), [view, marks]);
  useEffect(() => view?.showShapes("drawn", drawn), [view, drawn]);
  const takesPlaces = props.onPlace !== undefined;
  useEffect(() => view?.takePlaces(takesPlaces), [view, takesPlaces]);
  useEffect(() => view?.showLayers(props.layers ?? {}), [view, props.layers]);

  const circled = useMemo((): readonly number[] => {
    if (!facilities || !coverage) return NO_FACILITIES;
    if (props.straightCircles) return Array.from({ length: facilities.count }, (_, index) => index);
    const nearest =
      props.selectedCommunityIndex === null
        ? -1
        : (route?.facilityIndex ?? coverage.nearestFacilityIndexes[props.selectedCommunityIndex] ?? -1);
    const index = props.selectedFacilityIndex ?? nearest;
    return index >= 0 ? [index] : NO_FACILITIES;
  }, [facilities, coverage, props.straightCircles, props.selectedCommunityIndex, props.selectedFacilityIndex, route]);
  const radiusMetres = coverage?.straightRadiusMetres ?? 0;
  useEffect(() => {
    view?.showShapes("radius", facilities ? radiusShapes(facilities, circled, radiusMetres) : []);
  }, [view, facilities, circled, radiusMetres]);

  const answeredFocus = useRef<MapFocus | null>(null);
  useEffect(() => {
    if (!view || !study || !focus || focus.key === answeredFocus.current?.key) return;
    answeredFocus.current = focus;
    if (focus.target.kind === "camera") {
      view.hand.flyTo(focus.target.center, focus.target.zoom);
      return;
    }
    const bounds = focusBounds(focus.target, study);
    if (bounds) view.hand.fit([...bounds], paddingNow(), { animate: true });
  }, [view, study, focus, paddingNow]);

  const onZoom = useCallback((steps: number) => view?.hand.zoomBy(steps), [view]);
  const fitTo = useCallback(
    (bounds: ReturnType<typeof coreBounds>) => {
      if (bounds) view?.hand.fit(bounds, paddingNow(), { animate: true });
    },
    [view, paddingNow],
  );
  const onFitCore = useCallback(() => fitTo(study && coreBounds(study)), [fitTo, study]);
  const onFitStudy = useCallback(() => fitTo(study && communityBounds(study, null)), [fitTo, study]);

  const serviceTitle = service ? local(service.title) : "";
  const tooltip = pointer && study && !dragging && !takesPlaces && (
    <MapTooltip
      pointer={pointer}
      study={study}
      coverage={coverage}
      measure={measure}
      values={values}
      describe={props.describe}
      describePlace={props.describePlace}
      overloaded={overloaded}
      facilities={facilities}
      serviceTitle={serviceTitle}
      sideName={sideName}
      mapWidth={container.current?.clientWidth ?? 0}
    />
  );
  return (
    <div className={hasFrame ? "study-map" : "study-map study-map-other"} data-testid="study-map">
      <div ref={container} className="study-map-canvas" />
      {unavailable && (
        <p className="map-message" role="alert">
          {t("map.unavailable")}
        </p>
      )}
      {contextLost && (
        <p className="map-message map-message-passing" role="status">
          {t("map.contextLost")}
        </p>
      )}
      {tooltip && (props.tooltipHost ? createPortal(tooltip, props.tooltipHost) : tooltip)}
      {hasFrame && !unavailable && <MapButtons onZoom={onZoom} onFitCore={onFitCore} onFitStudy={onFitStudy} />}
      {study && coverage && classes && props.showLegend !== false && (
        <MapLegend
          coverage={coverage}
          classes={classes}
          words={props.words}
          demandUnit={study.demand.unit}
          demonstration={study.demonstration}
          passShare={passShare}
          classification={classification}
          onClassificationChange={props.onClassificationChange}
        />
      )}
      {hasFrame && study && (
        <div className="map-corner">
          {camera && !unavailable && <MapScale camera={camera} />}
          <MapStamp inChina={inChina} demonstration={study.demonstration} sources={study.sources} />
        </div>
      )}
    </div>
  );
}
