import { memo, useState } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { groupByChapter } from "../../core/plan/scoreboard.ts";
import type { Target, TargetResult, Verdict } from "../../core/plan/target.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { FigureSource } from "../figures/figure.tsx";
import { SheetOpeners } from "../frame/sheet-openers.tsx";
import { JudgedMark } from "../plans/judged-mark.tsx";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "./choose-target.ts";
import { ChangedMark } from "./rule-editor/rule-editor.tsx";
import { askedText, baselineText, chapterText, nowText, placeText } from "./target-words.ts";
import "./targets.css";

interface Filter {
  readonly domain: Target["domain"] | "any";
  readonly verdict: Verdict | "any";
  readonly ruleClass: Target["ruleClass"] | "any";
}

const EVERYTHING: Filter = { domain: "any", verdict: "any", ruleClass: "any" };
const VERDICTS: readonly Verdict[] = ["met", "not-met", "no-number", "not-testable"];
const CLASSES: readonly Target["ruleClass"][] = ["A", "B", "C", "D", "E", "F"];

/** All targets of the plan by chapter, filtered by field, verdict and class. */
export function TargetList() {
  const { t } = useText();
  const isOpen = useAnalysis((state) => state.study !== null);
  const targets = useTargets();
  const results = useTargetResults();
  const [filter, setFilter] = useState<Filter>(EVERYTHING);
  if (!isOpen) return null;
  if (targets.length === 0) {
    return (
      <>
        <h2 className="workspace-title">{t("targets.heading")}</h2>
        <p className="panel-note">{t("targets.noPlan")}</p>
        <SheetOpeners />
      </>
    );
  }
  const resultsById = new Map(results.map((result) => [result.targetId, result]));
  const verdictOf = (target: Target): Verdict => resultsById.get(target.id)?.verdict ?? "not-testable";
  const shown = targets.filter(
    (target) =>
      (filter.domain === "any" || target.domain === filter.domain) &&
      (filter.ruleClass === "any" || target.ruleClass === filter.ruleClass) &&
      (filter.verdict === "any" || verdictOf(target) === filter.verdict),
  );
  const count = (verdict: Verdict) => formatCount(targets.filter((target) => verdictOf(target) === verdict).length);
  const domains = [...new Set(targets.map(({ domain }) => domain))];
  return (
    <div data-figures>
      <h2 className="workspace-title">{t("targets.heading")}</h2>
      <JudgedMark />
      <p className="panel-note">
        {results.length === 0
          ? t("progress.targets")
          : t("targets.summary", {
              total: formatCount(targets.length),
              met: count("met"),
              notMet: count("not-met"),
              noNumber: count("no-number"),
              notTestable: count("not-testable"),
            })}{" "}
        {results.length > 0 && <FigureSource of={{ kind: "targets", verdict: null }} about={t("targets.heading")} />}
      </p>
      <SheetOpeners />
      <div className="target-filters">
        <FilterSelect
          label={t("targets.filter.domain")}
          value={filter.domain}
          options={domains.map((id) => [id, t(`targets.domain.${id}`)])}
          onChange={(domain) => setFilter({ ...filter, domain })}
        />
        <FilterSelect
          label={t("targets.filter.verdict")}
          value={filter.verdict}
          options={VERDICTS.map((id) => [id, t(`verdict.${id}`)])}
          onChange={(verdict) => setFilter({ ...filter, verdict })}
        />
        <FilterSelect
          label={t("targets.filter.class")}
          value={filter.ruleClass}
          options={CLASSES.map((id) => [id, t(`targets.class.${id}`)])}
          onChange={(ruleClass) => setFilter({ ...filter, ruleClass })}
        />
      </div>
      <p className="panel-note" role="status">
        {shown.length === 0 ? t("targets.none") : t("targets.shown", { count: formatCount(shown.length) })}
      </p>
      {groupByChapter(shown).map(([chapter, members]) => (
        <section key={chapter} className="target-chapter">
          <h3>{chapterText(t, chapter)}</h3>
          <ul>
            {members.map((target) => (
              <TargetRow key={target.id} target={target} result={resultsById.get(target.id)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Drawn again only where its own target or result changes: an edit of one rule leaves the others' rows alone. */
const TargetRow = memo(function TargetRow({
  target,
  result,
}: {
  readonly target: Target;
  readonly result: TargetResult | undefined;
}) {
  const { t, local, list } = useText();
  const study = useAnalysis((state) => state.study);
  const selected = useView((state) => state.selectedTargetId === target.id);
  const baseline = baselineText(target);
  const asked = askedText(target);
  const now = nowText(target, result);
  const place = placeText(target, { t, list });
  return (
    <li data-testid="target-row" data-target-id={target.id} data-verdict={result?.verdict ?? "not-testable"}>
      <button
        type="button"
        className="target-row"
        aria-pressed={selected}
        onClick={() => chooseTarget(selected ? null : target.id)}
      >
        <span className="target-id">{target.id}</span>
        <span className="target-title">
          {local(target.title)} <ChangedMark study={study} target={target} />
        </span>
        {result ? <VerdictMark verdict={result.verdict} /> : <span />}
        <q className="target-quotation">{target.quotation}</q>
        <span className="target-figures">
          {place.place === "" ? t("targets.line", place) : t("targets.place", place)}
          <span className="number">
            {baseline} → {asked}
            {now !== null && <strong data-verdict-text={result?.verdict}> {now}</strong>}
            {result?.stated && <span className="stated-mark">{t("targets.stated.mark")}</span>}
          </span>
        </span>
      </button>
    </li>
  );
});

function FilterSelect<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Value | "any";
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value | "any") => void;
}) {
  const { t } = useText();
  return (
    <label className="ask-select">
      <span className="panel-label">{label}</span>
      <select
        value={value}
        onChange={(event) => onChange(options.find(([id]) => id === event.target.value)?.[0] ?? "any")}
      >
        <option value="any">{t("targets.filter.any")}</option>
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
