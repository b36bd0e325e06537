/** Puts imports that are under way on record: the files in the background, piece by piece, each decision as it is taken. */
import type { GivenFile } from "../../worker/protocol.ts";
import { countPieces, type ImportVault, type KeptImport, PIECE_BYTES } from "./kept-import.ts";
import { KEPT_FORMAT } from "./kept-study.ts";

/** What of a record goes on changing. */
export type ImportProgress = Pick<KeptImport, "stage" | "baseId" | "decisions" | "chosen" | "table">;

/** How the recording of the present import stands; `refused`: it was given up for want of room or because of a fault. */
export type ImportRecording = "writing" | "kept" | "refused";

export interface ImportDoor {
  readonly vault: ImportVault;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Says to other tabs that this one has the import, for as long as it lives; the function given back lets go of it. */
  readonly hold: (id: string) => () => void;
  readonly room: () => Promise<{ readonly usedBytes: number | null; readonly quotaBytes: number | null }>;
  readonly onRecording: (recording: ImportRecording) => void;
  readonly onFault: (error: unknown, neededBytes: number) => void;
}

export interface ImportKeeping {
  readonly vault: ImportVault;
  /** Begins to put an import on record. Never keeps the page waiting. */
  begin(id: string, files: readonly GivenFile[], importedOn: string, progress: ImportProgress): void;
  /** Goes on with one that was left behind, whose files are there already and which this tab holds: `release` lets go of it. */
  takeUp(record: KeptImport, release: () => void): void;
  /** Notes how far it has come. */
  note(id: string, change: Partial<ImportProgress & Pick<KeptImport, "attempts">>): void;
  /** It is finished or given up: takes it off the record. */
  end(id: string): Promise<void>;
  /** Its study is about to be kept, which takes it off the record: nothing more is written of it. The function given back lets go of it. */
  handOver(id: string): () => void;
  /** Resolves once nothing is being written. */
  flush(): Promise<void>;
}

interface Held {
  record: KeptImport;
  readonly release: () => void;
  isClosed: boolean;
  /** Whether something of the record is not written. */
  isStale: boolean;
  underWay: Promise<void>;
}

/** Files may take this part of the room that is left: the study that is made of them needs some, too. */
const LARGEST_SHARE = 0.5;

export function createImportKeeping(door: ImportDoor): ImportKeeping {
  const { vault } = door;
  const held = new Map<string, Held>();

  /** Half of the files are of no use to anybody. */
  const giveUp = async (own: Held, error: unknown): Promise<void> => {
    if (own.isClosed) return;
    own.isClosed = true;
    const { id, files } = own.record;
    door.onRecording("refused");
    door.onFault(error, sizeOf(files));
    await vault.removeImport(id).catch(() => undefined);
  };

  const writeRecord = async (own: Held): Promise<void> => {
    own.isStale = false;
    if (!own.isClosed) await vault.putImport(own.record);
  };

  const writeFiles = async (own: Held, files: readonly GivenFile[]): Promise<void> => {
    const neededBytes = sizeOf(own.record.files);
    const { usedBytes, quotaBytes } = await door.room();
    const left = usedBytes === null || quotaBytes === null ? Number.POSITIVE_INFINITY : quotaBytes - usedBytes;
    if (neededBytes > LARGEST_SHARE * left) throw new DOMException("no room", "QuotaExceededError");
    await writeRecord(own);
    for (const [file, { bytes }] of files.entries()) {
      const whole = bytes instanceof Blob ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>]);
      for (let piece = 0; piece < countPieces(whole.size); piece++) {
        if (own.isClosed) return;
        const part = whole.slice(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
        await vault.putPiece({ importId: own.record.id, file, piece, bytes: part });
      }
    }
    own.record = { ...own.record, isWhole: true };
    await writeRecord(own);
    if (!own.isClosed) door.onRecording("kept");
  };

  const follow = (own: Held, work: Promise<void>): void => {
    own.underWay = Promise.all([own.underWay, work]).then(() => undefined);
  };

  const add = (record: KeptImport, release: () => void): Held => {
    const own = { record, release, isClosed: false, isStale: false, underWay: Promise.resolve() };
    held.set(record.id, own);
    return own;
  };

  return {
    vault,
    begin(id, files, importedOn, progress) {
      const now = door.now();
      const own = add(
        {
          format: KEPT_FORMAT,
          id,
          ...progress,
          files: files.map(({ name, bytes }) => ({ name, size: bytes instanceof Blob ? bytes.size : bytes.length })),
          isWhole: false,
          startedAt: now,
          savedAt: now,
          importedOn,
          attempts: 0,
        },
        door.hold(id),
      );
      door.onRecording("writing");
      follow(
        own,
        writeFiles(own, files).catch((error: unknown) => giveUp(own, error)),
      );
    },
    takeUp(record, release) {
      add(record, release);
      door.onRecording("kept");
    },
    note(id, change) {
      const own = held.get(id);
      if (!own || own.isClosed) return;
      own.record = { ...own.record, ...change, savedAt: door.now() };
      if (own.isStale) return;
      own.isStale = true;
      // Several changes at once are one writing. Where it fails what was noted before stands, and the next change is tried again.
      const written = Promise.resolve().then(() => writeRecord(own));
      follow(
        own,
        written.catch((error: unknown) => door.onFault(error, 0)),
      );
    },
    async end(id) {
      const own = held.get(id);
      if (!own) return;
      own.isClosed = true;
      await vault.removeImport(id).catch(() => undefined);
      own.release();
      held.delete(id);
    },
    handOver(id) {
      const own = held.get(id);
      if (own) own.isClosed = true;
      return () => {
        own?.release();
        held.delete(id);
      };
    },
    flush: async () => void (await Promise.all([...held.values()].map(({ underWay }) => underWay))),
  };
}

function sizeOf(files: KeptImport["files"]): number {
  return files.reduce((total, { size }) => total + size, 0);
}
