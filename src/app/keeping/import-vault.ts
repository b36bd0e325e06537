/** Where imports that are under way lie in the browser (IndexedDB): the record is small and written often, the pieces of the files once. */
import type { ImportVault } from "./kept-import.ts";
import { finishChange, openStore, piecesOf } from "./open-store.ts";

/** Throws as `openStore` does. */
export async function openImportVault(): Promise<ImportVault> {
  const use = await openStore();
  return {
    listImports: async () => await use().getAll("imports"),
    async putImport(record) {
      const change = use().transaction("imports", "readwrite");
      await finishChange(change, [() => change.store.put(record)]);
    },
    async putPiece(piece) {
      const change = use().transaction("pieces", "readwrite");
      await finishChange(change, [() => change.store.put(piece)]);
    },
    readPieces: async (importId) => await use().getAll("pieces", piecesOf(importId)),
    async removeImport(id) {
      const change = use().transaction(["imports", "pieces"], "readwrite");
      await finishChange(change, [
        () => change.objectStore("imports").delete(id),
        () => change.objectStore("pieces").delete(piecesOf(id)),
      ]);
    },
  };
}
