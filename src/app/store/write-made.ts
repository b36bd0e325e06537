/**
 * A study that was made of brought files stands in no file. It is written as one after its first answer, which the writing
 * would hold up, or at once where another study is about to take its place.
 */
import type { NamedBytes } from "../../worker/protocol.ts";
import { askWorker } from "./ask-worker.ts";
import { writeJournal } from "./project-autosave.ts";
import { useProject } from "./project-store.ts";
import { whenSettled } from "./when-settled.ts";

let hurry: (() => void) | null = null;
let written: Promise<void> = Promise.resolve();

/** @param onWritten gets the open study as a file; null where it could not be written. */
export function writeMade(onWritten: (file: NamedBytes | null) => Promise<void>): void {
  const stop = journalChoices();
  const hurried = new Promise<void>((resolve) => {
    hurry = resolve;
  });
  written = Promise.race([whenSettled(), hurried])
    .then(() => askWorker("saveStudy", {}))
    .then(
      ({ name, bytes }) => onWritten({ name, bytes }),
      () => onWritten(null),
    )
    .finally(() => {
      hurry = null;
      stop();
    });
}

const JOURNAL_WAIT_MS = 400;

/** Until a study is kept, its choices are put where a page that is killed leaves them; ends with the function given back. */
function journalChoices(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const stop = useProject.subscribe((state, before) => {
    if (state.choicesByStudy === before.choicesByStudy) return;
    timer ??= setTimeout(() => {
      timer = null;
      writeJournal();
    }, JOURNAL_WAIT_MS);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}

/** Writes now what waits to be written; null where nothing does. */
export function finishWriting(): Promise<void> | null {
  if (!hurry) return null;
  hurry();
  return written;
}
