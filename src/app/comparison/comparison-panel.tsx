import { formatCount, formatDemand } from "../../core/model/format-number.ts";
import type { SideChange } from "../../core/questions/compare-scenarios.ts";
import type { ScenarioComparisonAnswer } from "../../worker/protocol.ts";
import { Figure, FigureSource } from "../figures/figure.tsx";
import { useSettledCoverage } from "../select/shown-coverage.ts";
import { useText } from "../strings/text.ts";
import { BASELINE_ID, idOfSide, MOST_COMPARED, useComparisonView } from "./comparison-view.ts";
import { askedWords, countTargets, sideName } from "./comparison-words.ts";
import { ModeChoice } from "./mode-choice.tsx";
import { useChosenSides, useComparison } from "./use-comparison.ts";
import "./comparison.css";

/** Which scenarios are compared, how the map shows it, and what comes out in a sentence each. */
export function ComparisonPanel() {
  const text = useText();
  const { t } = text;
  const put = useComparisonView((state) => state.put);
  const { answer, isFresh, status } = useComparison();
  const shown = useSettledCoverage();
  return (
    <section className="comparison-panel" data-figures aria-label={t("compare.heading")} data-testid="comparison-panel">
      <header>
        <h2>{t("compare.heading")}</h2>
        <button type="button" className="button" data-testid="close-comparison" onClick={() => put({ isOpen: false })}>
          {t("compare.close")}
        </button>
      </header>
      <SideChoice />
      <ModeChoice />
      {answer && shown ? (
        <div data-stale={!isFresh} aria-busy={!isFresh} data-testid="comparison-answers">
          <p className="comparison-asked">
            {askedWords(text, answer, shown)}{" "}
            <FigureSource
              of={{ kind: "comparison", scenarioId: idOfSide(answer.sides[1] ?? null), unitId: null }}
              about={t("compare.heading")}
            />
          </p>
          {answer.changes.map((change) => (
            <SideAnswer key={change.sideIndex} answer={answer} change={change} />
          ))}
        </div>
      ) : (
        <p className="panel-note" role="status">
          {t(status === "idle" ? "compare.choose" : status === "failed" ? "compare.failed" : "compare.counting")}
        </p>
      )}
    </section>
  );
}

function SideChoice() {
  const { t } = useText();
  const put = useComparisonView((state) => state.put);
  const { scenarios, reference, others } = useChosenSides();
  const choices = [
    { id: BASELINE_ID, name: t("scenarios.baseline") },
    ...scenarios.map(({ id, name }) => ({ id, name })),
  ];
  const chosenIds = others.map(idOfSide);
  const isFull = chosenIds.length >= MOST_COMPARED;
  const toggle = (id: string): void =>
    put({ chosenIds: chosenIds.includes(id) ? chosenIds.filter((each) => each !== id) : [...chosenIds, id] });
  return (
    <div className="comparison-choice">
      <label>
        <span className="panel-label">{t("compare.reference")}</span>
        <select
          value={idOfSide(reference)}
          data-testid="comparison-reference"
          onChange={(event) => put({ referenceId: event.target.value })}
        >
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend className="panel-label">{t("compare.compared")}</legend>
        {choices
          .filter(({ id }) => id !== idOfSide(reference))
          .map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosenIds.includes(id)}
                disabled={isFull && !chosenIds.includes(id)}
                onChange={() => toggle(id)}
              />
              <span>{name}</span>
            </label>
          ))}
        {isFull && choices.length > MOST_COMPARED + 1 && (
          <p className="quiet">{t("compare.most", { count: MOST_COMPARED })}</p>
        )}
      </fieldset>
    </div>
  );
}

/** One scenario against the reference; chosen, it is the one on the map. */
function SideAnswer({ answer, change }: { readonly answer: ScenarioComparisonAnswer; readonly change: SideChange }) {
  const text = useText();
  const { t, language } = text;
  const put = useComparisonView((state) => state.put);
  const shownId = useComparisonView((state) => state.shownId);
  const shown = useSettledCoverage();
  const side = answer.sides[change.sideIndex];
  const id = idOfSide(side ?? null);
  const ids = answer.changes.map(({ sideIndex }) => idOfSide(answer.sides[sideIndex] ?? null));
  const isShown = id === (shownId !== null && ids.includes(shownId) ? shownId : ids[0]);
  const unit = shown?.study.demand.unit ?? "people";
  const of = { kind: "comparison", scenarioId: id, unitId: null } as const;
  const { total, targets } = change;
  const net = total.gained - total.lost;
  const counts = countTargets(targets);
  const amount = (value: number): string => formatDemand(value, unit, language);
  return (
    <article className="comparison-answer" data-shown={isShown} data-scenario={id}>
      <h3>
        {t("compare.against", { name: sideName(text, side), reference: sideName(text, answer.sides[0]) })}
        {ids.length > 1 && (
          <button
            type="button"
            className="link"
            aria-pressed={isShown}
            onClick={() => put({ shownId: id, rightId: id })}
          >
            {t(isShown ? "compare.onMap" : "compare.showOnMap")}
          </button>
        )}
      </h3>
      <dl className="comparison-figures">
        <div data-kind={Math.round(total.gained) > 0 ? "gained" : "none"}>
          <dt>{t("compare.gained")}</dt>
          <dd data-testid="comparison-gained">
            <Figure of={of}>{amount(total.gained)}</Figure>
          </dd>
        </div>
        <div data-kind={Math.round(total.lost) > 0 ? "lost" : "none"}>
          <dt>{t("compare.lost")}</dt>
          <dd data-testid="comparison-lost">
            <Figure of={of}>{amount(total.lost)}</Figure>
          </dd>
        </div>
        <div>
          <dt>{t("compare.net")}</dt>
          <dd data-testid="comparison-net">
            <Figure of={of}>{`${net < 0 ? "−" : net > 0 ? "+" : ""}${amount(Math.abs(net))}`}</Figure>
          </dd>
        </div>
      </dl>
      {total.arrivedCovered + total.departedCovered > 0 && (
        <p>
          <Figure of={of}>
            {t("compare.moved.sentence", {
              arrived: amount(total.arrivedCovered),
              departed: amount(total.departedCovered),
            })}
          </Figure>
        </p>
      )}
      <p>
        <button type="button" className="figure-link" data-leads onClick={() => put({ table: "targets" })}>
          {counts.changed === 0
            ? t("compare.targets.same")
            : t("compare.targets.summary", {
                met: formatCount(counts.met),
                lost: formatCount(counts.lost),
                changed: formatCount(counts.changed),
              })}
        </button>
      </p>
      {(side?.issues.length ?? 0) > 0 && (
        <p className="comparison-issues">{t("compare.issues", { count: side?.issues.length ?? 0 })}</p>
      )}
    </article>
  );
}
