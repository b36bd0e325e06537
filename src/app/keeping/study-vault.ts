/**
 * Where kept studies lie in the browser (IndexedDB): what the list shows, layers and choices are records of their own,
 * so that an edit never writes layers again. Each change is one transaction: it is there as a whole or not at all.
 */
import type { SaveOutcome, StudyVault } from "./kept-study.ts";
import { finishChange, openStore, piecesOf } from "./open-store.ts";

/** Throws as `openStore` does. */
export async function openVault(): Promise<StudyVault> {
  const use = await openStore();
  return {
    listStudies: async () => await use().getAll("studies"),
    readLayers: async (id) => await use().get("layers", id),
    readState: async (id) => await use().get("states", id),
    async keepStudy(study, layers, importId = null) {
      const names = ["studies", "layers", ...(importId === null ? [] : (["imports", "pieces"] as const))] as const;
      const change = use().transaction(names, "readwrite", { durability: "strict" });
      await finishChange(change, [
        () => change.objectStore("studies").put(study),
        ...(layers ? [() => change.objectStore("layers").put(layers)] : []),
        ...(importId === null
          ? []
          : [
              () => change.objectStore("imports").delete(importId),
              () => change.objectStore("pieces").delete(piecesOf(importId)),
            ]),
      ]);
    },
    async changeStudy(id, details) {
      const change = use().transaction("studies", "readwrite");
      const before = await change.store.get(id);
      await finishChange(change, before ? [() => change.store.put({ ...before, ...details, id })] : []);
    },
    async saveState(state, expectedRevision): Promise<SaveOutcome> {
      const change = use().transaction(["studies", "states"], "readwrite");
      const [study, before] = await Promise.all([
        change.objectStore("studies").get(state.id),
        change.objectStore("states").get(state.id),
      ]);
      if (!study) return "gone";
      if ((before?.revision ?? 0) !== expectedRevision) return "conflict";
      await finishChange(change, [
        () => change.objectStore("states").put(state),
        () => change.objectStore("studies").put({ ...study, changedAt: state.savedAt }),
      ]);
      return "saved";
    },
    async setAside(id, asideId) {
      const change = use().transaction("states", "readwrite");
      const before = await change.store.get(id);
      if (!before) return;
      await finishChange(change, [() => change.store.put({ ...before, id: asideId }), () => change.store.delete(id)]);
    },
    async removeStudy(id) {
      const change = use().transaction(["studies", "layers", "states"], "readwrite");
      await finishChange(change, [
        () => change.objectStore("studies").delete(id),
        () => change.objectStore("layers").delete(id),
        () => change.objectStore("states").delete(id),
      ]);
    },
  };
}
