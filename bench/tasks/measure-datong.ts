/** The product's own work on the shipped study, service by service, and its graph and sources for a peer. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { readStudyFolder } from "../../src/io/study/study-folder.ts";
import { writeArray, writeGraph } from "../graph-files.ts";
import { DATONG } from "../places.ts";
import { measureStudy, type StudyFigures } from "../study-figures.ts";

export interface DatongFigures extends StudyFigures {
  readonly readMs: number;
  /** For each service, the folder of its graph and sources, and the limit of its search in metres. */
  readonly services: readonly { readonly serviceId: string; readonly folder: string; readonly limitMetres: number }[];
}

export async function measureDatong({ folder }: { folder: string }): Promise<DatongFigures> {
  const began = performance.now();
  const study = await readStudyFolder((name) => readFile(join(DATONG, name)));
  const readMs = performance.now() - began;
  const figures = measureStudy(study);
  const session = new AnalysisSession(study);
  const services = study.services
    .filter((service) => service.circle)
    .map((service) => {
      const search = searchOf(service, DEFAULT_PARAMETERS);
      const graph = session.searchGraph(search);
      const own = join(folder, service.id);
      writeGraph(own, graph);
      const { snaps } = session.sourcesOf(search);
      const nodes = new Set<number>();
      for (const edge of snaps.edgeIndexes) if (edge >= 0) nodes.add(graph.network.edgeFromNodes[edge] as number);
      writeArray(own, "sources.i32", Int32Array.from(nodes));
      return { serviceId: service.id, folder: own, limitMetres: search.limitSeconds * search.pace.metresPerSecond };
    });
  return { ...figures, readMs, services };
}
