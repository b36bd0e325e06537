/**
 * An import that is under way, as it stands on record until its study does: the files in pieces, what was decided, how far it has come.
 * A page that is gone without a word leaves it behind, and the next visit takes it up.
 */
import type { GivenFile } from "../../worker/protocol.ts";

/** `opening`: files that are opened as they are, without anything to decide. */
export type KeptImportStage = "review" | "making" | "opening";

export interface KeptImport {
  readonly format: number;
  readonly id: string;
  readonly stage: KeptImportStage;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** Whether all pieces of all files have been written. */
  readonly isWhole: boolean;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly savedAt: number;
  /** The day of the import where the reader is (ISO 8601). */
  readonly importedOn: string;
  /** The kept study that was open: what decisions about adding to it are about. Null where none was. */
  readonly baseId: string | null;
  /** To be checked before they are trusted. */
  readonly decisions: unknown;
  /** The layer that was looked at, and what of it. */
  readonly chosen: string | null;
  readonly table: string;
  /** How often it was taken up without coming through. */
  readonly attempts: number;
}

/** A part of one of the files, small enough to be written at once. */
export interface ImportPiece {
  readonly importId: string;
  /** Which of the files, and which part of it, both from 0. */
  readonly file: number;
  readonly piece: number;
  readonly bytes: Blob;
}

/** The store. Each call is whole or nothing, in the order of the calls, and throws what the browser says where it cannot be done. */
export interface ImportVault {
  listImports(): Promise<readonly KeptImport[]>;
  putImport(record: KeptImport): Promise<void>;
  putPiece(piece: ImportPiece): Promise<void>;
  /** In the order of files and parts. */
  readPieces(importId: string): Promise<readonly ImportPiece[]>;
  /** Takes the record and all pieces away. */
  removeImport(id: string): Promise<void>;
}

export const PIECE_BYTES = 8 * 1024 * 1024;

/** How many pieces a file of so many bytes is written in. */
export function countPieces(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** The files of an import as they were brought; null where any part is not there. Nothing of them passes through the page's memory. */
export function filesOfImport({ files, isWhole }: KeptImport, pieces: readonly ImportPiece[]): GivenFile[] | null {
  if (!isWhole) return null;
  const brought: { readonly name: string; readonly bytes: Blob }[] = files.map(({ name }, index) => ({
    name,
    bytes: new Blob(pieces.flatMap(({ file, bytes }) => (file === index ? [bytes] : []))),
  }));
  return brought.every(({ bytes }, index) => bytes.size === files[index]?.size) ? brought : null;
}
