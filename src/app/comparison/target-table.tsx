import { formatCount } from "../../core/model/format-number.ts";
import type { Target } from "../../core/plan/target.ts";
import type { TargetChange } from "../../core/questions/compare-side-targets.ts";
import type { ScenarioComparisonAnswer } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { Figure } from "../figures/figure.tsx";
import { comparedFigureText } from "../plans/plan-words.ts";
import { useText } from "../strings/text.ts";
import { ComparisonHead } from "./comparison-head.tsx";
import { idOfSide } from "./comparison-view.ts";
import { turnedText } from "./comparison-words.ts";
import { withSign } from "./district-table.tsx";

/** Targets down, scenarios across: verdict and value, units that turn, people who gain and who lose. */
export function TargetTable({
  answer,
  targets,
  showsAll,
  caption,
}: {
  readonly answer: ScenarioComparisonAnswer;
  readonly targets: ReadonlyMap<string, Target>;
  readonly showsAll: boolean;
  readonly caption: string;
}) {
  const { t } = useText();
  const all = answer.changes[0]?.targets ?? [];
  const rows = all.flatMap(({ targetId }, index) =>
    showsAll || answer.changes.some((change) => change.targets[index]?.hasChanged) ? [{ targetId, index }] : [],
  );
  if (rows.length === 0) return <p className="panel-note">{t("compare.targets.none")}</p>;
  return (
    <table className="comparison-table comparison-targets" data-testid="comparison-targets">
      <caption>{caption}</caption>
      <ComparisonHead
        answer={answer}
        rows={t("planTargets.target")}
        reference={{
          columns: 1,
          heads: (
            <th scope="col" className="comparison-first">
              {t("compare.verdict")}
            </th>
          ),
        }}
        side={{ columns: 4, heads: <TargetHeads /> }}
      />
      <tbody>
        {rows.map(({ targetId, index }) => (
          <TargetRow key={targetId} target={targets.get(targetId) ?? null} answer={answer} index={index} />
        ))}
      </tbody>
    </table>
  );
}

function TargetHeads() {
  const { t } = useText();
  return (
    <>
      <th scope="col" className="comparison-first">
        {t("compare.verdict")}
      </th>
      <th scope="col" className="number" title={t("compare.turned.note")}>
        {t("compare.turned")}
      </th>
      <th scope="col" className="number" title={t("compare.served.note")}>
        {t("compare.served.gained")}
      </th>
      <th scope="col" className="number" title={t("compare.served.note")}>
        {t("compare.served.lost")}
      </th>
    </>
  );
}

function TargetRow({
  target,
  answer,
  index,
}: {
  readonly target: Target | null;
  readonly answer: ScenarioComparisonAnswer;
  readonly index: number;
}) {
  const { local } = useText();
  const first = answer.changes[0]?.targets[index];
  if (!first) return null;
  return (
    <tr data-target-id={first.targetId}>
      <th scope="row">
        <span className="target-id">{first.targetId}</span> {target ? local(target.title) : ""}
      </th>
      <td className="comparison-first">
        <VerdictMark verdict={first.before.verdict} />
        <small>
          <Figure
            of={{ kind: "comparedTarget", scenarioId: idOfSide(answer.sides[1] ?? null), targetId: first.targetId }}
          >
            {comparedFigureText(target, first.before)}
          </Figure>
        </small>
      </td>
      {answer.changes.map(({ sideIndex, targets }) => (
        <TargetCells
          key={sideIndex}
          row={targets[index] as TargetChange}
          target={target}
          scenarioId={idOfSide(answer.sides[sideIndex] ?? null)}
        />
      ))}
    </tr>
  );
}

function TargetCells({
  row,
  target,
  scenarioId,
}: {
  readonly row: TargetChange;
  readonly target: Target | null;
  readonly scenarioId: string;
}) {
  const { t } = useText();
  const of = { kind: "comparedTarget", scenarioId, targetId: row.targetId } as const;
  if (!row.hasChanged) {
    return (
      <td colSpan={4} className="comparison-first quiet">
        {t("compare.unchanged")}
      </td>
    );
  }
  const turned = turnedText(row.turned);
  return (
    <>
      <td className="comparison-first" data-turned={row.isTurned}>
        <VerdictMark verdict={row.after.verdict} />
        <small>
          <Figure of={of}>{comparedFigureText(target, row.after)}</Figure>
          {row.after.share !== null && (
            <span className="quiet"> {`${formatCount(row.after.unitsMet)}/${formatCount(row.after.unitsTested)}`}</span>
          )}
        </small>
      </td>
      <td className="number">{turned === "" ? "" : <Figure of={of}>{turned}</Figure>}</td>
      {[
        { kind: "gained", people: row.gained, sign: "+" } as const,
        { kind: "lost", people: row.lost, sign: "−" } as const,
      ].map(({ kind, people, sign }) => (
        <td
          key={kind}
          className="number"
          data-gained={kind === "gained" && Math.round(people ?? 0) > 0}
          data-lost={kind === "lost" && Math.round(people ?? 0) > 0}
        >
          {people !== null && <Figure of={of}>{withSign(people, sign)}</Figure>}
        </td>
      ))}
    </>
  );
}
