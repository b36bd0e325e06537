import type { Target } from "../../core/plan/target.ts";
import type { TargetChange } from "../../core/questions/compare-side-targets.ts";
import type { ScenarioComparisonAnswer, StudyView } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { Figure } from "../figures/figure.tsx";
import { formatCount } from "../format-number.ts";
import { comparedFigureText } from "../plans/plan-words.ts";
import { useText } from "../strings/text.ts";
import { ComparisonHead } from "./comparison-head.tsx";
import { idOfSide } from "./comparison-view.ts";
import { turnedText } from "./comparison-words.ts";
import { withSign } from "./district-table.tsx";

/** Targets down, scenarios across: verdict and value, units that turn, people fewer and more short. */
export function TargetTable({
  answer,
  study,
  targets,
  showsAll,
  caption,
}: {
  readonly answer: ScenarioComparisonAnswer;
  readonly study: StudyView;
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
        side={{ columns: 3, heads: <TargetHeads /> }}
      />
      <tbody>
        {rows.map(({ targetId, index }) => (
          <TargetRow
            key={targetId}
            target={targets.get(targetId) ?? null}
            study={study}
            answer={answer}
            index={index}
          />
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
      <th scope="col" className="number" title={t("compare.short.note")}>
        {t("compare.short")}
      </th>
    </>
  );
}

function TargetRow({
  target,
  study,
  answer,
  index,
}: {
  readonly target: Target | null;
  readonly study: StudyView;
  readonly answer: ScenarioComparisonAnswer;
  readonly index: number;
}) {
  const { t, local } = useText();
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
          peopleUnit={t(`compare.unit.${study.demand.unit}`)}
        />
      ))}
    </tr>
  );
}

function TargetCells({
  row,
  target,
  scenarioId,
  peopleUnit,
}: {
  readonly row: TargetChange;
  readonly target: Target | null;
  readonly scenarioId: string;
  readonly peopleUnit: string;
}) {
  const { t } = useText();
  const of = { kind: "comparedTarget", scenarioId, targetId: row.targetId } as const;
  if (!row.hasChanged) {
    return (
      <td colSpan={3} className="comparison-first quiet">
        {t("compare.unchanged")}
      </td>
    );
  }
  const turned = turnedText(row.turned);
  const hasShort = row.fewerShort !== null && row.moreShort !== null;
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
      <td className="number">
        {hasShort && (
          <Figure of={of}>
            {[
              ...(Math.round(row.fewerShort ?? 0) > 0 ? [withSign(row.fewerShort ?? 0, "−")] : []),
              ...(Math.round(row.moreShort ?? 0) > 0 ? [withSign(row.moreShort ?? 0, "+")] : []),
            ].join(" / ") || "0"}
            {` ${peopleUnit}`}
          </Figure>
        )}
      </td>
    </>
  );
}
