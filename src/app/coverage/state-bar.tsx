import type { DemandUnit } from "../../core/model/demand.ts";
import { formatDemand, formatShare } from "../../core/model/format-number.ts";
import type { AccessAnswer } from "../select/access-answer.ts";
import { type TextKey, type Translate, useText } from "../strings/text.ts";

interface State {
  readonly id: "served" | "overCapacity" | "notCovered" | "covered";
  readonly people: number;
}

/** Served, over capacity, not covered; only covered and not covered where capacity does not tell more. */
export function statesOf(answer: AccessAnswer): readonly State[] {
  const { served, overCapacity, notCovered, people } = answer;
  if (served === null || overCapacity === null) {
    return [
      { id: "covered", people: people - notCovered },
      { id: "notCovered", people: notCovered },
    ];
  }
  return [
    { id: "served", people: served },
    { id: "overCapacity", people: overCapacity },
    { id: "notCovered", people: notCovered },
  ];
}

/** The states as one bar, with people and share of each beneath. */
export function StateBar({
  answer,
  unit,
  labels = {},
}: {
  readonly answer: AccessAnswer;
  readonly unit: DemandUnit;
  /** Other words for the states. */
  readonly labels?: Partial<Record<State["id"], string>>;
}) {
  const { t, language } = useText();
  const states = statesOf(answer);
  return (
    <div className="state-bar" data-testid="state-bar">
      <div className="state-strip" role="img" aria-label={describeStates(t, states, answer.people)}>
        {states.map(({ id, people }) => (
          <span key={id} data-state={id} style={{ flexGrow: Math.max(0, people), flexBasis: 0 }} />
        ))}
      </div>
      <ul>
        {states.map(({ id, people }) => (
          <li key={id} data-testid={`state-${id}`} data-people={people}>
            <span className="state-swatch" data-state={id} />
            <span>{labels[id] ?? t(`access.${id}` as TextKey)}</span>
            <span className="number">{formatDemand(people, unit, language)}</span>
            <strong className="number">{formatShare(people / answer.people)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

function describeStates(t: Translate, states: readonly State[], people: number): string {
  const [first, second, third] = states.map((state) => formatShare(state.people / people));
  if (third === undefined) return t("access.states.two", { covered: first ?? "", out: second ?? "" });
  return t("access.states.alt", { served: first ?? "", over: second ?? "", out: third });
}
