/** Which service a newly opened study is looked at first: the page shows it, and the worker counts it ahead. */
import type { Study } from "./study.ts";

/** Day centres for the elderly where the study has them, else the first circle service with more than one facility. */
export function initialServiceId(study: Pick<Study, "services" | "facilities">): string | null {
  const counts = new Map(study.facilities.map(({ serviceId, count }) => [serviceId, count]));
  const circles = study.services.filter(({ circle }) => circle);
  const stocked = circles.filter(({ id }) => (counts.get(id) ?? 0) > 0);
  const several = stocked.find(({ id }) => (counts.get(id) ?? 0) > 1);
  const first = stocked.find(({ id }) => id === "elderly-day-care") ?? several ?? stocked[0] ?? circles[0];
  return first?.id ?? null;
}
