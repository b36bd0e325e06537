import { useEffect } from "react";
import type { Position } from "../../core/model/geometry.ts";
import type { ExplainedSpot } from "../../core/questions/siting/explain-spot.ts";
import { describeFailure } from "../describe-error.ts";
import { FigureSource } from "../figures/figure.tsx";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useText } from "../strings/text.ts";
import { useSiteForm } from "./site-form-store.ts";
import { requireSite } from "./site-required.tsx";
import { shownSummary, useSiting } from "./siting-store.ts";
import { placeName } from "./siting-words.ts";
import { describeSpot } from "./spot-words.ts";

const SITING_FIGURE = { kind: "siting" } as const;
/** A spot this near to where was clicked is the place that was meant. */
const SAME_PLACE_METRES = 30;

/** Any place on the map, asked why the answer does not build there. */
export function SpotQuestion({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const isAsking = useSiting(({ hand }) => hand === "why");
  const put = useSiting((state) => state.put);
  useEffect(() => {
    if (!isAsking) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") put({ hand: null });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [isAsking, put]);
  return (
    <section className="panel-section site-why" data-testid="site-why">
      <button
        type="button"
        className="button"
        aria-pressed={isAsking}
        data-testid="site-why-ask"
        onClick={() => put({ hand: isAsking ? null : "why", sketch: [] })}
      >
        {t(isAsking ? "site.why.stop" : "site.why.ask")}
      </button>
      {isAsking && <p className="quiet">{t("site.why.hint")}</p>}
      <SpotReply shown={shown} />
    </section>
  );
}

function SpotReply({ shown: { study } }: { readonly shown: ShownCoverage }) {
  const text = useText();
  const { t, local } = text;
  const spot = useSiting((state) => (state.spot?.of === shownSummary(state) ? state.spot : null));
  const report = useSiting((state) => state.report);
  const { requiredSites } = useSiteForm();
  if (!spot || !report) return null;
  if (spot.failure) {
    const { happened, todo } = describeFailure(spot.failure);
    return <p role="alert">{`${local(happened)} ${local(todo)}`}</p>;
  }
  if (!spot.answer) return <p className="quiet">{t("site.why.computing")}</p>;
  const { refusal, spot: found } = spot.answer;
  return (
    <div className="site-card" data-testid="site-why-card" aria-live="polite">
      <h4>{titleOf(found)}</h4>
      {refusal && <p>{t(`site.why.refusal.${refusal}`)}</p>}
      {found && found.metres > SAME_PLACE_METRES && (
        <p className="quiet">{t("site.why.nearest", { metres: Math.round(found.metres) })}</p>
      )}
      {found && describeSpot(text, study, report, found).map((sentence) => <p key={sentence}>{sentence}</p>)}
      {found && found.ownRank === 0 && (
        <button
          type="button"
          className="button"
          data-testid="site-why-require"
          disabled={isSettled(found.position)}
          onClick={() => requireSite(found.position)}
        >
          {t(isSettled(found.position) ? "site.required.done" : "site.required.this")}
        </button>
      )}
      <FigureSource of={SITING_FIGURE} about={t("site.why.title")} />
    </div>
  );

  function isSettled([lon, lat]: Position): boolean {
    return requiredSites.some((each) => each[0] === lon && each[1] === lat);
  }

  function titleOf(found: ExplainedSpot | null): string {
    return found ? `? ${placeName(text, study, found.communityIndex)}` : t("site.fault.no-candidates");
  }
}
