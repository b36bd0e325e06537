import { useState } from "react";
import { useText } from "../strings/text.ts";
import { downloadKept, openKept, renameKept } from "./kept-commands.ts";
import type { KeptStudy } from "./kept-study.ts";
import { titleOfKept } from "./kept-title.ts";
import { formatBytes, formatMoment } from "./kept-words.ts";

interface KeptRowProps {
  readonly study: KeptStudy;
  readonly isOpen: boolean;
  readonly isBroken: boolean;
  readonly onRemove: () => void;
  readonly onSay: (sentence: string) => void;
}

/** One kept study. The open one cannot be deleted; a shipped one is neither deleted nor, unless it is open, downloaded. */
export function KeptRow({ study, isOpen, isBroken, onRemove, onSay }: KeptRowProps) {
  const { t, local, language } = useText();
  const [name, setName] = useState<string | null>(null);
  const title = local(titleOfKept(study));
  const isShipped = study.kind === "shipped";
  const actionOf = (action: string): string => t("keeping.of", { action, title });
  const rename = (): void => {
    if (name !== null) void renameKept(study.id, name === local(study.title) ? "" : name);
    setName(null);
  };
  const download = async (): Promise<void> => {
    onSay((await downloadKept(study.id)) ? "" : t("keeping.download.failed", { title }));
  };
  const moment = (time: number): string => formatMoment(time, Date.now(), language);
  return (
    <li className="kept" data-open={isOpen} data-testid={`kept-${study.id}`}>
      {name === null ? (
        <div className="kept-head">
          <strong>{title}</strong>
          {study.demonstration && <span className="demo-badge">{t("app.demonstration")}</span>}
          {isOpen && <span className="pill">{t("keeping.open.now")}</span>}
          {isBroken && <span className="pill kept-broken">{t("keeping.broken")}</span>}
        </div>
      ) : (
        <form
          className="kept-head"
          onSubmit={(event) => {
            event.preventDefault();
            rename();
          }}
        >
          <input
            type="text"
            className="kept-name"
            aria-label={t("keeping.rename.label", { title })}
            value={name}
            maxLength={200}
            // biome-ignore lint/a11y/noAutofocus: it stands where the name was that was to be changed
            autoFocus
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setName(null);
            }}
          />
          <button type="submit" className="button">
            {t("keeping.rename.done")}
          </button>
        </form>
      )}
      <p className="kept-facts">
        {[
          t("keeping.opened", { time: moment(study.openedAt) }),
          t("keeping.changed", { time: moment(study.changedAt) }),
          isShipped ? t("keeping.shipped") : formatBytes(study.layerBytes),
        ].join(" · ")}
      </p>
      <div className="kept-actions">
        {!isOpen && (
          <button
            type="button"
            className="link"
            aria-label={actionOf(t("keeping.open"))}
            onClick={() => void openKept(study)}
          >
            {t("keeping.open")}
          </button>
        )}
        <button
          type="button"
          className="link"
          aria-label={actionOf(t("keeping.rename"))}
          onClick={() => setName(title)}
        >
          {t("keeping.rename")}
        </button>
        {(isOpen || !isShipped) && (
          <button
            type="button"
            className="link"
            aria-label={actionOf(t("keeping.download"))}
            onClick={() => void download().catch(() => undefined)}
          >
            {t("keeping.download")}
          </button>
        )}
        {!isOpen && !isShipped && (
          <button type="button" className="link" aria-label={actionOf(t("keeping.remove"))} onClick={onRemove}>
            {t("keeping.remove")}
          </button>
        )}
      </div>
    </li>
  );
}
