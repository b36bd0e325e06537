/** What the page knows of kept studies: the list, which one is open, and what has to be said. */
import { create } from "zustand";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Failure } from "../store/analysis-store.ts";
import type { ImportRecording } from "./keep-import.ts";
import type { KeptStudy } from "./kept-study.ts";

export type KeepingNotice =
  /** The study of the last visit was opened again. */
  | { readonly kind: "restored"; readonly title: LocalizedText; readonly savedAt: number }
  /** The study of the last visit cannot be read; the shipped one was opened in its place. */
  | { readonly kind: "broken"; readonly id: string; readonly title: LocalizedText | null; readonly failure: Failure }
  /** Another tab has this study and saves it. */
  | { readonly kind: "elsewhere" }
  /** Another tab saved this study after it was opened here. */
  | { readonly kind: "conflict"; readonly savedAt: number }
  /** There is no room: bytes that were to be written, that are used and that the browser allows (null: it does not say). */
  | {
      readonly kind: "full";
      readonly neededBytes: number;
      readonly usedBytes: number | null;
      readonly quotaBytes: number | null;
    }
  /** The browser keeps nothing for this page. */
  | { readonly kind: "unavailable" }
  /** A newer version of the page, in another tab, has the store: this one keeps nothing until it is reloaded. */
  | { readonly kind: "newer" }
  /** An import that the last visit left behind is here again; `isMaking`: its study is made once more. */
  | { readonly kind: "import-restored"; readonly fileNames: readonly string[]; readonly isMaking: boolean }
  /** One is there that is not taken up unasked: it has failed to come through before, or another study was opened since. */
  | {
      readonly kind: "import-waiting";
      readonly id: string;
      readonly fileNames: readonly string[];
      readonly savedAt: number;
      readonly hasFailed: boolean;
    }
  /** One was left behind before its files were on record. */
  | { readonly kind: "import-lost"; readonly fileNames: readonly string[] }
  /** There is no room for the files of the import under way. */
  | {
      readonly kind: "import-unkept";
      readonly neededBytes: number;
      readonly usedBytes: number | null;
      readonly quotaBytes: number | null;
    }
  /** A writing failed for another cause. */
  | { readonly kind: "failed"; readonly message: string };

interface KeepingState {
  /** Studies kept in this browser, the last opened first; null before they are known. */
  readonly kept: readonly KeptStudy[] | null;
  readonly openId: string | null;
  /** When the open study's choices were last saved, milliseconds since 1970. */
  readonly savedAt: number | null;
  /** Studies that were deleted, while that can be taken back. */
  readonly leavingIds: readonly string[];
  /** Kept studies that turned out not to be readable. */
  readonly brokenIds: readonly string[];
  readonly notice: KeepingNotice | null;
  /** How the files of the import on screen are recorded; null where there is none. */
  readonly importRecording: ImportRecording | null;
  put(change: Partial<Omit<KeepingState, "put">>): void;
}

export const useKeeping = create<KeepingState>((set) => ({
  kept: null,
  openId: null,
  savedAt: null,
  leavingIds: [],
  brokenIds: [],
  notice: null,
  importRecording: null,
  put: (change) => set(change),
}));
