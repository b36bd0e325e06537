import { useText } from "../strings/text.ts";

/** A layer as the list of layers calls it. */
export interface NamedLayer {
  readonly id: string;
  readonly name: string;
}

/** Which layers go into the file; all at first. */
export function ExportLayerChoice({
  layers,
  dropped,
  onChange,
}: {
  readonly layers: readonly NamedLayer[];
  readonly dropped: ReadonlySet<string>;
  readonly onChange: (dropped: ReadonlySet<string>) => void;
}) {
  const { t } = useText();
  const chosen = layers.length - dropped.size;
  const isNone = chosen === 0;
  return (
    <fieldset className="export-layers">
      <legend className="panel-label">{t("export.layers", { chosen, total: layers.length })}</legend>
      <div className="export-column-list">
        {layers.map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={!dropped.has(id)}
              onChange={(event) => {
                const next = new Set(dropped);
                if (event.target.checked) next.delete(id);
                else next.add(id);
                onChange(next);
              }}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
      <button
        type="button"
        className="link"
        onClick={() => onChange(dropped.size === 0 ? new Set(layers.map(({ id }) => id)) : new Set())}
      >
        {t(dropped.size === 0 ? "export.layers.none" : "export.layers.all")}
      </button>
      {isNone && <p className="panel-note">{t("export.layers.choose")}</p>}
    </fieldset>
  );
}
