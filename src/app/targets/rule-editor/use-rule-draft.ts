/** A target being edited: what is written, what is wrong with it. Whatever can stand is applied at once; the rest waits in the form. */
import { useMemo, useState } from "react";
import { findTargetFaults, type TargetFacts, type TargetFault } from "../../../core/plan/check-target.ts";
import type { Rule, Target } from "../../../core/plan/target.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { editTarget } from "../../store/edit-target.ts";

export interface RuleDraft {
  readonly target: Target;
  readonly faults: readonly TargetFault[];
  /** Services that a rule may name: the study's, and those that its plan names. */
  readonly serviceIds: readonly string[];
  /** `mergeKey`: edits that carry the same in a row are one step back. */
  readonly change: (next: Target, mergeKey?: string) => void;
  readonly changeRule: (next: Rule, mergeKey?: string) => void;
}

interface Written {
  readonly target: Target;
  /** The target as it was when this was written; another one comes from undo, redo or a file. */
  readonly basis: Target;
}

export function useRuleDraft(study: StudyView, target: Target): RuleDraft {
  const [written, setWritten] = useState<Written>({ target, basis: target });
  const isStale = written.basis !== target;
  if (isStale) setWritten({ target, basis: target });
  const shown = isStale ? target : written.target;
  const serviceIds = useMemo(() => listKnownServiceIds(study), [study]);
  const facts = useMemo(() => ({ serviceIds: new Set(serviceIds) }), [serviceIds]);
  const change = (next: Target, mergeKey?: string): void => {
    const canStand = findFormFaults(next, facts).length === 0;
    setWritten({ target: next, basis: canStand ? next : target });
    if (canStand) editTarget(next, mergeKey === undefined ? undefined : `rule ${next.id} ${mergeKey}`);
  };
  return {
    target: shown,
    faults: findFormFaults(shown, facts),
    serviceIds,
    change,
    changeRule: (rule, mergeKey) => change({ ...shown, rule }, mergeKey),
  };
}

/** A file may hold a reading without a name; whoever writes one gives it one. */
function findFormFaults(target: Target, facts: TargetFacts): readonly TargetFault[] {
  const nameless = target.readings.flatMap(({ title }, index): TargetFault[] =>
    title.zh.trim() === "" && title.en.trim() === ""
      ? [{ field: `readings.${index}.title`, code: "no-name", value: "" }]
      : [],
  );
  return [...findTargetFaults(target, facts), ...nameless];
}

/** A plan may name kinds that its study has no layer of. */
function listKnownServiceIds({ services, targets }: StudyView): string[] {
  const named = targets
    .flatMap(({ rule, readings }) => [rule, ...readings.map((reading) => reading.rule)])
    .flatMap(namedServiceIds);
  return [...new Set([...services.map(({ id }) => id), ...named])];
}

function namedServiceIds(rule: Rule): readonly string[] {
  if ("needs" in rule) return rule.needs.flatMap(({ serviceIds }) => serviceIds);
  return "need" in rule && rule.need !== null ? rule.need.serviceIds : [];
}
