/**
 * Where kept studies lie in the browser (IndexedDB): what the list shows, layers and choices are records of their own,
 * so that an edit never writes layers again. Each change is one transaction: it is there as a whole or not at all.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { KeptLayers, KeptState, KeptStudy, SaveOutcome, StudyVault } from "./kept-study.ts";

const NAME = "minsheng.studies";
const VERSION = 1;

interface Schema extends DBSchema {
  studies: { key: string; value: KeptStudy };
  layers: { key: string; value: KeptLayers };
  states: { key: string; value: KeptState };
}

let opened: Promise<StudyVault> | null = null;
/** Whether a newer version of the page has taken the store over; nothing is read or written here any more. */
let isSuperseded = false;
const listeners = new Set<() => void>();

/** Hears when a newer version of the page, in another tab, takes the store over. */
export function whenSuperseded(listener: () => void): void {
  listeners.add(listener);
}

/**
 * The browser's store of studies. Throws what the browser says where it forbids one, `TimeoutError` where it does not answer, `VersionError` where
 * a newer version of the page has it; what is asked of it afterwards fails with that, too.
 */
export function openVault(): Promise<StudyVault> {
  opened ??= open();
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

const PATIENCE_MS = 5000;

async function open(): Promise<StudyVault> {
  const opening = openDB<Schema>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore("studies", { keyPath: "id" });
      database.createObjectStore("layers", { keyPath: "id" });
      database.createObjectStore("states", { keyPath: "id" });
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
    return createVault(await Promise.race([opening, patience]));
  } finally {
    clearTimeout(timer);
  }
}

function createVault(store: IDBPDatabase<Schema>): StudyVault {
  const use = (): IDBPDatabase<Schema> => {
    if (isSuperseded) throw new DOMException("a newer version of the page has the store", "VersionError");
    return store;
  };
  return {
    listStudies: async () => await use().getAll("studies"),
    readLayers: async (id) => await use().get("layers", id),
    readState: async (id) => await use().get("states", id),
    async keepStudy(study, layers) {
      const change = use().transaction(["studies", "layers"], "readwrite", { durability: "strict" });
      await finish(change, [
        () => change.objectStore("studies").put(study),
        ...(layers ? [() => change.objectStore("layers").put(layers)] : []),
      ]);
    },
    async changeStudy(id, details) {
      const change = use().transaction("studies", "readwrite");
      const before = await change.store.get(id);
      await finish(change, before ? [() => change.store.put({ ...before, ...details, id })] : []);
    },
    async saveState(state, expectedRevision): Promise<SaveOutcome> {
      const change = use().transaction(["studies", "states"], "readwrite");
      const [study, before] = await Promise.all([
        change.objectStore("studies").get(state.id),
        change.objectStore("states").get(state.id),
      ]);
      if (!study) return "gone";
      if ((before?.revision ?? 0) !== expectedRevision) return "conflict";
      await finish(change, [
        () => change.objectStore("states").put(state),
        () => change.objectStore("studies").put({ ...study, changedAt: state.savedAt }),
      ]);
      return "saved";
    },
    async setAside(id, asideId) {
      const change = use().transaction("states", "readwrite");
      const before = await change.store.get(id);
      if (!before) return;
      await finish(change, [() => change.store.put({ ...before, id: asideId }), () => change.store.delete(id)]);
    },
    async removeStudy(id) {
      const change = use().transaction(["studies", "layers", "states"], "readwrite");
      await finish(change, [
        () => change.objectStore("studies").delete(id),
        () => change.objectStore("layers").delete(id),
        () => change.objectStore("states").delete(id),
      ]);
    },
  };
}

/**
 * Does the last requests of a transaction and waits for the whole of it: a request that succeeded is nothing before its
 * transaction has. One that is refused at once would not end the transaction by itself, and those before it would stay.
 */
async function finish(
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
