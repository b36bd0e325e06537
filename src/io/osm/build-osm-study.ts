/**
 * An OSM file → a study: streets, communities from administrative boundaries,
 * facilities by tag, demand from buildings or residential streets, barriers and
 * basemap. Whatever had to be assumed is a warning and, where a figure rests on
 * it, an assumption of the study.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import type { Streets } from "../../core/model/streets.ts";
import type { Study } from "../../core/model/study.ts";
import { NO_EDITS } from "../../core/plan/plan-edits.ts";
import { breathe } from "../breathe.ts";
import { adminAreasFromOsm, communitiesFromOsm } from "./communities-from-osm.ts";
import { demandFromOsm } from "./demand-from-osm.ts";
import { facilitiesFromOsm } from "./facilities-from-osm.ts";
import { unreadTimesIssues } from "./layer-conditions.ts";
import { readOsmData } from "./osm-data.ts";
import type { OsmSource } from "./osm-source.ts";
import { barriersFromOsm, contextFromOsm } from "./shapes-from-osm.ts";
import { collectOsmStreets, streetBlocksFromOsm } from "./streets-from-osm.ts";

export interface OsmStudyOptions {
  readonly id: string;
  readonly title: LocalizedText;
  /** admin_level of the communities; null chooses. */
  readonly adminLevel: number | null;
  /** The file's name, for issues. */
  readonly layer: string;
}

/** Layers of which progress is told: streets, communities, facilities, demand, barriers, basemap. */
const LAYERS = 6;

/** Bounds of all streets. */
export function boundsOfStreets(streets: Streets): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < streets.coordinates.length; index += 2) {
    const [lon, lat] = [streets.coordinates[index] as number, streets.coordinates[index + 1] as number];
    if (lon < bounds[0]) bounds[0] = lon;
    if (lat < bounds[1]) bounds[1] = lat;
    if (lon > bounds[2]) bounds[2] = lon;
    if (lat > bounds[3]) bounds[3] = lat;
  }
  return bounds;
}

const DEMAND_ASSUMPTIONS: Readonly<Record<Study["demand"]["unit"], readonly LocalizedText[]>> = {
  people: [],
  "residential-floor-m2": [
    {
      zh: "需求以住宅建筑面积（占地面积 × 层数，平方米）计，不是人口",
      en: "Demand is counted as residential floor area (footprint × storeys, m²), not as people",
    },
  ],
  "residential-street-m": [
    {
      zh: "需求以居住街道长度（米）计，不是人口",
      en: "Demand is counted as metres of residential street, not as people",
    },
  ],
};

/** What a figure in this unit must say of itself. */
export function demandAssumptions(unit: Study["demand"]["unit"]): readonly LocalizedText[] {
  return DEMAND_ASSUMPTIONS[unit];
}

/** The layer that a sentence of an OSM study rests on; it no longer holds where that layer is replaced. */
export function topicOfAssumption({ en }: LocalizedText): "communities" | "demand" | null {
  if (/^Communities are |^Without complete boundaries/.test(en)) return "communities";
  const isDemand =
    /^Demand is counted|buildings without storeys|^People (?:of|are spread|are taken|are scaled|are compared) /;
  return isDemand.test(en) ? "demand" : null;
}

/** Sentences for what had to be assumed and figures rest on. */
function assumptionsOf(issues: readonly Issue[]): LocalizedText[] {
  return issues.flatMap(({ details, value }): LocalizedText[] => {
    switch (details?.what) {
      case "levels":
        return Number(details.count) === 0
          ? []
          : [
              {
                zh: `${details.count} 座未标层数的建筑按 ${value} 层计`,
                en: `${details.count} buildings without storeys are counted with ${value}`,
              },
            ];
      case "admin-level":
        return [
          { zh: `社区为 admin_level ${value} 的行政区`, en: `Communities are the areas of admin_level ${value}` },
        ];
      case "one-unit":
        return [
          {
            zh: "没有完整的行政边界，整个范围作为一个单元",
            en: "Without complete boundaries the whole extract is one unit",
          },
        ];
      default:
        return [];
    }
  });
}

/** Builds the study. Warnings go to `issues`; throws BadDataError (no-streets, unknown-admin-level, no-demand …). */
export async function buildOsmStudy(
  source: OsmSource,
  options: OsmStudyOptions,
  issues: Issue[],
  control: WorkControl,
): Promise<Study> {
  const { layer } = options;
  const data = await readOsmData(source, layer, control);
  let done = 0;
  /** Between two layers of a large file others get their turn. */
  const endLayer = async (): Promise<void> => {
    control.onProgress?.({ stage: "assembling", done: done++, total: LAYERS });
    await breathe(control);
  };
  await endLayer();
  const { streets, unreadTimes } = collectOsmStreets(data);
  issues.push(...unreadTimesIssues(layer, unreadTimes + data.unreadTimes));
  if (!streets.permissions.some((bits) => bits !== 0)) {
    throw new BadDataError([{ code: "no-streets", severity: "error", layer, details: { ways: data.ways.length } }]);
  }
  const streetBounds = boundsOfStreets(streets);
  await endLayer();
  const adminAreas = adminAreasFromOsm(data, streetBounds);
  const { communities, units, unitAreas } = communitiesFromOsm(
    adminAreas,
    streetBounds,
    options.adminLevel,
    layer,
    issues,
  );
  await endLayer();
  const { services, facilities } = facilitiesFromOsm(data, layer, issues);
  await endLayer();
  const demand = await demandFromOsm(data, streets, communities, layer, issues, control);
  await endLayer();
  const barriers = barriersFromOsm(data);
  await endLayer();
  const context = contextFromOsm(data, unitAreas);
  await endLayer();
  return {
    id: options.id,
    title: options.title,
    demonstration: false,
    date: data.date,
    sources: [
      {
        layer: "*",
        source: "© OpenStreetMap contributors",
        licence: "ODbL 1.0",
        date: data.date,
        simulated: false,
        note: layer,
      },
    ],
    services,
    units,
    assumptions: [...demandAssumptions(demand.unit), ...assumptionsOf(issues)],
    origins: [],
    streets,
    streetBlocks: streetBlocksFromOsm(data),
    communities,
    demand,
    facilities,
    barriers,
    context,
    targets: [],
    inconsistencies: [],
    edits: NO_EDITS,
    scenarios: [],
  };
}
