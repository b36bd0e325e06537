/** Keys that work anywhere: undo, redo, search. */
import { useEffect } from "react";
import { useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";

export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "k") {
        event.preventDefault();
        useView.getState().show({ panel: "search" });
        return;
      }
      if (isWriting(event.target)) return;
      const { undo, redo } = useProject.getState();
      if (key === "z" && !event.shiftKey) undo();
      else if ((key === "z" && event.shiftKey) || key === "y") redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Text fields keep their own undo. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && ["text", "search", "number"].includes(target.type);
}
