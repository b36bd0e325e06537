/**
 * The last moments of a page: choices that the store of studies does not have yet, put where a page that is left can still write at once.
 * Where the browser has no store, all choices are kept here. What cannot be read is left alone and started anew.
 */
import { currentChoices, type StudyChoices, useProject } from "./project-store.ts";
import { readChoices } from "./saved-choices.ts";

const STORAGE_KEY = "minsheng.project.1";

/** What the store of studies has: these choices of this study, in this revision. */
export interface SavedMark {
  readonly id: string;
  readonly choices: StudyChoices | null;
  readonly revision: number;
}

let saved: SavedMark | null = null;
/** False while another tab writes the open study. */
let mayWrite = true;

/** Reads what was left here and writes what is not saved when the page is left. Call once, before the first study opens. */
export function startJournal(): void {
  const choicesByStudy = Object.fromEntries(
    Object.entries(readJournal()).flatMap(([id, value]): [string, StudyChoices][] => {
      const choices = readChoices(value);
      return choices ? [[id, choices]] : [];
    }),
  );
  useProject.setState({ choicesByStudy });
  addEventListener("pagehide", writeJournal);
  document.addEventListener("visibilitychange", writeJournal);
}

/** Says what is saved elsewhere, so that it need not be written here. */
export function markSaved(mark: SavedMark): void {
  saved = mark;
}

export function allowJournal(isAllowed: boolean): void {
  mayWrite = isAllowed;
}

/** Writes the open study's choices if the store of studies does not have them. */
export function writeJournal(): void {
  const project = useProject.getState();
  const choices = currentChoices(project);
  if (!mayWrite || project.studyId === null || !choices) return;
  const isMarked = saved?.id === project.studyId;
  if (isMarked && saved?.choices === choices) return;
  const followsRevision = isMarked ? (saved?.revision ?? 0) : 0;
  replaceJournal({ ...readJournal(), [project.studyId]: { ...choices, followsRevision } });
}

/** The revision that the choices left here follow; null where there are none of this study. */
export function journalFollows(id: string): number | null {
  const entry: unknown = readJournal()[id];
  if (typeof entry !== "object" || entry === null) return null;
  return "followsRevision" in entry && typeof entry.followsRevision === "number" ? entry.followsRevision : 0;
}

/** Takes a study's choices out of here, once they are saved or no longer wanted. */
export function forgetJournal(id: string): void {
  const { [id]: known, ...others } = readJournal();
  if (known !== undefined) replaceJournal(others);
}

function replaceJournal(journal: Readonly<Record<string, unknown>>): void {
  try {
    if (Object.keys(journal).length === 0) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, JSON.stringify(journal));
  } catch {
    // Storage may be full or forbidden; the page itself does not depend on it.
  }
}

function readJournal(): Readonly<Record<string, unknown>> {
  try {
    const journal: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}");
    return typeof journal === "object" && journal !== null ? (journal as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
