import type { ServiceAccess } from "../../core/access/access-result.ts";
import type { Equity, Measured, NotMeasured } from "../../core/access/equity.ts";
import { formatShare } from "../../core/model/format-number.ts";
import { FigureSource } from "../figures/figure.tsx";
import { capacityUnit } from "../select/access-answer.ts";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useAccess } from "../select/use-beside.ts";
import { useView } from "../store/view-store.ts";
import { type Translate, useText } from "../strings/text.ts";
import { AccessWaiting, StaleNote } from "./access-fold.tsx";
import { LorenzCurve } from "./lorenz-curve.tsx";
import "./access-fold.css";

/** Indices nearer to nought than this say that there is no lean either way. */
const NO_LEAN = 0.005;

/** How evenly access is spread. Counted only while it is open. */
export function EquityFold({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const isOpen = useView((state) => state.equityOpen);
  const show = useView((state) => state.show);
  return (
    <details
      className="basis fold"
      open={isOpen}
      data-figures
      data-testid="equity-fold"
      data-domain={shown.service.domain}
      onToggle={(event) => show({ equityOpen: event.currentTarget.open })}
    >
      <summary>{t("equity.heading")}</summary>
      {isOpen && <EquityContent shown={shown} />}
    </details>
  );
}

function EquityContent({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const access = useAccess(shown);
  const { answer } = access;
  if (!answer) return <AccessWaiting shown={shown} access={access} />;
  const own = answer.equity.find(({ groupId }) => groupId === answer.groupId)?.measures;
  if (!own) return null;
  return (
    <div>
      {!access.isFresh && <StaleNote access={answer} />}
      <EquityFigures access={answer} own={own} group={demandWords(t, answer.groupId, shown.study.demand.unit)} />
    </div>
  );
}

interface EquityRow {
  readonly id: "gini" | "palma" | "palmaByRank" | "theil" | "concentration";
  readonly measured: Measured;
  readonly digits: number;
  readonly meaning: (value: number) => string;
}

function equityRows(t: Translate, access: ServiceAccess, own: Equity): readonly EquityRow[] {
  const total = own.theil;
  return [
    { id: "gini", measured: own.gini, digits: 3, meaning: () => t("equity.gini.what") },
    {
      id: "palma",
      measured: own.palma,
      digits: 2,
      meaning: (value) => t("equity.palma.what", { value: value.toFixed(2) }),
    },
    ...(access.rankedBy
      ? [
          {
            id: "palmaByRank",
            measured: own.palmaByRank,
            digits: 2,
            meaning: (value: number) => t("equity.palmaByRank.what", { value: value.toFixed(2) }),
          } as const,
        ]
      : []),
    {
      id: "theil",
      measured: own.theilBetween,
      digits: 3,
      meaning: (value) =>
        "value" in total && total.value > 0
          ? t("equity.theil.what", { total: total.value.toFixed(3), share: formatShare(value / total.value) })
          : "",
    },
    { id: "concentration", measured: own.concentration, digits: 3, meaning: (value) => leanWords(t, value) },
  ];
}

function leanWords(t: Translate, value: number): string {
  if (Math.abs(value) < NO_LEAN) return t("equity.concentration.zero");
  return t(value > 0 ? "equity.concentration.positive" : "equity.concentration.negative");
}

function reasonWords(t: Translate, id: EquityRow["id"], reason: NotMeasured): string {
  const isRatio = id === "palma" || id === "palmaByRank";
  return t(isRatio && reason === "no-access" ? "equity.reason.no-least" : `equity.reason.${reason}`);
}

/** A figure with a proper minus sign. */
function formatFigure(measured: Measured, digits: number): string {
  return "value" in measured ? measured.value.toFixed(digits).replace("-", "−") : "—";
}

function EquityFigures({
  access,
  own,
  group,
}: {
  readonly access: ServiceAccess;
  readonly own: Equity;
  readonly group: string;
}) {
  const { t } = useText();
  const unit = capacityUnit(t, access.capacity?.attribute);
  const groups = access.equity.filter(({ groupId }) => groupId !== access.groupId);
  return (
    <>
      <p className="panel-note">
        {t(`equity.of.${access.equityOf}`, { unit, group })}{" "}
        <FigureSource of={{ kind: "equity" }} about={t("equity.heading")} />
      </p>
      <dl className="equity-rows">
        {equityRows(t, access, own).map(({ id, measured, digits, meaning }) => (
          <div key={id} data-testid={`equity-${id}`}>
            <dt>
              {t(`equity.${id}`)}
              <small>{"value" in measured ? meaning(measured.value) : reasonWords(t, id, measured.reason)}</small>
            </dt>
            <dd>{formatFigure(measured, digits)}</dd>
          </div>
        ))}
      </dl>
      {own.lorenz.length > 0 && <LorenzCurve lorenz={own.lorenz} group={group} />}
      {access.rankedBy && groups.length > 0 && (
        <table className="equity-groups">
          <caption>{t("equity.groups")}</caption>
          <tbody>
            {groups.map(({ groupId, measures }) => (
              <tr key={groupId}>
                <th scope="row">{t(`group.${groupId}`)}</th>
                <td>{formatFigure(measures.concentration, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
