/** Keeps the project's choices in the browser between visits; what cannot be read is left alone and started anew. */

import { type StudyChoices, useProject } from "./project-store.ts";
import { readChoices } from "./saved-choices.ts";

const STORAGE_KEY = "minsheng.project.1";

/** How long a change may wait before it is written: typing is one writing, not one a key. */
const WAIT_MS = 250;

/** Reads what was saved and saves every later change, at the latest when the page is left. Call once, before the first study opens. */
export function startAutosave(): void {
  useProject.setState({ choicesByStudy: readSaved() });
  let waiting: ReturnType<typeof setTimeout> | null = null;
  const save = (): void => {
    if (waiting === null) return;
    clearTimeout(waiting);
    waiting = null;
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify(useProject.getState().choicesByStudy));
    } catch {
      // Storage may be full or forbidden; the session itself does not depend on it.
    }
  };
  useProject.subscribe((state, before) => {
    if (state.choicesByStudy !== before.choicesByStudy) waiting ??= setTimeout(save, WAIT_MS);
  });
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", save);
}

function readSaved(): Record<string, StudyChoices> {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}");
    if (typeof saved !== "object" || saved === null) return {};
    return Object.fromEntries(
      Object.entries(saved).flatMap(([studyId, value]): [string, StudyChoices][] => {
        const choices = readChoices(value);
        return choices ? [[studyId, choices]] : [];
      }),
    );
  } catch {
    return {};
  }
}
