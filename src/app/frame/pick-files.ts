/** Lets the reader choose files and opens them. */
import { holdsScenarios, openScenarioFile } from "../scenarios/open-scenario-file.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { failureOf } from "../store/failure-of.ts";
import { useView } from "../store/view-store.ts";

const READABLE =
  ".pbf,.osm,.fgb,.geojson,.json,.esrijson,.topojson,.ndjson,.shp,.dbf,.shx,.prj,.cpg,.zip,.gpkg,.kml,.kmz,.gpx,.tab,.mif,.mid,.dxf,.csv,.tsv,.txt,.xlsx,.xls,.et,.tif,.tiff,.tfw,.xml,.mscircle";
/** A file that is a whole study, or becomes one by itself. */
const WHOLE = /\.(mscircle|pbf|osm)$/i;

export function pickFiles(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = READABLE;
  input.addEventListener("change", () => {
    if (input.files && input.files.length > 0) void openFileList([...input.files]);
  });
  input.click();
}

/** A whole study is opened, anything else looked at first. */
export async function openFileList(list: readonly File[]): Promise<void> {
  const [only] = list;
  if (only && list.length === 1 && useAnalysis.getState().baseline) {
    if (holdsScenarios(only.name, await only.slice(0, 200).text())) {
      useView.getState().show({ workspace: "siting" });
      await openScenarioFile(only);
      return;
    }
  }
  const files = list.map((file) => ({ name: file.name, bytes: file }));
  const { bringFiles, openRecorded } = await import("../import/import-commands.ts");
  if (files.length === 1 && WHOLE.test(files[0]?.name ?? "")) await openRecorded(files);
  else await bringFiles(files);
}

/** All files of folders, looked at together. */
export async function openFolders(entries: readonly FileSystemEntry[]): Promise<void> {
  const [{ listDropped }, { bringFiles }] = await Promise.all([
    import("./list-dropped.ts"),
    import("../import/import-commands.ts"),
  ]);
  try {
    await bringFiles(await listDropped(entries));
  } catch (error) {
    const analysis = useAnalysis.getState();
    analysis.beginOpening(entries.map(({ name }) => name));
    analysis.failOpening(failureOf(error));
  }
}
