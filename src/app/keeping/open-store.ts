/** The one database of the page, and whether it is still this version's. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { ImportPiece, KeptImport } from "./kept-import.ts";
import type { KeptLayers, KeptState, KeptStudy } from "./kept-study.ts";

const NAME = "minsheng.studies";
const VERSION = 2;

export interface Schema extends DBSchema {
  studies: { key: string; value: KeptStudy };
  layers: { key: string; value: KeptLayers };
  states: { key: string; value: KeptState };
  /** Since version 2. */
  imports: { key: string; value: KeptImport };
  pieces: { key: [importId: string, file: number, piece: number]; value: ImportPiece };
}

/** Gives the database, or throws `VersionError` once a newer version of the page has taken it over. */
export type Store = () => IDBPDatabase<Schema>;

let opened: Promise<Store> | null = null;
/** Whether a newer version of the page has taken the store over; nothing is read or written here any more. */
let isSuperseded = false;
const listeners = new Set<() => void>();

/** Hears when a newer version of the page, in another tab, takes the store over. */
export function whenSuperseded(listener: () => void): void {
  listeners.add(listener);
}

/**
 * The browser's store. Throws what the browser says where it forbids one, `TimeoutError` where it does not answer, `VersionError` where
 * a newer version of the page has it; what is asked of it afterwards fails with that, too.
 */
export function openStore(): Promise<Store> {
  opened ??= open();
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

const PATIENCE_MS = 5000;

async function open(): Promise<Store> {
  const opening = openDB<Schema>(NAME, VERSION, {
    upgrade(database, before) {
      if (before < 1)
        for (const name of ["studies", "layers", "states"] as const)
          database.createObjectStore(name, { keyPath: "id" });
      if (before < 2) {
        database.createObjectStore("imports", { keyPath: "id" });
        database.createObjectStore("pieces", { keyPath: ["importId", "file", "piece"] });
      }
    },
    // A later version of the page waits in another tab: it must not be kept waiting.
    blocking: (_current, blocked, event) => {
      (event.target as IDBDatabase).close();
      // Deleted, as by who clears the browser's data, is not taken over.
      if (blocked === null || blocked <= VERSION) return;
      isSuperseded = true;
      for (const listener of listeners) listener();
    },
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("no answer", "TimeoutError")), PATIENCE_MS);
  });
  try {
    const store = await Promise.race([opening, patience]);
    return () => {
      if (isSuperseded) throw new DOMException("a newer version of the page has the store", "VersionError");
      return store;
    };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Does the last requests of a transaction and waits for the whole of it: a request that succeeded is nothing before its
 * transaction has. One that is refused at once would not end the transaction by itself, and those before it would stay.
 */
export async function finishChange(
  change: { readonly done: Promise<void>; abort(): void },
  requests: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const asked: Promise<unknown>[] = [change.done];
  try {
    for (const request of requests) asked.push(request());
  } catch (error) {
    for (const each of asked) each.catch(() => undefined);
    change.abort();
    throw error;
  }
  await Promise.all(asked);
}

/** All pieces of an import. */
export function piecesOf(importId: string): IDBKeyRange {
  return IDBKeyRange.bound([importId], [importId, []]);
}
