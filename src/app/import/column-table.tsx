import type { ImportLayerView, LayerSettings, Meaning } from "../../worker/import-protocol.ts";
import { useText } from "../strings/text.ts";
import { decide } from "./import-commands.ts";
import { changeSettings, useImport } from "./import-store.ts";

const MEANINGS: readonly Meaning[] = [
  "id",
  "name",
  "lon",
  "lat",
  "people",
  "parentId",
  "kind",
  "service",
  "land",
  "levels",
  "floorArea",
  "use",
];

/** Each column with what it holds and what it is taken for. */
export function ColumnTable({ layer }: { readonly layer: ImportLayerView }) {
  const { t } = useText();
  const settings = useImport(({ decisions }) => decisions.settings[layer.title]);
  const choose = (name: string, before: Meaning | null, meaning: Meaning | null): void => {
    const columns: Partial<Record<Meaning, string | null>> = { ...settings?.columns };
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
          <th scope="col">{t("import.column.samples")}</th>
          <th scope="col">{t("import.column.meaning")}</th>
        </tr>
      </thead>
      <tbody>
        {layer.columns.map(({ name, samples, meaning }) => (
          <tr key={name} data-used={meaning !== null}>
            <th scope="row">{name}</th>
            <td className="quiet" title={samples.join("\n")}>
              {samples.join("、")}
            </td>
            <td>
              <select
                aria-label={t("import.column.of", { name })}
                value={meaning ?? ""}
                onChange={({ target }) => choose(name, meaning, target.value === "" ? null : (target.value as Meaning))}
              >
                <option value="">{t("import.meaning.none")}</option>
                {MEANINGS.map((one) => (
                  <option key={one} value={one}>
                    {t(`import.meaning.${one}`)}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
