import { useText } from "../strings/text.ts";

/** Which columns go along; folded, as most files take all. */
export function ExportColumns({
  columns,
  dropped,
  onChange,
}: {
  readonly columns: readonly string[];
  readonly dropped: ReadonlySet<string>;
  readonly onChange: (dropped: ReadonlySet<string>) => void;
}) {
  const { t } = useText();
  const chosen = columns.filter((name) => !dropped.has(name)).length;
  return (
    <details className="export-columns">
      <summary>{t("export.columns", { chosen, total: columns.length })}</summary>
      <div className="export-column-list">
        {columns.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={!dropped.has(name)}
              onChange={(event) => {
                const next = new Set(dropped);
                if (event.target.checked) next.delete(name);
                else next.add(name);
                onChange(next);
              }}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
      {dropped.size > 0 && (
        <button type="button" className="link" onClick={() => onChange(new Set())}>
          {t("export.columns.all")}
        </button>
      )}
    </details>
  );
}
