import type { CurvePoint } from "../../core/siting/cover-curve.ts";
import type { SitingReport } from "../../worker/siting-protocol.ts";
import { formatCount, formatShare } from "../format-number.ts";
import { useText } from "../strings/text.ts";

const WIDTH = 320;
const HEIGHT = 120;
const LEFT = 34;
const BOTTOM = 22;
const TOP = 8;
const RIGHT = 8;
const MOST_ROWS = 12;

/** Points worth showing: up to three times as many sites as were asked for, thirty at least. */
function pickCurvePoints(curve: readonly CurvePoint[], newSites: number): readonly CurvePoint[] {
  return curve.slice(0, Math.max(31, 3 * newSites + 1));
}

/** Share covered by number of new sites, with what no choice can exceed. */
export function SitingCurve({ report }: { readonly report: SitingReport }) {
  const { t } = useText();
  const { curve, summary } = report;
  const points = pickCurvePoints(curve ?? [], summary.sites.length);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return null;
  const count = points.length - 1;
  const share = (people: number): number => (summary.people > 0 ? people / summary.people : 0);
  const [low, high] = [share(first.people), share(last.bound)];
  const x = (added: number): number => LEFT + (added / count) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => TOP + (1 - (value - low) / Math.max(high - low, 1e-9)) * (HEIGHT - TOP - BOTTOM);
  const path = (read: (point: CurvePoint) => number): string =>
    `M${points.map((point, added) => `${x(added).toFixed(1)} ${y(share(read(point))).toFixed(1)}`).join("L")}`;
  const own = points[summary.sites.length];
  const step = Math.max(1, Math.ceil(count / MOST_ROWS));
  const rows = points.map((point, added) => ({ point, added })).filter(({ added }) => added % step === 0);
  return (
    <section className="panel-section site-curve">
      <h3>{t("site.curve")}</h3>
      <figure>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          role="img"
          aria-label={t("site.curve.alt", {
            count: own ? summary.sites.length : count,
            share: formatShare(share((own ?? last).people)),
            bound: formatShare(share((own ?? last).bound)),
          })}
        >
          {[low, high].map((value) => (
            <text key={value} className="curve-tick" x={LEFT - 4} y={y(value) + 4} textAnchor="end">
              {formatShare(value)}
            </text>
          ))}
          {[0, Math.round(count / 2), count].map((added) => (
            <text key={added} className="curve-tick" x={x(added)} y={HEIGHT - 6} textAnchor="middle">
              +{added}
            </text>
          ))}
          <path className="site-curve-bound" d={path(({ bound }) => bound)} />
          <path className="site-curve-found" d={path(({ people }) => people)} />
          {own && <circle className="site-curve-dot" cx={x(summary.sites.length)} cy={y(share(own.people))} r="4" />}
        </svg>
        <figcaption className="quiet">
          <span className="site-key-found">{t("site.curve.found")}</span>
          <span className="site-key-bound">{t("site.curve.bound")}</span>
        </figcaption>
      </figure>
      <details>
        <summary>{t("site.curve.table")}</summary>
        <table className="site-table">
          <thead>
            <tr>
              <th scope="col">{t("site.new")}</th>
              <th scope="col">{t("site.curve.found")}</th>
              <th scope="col">{t("site.curve.bound")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ point, added }) => (
              <tr key={added}>
                <th scope="row">+{formatCount(added)}</th>
                <td>{formatShare(share(point.people))}</td>
                <td>{formatShare(share(point.bound))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
