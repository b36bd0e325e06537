import { formatCount } from "../../core/model/format-number.ts";
import type { ImportLayerView, ImportView, LayerSettings, RoleChoice } from "../../worker/import-protocol.ts";
import { describeIssue } from "../describe-issue.ts";
import { useText } from "../strings/text.ts";
import { ColumnTable } from "./column-table.tsx";
import { ControlStep, isAboutPeople } from "./control-step.tsx";
import { decide } from "./import-commands.ts";
import { changeSettings, type ImportTableId, useImport } from "./import-store.ts";
import { issuesOf, rolesFor, roleWords, titleWords, whyLeftOut } from "./import-words.ts";
import { JoinChoices } from "./join-choice.tsx";
import { SystemTable } from "./system-table.tsx";
import "./import-texts.ts";
import "./import.css";

const ENCODINGS = ["utf-8", "gb18030", "big5", "utf-16le"];

/** On the right: three steps for the layer that is looked at. */
export function ImportDetails() {
  const text = useText();
  const { t } = text;
  const view = useImport((state) => state.view);
  const chosen = useImport((state) => state.chosen);
  const layer = view?.layers.find(({ title }) => title === chosen);
  if (!view || !layer) return <p className="panel-note">{t("import.choose")}</p>;
  return (
    <div className="import import-details" data-testid="import-details" key={layer.title}>
      <h2 className="workspace-title">{titleWords(text, layer)}</h2>
      <RecogniseStep layer={layer} view={view} />
      {!layer.isLeftOut && layer.columns.length > 0 && (
        <section className="panel-section">
          <h3>{t("import.step.columns")}</h3>
          <p className="panel-note">{t("import.step.columns.note")}</p>
          <ColumnTable layer={layer} />
          <SexesField layer={layer} />
        </section>
      )}
      {!layer.isLeftOut && <CheckStep layer={layer} view={view} />}
      {!layer.isLeftOut && isAboutPeople(layer.roles) && <ControlStep view={view} />}
    </div>
  );
}

function useChange(layer: ImportLayerView): (change: Partial<LayerSettings>) => void {
  return (change) => void decide(changeSettings(useImport.getState().decisions, layer.title, change));
}

