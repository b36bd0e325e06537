/** Engine figures on a study: the same code runs in Node and in a browser's worker. */
import { AnalysisSession } from "../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../src/core/model/parameters.ts";
import type { Study } from "../src/core/model/study.ts";
import { travelLevel } from "../src/core/network/travel.ts";
import { searchCostField } from "../src/core/routing/cost-field.ts";
import { runAnalysis } from "../src/core/run-analysis.ts";
import { searchOf } from "../src/core/service-search.ts";
import { type Measurement, measure } from "./measure.ts";

export interface StudyFigures {
  readonly edges: number;
  readonly nodes: number;
  readonly demandPoints: number;
  readonly networkMs: number;
  readonly snapMs: number;
  /** One bounded search of each circle service over the whole network. */
  readonly costField: readonly {
    readonly serviceId: string;
    readonly facilities: number;
    readonly measured: Measurement;
  }[];
  /** A cost field with the cost of every home, at a speed not asked before. */
  readonly newSpeed: Measurement;
  /** One service counted again at another cutoff: what the slider asks for. */
  readonly newCutoff: Measurement;
}

/** Measures a study from scratch. */
export function measureStudy(study: Study): StudyFigures {
  const parameters = { ...DEFAULT_PARAMETERS };
  const session = new AnalysisSession(study);
  const start = performance.now();
  const { network } = session;
  const built = performance.now();
  session.demandSnaps(travelLevel("walk"), parameters.snapRadiusMetres);
  const snapped = performance.now();

  const services = study.services.filter((service) => service.circle);
  const costField = services.map((service) => {
    const search = searchOf(service, parameters);
    const sources = session.sourcesOf(search);
    const graph = session.searchGraph(search);
    const measured = measure(31, () => {
      searchCostField(graph, sources, search.limitSeconds * search.pace.metresPerSecond);
    });
    return { serviceId: service.id, facilities: session.facilities(service.id)?.count ?? 0, measured };
  });
  const [first] = services;
  const serviceIds = first ? [first.id] : [];
  runAnalysis(study, { ...parameters, serviceIds }, session);
  const newSpeed = measure(15, (run) => {
    runAnalysis(
      study,
      { ...parameters, serviceIds, speedMetresPerSecond: 0.9 + run / 100 + Math.random() / 1000 },
      session,
    );
  });
  const newCutoff = measure(61, (run) => {
    runAnalysis(study, { ...parameters, serviceIds, cutoffSeconds: 900 + run * 10 }, session);
  });
  return {
    edges: network.edgeCount,
    nodes: network.nodeCount,
    demandPoints: study.demand.count,
    networkMs: built - start,
    snapMs: snapped - built,
    costField,
    newSpeed,
    newCutoff,
  };
}
