import { type PointerEvent, useLayoutEffect, useRef } from "react";
import { formatDemand, formatShare } from "../../core/model/format-number.ts";
import { Figure } from "../figures/figure.tsx";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { idOfSide } from "./comparison-view.ts";
import { sideName } from "./comparison-words.ts";
import { type MapSide, useComparisonMode, useMapSides } from "./map-sides.ts";
import { shareText } from "./sides-on-map.tsx";
import { moveByKey, shareAt, useSwipe } from "./swipe-share.ts";

/** Over two maps: the name and figure of each side, and the line between them. */
export function SideFrames() {
  const { t } = useText();
  const mode = useComparisonMode();
  const sides = useMapSides();
  const share = useSwipe((state) => state.share);
  const frame = useRef<HTMLDivElement>(null);
  const isSwiped = mode === "swipe";
  // The maps are cut where the line stands, without drawing anything of them again.
  useLayoutEffect(() => {
    const stage = frame.current?.parentElement;
    stage?.style.setProperty("--divide", `${(isSwiped ? share : 0.5) * 100}%`);
    return () => void stage?.style.removeProperty("--divide");
  }, [share, isSwiped]);
  if (!sides) return null;
  const { left, right } = sides;
  return (
    <div ref={frame} className="side-frames" data-figures role="group" aria-label={t("sides.heading")}>
      <div className="side-frame" data-side="left">
        <SideLabel side={left} about={right} />
      </div>
      <div className="side-frame" data-side="right">
        <SideLabel side={right} about={right} />
      </div>
      {isSwiped && <SwipeLine left={left} right={right} />}
    </div>
  );
}

/** Whose side it is, with what it covers in all and of the community that is pointed at or selected. */
function SideLabel({ side, about }: { readonly side: MapSide; readonly about: MapSide }) {
  const text = useText();
  const { t, language } = text;
  const community = useView((state) => state.hoveredCommunityIndex ?? state.selectedCommunityIndex);
  const of = { kind: "comparison", scenarioId: idOfSide(about.side), unitId: null } as const;
  const { unit } = side.study.demand;
  const isAsked = community !== null && side.side.coverage.people[community] !== undefined;
  const hasFigure = isAsked && !Number.isNaN(side.side.coverage.people[community]);
  return (
    <div className="side-label" data-testid="side-label">
      <strong>{sideName(text, side.side)}</strong>
      <span>
        <Figure of={of}>{t("sides.covered", { share: formatShare(side.covered / side.people) })}</Figure>{" "}
        <small>
          <Figure of={of}>{formatDemand(side.covered, unit, language)}</Figure>
        </small>
      </span>
      {hasFigure && (
        <span className="side-label-community" data-testid="side-community">
          {side.study.communities.names[community]} <Figure of={of}>{shareText(side, community)}</Figure>
        </span>
      )}
    </div>
  );
}

/** The line between two scenarios: dragged by mouse, pen or finger, moved by arrows, Page, Home and End. */
function SwipeLine({ left, right }: { readonly left: MapSide; readonly right: MapSide }) {
  const text = useText();
  const { t } = text;
  const share = useSwipe((state) => state.share);
  const put = useSwipe((state) => state.put);
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const { parentElement } = event.currentTarget;
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !parentElement) return;
    put(shareAt(event.clientX, parentElement.getBoundingClientRect()));
  };
  const percent = Math.round(share * 100);
  return (
    <div
      className="swipe-line"
      role="slider"
      tabIndex={0}
      aria-label={t("sides.swipe")}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={t("sides.swipe.value", {
        percent,
        left: sideName(text, left.side),
        right: sideName(text, right.side),
      })}
      data-testid="swipe-line"
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onKeyDown={(event) => {
        const next = moveByKey(share, event.key);
        if (next === null) return;
        event.preventDefault();
        put(next);
      }}
    >
      <span className="swipe-grip" aria-hidden="true">
        ‹ ›
      </span>
    </div>
  );
}
