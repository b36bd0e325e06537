/** Which kept study was open last, known at once when the page starts. */
import { SHIPPED_STUDY_ID } from "./shipped-study.ts";

const KEY = "minsheng.open";

/** The id of the kept study that was open last; null on a first visit, where storage is forbidden, or where the address asks for the shipped one (`?study=shipped`). */
export function readLastOpened(search: string): string | null {
  try {
    if (new URLSearchParams(search).get("study") === "shipped") return null;
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberLastOpened(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // The page then opens the shipped study.
  }
}

export function isShippedId(id: string | null): boolean {
  return id === null || id === SHIPPED_STUDY_ID;
}
