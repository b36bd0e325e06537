/** Takes a file of places or areas into the form. */
import type { Position } from "../../core/model/geometry.ts";
import { MOST_CORNERS, MOST_POINTS } from "../../core/plan/site-form.ts";
import { requestSiteLayer } from "../store/ask-worker.ts";
import { failureOf } from "../store/failure-of.ts";
import { changeForm } from "./site-form-store.ts";
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
  const { put } = useSiting.getState();
  put({ fileFailure: null });
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const layer = await requestSiteLayer({ file: { name: file.name, bytes }, crs: null });
    if (of === "excluded" && layer.areas.length === 0) {
      return put({ fileFailure: { of, tooMany: null } });
    }
    const { name, points, numberColumns, areas } = layer;
    if (of === "excluded") {
      const corners = areas.reduce((sum, { coordinates }) => sum + coordinates.flat(3).length / 2, 0);
      if (corners > MOST_CORNERS) return put({ fileFailure: { of, tooMany: corners } });
      return changeForm({ excludedFile: { name, areas } });
    }
    if (points.count > MOST_POINTS) return put({ fileFailure: { of, tooMany: points.count } });
    const columns = Object.fromEntries(numberColumns.map((column) => [column, points.columns[column] ?? []]));
    const positions = points.ids.map(
      (_, point): Position => [points.coordinates[2 * point] as number, points.coordinates[2 * point + 1] as number],
    );
    changeForm({
      candidateFile: { name, ids: points.ids, positions, columns },
      candidateKind: "file",
      costColumn: guessCost(numberColumns),
    });
  } catch (error) {
    put({ fileFailure: { of, failure: failureOf(error) } });
  }
}

const COST_NAMES = /^(cost|price|costs|造价|费用|成本|投资|建设成本)/i;

/** A column whose name says that it is a cost; the reader may choose another. */
export function guessCost(columns: readonly string[]): string | null {
  return columns.find((name) => COST_NAMES.test(name)) ?? null;
}