function RecogniseStep({ layer, view }: { readonly layer: ImportLayerView; readonly view: ImportView }) {
  const text = useText();
  const { t, local } = text;
  const change = useChange(layer);
  const leftOut = whyLeftOut(layer);
  const why = leftOut && describeIssue(leftOut);
  const decisions = useImport((state) => state.decisions);
  const decided = decisions.settings[layer.title]?.role;
  const [found] = layer.roles;
  // A layer of several kinds is what its rows say.
  const isDivided = layer.roles.length > 1;
  const role = decided ?? (isDivided ? "" : (found?.role ?? ""));
  const roles = new Set([...rolesFor(layer.shape), ...(found ? [found.role] : []), ...(decided ? [decided] : [])]);
  const services = view.services.map(({ id }) => `facilities:${id}`).filter((id) => !roles.has(id));
  return (
    <section className="panel-section">
      <h3>{t("import.step.recognise")}</h3>
      <dl className="import-facts">
        <dt>{t("import.format")}</dt>
        <dd>{layer.format}</dd>
        <dt>{t("import.count")}</dt>
        <dd>
          {t(`import.shape.${layer.shape}`)} · {t("import.rows", { count: formatCount(layer.count) })}
        </dd>
      </dl>
      {layer.encoding !== "" && (
        <label className="import-field">
          <span>{t("import.encoding")}</span>
          <select
            value={decisions.encodings[layer.file] ?? layer.encoding}
            onChange={({ target }) =>
              void decide({ ...decisions, encodings: { ...decisions.encodings, [layer.file]: target.value } })
            }
          >
            {[...new Set([layer.encoding, ...ENCODINGS])].map((encoding) => (
              <option key={encoding} value={encoding}>
                {encoding === "gb18030" ? "GBK / GB18030" : encoding.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="import-field">
        <span>{t("import.role")}</span>
        <select
          value={layer.isLeftOut ? "leave-out" : role}
          data-testid="import-role"
          onChange={({ target }) => change({ role: target.value === "" ? undefined : (target.value as RoleChoice) })}
        >
          <option value="">
            {isDivided ? t("import.role.by-rows", { count: layer.roles.length }) : t("import.role.by-file")}
          </option>
          {[...roles].map((one) => (
            <option key={one} value={one}>
              {roleWords(text, one, view.services)}
            </option>
          ))}
          <optgroup label={t("import.role.services")}>
            {services.map((one) => (
              <option key={one} value={one}>
                {roleWords(text, one, view.services)}
              </option>
            ))}
          </optgroup>
          <option value="leave-out">{t("import.role.leave-out")}</option>
        </select>
      </label>
      {why && <p className="quiet">{`${local(why.happened)}${local(why.todo)}`}</p>}
      <JoinChoices layer={layer} view={view} />
      {layer.sheet && <HeaderField layer={layer} />}
    </section>
  );
}

/** Men and women in columns of their own, to be added up. */
function SexesField({ layer }: { readonly layer: ImportLayerView }) {
  const { t } = useText();
  const change = useChange(layer);
  const isAsked = useImport(({ decisions }) => decisions.settings[layer.title]?.sumSexes === true);
  const { sexes } = layer;
  if (!sexes) return null;
  return (
    <label className="import-check">
      <input
        type="checkbox"
        checked={isAsked}
        data-testid="import-sum-sexes"
        onChange={({ target }) => change({ sumSexes: target.checked || undefined })}
      />
      <span>{t("import.sexes", { columns: sexes.columns })}</span>
    </label>
  );
}

/** Which row names the columns, and what was passed over. */
function HeaderField({ layer }: { readonly layer: ImportLayerView }) {
  const { t } = useText();
  const change = useChange(layer);
  const { sheet } = layer;
  if (!sheet) return null;
  const { headerRows, skipped, sample } = sheet;
  const last = headerRows.at(-1) ?? 0;
  return (
    <>
      <label className="import-field">
        <span>{t("import.header")}</span>
        <select
          value={String(last)}
          onChange={({ target }) => {
            const row = Number(target.value);
            change({ table: { headerRows: row === 0 ? [] : [row] } });
          }}
        >
          <option value="0">{t("import.header.none")}</option>
          {sample.rows.map((cells, index) => {
            const row = sample.firstRow + index;
            const words = cells
              .filter((cell) => cell !== "")
              .slice(0, 3)
              .join("｜");
            return (
              <option key={row} value={row}>
                {t("import.header.row", { row, words })}
              </option>
            );
          })}
        </select>
      </label>
      {skipped.length > 0 && (
        <details className="import-skipped">
          <summary>{t("import.skipped", { count: formatCount(countSkipped(skipped)) })}</summary>
          <ul>
            {skipped.map(({ firstRow, lastRow, reason }) => (
              <li key={firstRow}>
                {t(firstRow === lastRow ? "import.skipped.row" : "import.skipped.rows", {
                  first: firstRow,
                  last: lastRow,
                })}
                {" · "}
                {t(`import.skip.${reason}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function countSkipped(skipped: readonly { readonly firstRow: number; readonly lastRow: number }[]): number {
  return skipped.reduce((sum, { firstRow, lastRow }) => sum + lastRow - firstRow + 1, 0);
}

/** Where the layer stands: its coordinate system, or the communities that its rows name. */
function CheckStep({ layer, view }: { readonly layer: ImportLayerView; readonly view: ImportView }) {
  const { t } = useText();
  const change = useChange(layer);
  const table = useImport((state) => state.table);
  const settings = useImport(({ decisions }) => decisions.settings[layer.title]);
  const show = (id: ImportTableId): void => {
    useImport.getState().put({ table: id });
    // On a narrow screen the table stands above, out of sight.
    document.querySelector(".import-sheet")?.scrollIntoView({ block: "nearest" });
  };
  const { matching } = layer;
  const issues = issuesOf(layer, view);
  return (
    <section className="panel-section">
      <h3>{t("import.step.check")}</h3>
      <SystemTable layer={layer} />
      {matching && (
        <>
          <p data-testid="import-matching">
            {matching.all > matching.ofUnits &&
              t("import.matching", {
                all: formatCount(matching.all - matching.ofUnits),
                placed: formatCount(matching.placed),
                waiting: formatCount(matching.toDecide),
                outside: formatCount(matching.outside),
              })}
            {matching.ofUnits > 0 && t("import.matching.units", { count: formatCount(matching.ofUnits) })}
          </p>
          {layer.roles.some(({ role }) => role.startsWith("facilities:")) && (
            <p className="ask-warning">{t("import.matching.approximate")}</p>
          )}
          {matching.all > matching.ofUnits && (
            <label className="import-check">
              <input
                type="checkbox"
                checked={settings?.acceptLikely === true}
                onChange={({ target }) => change({ acceptLikely: target.checked || undefined })}
              />
              {t("import.matching.likely")}
            </label>
          )}
        </>
      )}
      {layer.sheet && layer.positionColumns && (
        <label className="import-check">
          <input
            type="checkbox"
            checked={settings?.leaveOutFaulty === true}
            data-testid="import-lenient"
            onChange={({ target }) => change({ leaveOutFaulty: target.checked || undefined })}
          />
          {t("import.lenient")}
        </label>
      )}
      {layer.leftOutCount > 0 && (
        <p className="quiet">{t("import.left-out", { count: formatCount(layer.leftOutCount) })}</p>
      )}
      <div className="import-tables">
        {layer.sheet && (
          <button type="button" className="link" aria-pressed={table === "rows"} onClick={() => show("rows")}>
            {t("import.table.rows")}
          </button>
        )}
        {matching && matching.all > matching.ofUnits && (
          <button type="button" className="link" aria-pressed={table === "matches"} onClick={() => show("matches")}>
            {t("import.table.matches")}
          </button>
        )}
        <button type="button" className="link" aria-pressed={table === "issues"} onClick={() => show("issues")}>
          {t("import.table.issues", { count: formatCount(issues.length) })}
        </button>
      </div>
    </section>
  );
}
