import { formatShare } from "../../core/model/format-number.ts";
import { useText } from "../strings/text.ts";

const SIDE = 140;
const LEFT = 14;
const BOTTOM = 16;

const x = (percent: number) => LEFT + (percent / 100) * SIDE;
const y = (share: number) => SIDE * (1 - share) + 2;

/** Share of all access held by those who have least: the deeper the curve hangs, the less even. */
export function LorenzCurve({ lorenz, group }: { readonly lorenz: readonly number[]; readonly group: string }) {
  const { t } = useText();
  const points = lorenz.map((share, percent) => `${x(percent).toFixed(1)} ${y(share).toFixed(1)}`);
  const path = `M${points.join("L")}`;
  const label = t("equity.lorenz", { half: formatShare(lorenz[50] ?? Number.NaN) });
  return (
    <figure>
      <svg className="lorenz" viewBox={`0 0 ${LEFT + SIDE + 4} ${SIDE + BOTTOM}`} role="img" aria-label={label}>
        <path className="lorenz-area" d={`${path}L${x(0)} ${y(0)}Z`} />
        <rect className="lorenz-frame" x={LEFT} y="2" width={SIDE} height={SIDE} />
        <line className="lorenz-equal" x1={x(0)} y1={y(0)} x2={x(100)} y2={y(1)} />
        <path className="lorenz-curve" d={path} />
        <text x={LEFT + SIDE / 2} y={SIDE + BOTTOM - 2} textAnchor="middle">
          {t("equity.lorenz.x", { group })}
        </text>
        <text transform={`translate(9 ${SIDE / 2}) rotate(-90)`} textAnchor="middle">
          {t("equity.lorenz.y")}
        </text>
      </svg>
      <figcaption className="visually-hidden">{label}</figcaption>
    </figure>
  );
}
