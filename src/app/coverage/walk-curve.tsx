import { formatShare } from "../../core/model/format-number.ts";
import { FigureSource } from "../figures/figure.tsx";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { travelWord } from "../select/travel-word.ts";
import { useText } from "../strings/text.ts";
import "./walk-curve.css";

const LAST_MINUTE = 30;
const WIDTH = 320;
const HEIGHT = 116;
const LEFT = 30;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;
const SHARE_TICKS = [0, 0.5, 1];
const MINUTE_TICKS = [0, 5, 10, 15, 20, 25, 30];

const x = (minute: number) => LEFT + (minute / LAST_MINUTE) * (WIDTH - LEFT - RIGHT);
const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);

/** Share of the whole study's people by walking time: along streets against the straight line. */
export function WalkCurve({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const { coverage, study, service } = shown;
  const { network, straight } = coverage.curve;
  if (!Number.isFinite(network[0] ?? Number.NaN)) return null;
  const minutes = coverage.cutoffSeconds / 60;
  const here = Math.min(LAST_MINUTE, Math.round(minutes));
  const mode = t(travelWord(coverage.profileId));
  const group = demandWords(t, coverage.groupId, study.demand.unit);
  const alt = t("curve.alt", {
    minutes: here,
    network: formatShare(network[here] ?? Number.NaN),
    straight: formatShare(straight[here] ?? Number.NaN),
  });
  const flip = here > LAST_MINUTE * 0.7;
  return (
    <section className="panel-section curve" data-figures data-domain={service.domain}>
      <div className="panel-title">
        <h2>{t("curve.heading", { mode })}</h2>
        <FigureSource of={{ kind: "curve" }} about={t("curve.heading", { mode })} />
      </div>
      <p className="panel-note curve-note">{t("curve.note", { group })}</p>
      <figure>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={alt}>
          {SHARE_TICKS.map((share) => (
            <g key={share}>
              <line className="curve-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(share)} y2={y(share)} />
              <text className="curve-tick" x={LEFT - 4} y={y(share) + 3.5} textAnchor="end">
                {share * 100}%
              </text>
            </g>
          ))}
          {MINUTE_TICKS.map((minute) => (
            <text key={minute} className="curve-tick" x={x(minute)} y={HEIGHT - 6} textAnchor="middle">
              {minute}
            </text>
          ))}
          <path className="curve-straight" d={pathOf(straight)} />
          <path className="curve-network" d={pathOf(network)} />
          <line className="curve-cutoff" x1={x(here)} x2={x(here)} y1={TOP} y2={HEIGHT - BOTTOM} />
          <circle className="curve-dot-straight" cx={x(here)} cy={y(straight[here] ?? 0)} r="3" />
          <circle className="curve-dot" cx={x(here)} cy={y(network[here] ?? 0)} r="3.5" />
          <text
            className="curve-cutoff-text"
            x={x(here) + (flip ? -5 : 5)}
            y={HEIGHT - BOTTOM - 5}
            textAnchor={flip ? "end" : "start"}
          >
            {t("curve.minute", { count: here })}
          </text>
        </svg>
        <figcaption>
          <span className="curve-key curve-key-network">
            {t("curve.network")} {formatShare(network[here] ?? Number.NaN)}
          </span>
          <span className="curve-key curve-key-straight">
            {t("curve.straight")} {formatShare(straight[here] ?? Number.NaN)}
          </span>
        </figcaption>
      </figure>
      <table className="visually-hidden">
        <caption>{t("curve.table")}</caption>
        <tbody>
          {MINUTE_TICKS.map((minute) => (
            <tr key={minute}>
              <th scope="row">{t("curve.minute", { count: minute })}</th>
              <td>{formatShare(network[minute] ?? Number.NaN)}</td>
              <td>{formatShare(straight[minute] ?? Number.NaN)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function pathOf(shares: Float64Array): string {
  const points: string[] = [];
  for (let minute = 0; minute <= LAST_MINUTE; minute++) {
    points.push(`${x(minute).toFixed(1)} ${y(shares[minute] ?? 0).toFixed(1)}`);
  }
  return `M${points.join("L")}`;
}
