/** On what the figures of a chart rest, in English: the same parts as `report/words/basis-lines` has in Chinese. */
import type { AnalysisResult } from "../../../core/analysis-result.ts";
import type { ServiceCoverage } from "../../../core/coverage/coverage-result.ts";
import type { DemandUnit, GroupId } from "../../../core/model/demand.ts";
import { formatCount } from "../../../core/model/format-number.ts";
import { DEFAULT_PARAMETERS, PROFILES, type ProfileId } from "../../../core/model/parameters.ts";
import { communitiesInScope, type Scope } from "../../../core/model/scope.ts";
import type { Study } from "../../../core/model/study.ts";
import { unitTree } from "../../../core/model/unit-tree.ts";
import { describeConditions } from "../../../core/plan/words/condition-sentences.ts";
import { writePlain } from "../../words/basis-lines.ts";

const DEFAULT_MARK = " (default)";

const RESIDENTS: Readonly<Record<GroupId, string>> = {
  all: "residents",
  "0-2": "children aged 0–2",
  "3-6": "children aged 3–6",
  "6-15": "children aged 6–15",
  "60+": "residents aged 60+",
  "65+": "residents aged 65+",
  "80+": "residents aged 80+",
};

const INSTEAD: Readonly<Record<Exclude<DemandUnit, "people">, string>> = {
  "residential-floor-m2": "residential floor area",
  "residential-street-m": "residential street length",
};

const TRAVEL: Readonly<Record<ProfileId, string>> = {
  adult: "on foot (adults)",
  elderly: "on foot (older people)",
  child: "on foot (children with an adult)",
  wheelchair: "by wheelchair",
  cycle: "by bicycle",
};

const KINDS: Readonly<Record<Scope["kind"], readonly [one: string, more: string]>> = {
  all: ["community or village", "communities and villages"],
  urban: ["urban community", "urban communities"],
  village: ["village", "villages"],
};
const CORE = "Pingcheng and Yungang";

/** residents aged 60+; residential floor area in a study without people. */
export function groupEn(groupId: GroupId, unit: DemandUnit): string {
  return unit === "people" ? RESIDENTS[groupId] : INSTEAD[unit];
}

/** 1 village, 77 villages. */
export function countEn(count: number, one: string, more: string): string {
  return `${formatCount(count)} ${count === 1 ? one : more}`;
}

/** The kind of communities is not told. */
export function communitiesEn(count: number): string {
  return countEn(count, ...KINDS.all);
}

/** data as of 2020-11-01; demonstration data. */
export function dateEn({ date, demonstration }: Pick<Study, "date" | "demonstration">): string {
  return [
    date ? `data as of ${date}` : "date of data not stated",
    ...(demonstration ? ["demonstration data"] : []),
  ].join("; ");
}

/** scope: the 155 urban communities of Pingcheng and Yungang. */
export function scopeEn(study: Pick<Study, "communities" | "units">, scope: Scope): string {
  const { areaId, kind } = scope;
  const communities = countEn(communitiesInScope(study, scope).length, ...KINDS[kind]);
  if (areaId === "all") return `scope: all ${communities}`;
  const area = areaId === "core" ? CORE : (unitTree(study).unitsById.get(areaId)?.name ?? areaId);
  return `scope: the ${communities} of ${area}`;
}

/** Whom, how far, when a community passes, as of when. */
export function basisPartsEn(
  study: Pick<Study, "date" | "demonstration" | "demand" | "streets">,
  { parameters }: Pick<AnalysisResult, "parameters">,
  coverage: ServiceCoverage,
): string[] {
  const { profileId, groupId } = coverage;
  const hasElevations = study.streets.elevations !== undefined;
  const conditions = describeConditions(hasElevations, PROFILES[profileId], parameters, "time");
  return [
    `counted: ${groupEn(groupId, study.demand.unit)}`,
    reachEn(coverage, parameters),
    ...conditions.map(({ en }) => en.charAt(0).toLowerCase() + en.slice(1)),
    passEn(parameters.passShare),
    dateEn(study),
  ];
}

/** 15 minutes along streets on foot (older people) at 0.8 m/s (default). */
function reachEn(
  { profileId, speedMetresPerSecond, cutoffSeconds }: ServiceCoverage,
  parameters: AnalysisResult["parameters"],
): string {
  const isChosen =
    cutoffSeconds !== DEFAULT_PARAMETERS.cutoffSeconds ||
    parameters.profileId !== null ||
    speedMetresPerSecond !== PROFILES[profileId].speedMetresPerSecond;
  const minutes = `${writePlain(cutoffSeconds / 60)} minutes along streets`;
  return `${minutes} ${TRAVEL[profileId]} at ${writePlain(speedMetresPerSecond)} m/s${isChosen ? "" : DEFAULT_MARK}`;
}

function passEn(passShare: number): string {
  const mark = passShare === DEFAULT_PARAMETERS.passShare ? DEFAULT_MARK : "";
  return `a community passes with ${writePlain(passShare * 100)}% or more within reach${mark}`;
}
