/** What is kept of a study in the browser, and the store that keeps it. */
import type { Issue } from "../../core/errors.ts";
import type { LocalizedText } from "../../core/model/facility.ts";

/** The version of the records below; a record of a later one is neither used nor written over. */
export const KEPT_FORMAT = 1;

/** A study in the list of kept ones. Times in milliseconds since 1970. */
export interface KeptStudy {
  readonly format: number;
  /** Unique in this browser; the study's own id where no other study had taken it. */
  readonly id: string;
  /** The id that the study calls itself by. */
  readonly studyId: string;
  readonly title: LocalizedText;
  /** The name that the reader gave it in the list; null: its own title. */
  readonly name: string | null;
  readonly demonstration: boolean;
  /** Shipped studies are read from the page's own origin: no layers are kept of them. */
  readonly kind: "shipped" | "files";
  /** Hashes of the files that it was made of, by which the same files are known again. */
  readonly fingerprint: string;
  readonly openedAt: number;
  readonly changedAt: number;
  /** Size of its layers in bytes; 0 where none are kept. */
  readonly layerBytes: number;
  /** When it was deleted: for a few seconds that can be taken back. */
  readonly removedAt: number | null;
}

/** A study's layers as `.mscircle` bytes, and a plan that was opened on top of it. */
export interface KeptLayers {
  readonly id: string;
  /** Null for a shipped study. */
  readonly file: KeptFile | null;
  readonly plan: readonly KeptFile[];
  /** What was skipped, assumed or repaired when it was first read: its own bytes no longer tell. */
  readonly issues: readonly Issue[];
}

export interface KeptFile {
  readonly name: string;
  readonly bytes: Blob;
}

/** What was asked and added by hand; small, and written after each edit. */
export interface KeptState {
  readonly format: number;
  readonly id: string;
  /** Goes up by one with each writing, so that a writer notices another's. */
  readonly revision: number;
  readonly savedAt: number;
  /** To be checked before it is trusted. */
  readonly choices: unknown;
}

/** `conflict`: somebody else wrote meanwhile, `gone`: the study was deleted meanwhile; nothing was written in either case. */
export type SaveOutcome = "saved" | "conflict" | "gone";

/** The store. Each call is whole or nothing, and throws what the browser says where it cannot be done. */
export interface StudyVault {
  listStudies(): Promise<readonly KeptStudy[]>;
  readLayers(id: string): Promise<KeptLayers | undefined>;
  readState(id: string): Promise<KeptState | undefined>;
  /**
   * Puts a study into the list, together with its layers where some are given.
   * @param importId the import that it was made by, which is no longer needed then.
   */
  keepStudy(study: KeptStudy, layers: KeptLayers | null, importId?: string | null): Promise<void>;
  /** Changes what the list shows of a study, if it is there. */
  changeStudy(id: string, details: Partial<KeptStudy>): Promise<void>;
  /** Writes choices if those before them have the expected revision (0: there are none). */
  saveState(state: KeptState, expectedRevision: number): Promise<SaveOutcome>;
  /** Puts choices that cannot be read away under another id. */
  setAside(id: string, asideId: string): Promise<void>;
  removeStudy(id: string): Promise<void>;
}
