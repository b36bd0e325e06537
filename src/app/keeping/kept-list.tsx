import { useEffect, useState } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { useText } from "../strings/text.ts";
import { useKeeping } from "./keeping-store.ts";
import { removeKept, takeBack } from "./kept-commands.ts";
import { KeptRow } from "./kept-row.tsx";
import type { KeptStudy } from "./kept-study.ts";
import { titleOfKept } from "./kept-title.ts";
import { formatBytes } from "./kept-words.ts";
import { UNDO_MS } from "./remove-study.ts";
import { estimateRoom } from "./storage-fault.ts";
import "./keeping-texts.ts";
import "./keeping.css";

/** Studies kept in this browser, the last opened first: open, rename, download, delete. */
export function KeptList() {
  const { t, local } = useText();
  const known = useKeeping((state) => state.kept);
  const leavingIds = useKeeping((state) => state.leavingIds);
  const kept = known?.filter(({ id }) => !leavingIds.includes(id));
  const openId = useKeeping((state) => state.openId);
  const brokenIds = useKeeping((state) => state.brokenIds);
  const [removed, setRemoved] = useState<KeptStudy | null>(null);
  const [said, setSaid] = useState("");
  const room = useRoom(known);
  useEffect(() => {
    if (!removed) return;
    const timer = setTimeout(() => setRemoved(null), UNDO_MS - 500);
    return () => clearTimeout(timer);
  }, [removed]);
  return (
    <section className="panel-section" data-testid="kept-studies">
      <div className="panel-title">
        <h2>{t("keeping.recent")}</h2>
        {kept && (
          <span className="quiet" data-rows-below>
            {t("keeping.count", { count: formatCount(kept.length) })}
          </span>
        )}
      </div>
      <p className="panel-note">{t("keeping.note")}</p>
      {!known && <p className="panel-note">{t("keeping.loading")}</p>}
      {kept?.length === 0 && <p className="panel-note">{t("keeping.none")}</p>}
      <ul className="kept-list">
        {(kept ?? []).map((study) => (
          <KeptRow
            key={study.id}
            study={study}
            isOpen={study.id === openId}
            isBroken={brokenIds.includes(study.id)}
            onRemove={() => {
              setRemoved(study);
              void removeKept(study.id);
            }}
            onSay={setSaid}
          />
        ))}
      </ul>
      <div role="status">
        {removed && (
          <p className="kept-removed">
            <span>{t("keeping.removed", { title: local(titleOfKept(removed)) })}</span>
            <button
              type="button"
              className="button"
              onClick={() => {
                void takeBack(removed.id);
                setRemoved(null);
              }}
            >
              {t("keeping.undo")}
            </button>
          </p>
        )}
        {said !== "" && <p className="panel-note">{said}</p>}
      </div>
      {room && <p className="panel-note kept-room">{t("keeping.room", room)}</p>}
    </section>
  );
}

/** What the browser says of its room, asked again whenever the list changes. */
function useRoom(kept: readonly KeptStudy[] | null): { readonly used: string; readonly quota: string } | null {
  const [room, setRoom] = useState<{ readonly used: string; readonly quota: string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list takes other room
  useEffect(() => {
    let wanted = true;
    void estimateRoom().then(({ usedBytes, quotaBytes }) => {
      if (!wanted || usedBytes === null || quotaBytes === null) return;
      setRoom({ used: formatBytes(usedBytes), quota: formatBytes(quotaBytes) });
    });
    return () => {
      wanted = false;
    };
  }, [kept]);
  return room;
}
