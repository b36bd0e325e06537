/** A random study open in the worker's twin, and siting questions asked of it with few words. */
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { NO_WISHES, type SitingWishes } from "../../src/core/questions/siting/pose-siting.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import type { SitingPort } from "../../src/worker/siting-job.ts";
import type { SitingQuestion } from "../../src/worker/siting-protocol.ts";
import { createRandomStudy } from "./random-study.ts";
import { startSitingTwin } from "./siting-twin.ts";

/** Two new sites, what stands is kept, 5 minutes. */
export function askPlainly(serviceId: string, changes: Partial<SitingQuestion> = {}): SitingQuestion {
  return {
    parameters: { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 },
    serviceId,
    model: "max-coverage",
    newSites: 2,
    keepsStanding: true,
    gridMetres: 200,
    longestSeconds: 3600,
    timeLimitSeconds: 30,
    ...changes,
  };
}

/** @param startSiting null: no worker can be started. */
export async function openSitingStudy(seed: number, startSiting: (() => SitingPort) | null = startSitingTwin) {
  const client = createInProcessClient({ fetchBytes: async () => null, ...(startSiting ? { startSiting } : {}) });
  const bytes = await writeStudyFile(createRandomStudy(seed));
  const { study } = await client.request("openFiles", { files: [{ name: "r.mscircle", bytes }], adminLevel: null });
  const serviceId = study.services[0]?.id ?? "";
  const ask = (wishes: Partial<SitingWishes> = {}, changes: Partial<SitingQuestion> = {}) =>
    client.request("site", askPlainly(serviceId, { wishes: { ...NO_WISHES, ...wishes }, ...changes }));
  return { client, study, bytes, serviceId, ask };
}
