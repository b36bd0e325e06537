/** The units that a target counts, each as the communities that make it up. */
import type { AnalysisSession } from "../../analysis-session.ts";
import { type AdministrativeUnit, COUNTY_PROPER, type CommunityKind, DEVELOPMENT_ZONE } from "../../model/community.ts";
import type { Study } from "../../model/study.ts";
import { groupByAncestor } from "../../model/unit-members.ts";
import type { TargetUnit } from "../target.ts";

export interface CountedUnit {
  readonly id: string;
  readonly communityIndexes: readonly number[];
}

/**
 * Units in the study's order. “每个县区” (`county`) leaves the development zone out,
 * “每个县” (`county-proper`) counts 县 only; `county-and-zone` counts all three. Empty where the study has no such unit.
 */
export function listTargetUnits(study: Study, unit: TargetUnit): CountedUnit[] {
  const { communities } = study;
  const ofKinds = (kinds: readonly CommunityKind[]): CountedUnit[] =>
    communities.ids.flatMap((id, index) =>
      kinds.includes(communities.kinds[index] as CommunityKind) ? [{ id, communityIndexes: [index] }] : [],
    );
  if (unit === "urban-community") return ofKinds(["urban"]);
  if (unit === "village") return ofKinds(["village"]);
  if (unit === "community") return ofKinds(["urban", "village", "unit"]);
  const counted = study.units.filter((candidate) => isCounted(candidate, unit));
  const members = groupByAncestor(study);
  return counted.flatMap(({ id }) => {
    const communityIndexes = members.get(id) ?? [];
    return communityIndexes.length > 0 ? [{ id, communityIndexes }] : [];
  });
}

/** The same, remembered: they stay what they are as long as the study is open. */
export function unitsOf(session: AnalysisSession, unit: TargetUnit): readonly CountedUnit[] {
  return session.remember(`units ${unit}`, () => listTargetUnits(session.study, unit));
}

function isCounted(candidate: AdministrativeUnit, unit: TargetUnit): boolean {
  if (unit === "township") return candidate.level === "township";
  if (unit === "county") return candidate.level === "county" && candidate.type !== DEVELOPMENT_ZONE;
  if (unit === "county-and-zone") return candidate.level === "county";
  if (unit === "county-proper") return candidate.level === "county" && candidate.type === COUNTY_PROPER;
  if (unit === "development-zone") return candidate.level === "county" && candidate.type === DEVELOPMENT_ZONE;
  return unit === "city" && candidate.level === "city";
}
