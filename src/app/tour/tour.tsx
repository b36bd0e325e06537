import { type CSSProperties, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useReturnedFocus } from "../frame/return-focus.ts";
import { useView } from "../store/view-store.ts";
import { type TextKey, useText } from "../strings/text.ts";
import { rememberTour } from "./tour-memory.ts";
import "./tour.css";

interface Step {
  readonly anchor: string;
  readonly title: TextKey;
  readonly body: TextKey;
  readonly side: "left" | "right" | "inside";
}

const STEPS: readonly Step[] = [
  { anchor: ".workspace-left", title: "tour.1.title", body: "tour.1.body", side: "right" },
  { anchor: "[data-tour='map']", title: "tour.2.title", body: "tour.2.body", side: "inside" },
  { anchor: "[data-tour='answer']", title: "tour.3.title", body: "tour.3.body", side: "left" },
  { anchor: "[data-tour='gaps']", title: "tour.4.title", body: "tour.4.body", side: "left" },
  { anchor: "#tab-targets", title: "tour.5.title", body: "tour.5.body", side: "right" },
  { anchor: "#tab-present", title: "tour.6.title", body: "tour.6.body", side: "right" },
];

const CARD_WIDTH = 300;
const CARD_HEIGHT = 170;
const GAP = 14;

/** Six steps from the question to the documents, begun in the coverage workspace; can be left at any of them. */
export function Tour() {
  const { t } = useText();
  const show = useView((state) => state.show);
  const [index, setIndex] = useState(0);
  const [box, setBox] = useState<DOMRect | null>(null);
  const next = useRef<HTMLButtonElement>(null);
  const step = STEPS[index] as Step;
  const last = index === STEPS.length - 1;
  useReturnedFocus();
  const leave = useCallback(() => {
    rememberTour();
    show({ panel: null });
  }, [show]);

  useLayoutEffect(() => {
    const measure = () => {
      const anchor = document.querySelector(step.anchor);
      if (step.side !== "inside") anchor?.scrollIntoView({ block: "nearest" });
      setBox(anchor?.getBoundingClientRect() ?? null);
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, [step]);
  useEffect(() => next.current?.focus(), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") leave();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [leave]);

  return (
    <div className="tour">
      {box && (
        <div
          className="tour-light"
          style={{ top: box.top - 4, left: box.left - 4, width: box.width + 8, height: box.height + 8 }}
        />
      )}
      <div className="tour-card" role="dialog" aria-label={t(step.title)} style={placeCard(box, step.side)}>
        <span className="quiet">{t("tour.step", { step: index + 1, total: STEPS.length })}</span>
        <h2>{t(step.title)}</h2>
        <p aria-live="polite">{t(step.body)}</p>
        <div className="tour-actions">
          <button type="button" className="button button-quiet" onClick={leave}>
            {t("tour.skip")}
          </button>
          <button
            ref={next}
            type="button"
            className="button button-primary"
            onClick={last ? leave : () => setIndex(index + 1)}
          >
            {t(last ? "tour.done" : "tour.next")}
          </button>
        </div>
      </div>
    </div>
  );
}

/** Beside the lit part where there is room, else at the foot of the window. */
function placeCard(box: DOMRect | null, side: Step["side"]): CSSProperties {
  const { innerWidth, innerHeight } = window;
  if (!box || innerWidth < 720) return { left: 16, right: 16, bottom: 72, width: "auto" };
  const top = Math.max(60, Math.min(box.top, innerHeight - CARD_HEIGHT - 24));
  if (side === "left") return { left: Math.max(16, box.left - CARD_WIDTH - GAP), top };
  if (side === "right") return { left: Math.min(innerWidth - CARD_WIDTH - 16, box.right + GAP), top };
  return { left: box.left + (box.width - CARD_WIDTH) / 2, top: box.top + box.height / 2 - CARD_HEIGHT / 2 };
}
