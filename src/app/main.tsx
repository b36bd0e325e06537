import { createRoot } from "react-dom/client";
import type { AnalysisClient, OpenedStudy } from "../worker/protocol.ts";
import { App } from "./app.tsx";
import type { Restoring } from "./keeping/restore-study.ts";
import { useAnalysis } from "./store/analysis-store.ts";
import { openShippedStudy } from "./store/open-study.ts";
import { startJournal } from "./store/project-autosave.ts";
import { connectClient } from "./store/run-commands.ts";
import { SHIPPED_STUDY_ID } from "./store/shipped-study.ts";
import { type Language, readLanguage, readTheme, useView } from "./store/view-store.ts";
import { loadTexts, startStrings } from "./strings/text.ts";

/** What the worker is already reading. */
export type FirstStudy =
  | {
      readonly kind: "shipped";
      readonly opening: Promise<OpenedStudy>;
      /** Whether the shipped study was open on the last visit. */
      readonly isReturn: boolean;
    }
  | { readonly kind: "kept"; readonly id: string; readonly restoring: Promise<Restoring> };

/** Puts the page together around a worker that is already reading a study. */
export function startPage(client: AnalysisClient, first: FirstStudy): void {
  const language = readLanguage();
  startStrings(language);
  useView.getState().show({ theme: readTheme() });
  startJournal();
  connectClient(client);
  void openFirst(first);

  const root = document.getElementById("root");
  const draw = (shown: Language): void => {
    useView.getState().show({ language: shown });
    if (root) createRoot(root).render(<App />);
  };
  if (language === "zh-CN") draw(language);
  else
    loadTexts(language).then(
      () => draw(language),
      () => {
        useView.getState().show({ notice: "notice.language" });
        draw("zh-CN");
      },
    );
}

/** A first visit waits for nothing that is kept; a later one opens what was open last, and the shipped study where that fails. */
async function openFirst(first: FirstStudy): Promise<void> {
  if (first.kind === "shipped" && !first.isReturn) {
    keepAfterFirstMap();
    await openShippedStudy(first.opening);
    return;
  }
  useAnalysis.getState().beginOpening([first.kind === "shipped" ? SHIPPED_STUDY_ID : first.id]);
  try {
    const [{ reopenLast }, restoring] = await Promise.all([
      import("./keeping/reopen-last.ts"),
      first.kind === "kept" ? first.restoring : null,
    ]);
    if (restoring) await reopenLast(restoring);
    else if (first.kind === "shipped") await reopenLast(first.opening);
  } catch {
    // The part of the page that keeps studies could not be had.
    await openShippedStudy(first.kind === "shipped" ? first.opening : undefined);
  }
}

function keepAfterFirstMap(): void {
  const stop = useAnalysis.subscribe(({ status }) => {
    if (status !== "done") return;
    stop();
    import("./keeping/reopen-last.ts").then(({ beginKeeping }) => beginKeeping()).catch(() => undefined);
  });
}
