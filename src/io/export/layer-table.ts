/**
 * A layer of a study as a table for others: positions in WGS84 degrees, ids and names in the place of row numbers, and what is
 * said of it (source, licence, date, 演示数据). Columns keep the names under which `import` reads them back.
 */
import { GROUP_IDS } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import { originsOfLayer } from "../../core/model/layer-origin.ts";
import { describeOrigin } from "../../core/model/origin-words.ts";
import type { Study, StudySource } from "../../core/model/study.ts";
import {
  facilitiesTable,
  LAND_COLUMN,
  layerDescription,
  numberColumn,
  shapesTable,
  streetBlocksTable,
  streetsTable,
  textColumn,
} from "../study/write-study-layers.ts";
import {
  type Column,
  type FeatureTable,
  GeometryCollector,
  type TableGeometry,
  tableOfPoints,
} from "../tables/feature-table.ts";
import { GROUP_COLUMNS } from "../tables/group-columns.ts";
import {
  AMOUNT_COLUMN,
  APPROXIMATE_COLUMN,
  COMMUNITY_COLUMN,
  DEMAND_UNIT_COLUMN,
  DEMONSTRATION_MARK,
  LABEL_COLUMNS,
  MARK_COLUMN,
  PARENT_NAME_COLUMN,
  SIMULATED_MARK,
} from "../tables/own-columns.ts";
import type { ExportNotice } from "./export-notice.ts";
import { type ExportLayerId, PLAIN_LAYERS } from "./export-request.ts";

/** A position held in two columns, which moves with the layer. */
export interface PositionColumns {
  readonly lon: string;
  readonly lat: string;
}

export interface LayerToExport {
  readonly id: ExportLayerId;
  readonly title: LocalizedText;
  /** WGS84 degrees. */
  readonly table: FeatureTable;
  /** Where a study is demonstration data or the layer's source is simulated; "" for surveyed data. */
  readonly mark: string;
  /** Sentences about the data, a line each: study, source, licence, date, what was assumed. */
  readonly about: readonly string[];
  readonly positions: PositionColumns | null;
  readonly notices: readonly ExportNotice[];
}

const TITLES: Readonly<Record<(typeof PLAIN_LAYERS)[number], LocalizedText>> = {
  streets: { zh: "街道", en: "Streets" },
  "street-blocks": { zh: "街道阻断点", en: "Street blocks" },
  communities: { zh: "社区与行政村", en: "Communities" },
  units: { zh: "行政单元", en: "Administrative units" },
  demand: { zh: "人口", en: "Demand" },
  barriers: { zh: "阻隔", en: "Barriers" },
  context: { zh: "底图", en: "Context" },
  boundary: { zh: "边界", en: "Boundaries" },
};

const DEMAND_UNITS: Readonly<Record<Study["demand"]["unit"], string>> = {
  people: "人 persons",
  "residential-floor-m2": "住宅建筑面积 m²（不是人） m² of residential floor, not people",
  "residential-street-m": "居住街道米（不是人） metres of residential street, not people",
};

function bordersOf(study: Study): Study["context"] {
  return study.context.filter(({ kind }) => kind.endsWith("-border"));
}

/** The layers that a study has and that are not empty. */
export function listExportLayers(study: Study): ExportLayerId[] {
  const counts: Readonly<Record<(typeof PLAIN_LAYERS)[number], number>> = {
    streets: study.streets.count,
    "street-blocks": study.streetBlocks.count,
    communities: study.communities.count,
    units: study.units.length,
    demand: study.demand.count,
    barriers: study.barriers.length,
    context: study.context.length,
    boundary: bordersOf(study).length,
  };
  const facilities = study.facilities.map(({ serviceId }): ExportLayerId => `facilities:${serviceId}`);
  return [...PLAIN_LAYERS.filter((layer) => counts[layer] > 0), ...facilities];
}

