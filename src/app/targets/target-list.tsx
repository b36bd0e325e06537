import { useState } from "react";
import type { Target, TargetResult, Verdict } from "../../core/plan/target.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { formatCount } from "../format-number.ts";
import { SheetOpeners } from "../frame/sheet-openers.tsx";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "./choose-target.ts";
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
    <>
      <h2 className="workspace-title">{t("targets.heading")}</h2>
      <p className="panel-note">
        {results.length === 0
          ? t("progress.targets")
          : t("targets.summary", {
              total: formatCount(targets.length),
              met: count("met"),
              notMet: count("not-met"),
              noNumber: count("no-number"),
              notTestable: count("not-testable"),
            })}
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
    </>
  );
}

function TargetRow({ target, result }: { readonly target: Target; readonly result: TargetResult | undefined }) {
  const { t, local, list } = useText();
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
        <span className="target-title">{local(target.title)}</span>
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
}

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

/** Targets by chapter, chapters in the plan's order. */
function groupByChapter(targets: readonly Target[]): [string, Target[]][] {
  const chapters = new Map<string, Target[]>();
  for (const target of targets) {
    const members = chapters.get(target.chapter) ?? [];
    members.push(target);
    chapters.set(target.chapter, members);
  }
  return [...chapters].sort(([, a], [, b]) => chapterNumber(a) - chapterNumber(b));
}

/** The number that places of a chapter begin with ("10-3 #2" → 10); lines of the table at the front have none. */
function chapterNumber(members: readonly Target[]): number {
  const numbers = members.map(({ place }) => Number.parseInt(place, 10)).filter((each) => !Number.isNaN(each));
  return numbers.length > 0 ? Math.min(...numbers) : Infinity;
}
