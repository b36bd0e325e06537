import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { REASON_WORDS, STATE_WORDS } from "../../io/roster/match-words.ts";
import type { ImportLayerView, ImportView, MatchRowView, RowDecision } from "../../worker/import-protocol.ts";
import { downloadBytes } from "../frame/download.ts";
import { IssueList } from "../frame/issue-list.tsx";
import { askWorker } from "../store/ask-worker.ts";
import { useText } from "../strings/text.ts";
import { decide } from "./import-commands.ts";
import { decideMatch, useImport } from "./import-store.ts";
import "./import.css";

const ROW_HEIGHT = 40;

/** Under the map: the rows of the layer that is looked at, as the file has them, as they were matched, or what was noticed. */
export function ImportSheet() {
  const { t } = useText();
  const view = useImport((state) => state.view);
  const chosen = useImport((state) => state.chosen);
  const table = useImport((state) => state.table);
  const layer = view?.layers.find(({ title }) => title === chosen);
  if (!view || !layer) return null;
  const shown =
    table === "matches" && layer.matching ? "matches" : table === "rows" && layer.sheet ? "rows" : ("issues" as const);
  return (
    <section className="sheet import-sheet" aria-label={t(`import.table.${shown}`, { count: layer.issues.length })}>
      <div className="sheet-body">
        {shown === "rows" && <GridTable layer={layer} />}
        {shown === "matches" && <MatchTable layer={layer} view={view} />}
        {shown === "issues" &&
          (layer.issues.length === 0 ? (
            <p className="panel-note">{t("import.issues.none")}</p>
          ) : (
            <IssueList issues={layer.issues} />
          ))}
      </div>
    </section>
  );
}

/** The first rows as the file has them; header and passed-over rows are marked. */
function GridTable({ layer }: { readonly layer: ImportLayerView }) {
  const { t } = useText();
  const { sheet } = layer;
  if (!sheet) return null;
  const { firstRow, rows, marks } = sheet.sample;
  const width = Math.max(...rows.map((row) => row.length), 1);
  return (
    <table className="import-grid" data-testid="import-grid">
      <tbody>
        {rows.map((row, index) => {
          const number = firstRow + index;
          const mark = marks[index] ?? "data";
          return (
            <tr key={number} data-mark={mark === "header" || mark === "data" ? mark : "skipped"}>
              <th scope="row">{number}</th>
              {Array.from({ length: width }, (_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells are known by their place in the sheet
                <td key={column}>{row[column] ?? ""}</td>
              ))}
              <td className="import-mark">
                {mark === "header" ? t("import.mark.header") : mark === "data" ? "" : t(`import.skip.${mark}` as never)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Every row of a list with the communities it may mean; what is not certain waits for a hand. */
function MatchTable({ layer, view }: { readonly layer: ImportLayerView; readonly view: ImportView }) {
  const text = useText();
  const { t, local } = text;
  const scroller = useRef<HTMLDivElement>(null);
  const { matching } = layer;
  const rows = matching?.rows ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const put = (label: string, decision: RowDecision | null): void =>
    void decide(decideMatch(useImport.getState().decisions, layer.title, label, decision));
  const download = async (): Promise<void> => {
    const file = await askWorker("unmatchedRows", { title: layer.title });
    if (file) downloadBytes(file.name, file.bytes);
  };
  return (
    <div className="import-matches" data-testid="import-matches">
      <div className="import-matches-head">
        <span className="quiet">
          {t("import.matches.note", { shown: formatCount(rows.length), all: formatCount(matching?.all ?? 0) })}
        </span>
        <button type="button" className="link" onClick={() => void download()}>
          {t("import.matches.download")}
        </button>
      </div>
      <div ref={scroller} className="import-matches-rows">
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index] as MatchRowView;
            return (
              <div key={row.label} className="import-match" style={{ transform: `translateY(${start}px)` }}>
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
                <select
                  aria-label={t("import.match.of", { name: row.text })}
                  value={choiceOf(row)}
                  onChange={({ target }) => put(row.label, decisionFrom(target.value))}
                >
                  <option value="">{t("import.match.open")}</option>
                  {row.candidates.map(({ id, name, place, score, reasons, isInStudy }) => (
                    <option key={id} value={id} disabled={!isInStudy}>
                      {`${name}（${place}）${Math.round(100 * score)} · ${reasons.map((one) => local(REASON_WORDS[one])).join("，")}`}
                      {isInStudy ? "" : t("import.match.not-here")}
                    </option>
                  ))}
                  {chosenElsewhere(row, view).map(({ id, name, place }) => (
                    <option key={id} value={id}>{`${name}（${place}）`}</option>
                  ))}
                  <option value="-">{t("import.match.none")}</option>
                </select>
              </div>
            );
          })}
        </div>
      </div>
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
