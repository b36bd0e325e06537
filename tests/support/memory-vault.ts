/** A store of studies and imports in memory, whole or nothing as the browser's is, that can be told to fail. */
import type { ImportPiece, ImportVault, KeptImport } from "../../src/app/keeping/kept-import.ts";
import type { KeptLayers, KeptState, KeptStudy, StudyVault } from "../../src/app/keeping/kept-study.ts";

interface Tables {
  readonly studies: Map<string, KeptStudy>;
  readonly layers: Map<string, KeptLayers>;
  readonly states: Map<string, KeptState>;
  readonly imports: Map<string, KeptImport>;
  /** By import, file and part. */
  readonly pieces: Map<string, ImportPiece>;
}

const TABLES = ["studies", "layers", "states", "imports", "pieces"] as const;

export interface MemoryVault extends StudyVault, ImportVault {
  readonly tables: Tables;
  /** Writings to layers so far. */
  readonly layerWritings: () => number;
  /** The next writings fail with this, after `writtenFirst` records of theirs; null: they succeed again. */
  failWith(error: Error | null, writtenFirst?: number): void;
  /** After so many more records nothing is written any more, and nobody hears of it: the page was killed. Null: it lives. */
  killAfter(records: number | null): void;
}

export function createMemoryVault(): MemoryVault {
  const tables: Tables = {
    studies: new Map(),
    layers: new Map(),
    states: new Map(),
    imports: new Map(),
    pieces: new Map(),
  };
  let recordsToLive: number | null = null;
  let failure: { readonly error: Error; readonly writtenFirst: number } | null = null;
  let layerWritings = 0;

  /** Puts records one by one; where one fails, those before it are taken back. */
  const change = async (steps: readonly (() => void)[]): Promise<void> => {
    const before = TABLES.map((name) => [name, new Map<string, unknown>(tables[name])] as const);
    const takeBack = (): void => {
      for (const [name, records] of before) {
        const table = tables[name] as Map<string, unknown>;
        table.clear();
        for (const [id, record] of records) table.set(id, record);
      }
    };
    await Promise.resolve();
    for (const [at, step] of steps.entries()) {
      if (failure && at >= failure.writtenFirst) {
        takeBack();
        throw failure.error;
      }
      if (recordsToLive === 0) {
        takeBack();
        await new Promise(() => undefined);
      }
      if (recordsToLive !== null) recordsToLive--;
      step();
    }
  };

  const deletePieces = (id: string): void => {
    for (const [key, { importId }] of tables.pieces) if (importId === id) tables.pieces.delete(key);
  };

  return {
    tables,
    layerWritings: () => layerWritings,
    failWith(error, writtenFirst = 0) {
      failure = error && { error, writtenFirst };
    },
    killAfter(records) {
      recordsToLive = records;
    },
    listStudies: async () => [...tables.studies.values()],
    readLayers: async (id) => tables.layers.get(id),
    readState: async (id) => tables.states.get(id),
    keepStudy: (study, layers, importId = null) =>
      change([
        () => tables.studies.set(study.id, study),
        ...(layers
          ? [
              () => {
                layerWritings++;
                tables.layers.set(study.id, layers);
              },
            ]
          : []),
        ...(importId === null ? [] : [() => tables.imports.delete(importId), () => deletePieces(importId)]),
      ]),
    async changeStudy(id, details) {
      const before = tables.studies.get(id);
      if (before) await change([() => tables.studies.set(id, { ...before, ...details, id })]);
    },
    async saveState(state, expectedRevision) {
      const study = tables.studies.get(state.id);
      if (!study) return "gone";
      if ((tables.states.get(state.id)?.revision ?? 0) !== expectedRevision) return "conflict";
      await change([
        () => tables.states.set(state.id, structuredClone(state)),
        () => tables.studies.set(state.id, { ...study, changedAt: state.savedAt }),
      ]);
      return "saved";
    },
    async setAside(id, asideId) {
      const before = tables.states.get(id);
      if (!before) return;
      await change([() => tables.states.set(asideId, { ...before, id: asideId }), () => tables.states.delete(id)]);
    },
    removeStudy: (id) =>
      change([() => tables.studies.delete(id), () => tables.layers.delete(id), () => tables.states.delete(id)]),
    listImports: async () => [...tables.imports.values()],
    putImport: (record) => change([() => tables.imports.set(record.id, structuredClone(record))]),
    putPiece: (piece) => change([() => tables.pieces.set(`${piece.importId} ${piece.file} ${piece.piece}`, piece)]),
    readPieces: async (id) =>
      [...tables.pieces.values()]
        .filter(({ importId }) => importId === id)
        .sort((a, b) => a.file - b.file || a.piece - b.piece),
    removeImport: (id) => change([() => tables.imports.delete(id), () => deletePieces(id)]),
  };
}
