/** What it means that the browser did not store something. */
import type { KeepingNotice } from "./keeping-store.ts";

/** Bytes that this page uses and may use in this browser; null where it does not say. */
export async function estimateRoom(): Promise<{
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
}> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return { usedBytes: usage ?? null, quotaBytes: quota ?? null };
  } catch {
    return { usedBytes: null, quotaBytes: null };
  }
}

/** `neededBytes`: what was to be written. */
export async function noticeOfFault(error: unknown, neededBytes: number): Promise<KeepingNotice> {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return { kind: "full", neededBytes, ...(await estimateRoom()) };
  if (name === "VersionError") return { kind: "newer" };
  if (["SecurityError", "InvalidStateError", "TimeoutError", "UnknownError"].includes(name)) {
    return { kind: "unavailable" };
  }
  return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
}
