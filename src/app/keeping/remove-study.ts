/** Deleting kept studies. A deleted one stays marked for some seconds, in which that can be taken back; then it is gone. */
import type { StudyVault } from "./kept-study.ts";

/** How long a deletion can be taken back. */
export const UNDO_MS = 10_000;

/** Takes away what was deleted before `now` minus the time to change one's mind: what a closed page had still to do. */
export async function purgeRemoved(vault: StudyVault, now: number): Promise<void> {
  for (const { id, removedAt } of await vault.listStudies()) {
    if (removedAt !== null && now - removedAt >= UNDO_MS) await vault.removeStudy(id);
  }
}