/** The source of a layer: its own, that of its family, or that of all layers. */
function sourceOf(sources: readonly StudySource[], id: ExportLayerId): StudySource | undefined {
  const wanted = id === "boundary" ? "context" : id;
  const family = wanted.split(":")[0];
  return (
    sources.find(({ layer }) => layer === wanted) ??
    sources.find(({ layer }) => layer === family) ??
    sources.find(({ layer }) => layer.startsWith(`${wanted}:`)) ??
    sources.find(({ layer }) => layer === "*")
  );
}

/** A layer of the study, or null where it has none of that name. */
export function layerToExport(study: Study, id: ExportLayerId): LayerToExport | null {
  if (!listExportLayers(study).includes(id)) return null;
  const title = titleOf(study, id);
  const source = sourceOf(study.sources, id);
  const about = aboutOf(study, id, source);
  const { table, positions, notices } = tableOf(study, id, `${title.zh} ${title.en}`, about.join(" "));
  const mark = study.demonstration ? DEMONSTRATION_MARK : source?.simulated ? SIMULATED_MARK : "";
  const { scenarioName } = study;
  const isTaken = (name: string): boolean => table.columns.some((column) => column.name === name);
  const columns = [
    ...(scenarioName === undefined ? table.columns : table.columns.map(withoutScenario)),
    ...(scenarioName === undefined ? [] : [constantColumn(table, SCENARIO_COLUMN, scenarioName)]),
    ...(mark === "" || isTaken(MARK_COLUMN) ? [] : [constantColumn(table, MARK_COLUMN, mark)]),
  ];
  const renamed: ExportNotice[] =
    scenarioName !== undefined && isTaken(SCENARIO_COLUMN)
      ? [{ code: "renamed", layer: id, names: [[`${SCENARIO_COLUMN}_2`, SCENARIO_COLUMN]] }]
      : [];
  return { id, title, table: { ...table, columns }, mark, about, positions, notices: [...notices, ...renamed] };
}

/** A column that was brought under the name that the scenario's own needs. */
function withoutScenario(column: Column): Column {
  return column.name === SCENARIO_COLUMN ? { ...column, name: `${SCENARIO_COLUMN}_2` } : column;
}

function constantColumn({ count }: FeatureTable, name: string, value: string): Column {
  return { name, type: "String", values: new Array<string>(count).fill(value) };
}

function titleOf(study: Study, id: ExportLayerId): LocalizedText {
  const plain = PLAIN_LAYERS.find((layer) => layer === id);
  if (plain) return TITLES[plain];
  const service = study.services.find((each) => `facilities:${each.id}` === id);
  return service?.title ?? { zh: id, en: id };
}

function aboutOf(study: Study, id: ExportLayerId, source: StudySource | undefined): string[] {
  const lines = [layerDescription(study), `数据日期 Date: ${source?.date || study.date || "未注明 not stated"}`];
  if (source) lines.push(`来源 Source: ${source.source}`);
  if (source?.licence) lines.push(`许可 Licence: ${source.licence}`);
  if (source?.note) lines.push(source.note);
  for (const origin of originsOfLayer(study.origins, id)) {
    const { zh, en } = describeOrigin(origin);
    lines.push(`文件 ${zh}。 File ${en}.`);
  }
  if (id === "demand") lines.push(`单位 Unit: ${DEMAND_UNITS[study.demand.unit]}`);
  if (id === "communities" && study.communities.approximate)
    lines.push("社区边界为近似，不是勘定界线。 Outlines of communities are approximate, not surveyed.");
  if (study.scenarioName !== undefined) lines.push(`方案 Scenario: ${study.scenarioName}`);
  return lines;
}

const [LABEL] = LABEL_COLUMNS;
/** Names the scenario that made the study, in each row. */
const SCENARIO_COLUMN = "scenario";

interface PlainTable {
  readonly table: FeatureTable;
  readonly positions: PositionColumns | null;
  readonly notices: readonly ExportNotice[];
}

