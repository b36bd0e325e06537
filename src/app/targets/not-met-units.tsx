import { memo, useMemo } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { unitIdsNotMet } from "../../core/plan/unit-figures.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { targetUnitId } from "./target-on-map.ts";

const MOST_LISTED = 300;

/** The units that do not meet a target; each leads to its place on the map. */
export const NotMetUnits = memo(function NotMetUnits({
  study,
  target,
  result,
}: {
  readonly study: StudyView;
  readonly target: Target;
  readonly result: TargetResult;
}) {
  const { t } = useText();
  const members = useMemo(() => membersByUnit(study, target), [study, target]);
  if (result.share === null) return null;
  const ids = unitIdsNotMet(result.units);
  const { unitsById, indexById } = unitTree(study);
  const nameOf = (id: string): string => {
    const index = indexById.get(id);
    return index === undefined ? (unitsById.get(id)?.name ?? id) : (study.communities.names[index] ?? id);
  };
  const go = (id: string) => {
    const index = indexById.get(id);
    if (index !== undefined) return selectCommunity(index);
    const communityIndexes = members.get(id) ?? [];
    if (communityIndexes.length > 0) useView.getState().fly({ kind: "communities", communityIndexes });
  };
  return (
    <section className="not-met-units">
      <h3>
        {t("targets.notMetUnits")} <span className="quiet">{formatCount(ids.length)}</span>
      </h3>
      {ids.length === 0 ? (
        <p className="panel-note">{t("targets.notMetUnits.none")}</p>
      ) : (
        <ul>
          {ids.slice(0, MOST_LISTED).map((id) => (
            <li key={id}>
              <button type="button" className="link" onClick={() => go(id)}>
                {nameOf(id)}
              </button>
            </li>
          ))}
          {ids.length > MOST_LISTED && <li className="quiet">+ {formatCount(ids.length - MOST_LISTED)}</li>}
        </ul>
      )}
    </section>
  );
});

function membersByUnit(study: StudyView, target: Target): Map<string, number[]> {
  const members = new Map<string, number[]>();
  for (let index = 0; index < study.communities.count; index++) {
    const id = targetUnitId(study, target.unit, index);
    if (id === "") continue;
    const list = members.get(id) ?? [];
    list.push(index);
    members.set(id, list);
  }
  return members;
}
