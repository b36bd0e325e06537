import { useEffect, useState } from "react";
import { findStatedFaults, isShareTarget, type StatedValue } from "../../core/plan/stated-value.ts";
import type { Target } from "../../core/plan/target.ts";
import { useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";

/** A value entered by hand for a target that no map can test: number, day, source, who confirmed it. Each change can be undone. */
export function StatedValueForm({ target, stated }: { readonly target: Target; readonly stated: StatedValue | null }) {
  const { t, list } = useText();
  const editStatedValue = useProject((state) => state.editStatedValue);
  const isShare = isShareTarget(target);
  const scale = isShare ? 100 : 1;
  const [value, setValue] = useState("");
  const [date, setDate] = useState("");
  const [source, setSource] = useState("");
  const [confirmedBy, setConfirmedBy] = useState("");
  const [isTried, setTried] = useState(false);
  // What is stated also changes by undo and redo.
  useEffect(() => {
    setValue(stated ? String(Number((stated.value * scale).toFixed(6))) : "");
    setDate(stated?.date ?? "");
    setSource(stated?.source ?? "");
    setConfirmedBy(stated?.confirmedBy ?? "");
    setTried(false);
  }, [stated, scale]);
  const entered: StatedValue = {
    targetId: target.id,
    value: value.trim() === "" ? Number.NaN : Number(value) / scale,
    date,
    source: source.trim(),
    confirmedBy: confirmedBy.trim(),
  };
  const faults = findStatedFaults(entered, target);
  const save = () => {
    setTried(true);
    if (faults.length === 0) editStatedValue(target.id, entered);
  };
  return (
    <form
      className="stated-value"
      aria-label={t("targets.stated.heading")}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3>{t("targets.stated.heading")}</h3>
      <p className="quiet">{t("targets.stated.what")}</p>
      <div className="stated-fields">
        <label>
          <span>{isShare ? t("targets.stated.share") : t("targets.stated.value")}</span>
          <input
            inputMode="decimal"
            value={value}
            aria-invalid={isTried && faults.includes("value")}
            onChange={(event) => setValue(event.target.value)}
          />
        </label>
        <label>
          <span>{t("targets.stated.date")}</span>
          <input
            type="date"
            value={date}
            aria-invalid={isTried && faults.includes("date")}
            onChange={(event) => setDate(event.target.value)}
          />
        </label>
        <label className="stated-wide">
          <span>{t("targets.stated.source")}</span>
          <input
            value={source}
            maxLength={500}
            aria-invalid={isTried && faults.includes("source")}
            onChange={(event) => setSource(event.target.value)}
          />
        </label>
        <label className="stated-wide">
          <span>{t("targets.stated.confirmedBy")}</span>
          <input value={confirmedBy} maxLength={200} onChange={(event) => setConfirmedBy(event.target.value)} />
        </label>
      </div>
      {isTried && faults.length > 0 && (
        <p className="stated-faults" role="alert">
          {t("targets.stated.faults", {
            fields: list(faults.map((field) => t(`targets.stated.fault.${field as "value" | "date" | "source"}`))),
          })}
        </p>
      )}
      <p className="stated-buttons">
        <button type="submit" className="button">
          {t("targets.stated.save")}
        </button>
        {stated && (
          <button type="button" className="link" onClick={() => editStatedValue(target.id, null)}>
            {t("targets.stated.remove")}
          </button>
        )}
      </p>
    </form>
  );
}
