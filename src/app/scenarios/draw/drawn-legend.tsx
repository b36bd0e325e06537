import type { DrawnRole } from "../../map/drawn-layers.ts";
import type { Shape } from "../../map/study-shapes.ts";
import { useText } from "../../strings/text.ts";
import "./draw.css";

const LINES = [
  "new-street",
  "closed-street",
  "new-barrier",
  "new-estate",
  "changed-facility",
  "closed-facility",
  "brought",
  "found",
] as const;

/** One line of the map for each kind of edit that is on it. */
export function DrawnLegend({ shapes }: { readonly shapes: readonly Shape[] }) {
  const { t } = useText();
  const roles = new Set(shapes.map(({ properties }) => properties.role as DrawnRole));
  const shown = LINES.filter((role) => roles.has(role));
  if (shown.length === 0) return null;
  return (
    <ul className="drawn-legend" aria-label={t("draw.legend")} data-testid="drawn-legend">
      {shown.map((role) => (
        <li key={role}>
          <span className="drawn-swatch" data-role={role} aria-hidden="true" />
          {t(`draw.legend.${role}`)}
        </li>
      ))}
    </ul>
  );
}
