import { type ReactNode, useEffect } from "react";
import { CloseIcon } from "../controls/icons.tsx";
import { describeFailure } from "../describe-error.ts";
import { describeIssue } from "../describe-issue.ts";
import { openShippedStudy } from "../store/open-study.ts";
import { type Text, useText } from "../strings/text.ts";
import { type KeepingNotice as Notice, useKeeping } from "./keeping-store.ts";
import { downloadKept, removeKept, saveOpenStudy, showKept } from "./kept-commands.ts";
import { titleOfKept } from "./kept-title.ts";
import { formatBytes, formatMoment } from "./kept-words.ts";
import { startKeeping } from "./start-keeping.ts";
import "./keeping-texts.ts";
import "./keeping.css";

/** How long the quiet word of a restored study stays. */
const QUIET_MS = 20_000;
const MOST_NAMES = 3;

/** What has to be said of keeping: a sentence, what can be done about it, and a way to put it away. */
export function KeepingNotice() {
  const text = useText();
  const notice = useKeeping((state) => state.notice);
  const put = useKeeping((state) => state.put);
  const isQuiet = notice?.kind === "restored" || notice?.kind === "import-restored";
  useEffect(() => {
    if (!isQuiet) return;
    const timer = setTimeout(() => put({ notice: null }), QUIET_MS);
    return () => clearTimeout(timer);
  }, [isQuiet, put]);
  if (!notice) return null;
  return (
    <div
      className="keeping-notice"
      data-kind={notice.kind}
      data-testid="keeping-notice"
      role={isQuiet ? "status" : "alert"}
    >
      <p>{sentenceOf(text, notice)}</p>
      <div className="keeping-notice-actions">
        {actionsOf(text, notice)}
        <button
          type="button"
          className="button button-icon button-quiet"
          aria-label={text.t("app.close")}
          title={text.t("app.close")}
          onClick={() => put({ notice: null })}
        >
          <CloseIcon />
        </button>
      </div>
    </div>
  );
}

function sentenceOf(text: Text, notice: Notice): string {
  const { t, local, language } = text;
  const moment = (time: number): string => formatMoment(time, Date.now(), language);
  switch (notice.kind) {
    case "restored":
      return t("keeping.restored", { title: local(notice.title), time: moment(notice.savedAt) });
    case "broken": {
      const { failure } = notice;
      const first =
        failure.kind === "bad-data" ? failure.issues.find(({ severity }) => severity === "error") : undefined;
      const { happened } = first ? describeIssue(first) : describeFailure(failure);
      const title = notice.title ? `“${local(notice.title)}”` : "";
      return t("keeping.broken.title", { title, why: local(happened) });
    }
    case "conflict":
      return t("keeping.conflict", { time: moment(notice.savedAt) });
    case "full":
      return fullSentence(text, notice);
    case "import-restored":
      return t(notice.isMaking ? "keeping.import-restored.making" : "keeping.import-restored", {
        files: filesOf(text, notice),
      });
    case "import-waiting":
      return t(notice.hasFailed ? "keeping.import-waiting.failed" : "keeping.import-waiting", {
        files: filesOf(text, notice),
        time: moment(notice.savedAt),
      });
    case "import-lost":
      return t("keeping.import-lost", { files: filesOf(text, notice) });
    case "import-unkept":
      return t("keeping.import-unkept", { needed: formatBytes(notice.neededBytes), room: roomOf(text, notice) });
    case "failed":
      return t("keeping.failed", { message: notice.message });
    default:
      return t(`keeping.${notice.kind}`);
  }
}

/** At most three names. */
function filesOf({ t, list }: Text, { fileNames }: { readonly fileNames: readonly string[] }): string {
  const named = list(fileNames.slice(0, MOST_NAMES));
  return fileNames.length <= MOST_NAMES ? named : t("keeping.files.more", { named, count: fileNames.length });
}

function roomOf(
  { t }: Text,
  { usedBytes, quotaBytes }: { readonly usedBytes: number | null; readonly quotaBytes: number | null },
): string {
  if (usedBytes === null || quotaBytes === null) return "";
  return t("keeping.room", { used: formatBytes(usedBytes), quota: formatBytes(quotaBytes) });
}

function fullSentence(text: Text, notice: Extract<Notice, { kind: "full" }>): string {
  const { t, local } = text;
  const { neededBytes } = notice;
  const { kept, openId } = useKeeping.getState();
  const [largest] = (kept ?? [])
    .filter(({ id, layerBytes }) => id !== openId && layerBytes > 0)
    .sort((a, b) => b.layerBytes - a.layerBytes);
  return [
    t("keeping.full", { needed: formatBytes(neededBytes), room: roomOf(text, notice) }),
    largest && t("keeping.full.largest", { title: local(titleOfKept(largest)), size: formatBytes(largest.layerBytes) }),
    t("keeping.full.stay"),
  ]
    .filter((part) => part)
    .join(" ");
}

function actionsOf({ t }: Text, notice: Notice): ReactNode {
  const { put } = useKeeping.getState();
  switch (notice.kind) {
    case "restored":
      return <Action onClick={() => openShippedStudy()}>{t("keeping.restored.back")}</Action>;
    case "broken":
      return notice.title ? (
        <>
          <Action onClick={() => downloadKept(notice.id)}>{t("keeping.download")}</Action>
          <Action
            onClick={async () => {
              await removeKept(notice.id);
              put({ notice: null });
            }}
          >
            {t("keeping.remove")}
          </Action>
        </>
      ) : null;
    case "elsewhere":
      return <Action onClick={async () => (await startKeeping())?.takeOver()}>{t("keeping.elsewhere.take")}</Action>;
    case "conflict":
      return (
        <>
          <Action onClick={async () => await (await startKeeping())?.overwrite()}>{t("keeping.conflict.mine")}</Action>
          <Action onClick={async () => await (await startKeeping())?.takeTheirs()}>
            {t("keeping.conflict.theirs")}
          </Action>
        </>
      );
    case "full":
    case "failed":
      return (
        <>
          <Action onClick={showKept}>{t("keeping.data")}</Action>
          <Action onClick={saveOpenStudy}>{t("keeping.save")}</Action>
          <Action onClick={async () => await (await startKeeping())?.retry()}>{t("app.retry")}</Action>
        </>
      );
    case "newer":
      return (
        <>
          <Action onClick={saveOpenStudy}>{t("keeping.save")}</Action>
          <Action onClick={() => location.reload()}>{t("app.crash.reload")}</Action>
        </>
      );
    case "unavailable":
      return <Action onClick={saveOpenStudy}>{t("keeping.save")}</Action>;
    case "import-waiting":
      return (
        <>
          <Action onClick={() => settleWaiting(notice.id, true)}>{t("keeping.import-waiting.go-on")}</Action>
          <Action onClick={() => settleWaiting(notice.id, false)}>{t("keeping.import-waiting.drop")}</Action>
        </>
      );
    case "import-unkept":
      return <Action onClick={showKept}>{t("keeping.data")}</Action>;
    case "import-restored":
    case "import-lost":
      return null;
  }
}

async function settleWaiting(id: string, goesOn: boolean): Promise<void> {
  const { dropWaiting, takeUpWaiting } = await import("../import/take-up-import.ts");
  useKeeping.getState().put({ notice: null });
  await (goesOn ? takeUpWaiting : dropWaiting)(id);
}

function Action({ onClick, children }: { readonly onClick: () => unknown; readonly children: ReactNode }) {
  return (
    <button type="button" className="button" onClick={() => void Promise.resolve(onClick()).catch(() => undefined)}>
      {children}
    </button>
  );
}
