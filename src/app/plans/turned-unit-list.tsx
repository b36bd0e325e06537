import { useEffect } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { TurnedUnits } from "../../core/plan/compare-plans.ts";
import type { TargetUnit } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import { type ComparedUnits, useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { targetUnitId } from "../targets/target-on-map.ts";

const MOST_LISTED = 200;

/** The units that a change of plan turns, by name; the map colours them, moves to all of them, and to each that is chosen. */
export function TurnedUnitList({
  study,
  compared,
  turned,
}: {
  readonly study: StudyView;
  readonly compared: ComparedUnits;
  readonly turned: TurnedUnits;
}) {
  const { t } = useText();
  const { targetId, title, unit, before, after } = compared;
  useEffect(() => {
    const { show } = useView.getState();
    show({ comparedUnits: { targetId, title, unit, before, after } });
    return () => show({ comparedUnits: null });
  }, [targetId, title, unit, before, after]);
  const ids = [...turned.met, ...turned.lost];
  const key = ids.join("\n");
  // The key says all that the list does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same units in a new list move no map
  useEffect(() => flyToUnits(study, unit, ids), [study, unit, key]);
  return (
    <div className="turned-units">
      {(["met", "lost"] as const)
        .filter((way) => turned[way].length > 0)
        .map((way) => (
          <div key={way}>
            <h4>
              {t(`plans.turned.${way}`)} <span className="quiet">{formatCount(turned[way].length)}</span>
            </h4>
            <ul>
              {turned[way].slice(0, MOST_LISTED).map((id) => (
                <li key={id}>
                  <button type="button" className="link" onClick={() => goToUnit(study, unit, id)}>
                    {unitName(study, id)}
                  </button>
                </li>
              ))}
              {turned[way].length > MOST_LISTED && (
                <li className="quiet">+ {formatCount(turned[way].length - MOST_LISTED)}</li>
              )}
            </ul>
          </div>
        ))}
    </div>
  );
}

function unitName(study: StudyView, id: string): string {
  const { unitsById, indexById } = unitTree(study);
  const index = indexById.get(id);
  return index === undefined ? (unitsById.get(id)?.name ?? id) : (study.communities.names[index] ?? id);
}

function goToUnit(study: StudyView, unit: TargetUnit, id: string): void {
  const index = unitTree(study).indexById.get(id);
  if (index !== undefined) selectCommunity(index);
  else flyToUnits(study, unit, [id]);
}

function flyToUnits(study: StudyView, unit: TargetUnit, ids: readonly string[]): void {
  const wanted = new Set(ids);
  const communityIndexes = study.communities.ids.flatMap((_, index) =>
    wanted.has(targetUnitId(study, unit, index)) ? [index] : [],
  );
  if (communityIndexes.length > 0) useView.getState().fly({ kind: "communities", communityIndexes });
}
