/** Whether an import that an earlier visit left behind is taken up unasked. */
import type { KeptImport } from "../keeping/kept-import.ts";
import type { KeptStudy } from "../keeping/kept-study.ts";

/** What is to be done with an import that was left behind. */
export type LeftBehind = "take-up" | "ask-failed" | "ask-overtaken" | "lost";

/**
 * What did not come through when it was last taken up is not taken up again unasked: it may be what closed the page.
 * @param openId the kept study that is open now.
 * @param studies all that are kept: one that was opened after the import was last heard of has overtaken it.
 */
export function judgeLeftBehind(
  { isWhole, attempts, savedAt, baseId }: KeptImport,
  openId: string | null,
  studies: readonly Pick<KeptStudy, "id" | "openedAt">[],
): LeftBehind {
  if (!isWhole) return "lost";
  if (attempts > 0) return "ask-failed";
  const isOvertaken = studies.some(({ id, openedAt }) => id !== openId && id !== baseId && openedAt > savedAt);
  return isOvertaken || (baseId !== null && baseId !== openId && !studies.some(({ id }) => id === baseId))
    ? "ask-overtaken"
    : "take-up";
}
