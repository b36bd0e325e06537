import type { ReactNode } from "react";
import { FigureSource } from "../figures/figure.tsx";
import type { FigureSubject } from "../figures/figure-subject.ts";
import { useText } from "../strings/text.ts";

/** The frame of a legend on the map: title with the account of its figures, a note, what the colours mean, whose data they are. */
export function LegendFrame({
  className = "map-legend",
  title,
  of,
  about,
  note,
  demonstration,
  children,
}: {
  readonly className?: string;
  readonly title: string;
  readonly of: FigureSubject;
  /** What the account is about, for a screen reader. */
  readonly about: string;
  readonly note: string;
  readonly demonstration: boolean;
  readonly children?: ReactNode;
}) {
  const { t } = useText();
  return (
    <section className={className} data-figures data-testid="map-legend" aria-label={t("map.legend")}>
      <h2>
        {title} <FigureSource of={of} about={about} />
      </h2>
      <p className="map-legend-note">{note}</p>
      {children}
      {demonstration && (
        <footer>
          <span />
          <span className="map-badge">{t("map.demonstration")}</span>
        </footer>
      )}
    </section>
  );
}
