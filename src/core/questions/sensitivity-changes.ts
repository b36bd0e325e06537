/**
 * What is changed, one thing at a time, to see how firmly a verdict stands: by rule kind
 * the assumptions that a plan leaves open, each as data, and the rule so changed.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { GroupId } from "../model/demand.ts";
import type { AnalysisParameters, ProfileId } from "../model/parameters.ts";
import type { AtLeastRule } from "../plan/judge/judge-at-least.ts";
import type { CommunityPoint } from "../plan/judge/judge-at-one-point.ts";
import type { ServiceAreaRule } from "../plan/judge/judge-service-area.ts";
import type { AmountRule } from "../plan/judge/measure-amount.ts";
import { layStraight } from "../plan/judge/straight-reach.ts";
import { waysOf } from "../plan/judge/ways.ts";
import type { FacilityNeed, Reach, Rule } from "../plan/target.ts";

/**
 * A factor on the pace (or on the metres of a distance, or on the least people of a unit), a share, metres, a kind or
 * a filter left out, another number asked for, another group, everybody of a community at one point, facilities
 * outside the border counted too, one of two ways alone.
 */
export type SensitivityChange =
  | { readonly kind: "none" }
  | { readonly kind: "pace" | "distance" | "minimum-people"; readonly factor: number }
  | { readonly kind: "pass-share"; readonly passShare: number }
  | { readonly kind: "snap-radius" | "near-border"; readonly metres: number }
  | { readonly kind: "straight" }
  | { readonly kind: "one-way"; readonly profileId: ProfileId }
  | { readonly kind: "one-point"; readonly point: CommunityPoint }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "group"; readonly groupId: GroupId }
  | { readonly kind: "without"; readonly serviceId: string }
  | { readonly kind: "without-filter"; readonly needIndex: number; readonly attribute: string };

/** What a change makes of a rule and of the run. */
export interface ChangedRule<Changed extends Rule> {
  readonly rule: Changed;
  readonly parameters: AnalysisParameters;
}

const FACTORS = [0.8, 0.9, 1.1, 1.2] as const;
const PASS_STEPS = [-0.1, 0.1] as const;
const SNAP_FACTORS = [0.5, 2] as const;
const POINTS: readonly CommunityPoint[] = ["people-centre", "label"];
/** How far outside a unit a facility may stand and still serve it. */
const BORDER_METRES = 300;
/** Groups that stand for the elderly: a plan that says no age may mean either. */
const ELDERLY: readonly GroupId[] = ["60+", "65+"];

/** The changes of a rule, the first of which changes nothing; none where the rule cannot be measured. */
export function listChanges(
  session: AnalysisSession,
  rule: Rule,
  parameters: AnalysisParameters,
): readonly SensitivityChange[] {
  const none = { kind: "none" } as const;
  switch (rule.kind) {
    case "service-area":
      return [none, ...listCircleChanges(rule, parameters), ...listLeftOut(session, rule.needs)];
    case "at-least-per-unit":
      return [none, ...listAtLeastChanges(rule), ...listLeftOut(session, rule.needs)];
    case "ratio":
    case "share-with-property":
    case "added-since": {
      if (rule.need === null) return [];
      return [none, ...listGroups(session, rule), ...listLeftOut(session, [rule.need])];
    }
    default:
      return [];
  }
}

function listCircleChanges(rule: ServiceAreaRule, parameters: AnalysisParameters): SensitivityChange[] {
  const { reach } = rule;
  const passShare = rule.passShare ?? parameters.passShare;
  const isStraight = reach.kind === "distance" && reach.measure === "straight";
  const kind = reach.kind === "time" ? "pace" : "distance";
  return [
    ...FACTORS.map((factor) => ({ kind, factor }) as const),
    ...PASS_STEPS.map((step) => Math.round((passShare + step) * 100) / 100)
      .filter((share) => share > 0 && share <= 1)
      .map((share) => ({ kind: "pass-share", passShare: share }) as const),
    ...(isStraight
      ? []
      : [
          ...SNAP_FACTORS.map(
            (factor) => ({ kind: "snap-radius", metres: parameters.snapRadiusMetres * factor }) as const,
          ),
          { kind: "straight" } as const,
        ]),
    ...listWays(rule),
    // One point would be all of a community's people; its land lies where it lies.
    ...(rule.denominator === "land" ? [] : POINTS.map((point) => ({ kind: "one-point", point }) as const)),
  ];
}

/** Each of two ways by itself. */
function listWays({ profileId, otherWay }: ServiceAreaRule): SensitivityChange[] {
  if (otherWay === undefined || profileId === null) return [];
  return [profileId, otherWay.profileId].map((each) => ({ kind: "one-way", profileId: each }));
}

