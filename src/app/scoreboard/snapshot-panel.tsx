import { type FormEvent, useId, useRef, useState } from "react";
import type { Issue } from "../../core/errors.ts";
import { isDay } from "../../core/model/calendar-day.ts";
import { formatCount } from "../../core/model/format-number.ts";
import { describeFailure } from "../describe-error.ts";
import { IssueList } from "../frame/issue-list.tsx";
import { useTargets } from "../select/target-results.ts";
import { requestSnapshot } from "../store/ask-worker.ts";
import { failureOf } from "../store/failure-of.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";

interface Refusal {
  readonly words: string;
  readonly issues: readonly Issue[];
}

/** The figures kept from other days, and a form that takes in those of another run. */
export function SnapshotPanel() {
  const { t } = useText();
  const snapshots = useProject((state) => currentEdits(state).snapshots);
  const targets = useTargets();
  const known = new Set(targets.map(({ id }) => id));
  const remove = (id: string) =>
    useProject.getState().editPlan({ snapshots: snapshots.filter((snapshot) => snapshot.id !== id) });
  return (
    <section className="snapshot-panel" aria-label={t("snapshot.heading")}>
      <div>
        <h3>{t("snapshot.heading")}</h3>
        {snapshots.length === 0 ? (
          <p className="panel-note">{t("snapshot.none")}</p>
        ) : (
          <ul className="snapshot-list">
            {snapshots.map(({ id, title, dataDate, figures }) => (
              <li key={id}>
                <span>{title}</span>
                <span className="quiet">
                  {t("snapshot.facts", {
                    date: dataDate,
                    count: formatCount(figures.filter(({ targetId }) => known.has(targetId)).length),
                    total: formatCount(figures.length),
                  })}
                </span>
                <button
                  type="button"
                  className="link"
                  aria-label={t("snapshot.remove.label", { title })}
                  onClick={() => remove(id)}
                >
                  {t("snapshot.remove")}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <SnapshotImport targetIds={targets.map(({ id }) => id)} />
    </section>
  );
}

function SnapshotImport({ targetIds }: { readonly targetIds: readonly string[] }) {
  const { t, local, list } = useText();
  const fileId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState("");
  const [dataDate, setDataDate] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [told, setTold] = useState("");

  const take = async (event: FormEvent) => {
    event.preventDefault();
    setRefusal(null);
    setTold("");
    const file = input.current?.files?.[0];
    const lacking = [
      ...(file ? [] : [t("snapshot.import.file")]),
      ...(isDay(dataDate) ? [] : [t("snapshot.import.date")]),
    ];
    if (!file || lacking.length > 0) {
      setRefusal({ words: t("snapshot.import.lacking", { fields: list(lacking) }), issues: [] });
      return;
    }
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const named = title.trim() || t("snapshot.title", { date: dataDate });
      const snapshot = await requestSnapshot({ file: { name: file.name, bytes }, title: named, dataDate, targetIds });
      const { snapshots } = currentEdits(useProject.getState());
      useProject.getState().editPlan({ snapshots: [...snapshots.filter(({ id }) => id !== snapshot.id), snapshot] });
      setTold(t("snapshot.kept", { title: named }));
      setTitle("");
      if (input.current) input.current.value = "";
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "bad-data") {
        const words = t("snapshot.import.refused", { count: formatCount(failure.issues.length) });
        setRefusal({ words, issues: failure.issues });
        return;
      }
      const { title: said, todo } = describeFailure(failure);
      setRefusal({ words: `${local(said)} ${local(todo)}`, issues: [] });
    }
  };
  return (
    <form className="snapshot-import" onSubmit={(event) => void take(event)}>
      <h3>{t("snapshot.import.heading")}</h3>
      <p className="panel-note">{t("snapshot.import.note")}</p>
      <label htmlFor={fileId}>
        {t("snapshot.import.file")}
        <input id={fileId} ref={input} type="file" accept=".csv,text/csv" />
      </label>
      <label>
        {t("snapshot.import.date")}
        <input type="date" value={dataDate} onChange={(event) => setDataDate(event.target.value)} />
      </label>
      <label>
        {t("snapshot.import.title")}
        <input type="text" maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <button type="submit" className="button">
        {t("snapshot.import.take")}
      </button>
      <p role="status" className="quiet">
        {told}
      </p>
      {refusal && (
        <div role="alert" className="snapshot-refusal">
          <p>{refusal.words}</p>
          {refusal.issues.length > 0 && <IssueList issues={refusal.issues} />}
        </div>
      )}
    </form>
  );
}
