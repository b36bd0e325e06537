import { OFFERED_MEANINGS } from "../../io/tables/offered-meanings.ts";
import type { ColumnMeaning, ImportLayerView, LayerSettings } from "../../worker/import-protocol.ts";
import { useText } from "../strings/text.ts";
import { decide } from "./import-commands.ts";
import { changeSettings, useImport } from "./import-store.ts";
import { GROUP_MEANINGS, meaningWords } from "./import-words.ts";

/** Each column with what it holds and what it is taken for. */
export function ColumnTable({ layer }: { readonly layer: ImportLayerView }) {
  const text = useText();
  const { t } = text;
  const settings = useImport(({ decisions }) => decisions.settings[layer.title]);
  const choose = (name: string, before: ColumnMeaning | null, meaning: ColumnMeaning | null): void => {
    const columns: Partial<Record<ColumnMeaning, string | null>> = { ...settings?.columns };
    if (before !== null && before !== meaning) columns[before] = null;
    if (meaning !== null) columns[meaning] = name;
    const change: Partial<LayerSettings> = { columns };
    void decide(changeSettings(useImport.getState().decisions, layer.title, change));
  };
  return (
    <table className="import-columns">
      <thead>
        <tr>
          <th scope="col">{t("import.column")}</th>
          <th scope="col">{t("import.column.meaning")}</th>
        </tr>
      </thead>
      <tbody>
        {layer.columns.map(({ name, samples, meaning }) => (
          <tr key={name} data-used={meaning !== null}>
            <th scope="row">
              <span className="import-column-name">{name}</span>
              <span className="import-samples" title={samples.join("\n")}>
                {samples.join(" · ")}
              </span>
            </th>
            <td>
              <select
                aria-label={t("import.column.of", { name })}
                value={meaning ?? ""}
                onChange={({ target }) =>
                  choose(name, meaning, target.value === "" ? null : (target.value as ColumnMeaning))
                }
              >
                <option value="">{t("import.meaning.none")}</option>
                {OFFERED_MEANINGS.map((one) => (
                  <option key={one} value={one}>
                    {meaningWords(text, one)}
                  </option>
                ))}
                <optgroup label={t("import.meaning.groups")}>
                  {GROUP_MEANINGS.map((one) => (
                    <option key={one} value={one}>
                      {meaningWords(text, one)}
                    </option>
                  ))}
                </optgroup>
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
