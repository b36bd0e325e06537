import { useDeferredValue } from "react";
import { formatCount, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import { inconsistenciesOf } from "../../core/plan/apply-choices.ts";
import type { Rule, Target, TargetReadingResult, TargetResult, TargetUnit } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { AssumptionLine } from "../figures/assumption-line.tsx";
import { Figure, FigureSource } from "../figures/figure.tsx";
import { InconsistencyList } from "../inconsistencies/inconsistency-list.tsx";
import { TargetLedgerLink } from "../ledger/ledger-links.tsx";
import { shortText } from "../select/judged-amount.ts";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { NotMetUnits } from "./not-met-units.tsx";
import { ProjectRegister } from "./project-register.tsx";
import { ChangedMark, RuleEditor } from "./rule-editor/rule-editor.tsx";
import { StatedUnitsForm } from "./stated-units-form.tsx";
import { StatedValueForm } from "./stated-value-form.tsx";
import { TargetCapacity } from "./target-capacity.tsx";
import { TargetSensitivity } from "./target-sensitivity.tsx";
import { askedText, baselineText, noteText, placeText, valueText } from "./target-words.ts";
import { ValueByCounty } from "./value-by-county.tsx";
import "./targets.css";

/** One target in full: wording, figures, result, assumptions, and where the plan contradicts itself. */
export function TargetDetails() {
  const text = useText();
  const { t, local, language } = text;
  const study = useAnalysis((state) => state.study);
  const results = useTargetResults();
  const targetId = useView((state) => state.selectedTargetId);
  const targets = useTargets();
  const target = targets.find(({ id }) => id === targetId);
  const result = results.find((each) => each.targetId === targetId);
  // The long list of units follows the figures, it does not hold them up.
  const listed = useDeferredValue(result);
  if (!study || targets.length === 0) return null;
  if (!target)
    return <InconsistencyList study={study} inconsistencies={study.inconsistencies} lead={t("targets.pick")} />;
  const place = placeText(target, text);
  const assumptions = result?.assumptions.length ? result.assumptions : target.assumptions;
  const related = inconsistenciesOf(target, study.inconsistencies);
  return (
    <article className="target-details" data-figures>
      <p className="quiet">
        {target.id} · {t(`targets.domain.${target.domain}`)} · {t(`targets.class.${target.ruleClass}`)}{" "}
        <FigureSource of={{ kind: "target", targetId: target.id }} about={local(target.title)} />
      </p>
      <h2>{local(target.title)}</h2>
      <p className="target-verdict">
        {result && <VerdictMark verdict={result.verdict} />}
        <ChangedMark study={study} target={target} />
        {result && (result.share !== null || result.breakdown.length > 0) && (
          <span className="quiet">{t("targets.onMap")}</span>
        )}
      </p>
      {result && <ResultWords text={text} study={study} target={target} result={result} />}
      {result && <TargetLedgerLink result={result} />}
      {result && <ValueByCounty study={study} target={target} result={result} />}
      {target.rule.kind === "listed-projects" && <ProjectRegister key={target.id} target={target} />}
      <RuleEditor key={`rule ${target.id}`} study={study} target={target} />
      {result && (result.stated || result.verdict === "not-testable") && (
        <>
          <StatedValueForm
            key={target.id}
            target={target}
            stated={result.stated?.counties === undefined ? result.stated : null}
          />
          <StatedUnitsForm key={`counties ${target.id}`} study={study} target={target} result={result} />
        </>
      )}
      {result && result.verdict !== "not-testable" && !result.stated && (
        <TargetSensitivity key={target.id} study={study} target={target} result={result} />
      )}
      {result?.share != null && target.rule.kind === "service-area" && (
        <TargetCapacity key={`${target.id} capacity`} study={study} target={target} />
      )}
      <h3>{t("targets.quotation")}</h3>
      <blockquote>
        {target.quotation}
        <footer>{place.place === "" ? t("targets.line", place) : t("targets.place", place)}</footer>
      </blockquote>
      <dl className="card-rows">
        <Fact
          term={t("targets.baseline")}
          value={figureWithNote(baselineText(target), noteText(target.baseline.text, language), target.baseline.year)}
        />
        <Fact
          term={t("targets.asked")}
          value={figureWithNote(askedText(target), noteText(target.target.text, language), null)}
        />
        <Fact term={t("targets.threshold")} value={noteText(target.threshold, language) || NO_VALUE} />
        <Fact term={t("targets.unit")} value={t(`targets.unit.${target.unit}`)} />
        <Fact term={t("targets.binding")} value={t(`targets.binding.${target.binding ?? "none"}`)} />
        <Fact term={t("targets.needs")} value={local(target.dataNeeded) || NO_VALUE} />
      </dl>
      {assumptions.length > 0 && (
        <>
          <h3>{t("targets.assumptions")}</h3>
          <ul className="target-notes">
            {assumptions.map((assumption) => (
              <AssumptionLine key={assumption.zh + assumption.en} assumption={assumption} />
            ))}
          </ul>
        </>
      )}
      {listed?.targetId === target.id && <NotMetUnits study={study} target={target} result={listed} />}
      {related.length > 0 && <InconsistencyList study={study} inconsistencies={related} />}
    </article>
  );
}

function Fact({ term, value }: { readonly term: string; readonly value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function figureWithNote(figure: string, note: string, year: number | null): string {
  const repeats = note.replaceAll(/\s/g, "").includes(figure);
  const words = [figure === NO_VALUE || repeats ? "" : figure, note].filter((word) => word !== "").join(" · ");
  if (words === "") return NO_VALUE;
  return year === null || note.includes(String(year)) ? words : `${words} (${year})`;
}

/** The result in words, then the other readings of the same sentence beside it. */
function ResultWords({
  text,
  study,
  target,
  result,
}: {
  readonly text: Text;
  readonly study: StudyView;
  readonly target: Target;
  readonly result: TargetResult;
}) {
  const { t, local, language } = text;
  const line = (each: TargetReadingResult, unit: TargetUnit, rule: Rule) =>
    each.value === null
      ? t("targets.result.units", {
          tested: formatCount(each.unitsTested),
          unit: t(`targets.unit.${unit}`),
          met: formatCount(each.unitsMet),
          share: each.share === null ? NO_VALUE : formatShare(each.share),
        })
      : valueLine(text, target, rule, each.value);
  const readings = new Map(target.readings.map((reading) => [reading.id, reading]));
  const others = result.readings.filter(({ readingId }) => readingId !== result.readingId);
  const isTested = result.verdict !== "not-testable";
  return (
    <>
      {isTested ? (
        <p className="target-result">
          <Figure of={{ kind: "target", targetId: target.id }}>{line(result, target.unit, target.rule)}</Figure>
        </p>
      ) : (
        <p className="target-reason">
          {t("targets.notTestable", { reason: reasonWords(text, study, target, result) })}
        </p>
      )}
      {(result.landShortSquareMetres ?? result.peopleShort) > 0 && (
        <p className="quiet">
          {t(result.landShortSquareMetres === undefined ? "targets.result.short" : "circle.short.land", {
            amount: shortText(result, study.demand.unit, language),
          })}
        </p>
      )}
      {others.length > 0 && (
        <>
          <h3>{t("targets.readings")}</h3>
          <ul className="target-notes">
            {others.map((reading) => {
              const alternative = readings.get(reading.readingId);
              return (
                <li key={reading.readingId}>
                  {alternative ? local(alternative.title) : reading.readingId}
                  <span className="target-reading">
                    {line(reading, alternative?.unit ?? target.unit, alternative?.rule ?? target.rule)}
                  </span>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </>
  );
}

function valueLine({ t }: Text, target: Target, rule: Rule, value: number): string {
  const words = valueText(target, rule, value, t);
  const asked = target.target.value;
  return asked === null
    ? t("targets.result.valueAlone", { value: words })
    : t("targets.result.value", { value: words, asked: valueText(target, rule, asked, t) });
}

function reasonWords({ t, local, list }: Text, study: StudyView, target: Target, result: TargetResult): string {
  const titleOf = (id: string): string => {
    const service = study.services.find((each) => each.id === id);
    return service ? local(service.title) : id;
  };
  const services = list(result.missingServiceIds.map(titleOf));
  const columns = list(
    result.missingAttributes.map(({ serviceId, attribute }) =>
      t("targets.missingColumn", { service: titleOf(serviceId), column: attribute }),
    ),
  );
  const reason = columns === "" ? (result.reason ?? "rule-not-evaluated") : "lacks-columns";
  return t(`targets.reason.${reason}`, { services, columns, data: local(target.dataNeeded) });
}
