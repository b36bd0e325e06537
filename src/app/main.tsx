import { createRoot } from "react-dom/client";
import type { AnalysisClient, OpenedStudy } from "../worker/protocol.ts";
import { App } from "./app.tsx";
import { startAutosave } from "./store/project-autosave.ts";
import { connectClient, openShippedStudy } from "./store/run-commands.ts";
import { readLanguage, useView } from "./store/view-store.ts";
import { startStrings } from "./strings/text.ts";

/** Puts the page together around a worker that is already reading the shipped study. */
export function startPage(client: AnalysisClient, opening: Promise<OpenedStudy>): void {
  const language = readLanguage();
  useView.getState().show({ language });
  startStrings(language);
  startAutosave();
  connectClient(client);
  void openShippedStudy(opening);

  const root = document.getElementById("root");
  if (root) createRoot(root).render(<App />);
}
