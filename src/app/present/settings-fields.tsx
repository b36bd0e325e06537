import type { Stamp } from "../../core/model/presentation.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";

export function TextField({
  label,
  hint,
  value,
  testId,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly testId: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label className="present-field">
      <span className="panel-label">{label}</span>
      <input
        type="text"
        value={value}
        placeholder={hint}
        maxLength={200}
        data-testid={testId}
        onBlur={() => useProject.getState().seal()}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}

/** What may be shown to whom; a number of review is typed, never made up. */
export function StampFields({
  stamp,
  isDemonstration,
  onChange,
}: {
  readonly stamp: Stamp;
  readonly isDemonstration: boolean;
  readonly onChange: (stamp: Stamp) => void;
}) {
  const { t } = useText();
  return (
    <div className="present-field">
      <Segmented
        label={t("present.stamp")}
        options={(["internal", "reviewed"] as const).map((value) => ({ value, label: t(`present.stamp.${value}`) }))}
        value={stamp.kind}
        onChange={(kind) => onChange(kind === "internal" ? { kind } : { kind, number: "" })}
      />
      {stamp.kind === "reviewed" && (
        <TextField
          label={t("present.stamp.number")}
          hint={t("present.stamp.number.hint")}
          value={stamp.number}
          testId="stamp-number"
          onChange={(number) => onChange({ kind: "reviewed", number })}
        />
      )}
      {isDemonstration && <p className="quiet">{t("present.stamp.demonstration")}</p>}
    </div>
  );
}