function tableOf(study: Study, id: ExportLayerId, title: string, about: string): PlainTable {
  const plain = (table: FeatureTable, notices: readonly ExportNotice[] = []): PlainTable => ({
    table,
    positions: null,
    notices,
  });
  switch (id) {
    case "streets":
      return plain(
        streetsTable(study.streets, title, about),
        study.streets.elevations ? [{ code: "heights-left", layer: id }] : [],
      );
    case "street-blocks":
      return plain(streetBlocksTable(study.streetBlocks, title, about));
    case "communities":
      return communitiesTable(study, title, about);
    case "units":
      return plain(unitsTable(study, title, about));
    case "demand":
      return plain(demandTable(study, title, about));
    case "barriers":
      return plain(shapesTable(study.barriers, title, about));
    case "context":
      return plain(shapesTable(study.context, title, about));
    case "boundary":
      return plain(shapesTable(bordersOf(study), title, about));
    default: {
      const facilities = study.facilities.find(({ serviceId }) => `facilities:${serviceId}` === id);
      if (!facilities) throw new RangeError(`no layer ${id}`);
      return plain(facilitiesTable(facilities, title, about));
    }
  }
}

function communitiesTable({ communities, units }: Study, title: string, about: string): PlainTable {
  const collector = new GeometryCollector();
  let points = 0;
  communities.areas.forEach((area, row) => {
    const centre: TableGeometry = {
      type: "Point",
      coordinates: [communities.centres[2 * row] as number, communities.centres[2 * row + 1] as number],
    };
    if (area === null) points++;
    collector.add(area ?? centre);
  });
  const nameOf = new Map(units.map((unit) => [unit.id, unit.name]));
  const { approximate } = communities;
  const columns: Column[] = [
    textColumn("id", communities.ids, false),
    textColumn("name", communities.names),
    textColumn("parentId", communities.parentIds),
    textColumn(
      PARENT_NAME_COLUMN,
      communities.parentIds.map((id) => nameOf.get(id) ?? ""),
    ),
    textColumn("kind", communities.kinds),
    { name: LABEL.lon, type: "Double", values: communities.centres.filter((_, index) => index % 2 === 0) },
    { name: LABEL.lat, type: "Double", values: communities.centres.filter((_, index) => index % 2 === 1) },
    ...(approximate
      ? [{ name: APPROXIMATE_COLUMN, type: "Bool" as const, values: communities.ids.map(() => true) }]
      : []),
  ];
  return {
    table: collector.toTable(columns, title, about, 4326),
    positions: LABEL,
    notices: points > 0 ? [{ code: "label-points", layer: "communities", count: points }] : [],
  };
}

function unitsTable({ units }: Study, title: string, about: string): FeatureTable {
  const collector = new GeometryCollector();
  for (const _ of units) collector.add(null);
  const column = (name: "id" | "name" | "parentId" | "level" | "type"): Column =>
    textColumn(
      name,
      units.map((unit) => unit[name]),
      name !== "id",
    );
  return collector.toTable(
    [column("id"), column("name"), column("parentId"), column("level"), column("type")],
    title,
    about,
    4326,
  );
}

/**
 * Points with people by group and the id of their community in the place of its row. What is no people, floor area or metres of street,
 * stands in a column of another name, and each row says what it is.
 */
function demandTable({ demand, communities }: Study, title: string, about: string): FeatureTable {
  const ids = Array.from(demand.communityIndexes, (index) => communities.ids[index] ?? "");
  const columns: Column[] = [textColumn(COMMUNITY_COLUMN, ids)];
  const arePeople = demand.unit === "people";
  for (const groupId of GROUP_IDS) {
    const values = demand.people[groupId];
    const name = groupId === "all" && !arePeople ? AMOUNT_COLUMN : GROUP_COLUMNS[groupId];
    if (values) columns.push(numberColumn(name, values));
  }
  if (demand.landSquareMetres) columns.push(numberColumn(LAND_COLUMN, demand.landSquareMetres));
  if (!arePeople) columns.push(textColumn(DEMAND_UNIT_COLUMN, new Array<string>(demand.count).fill(demand.unit)));
  return tableOfPoints(demand.coordinates, columns, title, about);
}
