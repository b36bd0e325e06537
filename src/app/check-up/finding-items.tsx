import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { CheckItem, Finding } from "../../core/questions/check-up/finding.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { useCheckUp } from "./check-up-store.ts";
import { itemWords } from "./check-up-words.ts";

const ROW_HEIGHT = 44;
/** Half a row more shows that there are more. */
const MOST_ROWS = 6.5;
/** Close enough to see a facility's door, a gap, a gate. */
const CLOSE_ZOOM = 16;
const WIDE_ZOOM = 12;

/** The rows of a finding; a click flies there and fills the ring on the map. */
export function FindingItems({ study, finding }: { readonly study: StudyView; readonly finding: Finding }) {
  const text = useText();
  const { t } = text;
  const chosen = useCheckUp((state) => state.chosen);
  const scroller = useRef<HTMLDivElement>(null);
  const { items } = finding;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  return (
    <div
      ref={scroller}
      className="check-items"
      data-testid="check-items"
      style={{ height: ROW_HEIGHT * Math.min(items.length, MOST_ROWS) }}
    >
      <ul
        aria-label={t("check.list", { title: t(`check.title.${finding.id}`) })}
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const item = items[index] as CheckItem;
          const { title, note, figure } = itemWords(text, study, finding, item);
          return (
            <li
              key={`${item.layer} ${item.index} ${item.id}`}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              style={{ transform: `translateY(${start}px)` }}
            >
              <button
                type="button"
                aria-pressed={index === chosen}
                disabled={item.position === null}
                onClick={() => flyTo(item, index)}
              >
                <span className="check-item-title">{title}</span>
                <span className="check-item-figure number">{figure}</span>
                <span className="check-item-note">{note}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function flyTo({ layer, index, position }: CheckItem, place: number): void {
  useCheckUp.getState().put({ chosen: place });
  const { fly } = useView.getState();
  if (layer === "communities" && index >= 0) fly({ kind: "community", communityIndex: index });
  else if (position) fly({ kind: "camera", center: position, zoom: layer === "barriers" ? WIDE_ZOOM : CLOSE_ZOOM });
}