function listAtLeastChanges({ count, minimumPeople = 0 }: AtLeastRule): SensitivityChange[] {
  return [
    ...(minimumPeople > 0 ? FACTORS.map((factor) => ({ kind: "minimum-people", factor }) as const) : []),
    ...[count - 1, count + 1].filter((each) => each > 0).map((each) => ({ kind: "count", count: each }) as const),
    { kind: "near-border", metres: BORDER_METRES },
  ];
}

function listGroups(session: AnalysisSession, rule: AmountRule): SensitivityChange[] {
  if (rule.kind !== "ratio" || !ELDERLY.includes(rule.groupId)) return [];
  return ELDERLY.filter(
    (groupId) => groupId !== rule.groupId && session.study.demand.people[groupId] !== undefined,
  ).map((groupId) => ({ kind: "group", groupId }));
}

/** A kind may be left out where another one of its need has a layer; every filter may. */
function listLeftOut(session: AnalysisSession, needs: readonly FacilityNeed[]): SensitivityChange[] {
  const removable = needs.flatMap(({ serviceIds }) => {
    const present = serviceIds.filter((id) => session.facilities(id) !== undefined);
    return present.length > 1 ? present : [];
  });
  return [
    ...[...new Set(removable)].map((serviceId) => ({ kind: "without", serviceId }) as const),
    ...needs.flatMap(({ filters = [] }, needIndex) =>
      filters.map(({ attribute }) => ({ kind: "without-filter", needIndex, attribute }) as const),
    ),
  ];
}

/** The circle so changed; the grain is no part of the rule and changes nothing here. */
export function changeCircle(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  parameters: AnalysisParameters,
  change: SensitivityChange,
): ChangedRule<ServiceAreaRule> {
  const { reach, otherWay } = rule;
  switch (change.kind) {
    case "pace":
    case "distance": {
      const other = otherWay?.reach ? { ...otherWay, reach: stretch(otherWay.reach, change.factor) } : otherWay;
      const stretched = { ...rule, reach: stretch(reach, change.factor) };
      return { rule: other ? { ...stretched, otherWay: other } : stretched, parameters };
    }
    case "one-way": {
      const { otherWay: _other, ...own } = rule;
      if (otherWay === undefined || change.profileId !== otherWay.profileId) return { rule: own, parameters };
      // As the rule itself counts it: the other way keeps its own profile and pace.
      const [, way] = waysOf(rule, parameters);
      return {
        rule: { ...own, profileId: otherWay.profileId, reach: otherWay.reach ?? reach },
        parameters: way?.parameters ?? parameters,
      };
    }
    case "pass-share":
      return { rule: { ...rule, passShare: change.passShare }, parameters };
    case "snap-radius":
      return { rule, parameters: { ...parameters, snapRadiusMetres: change.metres } };
    case "straight":
      return { rule: layStraight(session, rule, parameters), parameters };
    default:
      return { rule: { ...rule, needs: leaveOut(rule.needs, change) }, parameters };
  }
}

function stretch(reach: Reach, factor: number): Reach {
  return reach.kind === "time"
    ? { ...reach, seconds: reach.seconds * factor }
    : { ...reach, metres: reach.metres * factor };
}

/** The rule so changed; facilities outside the border are no part of the rule. */
export function changeAtLeast(rule: AtLeastRule, change: SensitivityChange): AtLeastRule {
  if (change.kind === "minimum-people")
    return { ...rule, minimumPeople: Math.round((rule.minimumPeople ?? 0) * change.factor) };
  if (change.kind === "count") return { ...rule, count: change.count };
  return { ...rule, needs: leaveOut(rule.needs, change) };
}

export function changeAmount(rule: AmountRule, change: SensitivityChange): AmountRule {
  if (change.kind === "group") return rule.kind === "ratio" ? { ...rule, groupId: change.groupId } : rule;
  const [need = rule.need] = rule.need === null ? [] : leaveOut([rule.need], change);
  return { ...rule, need };
}

function leaveOut(needs: readonly FacilityNeed[], change: SensitivityChange): readonly FacilityNeed[] {
  if (change.kind === "without")
    return needs.map((need) =>
      need.serviceIds.length > 1
        ? { ...need, serviceIds: need.serviceIds.filter((id) => id !== change.serviceId) }
        : need,
    );
  if (change.kind === "without-filter")
    return needs.map((need, index) =>
      index === change.needIndex
        ? { ...need, filters: need.filters?.filter(({ attribute }) => attribute !== change.attribute) ?? [] }
        : need,
    );
  return needs;
}
