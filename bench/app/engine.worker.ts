/** Runs the engine figures inside a browser's worker on the study at the given address. */
import { readStudyFolder } from "../../src/io/study/study-folder.ts";
import { measureStudy } from "../study-figures.ts";

self.onmessage = async ({ data }: MessageEvent<{ baseUrl: string }>) => {
  const study = await readStudyFolder(async (name) => {
    const response = await fetch(data.baseUrl + name);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  });
  self.postMessage(measureStudy(study));
};
