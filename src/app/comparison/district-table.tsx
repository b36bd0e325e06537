import { formatCount, formatShare } from "../../core/model/format-number.ts";
import type { ComparedSide, CoverChange, SideChange } from "../../core/questions/compare-scenarios.ts";
import type { ScenarioComparisonAnswer } from "../../worker/protocol.ts";
import { Figure } from "../figures/figure.tsx";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { ComparisonHead } from "./comparison-head.tsx";
import { idOfSide } from "./comparison-view.ts";
import { communitiesOfDistrict, districtName, hasMoved } from "./comparison-words.ts";

/** Districts down, scenarios across: people newly covered and people who lose cover, each by themselves. */
export function DistrictTable({
  answer,
  shown,
  caption,
}: {
  readonly answer: ScenarioComparisonAnswer;
  readonly shown: ShownCoverage;
  readonly caption: string;
}) {
  const { t } = useText();
  const [first] = answer.changes;
  const showsMoves = hasMoved(answer.changes);
  if (!first) return null;
  return (
    <table className="comparison-table" data-testid="comparison-districts">
      <caption>{caption}</caption>
      <ComparisonHead
        answer={answer}
        rows={t("compare.district")}
        reference={{
          columns: 2,
          heads: (
            <>
              <th scope="col" className="number comparison-first">
                {t("compare.people")}
              </th>
              <th scope="col" className="number">
                {t("compare.covered")}
              </th>
            </>
          ),
        }}
        side={{ columns: showsMoves ? 4 : 3, heads: <SideHeads showsMoves={showsMoves} /> }}
      />
      <tbody>
        <DistrictRow answer={answer} shown={shown} unitId={null} showsMoves={showsMoves} />
        {first.districts.map(({ unitId }) => (
          <DistrictRow key={unitId} answer={answer} shown={shown} unitId={unitId} showsMoves={showsMoves} />
        ))}
      </tbody>
    </table>
  );
}

function SideHeads({ showsMoves }: { readonly showsMoves: boolean }) {
  const { t } = useText();
  return (
    <>
      <th scope="col" className="number comparison-first">
        {t("compare.covered")}
      </th>
      <th scope="col" className="number">
        {t("compare.gained")}
      </th>
      <th scope="col" className="number">
        {t("compare.lost")}
      </th>
      {showsMoves && (
        <th scope="col" className="number" title={t("compare.moved.note")}>
          {t("compare.moved")}
        </th>
      )}
    </>
  );
}

function DistrictRow({
  answer,
  shown,
  unitId,
  showsMoves,
}: {
  readonly answer: ScenarioComparisonAnswer;
  readonly shown: ShownCoverage;
  /** Null: all of the scope. */
  readonly unitId: string | null;
  readonly showsMoves: boolean;
}) {
  const text = useText();
  const { t } = text;
  const fly = useView((state) => state.fly);
  const { study, indexes } = shown;
  const find = ({ districts, total }: SideChange): CoverChange =>
    districts.find((each) => each.unitId === unitId) ?? total;
  const [first] = answer.changes;
  if (!first) return null;
  const base = find(first);
  const communityIndexes = communitiesOfDistrict(study, indexes, unitId);
  return (
    <tr data-district={unitId ?? "all"} className={unitId === null ? "comparison-total" : undefined}>
      <th scope="row">
        <button type="button" className="link" onClick={() => fly({ kind: "communities", communityIndexes })}>
          {unitId === null ? t("figure.sum") : districtName(text, study, unitId)}
        </button>
      </th>
      <td className="number comparison-first">
        <Figure of={{ kind: "comparison", scenarioId: idOfSide(answer.sides[1] ?? null), unitId }}>
          {formatCount(base.peopleBefore)}
        </Figure>
      </td>
      <td className="number">
        <Figure of={{ kind: "comparison", scenarioId: idOfSide(answer.sides[1] ?? null), unitId }}>
          {formatCount(base.coveredBefore)}
        </Figure>
        <small>{formatShare(base.coveredBefore / base.peopleBefore)}</small>
      </td>
      {answer.changes.map((change) => (
        <ChangeCells
          key={change.sideIndex}
          change={find(change)}
          side={answer.sides[change.sideIndex] ?? null}
          unitId={unitId}
          showsMoves={showsMoves}
        />
      ))}
    </tr>
  );
}

function ChangeCells({
  change,
  side,
  unitId,
  showsMoves,
}: {
  readonly change: CoverChange;
  readonly side: ComparedSide | null;
  readonly unitId: string | null;
  readonly showsMoves: boolean;
}) {
  const of = { kind: "comparison", scenarioId: idOfSide(side), unitId } as const;
  const moved = change.arrivedCovered - change.departedCovered;
  return (
    <>
      <td className="number comparison-first">
        <Figure of={of}>{formatCount(change.coveredAfter)}</Figure>
        <small>{formatShare(change.coveredAfter / change.peopleAfter)}</small>
      </td>
      <td className="number" data-gained={Math.round(change.gained) > 0}>
        <Figure of={of}>{withSign(change.gained, "+")}</Figure>
      </td>
      <td className="number" data-lost={Math.round(change.lost) > 0}>
        <Figure of={of}>{withSign(change.lost, "−")}</Figure>
      </td>
      {showsMoves && (
        <td className="number">
          <Figure of={of}>{withSign(Math.abs(moved), moved < 0 ? "−" : "+")}</Figure>
        </td>
      )}
    </>
  );
}

/** Nobody has no sign. */
export function withSign(people: number, sign: "+" | "−"): string {
  const size = formatCount(people);
  return size === "0" ? size : `${sign}${size}`;
}

/** With its sign, in the words of the page. */
export function signedAmount(value: number, write: (size: number) => string): string {
  return `${value < 0 ? "−" : value > 0 ? "+" : ""}${write(Math.abs(value))}`;
}
