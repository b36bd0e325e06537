import { useId } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import type { ImportLayerView } from "../../worker/import-protocol.ts";
import { useText } from "../strings/text.ts";
import { decide } from "./import-commands.ts";
import { changeSettings, useImport } from "./import-store.ts";
import { systemWords } from "./import-words.ts";

/** What a layer of metres or degrees may be in where no streets tell. */
const USUAL = [
  "EPSG:4326",
  "EPSG:4490",
  "gcj02",
  "bd09",
  "EPSG:4547",
  "EPSG:4526",
  "EPSG:4546",
  "EPSG:4548",
  "EPSG:3857",
];

/** The coordinate systems that fit, each with how near it brings the layer to streets; one of them is confirmed. */
export function SystemTable({ layer }: { readonly layer: ImportLayerView }) {
  const text = useText();
  const { t } = text;
  const name = useId();
  const stated = useImport(({ decisions }) => decisions.settings[layer.title]?.crs);
  const { weighing, system } = layer;
  if (!layer.positionColumns && layer.shape === "list") return null;
  const choose = (crs: string | undefined): void =>
    void decide(changeSettings(useImport.getState().decisions, layer.title, { crs }));
  const systems = weighing?.systems ?? [];
  const others = USUAL.filter((id) => !systems.some((one) => one.id === id));
  return (
    <fieldset className="import-systems" data-testid="import-systems">
      <legend className="panel-label">{t("import.system")}</legend>
      {weighing && <p className="panel-note">{t(`import.sureness.${weighing.sureness}`, sureWords())}</p>}
      {systems.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("import.system.name")}</th>
              <th scope="col" className="number" title={t("import.system.metres.long")}>
                {t("import.system.metres")}
              </th>
              <th scope="col" className="number">
                {t("import.system.inside")}
              </th>
            </tr>
          </thead>
          <tbody>
            {systems.slice(0, 8).map(({ id, title, medianMetres, insideCount, isStated }) => (
              <tr key={id} data-chosen={system?.id === id}>
                <th scope="row">
                  <label>
                    <input
                      type="radio"
                      name={name}
                      checked={system?.id === id}
                      onChange={() => choose(id)}
                      value={id}
                    />{" "}
                    {systemWords(text, title)} {isStated && <span className="pill">{t("import.system.stated")}</span>}
                  </label>
                </th>
                <td className="number">{medianMetres === null ? t("import.system.far") : Math.round(medianMetres)}</td>
                <td className="number">
                  {formatCount(insideCount)}/{formatCount(weighing?.sampleCount ?? 0)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <label className="import-field">
        <span>{t("import.system.other")}</span>
        <select value={stated ?? ""} onChange={({ target }) => choose(target.value === "" ? undefined : target.value)}>
          <option value="">
            {t("import.system.by-file", { name: system ? systemWords(text, system.title) : "—" })}
          </option>
          {stated && systems.some(({ id }) => id === stated) && <option value={stated}>{stated}</option>}
          {others.map((id) => (
            <option key={id} value={id}>
              {t("import.system.named", { id })}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );

  function sureWords(): Record<string, string> {
    const best = systems[0];
    return {
      name: best ? systemWords(text, best.title) : "",
      metres: best?.medianMetres === null || best === undefined ? "" : String(Math.round(best.medianMetres)),
      ratio: weighing?.ratio ? weighing.ratio.toFixed(1) : "—",
      count: formatCount(weighing?.sampleCount ?? 0),
    };
  }
}
