import { createRoot } from "react-dom/client";
import type { AnalysisClient, OpenedStudy } from "../worker/protocol.ts";
import { App } from "./app.tsx";
import { openShippedStudy } from "./store/open-study.ts";
import { startAutosave } from "./store/project-autosave.ts";
import { connectClient } from "./store/run-commands.ts";
import { type Language, readLanguage, readTheme, useView } from "./store/view-store.ts";
import { loadTexts, startStrings } from "./strings/text.ts";

/** Puts the page together around a worker that is already reading the shipped study. */
export function startPage(client: AnalysisClient, opening: Promise<OpenedStudy>): void {
  const language = readLanguage();
  startStrings(language);
  useView.getState().show({ theme: readTheme() });
  startAutosave();
  connectClient(client);
  void openShippedStudy(opening);

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
