/** Fields of a circle: what its pass share is a share of, the other way to travel that will do as well, and whether a place is asked for. */
import { PROFILES, type ProfileId } from "../../../core/model/parameters.ts";
import type { ServiceAreaRule } from "../../../core/plan/judge/judge-service-area.ts";
import type { OtherWay, Reach } from "../../../core/plan/target.ts";
import { useText } from "../../strings/text.ts";
import { NumberField, SelectField } from "./fields.tsx";

interface CircleProps {
  readonly rule: ServiceAreaRule;
  /** Where the rule stands in its target, as faults name it. */
  readonly path: string;
  readonly onChange: (next: ServiceAreaRule, mergeKey?: string) => void;
}

/** The rule with another reach: a straight one asks for no other way and no places, another measure brings its limit with it. */
export function withMeasure(rule: ServiceAreaRule, reach: Reach): ServiceAreaRule {
  const { otherWay, ...rest } = rule;
  if (isStraight(reach)) return { ...withPlaces(rest, false), reach };
  if (otherWay === undefined) return { ...rest, reach };
  const isAlike = otherWay.reach === null || otherWay.reach.kind === reach.kind;
  return { ...rest, reach, otherWay: isAlike ? otherWay : { ...otherWay, reach: null } };
}

function isStraight(reach: Reach): boolean {
  return reach.kind === "distance" && reach.measure === "straight";
}

function withPlaces({ withPlaces: _before, ...rule }: ServiceAreaRule, isAsked: boolean): ServiceAreaRule {
  return isAsked ? { ...rule, withPlaces: true } : rule;
}

/** Whether who counts also finds a place; a rule that shares none out may only give the wish up. */
export function PlacesField({ rule, path, onChange }: CircleProps) {
  const { t } = useText();
  const { reach, needs, denominator, withPlaces: isAsked = false } = rule;
  const canAsk = !isStraight(reach) && needs.length < 2 && denominator !== "land";
  return (
    <SelectField
      label={t("ruleEditor.counted")}
      field={`${path}.withPlaces`}
      value={isAsked ? "with" : "reach"}
      isDisabled={!canAsk && !isAsked}
      options={(["reach", "with"] as const).map((id) => [id, t(`ruleEditor.counted.${id}`)])}
      onChange={(id) => onChange(withPlaces(rule, id === "with"))}
    />
  );
}

/** People or residential land; land belongs to no group. */
export function DenominatorField({ rule, path, onChange }: CircleProps) {
  const { t } = useText();
  const change = (id: string): void => {
    const { denominator: _before, ...rest } = rule;
    onChange(id === "land" ? { ...rest, groupId: "all", denominator: "land" } : rest);
  };
  return (
    <SelectField
      label={t("circle.editor.denominator")}
      field={`${path}.denominator`}
      value={rule.denominator ?? "people"}
      options={(["people", "land"] as const).map((id) => [id, t(`circle.editor.denominator.${id}`)])}
      onChange={change}
    />
  );
}

export function OtherWayFields({ rule, path, onChange }: CircleProps) {
  const { t } = useText();
  const { otherWay, reach } = rule;
  const isLaidStraight = isStraight(reach);
  const put = (next: OtherWay | null, mergeKey?: string): void => {
    const { otherWay: _before, ...rest } = rule;
    onChange(next === null ? rest : { ...rest, otherWay: next }, mergeKey);
  };
  const others = (Object.keys(PROFILES) as ProfileId[]).filter(
    (id) => id !== rule.profileId || id === otherWay?.profileId,
  );
  return (
    <>
      <SelectField
        label={t("circle.editor.otherWay")}
        field={`${path}.otherWay.profileId`}
        value={otherWay?.profileId ?? ""}
        isDisabled={isLaidStraight && otherWay === undefined}
        options={[
          ["", t(isLaidStraight ? "circle.editor.otherWay.straight" : "circle.editor.otherWay.none")],
          ...others.map((id) => [id, t(`ruleEditor.profile.${id}`)] as const),
        ]}
        onChange={(id) => put(id === "" ? null : { profileId: id as ProfileId, reach: otherWay?.reach ?? null })}
      />
      {otherWay && (
        <SelectField
          label={t("circle.editor.otherLimit")}
          field={`${path}.otherWay.whose`}
          value={otherWay.reach === null ? "same" : "own"}
          options={(["same", "own"] as const).map((id) => [id, t(`circle.editor.otherLimit.${id}`)])}
          onChange={(whose) => put({ ...otherWay, reach: whose === "same" ? null : reach })}
        />
      )}
      {otherWay?.reach && (
        <OwnLimitField
          limit={otherWay.reach}
          path={`${path}.otherWay`}
          onChange={(own) => put({ ...otherWay, reach: own }, "otherWay")}
        />
      )}
    </>
  );
}

function OwnLimitField({
  limit,
  path,
  onChange,
}: {
  readonly limit: Reach;
  readonly path: string;
  readonly onChange: (limit: Reach) => void;
}) {
  const { t } = useText();
  return limit.kind === "time" ? (
    <NumberField
      label={t("circle.editor.otherMinutes")}
      field={`${path}.reach.seconds`}
      value={limit.seconds / 60}
      unit={t("ruleEditor.minutes")}
      onChange={(minutes) => onChange({ kind: "time", seconds: (minutes ?? Number.NaN) * 60 })}
    />
  ) : (
    <NumberField
      label={t("circle.editor.otherMetres")}
      field={`${path}.reach.metres`}
      value={limit.metres}
      unit={t("ruleEditor.metres")}
      onChange={(metres) => onChange({ ...limit, metres: metres ?? Number.NaN })}
    />
  );
}
