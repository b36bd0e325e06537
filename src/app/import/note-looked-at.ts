/** Notes in which coordinate system each layer stood on the map while the reader looked at it: that, and no more, importing confirms. */
import { useImport } from "./import-store.ts";
import { isLookedAt } from "./import-words.ts";

useImport.subscribe(({ stage, view, chosen, decisions, settled, put }) => {
  if (stage !== "review" || decisions !== settled) return;
  const layer = view?.layers.find(({ title }) => title === chosen);
  const system = layer?.system;
  if (!layer || !system || layer.isLeftOut || isLookedAt(layer, decisions)) return;
  const noted = { ...decisions, lookedAt: { ...decisions.lookedAt, [layer.title]: system.id } };
  put({ decisions: noted, settled: noted });
});
