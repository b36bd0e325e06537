/** Whether a target asks for places: its result then rests on the norms of capacity too. */
import type { Rule, Target } from "./target.ts";

export function asksPlaces({ rule, readings }: Target): boolean {
  return isOfPlaces(rule) || readings.some((reading) => isOfPlaces(reading.rule));
}

function isOfPlaces(rule: Rule): boolean {
  return rule.kind === "service-area" && rule.withPlaces === true;
}
