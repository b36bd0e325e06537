/** Small studies with a run, as sheets take them: with names of any length, without outlines, facilities, people or places. */
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import type { SheetSource } from "../../../src/report/sheet/sheet-source.ts";
import { createRandomStudy } from "../../support/random-study.ts";

export const LONG_NAME = "大同市平城区经济技术开发区永泰街道迎宾社区第二居民委员会筹备处".repeat(4);

/** A study with units, surroundings and sources. */
export function createSheetStudy(change: Partial<Study> = {}): Study {
  const study = createRandomStudy(3);
  return {
    ...study,
    units: [
      { id: "k", name: "示例区", parentId: "", level: "county", type: "区" },
      { id: "t1", name: "示例街道", parentId: "k", level: "township", type: "街道" },
    ],
    sources: [
      { layer: "*", source: "OpenStreetMap", licence: "ODbL 1.0", date: "2026-01-01", simulated: false, note: "" },
      { layer: "demand", source: "模拟人口", licence: "MIT", date: "2020-11-01", simulated: true, note: "" },
    ],
    barriers: [
      {
        kind: "railway",
        name: "",
        geometry: {
          type: "LineString",
          coordinates: [
            [113.29, 40.084],
            [113.32, 40.085],
          ],
        },
      },
    ],
    context: [{ kind: "place", name: "示例街道", geometry: { type: "Point", coordinates: [113.306, 40.086] } }],
    ...change,
  };
}

export function runSheetStudy(
  study: Study,
  others: readonly { readonly name: string; readonly study: Study }[] = [],
): SheetSource {
  const run = (scenarioName: string, own: Study) => ({
    scenarioName,
    study: own,
    result: runAnalysis(own, DEFAULT_PARAMETERS, new AnalysisSession(own)),
  });
  return {
    study,
    runs: [run("baseline", study), ...others.map(({ name, study: own }) => run(name, own))],
    date: "2026-11-29",
  };
}

/** With every name as long as nobody would write it. */
export function withLongNames(study: Study): Study {
  return {
    ...study,
    title: { zh: LONG_NAME, en: LONG_NAME },
    services: study.services.map((service) => ({ ...service, title: { zh: LONG_NAME, en: LONG_NAME } })),
    units: study.units.map((unit) => ({ ...unit, name: LONG_NAME })),
    communities: { ...study.communities, names: study.communities.names.map(() => LONG_NAME) },
    sources: study.sources.map((source) => ({ ...source, source: LONG_NAME })),
  };
}

export function withoutOutlines(study: Study): Study {
  return {
    ...study,
    communities: { ...study.communities, areas: study.communities.areas.map(() => null) },
    context: [],
    units: [],
  };
}

export function withoutFacilities(study: Study): Study {
  return { ...study, facilities: [] };
}

export function withoutPeople(study: Study): Study {
  const none = new Float64Array(study.demand.count);
  return { ...study, demand: { ...study.demand, people: { all: none, "60+": none } } };
}

/** Not a single position. */
export function withoutPlaces(study: Study): Study {
  const empty = new Float64Array(0);
  return {
    ...study,
    streets: {
      ...study.streets,
      count: 0,
      coordinates: empty,
      starts: new Uint32Array(1),
      permissions: new Uint8Array(0),
      classes: [],
      names: [],
      ids: [],
    },
    streetBlocks: { count: 0, coordinates: empty, stops: new Uint8Array(0) },
    communities: {
      ...study.communities,
      count: 0,
      ids: [],
      names: [],
      parentIds: [],
      kinds: [],
      areas: [],
      centres: empty,
    },
    demand: {
      count: 0,
      coordinates: empty,
      communityIndexes: new Int32Array(0),
      unit: "people",
      people: { all: empty, "60+": empty },
      landSquareMetres: null,
    },
    facilities: [],
    barriers: [],
    context: [],
  };
}
