import { formatCount, formatShare } from "../../core/model/format-number.ts";
import type { WorthOfSites } from "../../core/siting/work-on-siting.ts";
import type { SitingReport } from "../../worker/siting-protocol.ts";
import { type TextKey, useText } from "../strings/text.ts";

const WIDTH = 320;
const HEIGHT = 120;
const LEFT = 34;
const BOTTOM = 22;
const TOP = 8;
const RIGHT = 8;
const MOST_ROWS = 12;

interface ShownPoint {
  /** New sites. */
  readonly added: number;
  /** Share covered, or minutes of the mean or the longest walk. */
  readonly value: number;
  readonly bound: number;
}

/** Points worth showing: of a cover up to three times as many sites as were asked for, thirty at least. */
function pickPoints({ curve, summary, facilityCount, keepsStanding, model }: SitingReport): readonly ShownPoint[] {
  const { people, walks, sites } = summary;
  const kept = keepsStanding ? facilityCount : 0;
  const minutes = (value: number, counted: number): number => value / (model === "p-center" ? 1 : counted) / 60;
  const read = (value: number): number => (walks ? minutes(value, walks.people) : people > 0 ? value / people : 0);
  return (curve ?? []).slice(0, walks ? undefined : Math.max(31, 3 * sites.length + 1)).map((point: WorthOfSites) => ({
    added: point.sites - kept,
    value: read(point.value),
    bound: read(point.bound),
  }));
}

function headingOf({ equity, summary: { walks }, model }: SitingReport): TextKey {
  if (equity) return "site.curve.equity";
  if (!walks) return "site.curve";
  return model === "p-center" ? "site.curve.farthest" : "site.curve.walk";
}

/** Share covered, mean or longest walk by number of new sites, with what no choice can do better than. */
export function SitingCurve({ report }: { readonly report: SitingReport }) {
  const { t } = useText();
  const points = pickPoints(report);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return null;
  const isByWalk = report.summary.walks !== null;
  const write = (value: number): string => (isByWalk ? value.toFixed(1) : formatShare(value));
  const values = points.flatMap(({ value, bound }) => [value, bound]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = last.added - first.added;
  const x = (added: number): number => LEFT + ((added - first.added) / span) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => TOP + (1 - (value - low) / Math.max(high - low, 1e-9)) * (HEIGHT - TOP - BOTTOM);
  const path = (read: (point: ShownPoint) => number): string =>
    `M${points.map((point) => `${x(point.added).toFixed(1)} ${y(read(point)).toFixed(1)}`).join("L")}`;
  const own = points.find(({ added }) => added === report.summary.sites.length);
  const step = Math.max(1, Math.ceil((points.length - 1) / MOST_ROWS));
  const rows = points.filter((_, index) => index % step === 0);
  const boundWord = t(isByWalk ? "site.curve.walk.bound" : "site.curve.bound");
  const told = own ?? last;
  const isFarthest = report.model === "p-center";
  const alt = isByWalk
    ? t("site.curve.walk.alt", {
        what: t(isFarthest ? "site.farthest" : "site.mean"),
        count: told.added,
        value: write(told.value),
        bound: write(told.bound),
      })
    : t("site.curve.alt", { count: told.added, share: write(told.value), bound: write(told.bound) });
  return (
    <section className="panel-section site-curve" data-testid="site-curve">
      <h3>
        {t(headingOf(report))}
        {isByWalk && <span className="quiet"> {t("site.unit.minutes")}</span>}
      </h3>
      <figure>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={alt}>
          {[low, high].map((value) => (
            <text key={value} className="curve-tick" x={LEFT - 4} y={y(value) + 4} textAnchor="end">
              {write(value)}
            </text>
          ))}
          {[first.added, Math.round((first.added + last.added) / 2), last.added].map((added) => (
            <text key={added} className="curve-tick" x={x(added)} y={HEIGHT - 6} textAnchor="middle">
              +{added}
            </text>
          ))}
          <path className="site-curve-bound" d={path(({ bound }) => bound)} />
          <path className="site-curve-found" d={path(({ value }) => value)} />
          {own && <circle className="site-curve-dot" cx={x(own.added)} cy={y(own.value)} r="4" />}
        </svg>
        <figcaption className="quiet">
          <span className="site-key-found">{t("site.curve.found")}</span>
          <span className="site-key-bound">{boundWord}</span>
        </figcaption>
      </figure>
      <details>
        <summary>{t("site.curve.table")}</summary>
        <table className="site-table">
          <thead>
            <tr>
              <th scope="col">{t("site.new")}</th>
              <th scope="col">{t("site.curve.found")}</th>
              <th scope="col">{boundWord}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ added, value, bound }) => (
              <tr key={added}>
                <th scope="row">+{formatCount(added)}</th>
                <td>{write(value)}</td>
                <td>{write(bound)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
