/** Which of the plan's targets concern a service, and in which order they are read. */
import type { Service } from "../../core/model/facility.ts";
import type { Rule, Target, TargetResult } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";

/** Services that a rule looks for; empty for rules that need no facility layer. */
function servicesOfRule(rule: Rule): readonly string[] {
  if (rule.kind !== "service-area" && rule.kind !== "at-least-per-unit") return [];
  return rule.needs.flatMap(({ serviceIds }) => serviceIds);
}

/** The first layer of the study that a rule looks for or counts: its facilities stand on the map beside the result. */
export function firstLayerOf({ facilities }: Pick<StudyView, "facilities">, rule: Rule): string | null {
  const counted = "need" in rule && rule.need !== null ? rule.need.serviceIds : servicesOfRule(rule);
  return counted.find((id) => facilities.some(({ serviceId }) => serviceId === id)) ?? null;
}

/** Targets that name the service, then those of its field: tested before untested, else in the plan's order. */
export function targetsOfService(
  targets: readonly Target[],
  service: Pick<Service, "id" | "domain">,
  resultsById: ReadonlyMap<string, TargetResult>,
): readonly Target[] {
  const rank = (target: Target): number => {
    const tested = resultsById.get(target.id)?.share == null ? 2 : 0;
    return tested + (servicesOfRule(target.rule).includes(service.id) ? 0 : 1);
  };
  return targets
    .filter((target) => servicesOfRule(target.rule).includes(service.id) || target.domain === service.domain)
    .map((target, order) => ({ target, order }))
    .sort((a, b) => rank(a.target) - rank(b.target) || a.order - b.order)
    .map(({ target }) => target);
}
