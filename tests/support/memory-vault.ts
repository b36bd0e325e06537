/** A store of studies in memory, whole or nothing as the browser's is, that can be told to fail. */
import type { KeptLayers, KeptState, KeptStudy, StudyVault } from "../../src/app/keeping/kept-study.ts";

interface Tables {
  readonly studies: Map<string, KeptStudy>;
  readonly layers: Map<string, KeptLayers>;
  readonly states: Map<string, KeptState>;
}

export interface MemoryVault extends StudyVault {
  readonly tables: Tables;
  /** Writings to layers so far. */
  readonly layerWritings: () => number;
  /** The next writings fail with this, after `writtenFirst` records of theirs; null: they succeed again. */
  failWith(error: Error | null, writtenFirst?: number): void;
}

export function createMemoryVault(): MemoryVault {
  const tables: Tables = { studies: new Map(), layers: new Map(), states: new Map() };
  let failure: { readonly error: Error; readonly writtenFirst: number } | null = null;
  let layerWritings = 0;

  /** Puts records one by one; where one fails, those before it are taken back. */
  const change = async (steps: readonly (() => void)[]): Promise<void> => {
    const before = {
      studies: new Map(tables.studies),
      layers: new Map(tables.layers),
      states: new Map(tables.states),
    };
    await Promise.resolve();
    for (const [at, step] of steps.entries()) {
      if (failure && at >= failure.writtenFirst) {
        for (const name of ["studies", "layers", "states"] as const) {
          const table = tables[name] as Map<string, unknown>;
          table.clear();
          for (const [id, record] of before[name]) table.set(id, record);
        }
        throw failure.error;
      }
      step();
    }
  };

  return {
    tables,
    layerWritings: () => layerWritings,
    failWith(error, writtenFirst = 0) {
      failure = error && { error, writtenFirst };
    },
    listStudies: async () => [...tables.studies.values()],
    readLayers: async (id) => tables.layers.get(id),
    readState: async (id) => tables.states.get(id),
    keepStudy: (study, layers) =>
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
  };
}
