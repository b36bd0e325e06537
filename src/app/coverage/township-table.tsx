import { shortfallByParent } from "../../core/coverage/coverage-answer.ts";
import { formatCount, formatShare } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";

/** The shortfall by township, worst first; those that hold half of it together are marked. */
export function TownshipTable({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const { study, coverage, indexes, answer } = shown;
  const rows = shortfallByParent(coverage, indexes, study.communities.parentIds);
  const half = new Set(answer.worstParents.map(({ parentId }) => parentId));
  const { unitsById } = unitTree(study);
  return (
    <div className="townships">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("gaps.parent")}</th>
            <th scope="col" className="number">
              {t(`gaps.short.${study.demand.unit}`)}
            </th>
            <th scope="col" className="number">
              {t("gaps.share")}
            </th>
            <th scope="col" className="number">
              {t("gaps.notMet")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.parentId} data-half={half.has(row.parentId)}>
              <td>
                <button
                  type="button"
                  className="link"
                  onClick={() =>
                    useView.getState().fly({ kind: "communities", communityIndexes: row.communityIndexes })
                  }
                >
                  {unitsById.get(row.parentId)?.name ?? row.parentId}
                </button>
              </td>
              <td className="number">{formatCount(row.peopleShort)}</td>
              <td className="number">{formatShare(1 - row.peopleShort / row.people)}</td>
              <td className="number">
                {formatCount(row.notMet)} / {formatCount(row.tested)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
