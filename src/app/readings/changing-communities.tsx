import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { formatCount, formatDemand, formatShare } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { ReadingComparison } from "../../core/questions/compare-readings.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { selectCommunity } from "../coverage/select-community.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { verdictOf } from "./reading-words.ts";

const ROW_HEIGHT = 30;
const MOST_ROWS_SHOWN = 10;

/** Communities that are met in one reading and not in another, most people first; a click leads to the place. */
export function ChangingCommunities({
  study,
  comparison,
}: {
  readonly study: StudyView;
  readonly comparison: ReadingComparison;
}) {
  const { t, local, language } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const hover = useView((state) => state.hover);
  const selected = useView((state) => state.selectedCommunityIndex);
  const { changingIndexes, people } = comparison;
  const readings = comparison.readings.filter(({ state }) => state === "tested");
  const virtual = useVirtualizer({
    count: changingIndexes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  if (readings.length < 2) return <p className="panel-note">{t("readings.changing.tooFew")}</p>;
  if (changingIndexes.length === 0) return <p className="panel-note">{t("readings.changing.none")}</p>;
  const { unitsById, townshipIds, countyIds } = unitTree(study);
  const total = changingIndexes.reduce((sum, index) => sum + (people[index] ?? 0), 0);
  const columns = {
    gridTemplateColumns: `minmax(120px, 1.4fr) minmax(90px, 1fr) 76px repeat(${readings.length}, minmax(82px, 1fr))`,
  };
  return (
    <section className="changing" aria-label={t("readings.changing")}>
      <h3>
        {t("readings.changing")}{" "}
        <span className="quiet">
          {t("readings.changing.count", {
            count: formatCount(changingIndexes.length),
            people: formatDemand(total, study.demand.unit, language),
          })}
        </span>
      </h3>
      <div
        role="table"
        aria-rowcount={changingIndexes.length + 1}
        aria-label={t("readings.changing")}
        data-testid="changing-communities"
      >
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className="changing-row changing-head" style={columns}>
            <div role="columnheader">{t("readings.changing.name")}</div>
            <div role="columnheader">{t("readings.changing.county")}</div>
            <div role="columnheader" className="number">
              {t("readings.changing.people")}
            </div>
            {readings.map(({ readingId, reading }) => (
              <div key={readingId} role="columnheader" title={local(reading.title)}>
                {local(reading.title)}
              </div>
            ))}
          </div>
        </div>
        <div
          ref={scroller}
          className="changing-body"
          role="rowgroup"
          style={{ height: Math.min(changingIndexes.length, MOST_ROWS_SHOWN) * ROW_HEIGHT }}
        >
          <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
            {virtual.getVirtualItems().map((item) => {
              const index = changingIndexes[item.index] as number;
              const name = study.communities.names[index] ?? "";
              const township = unitsById.get(townshipIds[index] ?? "")?.name ?? "";
              const county = unitsById.get(countyIds[index] ?? "")?.name ?? "";
              return (
                <div
                  key={index}
                  role="row"
                  aria-rowindex={item.index + 2}
                  className="changing-row"
                  data-selected={index === selected}
                  style={{ ...columns, transform: `translateY(${item.start}px)` }}
                  onMouseEnter={() => hover(index)}
                  onMouseLeave={() => hover(null)}
                >
                  <div role="cell" title={name}>
                    <button type="button" className="link" onClick={() => selectCommunity(index)}>
                      {name}
                    </button>
                  </div>
                  <div role="cell" className="quiet" title={`${county} ${township}`}>
                    {county} {township}
                  </div>
                  <div role="cell" className="number">
                    {formatCount(people[index] ?? 0)}
                  </div>
                  {readings.map(({ readingId, verdicts, shares }) => (
                    <div key={readingId} role="cell" className="changing-verdict">
                      <VerdictMark verdict={verdictOf(verdicts[index])} showWord={false} />
                      <span>{formatShare(shares[index] ?? Number.NaN)}</span>
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </section>
  );
}
