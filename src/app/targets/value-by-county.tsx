import { useEffect, useRef } from "react";
import { formatCount, formatDecimal, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { BreakdownRow } from "../../core/plan/judge/break-down.ts";
import { isShareTarget } from "../../core/plan/stated-value.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { askedOfCounty } from "./county-classes.ts";

/** A value of the whole city in each county; a county's name leads to its place on the map, a place on the map to its county's row. */
export function ValueByCounty({
  study,
  target,
  result,
}: {
  readonly study: StudyView;
  readonly target: Target;
  readonly result: TargetResult;
}) {
  const { t } = useText();
  const { breakdown } = result;
  const selectedId = useView((state) => state.selectedCountyId);
  const selectedRow = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (selectedId !== null) selectedRow.current?.scrollIntoView({ block: "nearest" });
  }, [selectedId]);
  if (breakdown.length === 0) return null;
  const { unitsById, countyIds } = unitTree(study);
  const isShare = isShareTarget(target);
  const asked = askedOfCounty(target);
  const go = (unitId: string) => {
    const communityIndexes = countyIds.flatMap((countyId, index) => (countyId === unitId ? [index] : []));
    useView.getState().show({ selectedCountyId: unitId });
    if (communityIndexes.length > 0) useView.getState().fly({ kind: "communities", communityIndexes });
  };
  const writeValue = ({ value }: BreakdownRow): string =>
    value === null ? NO_VALUE : isShare ? formatShare(value) : formatDecimal(value);
  const isStated = breakdown.some(({ facilities }) => facilities === null);
  const hasWhole = breakdown.some(({ whole }) => whole !== null);
  return (
    <section className="value-by-county" data-testid="value-by-county">
      <h3>{t("targets.byCounty")}</h3>
      <p className="quiet">{t(isStated ? "judgedMap.stated.note" : "targets.byCounty.note")}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("targets.byCounty.county")}</th>
            {!isStated && (
              <th scope="col" className="number">
                {t("targets.byCounty.facilities")}
              </th>
            )}
            <th scope="col" className="number">
              {t("targets.byCounty.amount")}
            </th>
            {hasWhole && (
              <th scope="col" className="number">
                {t(isShare ? "targets.byCounty.all" : "targets.byCounty.people")}
              </th>
            )}
            <th scope="col" className="number">
              {t("targets.byCounty.value")}
            </th>
          </tr>
        </thead>
        <tbody>
          {breakdown.map((row) => (
            <tr
              key={row.unitId}
              ref={row.unitId === selectedId ? selectedRow : undefined}
              data-county-id={row.unitId}
              aria-current={row.unitId === selectedId || undefined}
              data-below={asked !== null && row.value !== null && row.value < asked}
            >
              <th scope="row">
                {row.unitId === "" ? (
                  t("targets.byCounty.none")
                ) : (
                  <button type="button" className="link" onClick={() => go(row.unitId)}>
                    {unitsById.get(row.unitId)?.name ?? row.unitId}
                  </button>
                )}
              </th>
              {!isStated && (
                <td className="number">{row.facilities === null ? NO_VALUE : formatCount(row.facilities)}</td>
              )}
              <td className="number">{row.amount === null ? NO_VALUE : formatDecimal(row.amount)}</td>
              {hasWhole && <td className="number">{row.whole === null ? NO_VALUE : formatCount(row.whole)}</td>}
              <td className="number">{writeValue(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
