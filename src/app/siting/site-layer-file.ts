/** Takes a file of places or areas into the form. */
import { failureOf } from "../store/failure-of.ts";
import { requestSiteLayer } from "../store/run-commands.ts";
import { useSiting } from "./siting-store.ts";

const READABLE = ".csv,.geojson,.json,.fgb";

export function pickSiteLayer(of: "candidates" | "excluded"): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = READABLE;
  input.dataset.siteLayer = of;
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) void takeSiteLayer(of, file);
  });
  input.click();
}

/** A file that cannot be used changes nothing of the form; why is said beside its button. */
async function takeSiteLayer(of: "candidates" | "excluded", file: File): Promise<void> {
  const { put, change } = useSiting.getState();
  put({ fileFailure: null });
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const layer = await requestSiteLayer({ file: { name: file.name, bytes }, crs: null });
    if (of === "excluded" && layer.areas.length === 0) {
      put({ fileFailure: { of, failure: { kind: "unexpected", message: "no-areas" } } });
      return;
    }
    if (of === "excluded") change({ excludedFile: layer });
    else change({ candidateFile: layer, candidateKind: "file", costColumn: guessCost(layer.numberColumns) });
  } catch (error) {
    put({ fileFailure: { of, failure: failureOf(error) } });
  }
}

const COST_NAMES = /^(cost|price|costs|造价|费用|成本|投资|建设成本)/i;

/** A column whose name says that it is a cost; the reader may choose another. */
export function guessCost(columns: readonly string[]): string | null {
  return columns.find((name) => COST_NAMES.test(name)) ?? null;
}
