import type { Target, Verdict } from "../../core/plan/target.ts";
import { useText } from "../strings/text.ts";
import { chapterText } from "../targets/target-words.ts";
import { listChoices, type ScoreFilter } from "./score-rows.ts";

const VERDICTS: readonly Verdict[] = ["met", "not-met", "no-number", "not-testable"];
const BINDINGS = ["binding", "expected", "none"] as const;

/** What the scoreboard is narrowed down to. */
export function ScoreFilters({
  targets,
  filter,
  onChange,
}: {
  readonly targets: readonly Target[];
  readonly filter: ScoreFilter;
  readonly onChange: (filter: ScoreFilter) => void;
}) {
  const { t, local } = useText();
  const { bureaus, services, chapters } = listChoices(targets);
  return (
    <div className="score-filters" role="search" aria-label={t("score.filters")}>
      <input
        type="search"
        className="score-search"
        aria-label={t("score.search")}
        placeholder={t("score.search")}
        value={filter.words}
        onChange={(event) => onChange({ ...filter, words: event.target.value })}
      />
      <Choice
        label={t("score.filter.bureau")}
        value={filter.bureau}
        options={bureaus.map((bureau) => [bureau.zh, local(bureau)])}
        onChange={(bureau) => onChange({ ...filter, bureau })}
      />
      <Choice
        label={t("score.filter.service")}
        value={filter.service}
        options={services.map((service) => [service.zh, local(service)])}
        onChange={(service) => onChange({ ...filter, service })}
      />
      {chapters.length > 1 && (
        <Choice
          label={t("score.filter.chapter")}
          value={filter.chapter}
          options={chapters.map((chapter) => [chapter, chapterText(t, chapter)])}
          onChange={(chapter) => onChange({ ...filter, chapter })}
        />
      )}
      <Choice
        label={t("score.filter.verdict")}
        value={filter.verdict}
        options={VERDICTS.map((verdict) => [verdict, t(`verdict.${verdict}`)])}
        onChange={(verdict) => onChange({ ...filter, verdict })}
      />
      <Choice
        label={t("score.filter.binding")}
        value={filter.binding}
        options={BINDINGS.map((binding) => [binding, t(`targets.binding.${binding}`)])}
        onChange={(binding) => onChange({ ...filter, binding })}
      />
    </div>
  );
}

function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Value | "";
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value | "") => void;
}) {
  const { t } = useText();
  return (
    <select
      className="score-select"
      aria-label={label}
      data-chosen={value !== ""}
      value={value}
      onChange={(event) => onChange(options.find(([id]) => id === event.target.value)?.[0] ?? "")}
    >
      <option value="">{t("score.filter.all", { label })}</option>
      {options.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}
