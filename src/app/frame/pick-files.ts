/** Lets the reader choose files and opens them. */

import type { NamedBytes } from "../../worker/protocol.ts";
import { holdsScenarios, openScenarioFile } from "../scenarios/open-scenario-file.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { openStudyFiles } from "../store/open-study.ts";
import { useView } from "../store/view-store.ts";

const READABLE =
  ".pbf,.osm,.fgb,.geojson,.json,.ndjson,.shp,.dbf,.shx,.prj,.cpg,.zip,.gpkg,.kml,.kmz,.tab,.mif,.mid,.dxf,.csv,.tsv,.txt,.xlsx,.xls,.et,.tif,.tiff,.tfw,.xml,.mscircle";
/** A file that is a whole study, or becomes one by itself. */
const WHOLE = /\.(mscircle|pbf|osm)$/i;

export function pickFiles(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = READABLE;
  input.addEventListener("change", () => {
    if (input.files && input.files.length > 0) void openFileList(input.files);
  });
  input.click();
}

/** Reads the files into memory: a whole study is opened, anything else looked at first. */
export async function openFileList(list: FileList): Promise<void> {
  const [only] = list;
  if (only && list.length === 1 && useAnalysis.getState().baseline) {
    if (holdsScenarios(only.name, await only.slice(0, 200).text())) {
      useView.getState().show({ workspace: "siting" });
      await openScenarioFile(only);
      return;
    }
  }
  const files: NamedBytes[] = await Promise.all(
    [...list].map(async (file) => ({ name: file.name, bytes: await bytesOf(file) })),
  );
  if (files.length === 1 && WHOLE.test(files[0]?.name ?? "")) await openStudyFiles(files);
  else await (await import("../import/import-commands.ts")).bringFiles(files);
}

/** A folder or a file that vanished reads as empty; the import then says so. */
async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return new Uint8Array(0);
  }
}
