import type { ImportLayerView } from "../../worker/import-protocol.ts";
import { IssueList } from "../frame/issue-list.tsx";
import { useText } from "../strings/text.ts";
import { useImport } from "./import-store.ts";
import { issuesOf } from "./import-words.ts";
import { MatchTable } from "./match-table.tsx";
import "./import-texts.ts";
import "./import.css";

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
  const issues = issuesOf(layer, view);
  return (
    <section className="sheet import-sheet" aria-label={t(`import.table.${shown}`, { count: issues.length })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div className="sheet-body" tabIndex={0} role="group" aria-label={t("import.table")}>
        {shown === "rows" && <GridTable layer={layer} />}
        {shown === "matches" && <MatchTable key={layer.title} layer={layer} view={view} />}
        {shown === "issues" &&
          (issues.length === 0 ? (
            <p className="panel-note">{t("import.issues.none")}</p>
          ) : (
            <IssueList issues={issues} />
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
