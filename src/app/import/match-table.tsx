import { useVirtualizer } from "@tanstack/react-virtual";
import { useId, useRef, useState } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { REASON_WORDS, STATE_WORDS } from "../../io/roster/match-words.ts";
import type { ImportLayerView, ImportView, MatchRowView, RowDecision } from "../../worker/import-protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { downloadBytes } from "../frame/download.ts";
import { useNarrow } from "../narrow-screen.ts";
import { askWorker } from "../store/ask-worker.ts";
import { useText } from "../strings/text.ts";
import { communityLabels } from "./community-labels.ts";
import { decide } from "./import-commands.ts";
import { decideMatch, useImport } from "./import-store.ts";
import "./match-table.css";

const ROW_HEIGHT = 40;
/** Text above, choice below. */
const NARROW_ROW_HEIGHT = 76;
const SEARCH = "?";

type RowFilter = "waiting" | "all";

function isWaiting({ decision, isByHand }: MatchRowView): boolean {
  return decision === null || isByHand;
}

/** Every row of a list with the communities it may mean; what is not certain waits for a hand. */
export function MatchTable({ layer, view }: { readonly layer: ImportLayerView; readonly view: ImportView }) {
  const { t } = useText();
  const narrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const { matching } = layer;
  const all = matching?.rows ?? [];
  // Rows decided by hand stay where they are, so that nothing moves away under it.
  const waiting = all.filter(isWaiting);
  const [filter, setFilter] = useState<RowFilter>(waiting.length > 0 ? "waiting" : "all");
  const rows = filter === "waiting" ? waiting : all;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT),
    overscan: 8,
  });
  const labels = communityLabels(view.communities);
  const put = (label: string, decision: RowDecision | null): void =>
    void decide(decideMatch(useImport.getState().decisions, layer.title, label, decision));
  const download = async (): Promise<void> => {
    const file = await askWorker("unmatchedRows", { title: layer.title });
    if (file) downloadBytes(file.name, file.bytes);
  };
  const total = matching?.all ?? 0;
  return (
    <div className="import-matches" data-testid="import-matches">
      <div className="import-matches-head">
        <Segmented
          label={t("import.matches.filter")}
          hideLabel
          value={filter}
          options={[
            { value: "waiting", label: t("import.matches.waiting", { count: formatCount(matching?.toDecide ?? 0) }) },
            { value: "all", label: t("import.matches.all", { count: formatCount(total) }) },
          ]}
          onChange={setFilter}
        />
        {all.length < total && (
          <span className="quiet">
            {t("import.matches.note", { shown: formatCount(all.length), all: formatCount(total) })}
          </span>
        )}
        <button type="button" className="link" onClick={() => void download()}>
          {t("import.matches.download")}
        </button>
      </div>
      <datalist id={listId}>
        {[...labels.keys()].map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      <div ref={scroller} className="import-matches-rows">
        {rows.length === 0 && <p className="panel-note">{t("import.matches.none")}</p>}
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index] as MatchRowView;
            return (
              <MatchRow
                key={row.label}
                row={row}
                start={start}
                view={view}
                listId={listId}
                labels={labels}
                onDecide={(decision) => put(row.label, decision)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface MatchRowProps {
  readonly row: MatchRowView;
  readonly start: number;
  readonly view: ImportView;
  /** Of the list of all communities. */
  readonly listId: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly onDecide: (decision: RowDecision | null) => void;
}

/** One row: what it says, how sure the match is, and the choice; a community that is no candidate is found by typing. */
function MatchRow({ row, start, view, listId, labels, onDecide }: MatchRowProps) {
  const { t, local } = useText();
  const [isSearching, setSearching] = useState(false);
  const name = t("import.match.of", { name: row.text });
  const choose = (value: string): void => {
    if (value === SEARCH) setSearching(true);
    else onDecide(decisionFrom(value));
  };
  return (
    <div className="import-match" style={{ transform: `translateY(${start}px)` }}>
      <span className="number quiet">{row.label}</span>
      <span className="import-match-text" title={row.text}>
        {row.text}
      </span>
      <span className="pill" data-state={row.state}>
        {row.isByHand
          ? t("import.match.by-hand")
          : row.isAmbiguous
            ? t("import.match.ambiguous")
            : local(STATE_WORDS[row.state])}
      </span>
      {isSearching ? (
        <input
          // biome-ignore lint/a11y/noAutofocus: the field takes the place of the choice that asked for it
          autoFocus
          list={listId}
          aria-label={name}
          placeholder={t("import.match.search.hint")}
          onChange={({ target }) => {
            const targetId = labels.get(target.value);
            if (targetId === undefined) return;
            setSearching(false);
            onDecide({ kind: "community", targetId });
          }}
          onBlur={() => setSearching(false)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setSearching(false);
          }}
        />
      ) : (
        <select aria-label={name} value={choiceOf(row)} onChange={({ target }) => choose(target.value)}>
          <option value="">{t("import.match.open")}</option>
          {row.candidates.map(({ id, name: community, place, score, reasons, isInStudy }) => (
            <option key={id} value={id} disabled={!isInStudy}>
              {`${community}（${place}）${Math.round(100 * score)} · ${reasons.map((one) => local(REASON_WORDS[one])).join("，")}`}
              {isInStudy ? "" : t("import.match.not-here")}
            </option>
          ))}
          {chosenElsewhere(row, view).map(({ id, name: community, place }) => (
            <option key={id} value={id}>{`${community}（${place}）`}</option>
          ))}
          <option value="-">{t("import.match.none")}</option>
          <option value={SEARCH}>{t("import.match.search")}</option>
        </select>
      )}
    </div>
  );
}

function choiceOf({ decision }: MatchRowView): string {
  if (decision === null) return "";
  return decision.kind === "community" ? decision.targetId : "-";
}

function decisionFrom(value: string): RowDecision | null {
  if (value === "") return null;
  return value === "-" ? { kind: "not-in-study" } : { kind: "community", targetId: value };
}

/** A community that was decided for though it is none of the candidates. */
function chosenElsewhere({ decision, candidates }: MatchRowView, { communities }: ImportView) {
  if (decision?.kind !== "community" || candidates.some(({ id }) => id === decision.targetId)) return [];
  return communities.filter(({ id }) => id === decision.targetId);
}
