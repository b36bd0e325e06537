import { formatCount } from "../../core/model/format-number.ts";
import type { Target } from "../../core/plan/target.ts";
import type { TargetRobustness } from "../../core/questions/measure-robustness.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { ProgressLine } from "../frame/progress-banner.tsx";
import { useTargets } from "../select/target-results.ts";
import { useBeside } from "../select/use-beside.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { cancelBeside } from "../store/ask-beside.ts";
import { wantBeside } from "../store/ask-worker.ts";
import { currentEdits, currentParameters, useProject } from "../store/project-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { chooseTarget } from "./choose-target.ts";
import { unfoldTarget } from "./firmness-on-map.ts";
import { changeText, figureText } from "./sensitivity-words.ts";
import "./firmness.css";

/** All targets by how firmly they stand: which changes turn the verdict, how many units hang by a thread. */
export function RobustnessSheet() {
  const text = useText();
  const { t } = text;
  const study = useAnalysis((state) => state.study);
  const targets = useTargets();
  const passShare = useProject((state) => currentParameters(state).passShare);
  const edits = useProject(currentEdits);
  const { answer, isFresh, status, progress } = useBeside("robustness", { passShare, edits }, true);
  if (!study) return null;
  if (!answer) {
    const isOver = status === "failed" || status === "cancelled";
    const retry = () =>
      wantBeside("robustness", { parameters: currentParameters(useProject.getState()), passShare, edits });
    return (
      <div role="status">
        {isOver ? (
          <p className="panel-note">{t(status === "failed" ? "sensitivity.failed" : "methods.cancelled")}</p>
        ) : (
          <ProgressLine title={t("firm.all.counting")} progress={progress} />
        )}
        <button type="button" className="text-button" onClick={isOver ? retry : () => cancelBeside("robustness")}>
          {t(isOver ? "app.retry" : "app.cancel")}
        </button>
      </div>
    );
  }
  const byId = new Map(targets.map((target) => [target.id, target]));
  const turned = answer.filter(({ turning }) => turning.length > 0).length;
  return (
    <div data-stale={!isFresh}>
      <p className="panel-note">
        {t("firm.all.summary", { count: formatCount(answer.length), turned: formatCount(turned) })}
      </p>
      <table className="robustness-table" data-testid="robustness">
        <thead>
          <tr>
            <th scope="col">{t("firm.all.target")}</th>
            <th scope="col">{t("sensitivity.verdict")}</th>
            <th scope="col" className="number">
              {t("firm.all.now")}
            </th>
            <th scope="col" className="number">
              {t("firm.all.range")}
            </th>
            <th scope="col">{t("firm.all.turns")}</th>
            {(["firmly-met", "fragile", "near", "firmly-not-met"] as const).map((id) => (
              <th key={id} scope="col" className="number">
                {t(`firm.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.map((line) => {
            const target = byId.get(line.targetId);
            return target ? <Line key={target.id} text={text} study={study} target={target} line={line} /> : null;
          })}
        </tbody>
      </table>
    </div>
  );
}

function Line({
  text,
  study,
  target,
  line,
}: {
  readonly text: Text;
  readonly study: StudyView;
  readonly target: Target;
  readonly line: TargetRobustness;
}) {
  const { t, local, list } = text;
  const { units, range, turning } = line;
  const figure = (number: number): string =>
    figureText(text, target, units ? { share: number, value: null } : { share: null, value: number });
  const open = () => {
    chooseTarget(target.id);
    unfoldTarget(target.id, "sensitivity", true);
  };
  return (
    <tr data-fragile={turning.length > 0} data-target-id={target.id}>
      <th scope="row">
        <button type="button" className="link" onClick={open}>
          {target.id} {local(target.title)}
        </button>
      </th>
      <td>
        <VerdictMark verdict={line.verdict} />
      </td>
      <td className="number">{figure(range.base)}</td>
      <td className="number">
        {figure(range.least)} – {figure(range.most)}
      </td>
      <td>
        {turning.length > 0 ? (
          <span className="robustness-turns">
            {t("firm.all.turned", {
              count: formatCount(turning.length),
              total: formatCount(line.changes),
              changes: list(turning.map((change) => changeText(text, study, target, change))),
            })}
          </span>
        ) : (
          <span className="quiet">
            {t(line.verdict === "no-number" ? "firm.all.noNumber" : "firm.all.firm", {
              total: formatCount(line.changes),
            })}
          </span>
        )}
      </td>
      {[units?.firmlyMet, units?.fragile, units?.near, units?.firmlyNotMet].map((count, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never change places
        <td key={index} className="number">
          {count === undefined ? "—" : formatCount(count)}
        </td>
      ))}
    </tr>
  );
}
