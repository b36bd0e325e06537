/**
 * Files of any readable format → one study. Each file's format is told by its
 * content and its part by what it holds, unless the user says; an OSM file or a
 * study is the base, and the layers of other files take the place of the base's.
 * All faults of all files are found before anything is refused.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { DemandUnit } from "../../core/model/demand.ts";
import type { Study } from "../../core/model/study.ts";
import type { LayerSettings, SettingsByLayer } from "../layers/layer-settings.ts";
import { describeSystem } from "../layers/settle-system.ts";
import type { ControlledGroup } from "../people/control-totals.ts";
import type { ElevationModel } from "../raster/elevation-model.ts";
import { type PlanData, withPlan } from "../study/plan-file.ts";
import { IssueList } from "../tables/labelled-table.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { addElevations } from "./add-elevations.ts";
import { type AssembledStudy, assembleStudy, type Ingredients } from "./assemble-study.ts";
import { describeWeighing, type LayerSystems } from "./describe-weighing.ts";
import type { ImportFile, ImportOptions } from "./import-options.ts";
import type { FacilityJoin } from "./join-facilities.ts";
import { type OpenedSources, openSources } from "./open-sources.ts";
import { type LayerReading, type ReadLayers, readLayers, titleOfReading } from "./read-layers.ts";
import { type ImportedFile, stemOf, WholesTaker } from "./take-wholes.ts";
import { traceReading } from "./trace-origins.ts";

export type { LayerRole } from "../roles/detect-roles.ts";
export type { ImportFile, ImportOptions } from "./import-options.ts";

export interface ImportSummary {
  readonly files: readonly ImportedFile[];
  /** What layers without a stated coordinate system may be in, as far as the streets tell. */
  readonly systems: readonly LayerSystems[];
  /** Layers of the study with their counts. */
  readonly layers: Readonly<Record<string, number>>;
  /** Of each service that the base had and files brought: how the two came together. */
  readonly joins: readonly FacilityJoin[];
  /** People of the whole study before they were scaled, by group, and what they are held against. */
  readonly people: readonly ControlledGroup[];
  readonly demandUnit: DemandUnit;
  readonly demandTotal: number;
  /** Demand points in no community; they are counted in no unit. */
  readonly demandOutside: number;
}

export interface ImportResult {
  readonly study: Study;
  readonly summary: ImportSummary;
  /** Warnings only; errors are thrown. */
  readonly issues: readonly Issue[];
}

function describeReading(reading: LayerReading): ImportedFile {
  const { laid, roled, system } = reading;
  const isUnits = roled.some(({ role }) => role === "units");
  return {
    name: titleOfReading(reading),
    format: laid.source.format,
    roles: [...new Set(roled.map(({ role }) => role))],
    features: laid.labelled.table.count,
    datum: system ? describeSystem(system) : laid.isPlaced || isUnits ? "" : "by community",
    encoding: laid.source.encoding,
  };
}

function summarise(
  { study, joins, groups }: AssembledStudy,
  { wholes, layers: taken, readings }: ReadFiles,
): ImportSummary {
  const layers: Record<string, number> = {
    streets: study.streets.count,
    communities: study.communities.count,
    demand: study.demand.count,
  };
  for (const facilities of study.facilities) layers[`facilities:${facilities.serviceId}`] = facilities.count;
  layers["street-blocks"] = study.streetBlocks.count;
  layers.barriers = study.barriers.length;
  layers.context = study.context.length;
  if (study.streets.elevations) layers.elevation = study.streets.elevations.metres.length;
  return {
    files: [...wholes, ...taken],
    systems: readings.flatMap((reading) => describeWeighing(reading) ?? []),
    layers,
    joins,
    people: groups,
    demandUnit: study.demand.unit,
    demandTotal: study.demand.people.all.reduce((sum, amount) => sum + amount, 0),
    demandOutside: study.demand.communityIndexes.reduce((count, index) => count + (index < 0 ? 1 : 0), 0),
  };
}

/** Everything that files hold, read but not yet put together: what somebody may look at and decide about. */
export interface ReadFiles extends ReadLayers {
  readonly ingredients: Ingredients;
  readonly plan: { readonly name: string; readonly data: PlanData } | null;
  readonly elevationModels: readonly ElevationModel[];
  /** Files that are taken as a whole: a study, an OSM extract, a raster, a plan. */
  readonly wholes: readonly ImportedFile[];
  /** Layers that are taken. */
  readonly layers: readonly ImportedFile[];
  readonly issues: readonly Issue[];
}

/** A geodatabase is a folder of files; what is said of one of them is said of the folder. */
function geodatabaseOf(name: string): string | null {
  return /(?:^|\/)([^/]+\.gdb)\/[^/]+$/i.exec(name)?.[1] ?? null;
}

/** What the user says of each file, and of all, as settings of their layers; what is decided about a layer itself goes before. */
function settingsOfFiles(
  files: readonly ImportFile[],
  layers: readonly SourceLayer[],
  { settings = {}, ofAll = {} }: Pick<ImportOptions, "settings" | "ofAll">,
): SettingsByLayer {
  const stated: Record<string, LayerSettings> = Object.create(null);
  if (Object.keys(ofAll).length > 0) for (const { file } of layers) stated[file] = ofAll;
  for (const { name, as, crs, ages } of files) {
    const said = {
      ...(ages === undefined ? {} : { ages }),
      ...(as === undefined ? {} : { role: as }),
      ...(crs === undefined ? {} : { crs }),
    };
    if (Object.keys(said).length > 0) stated[geodatabaseOf(name) ?? name] = { ...ofAll, ...said };
  }
  return { ...stated, ...settings };
}

/** Reads opened files as the options say. Throws AnalysisError("cancelled"); what is wrong with the data is among the issues. */
export async function readOpened(
  files: readonly ImportFile[],
  opened: OpenedSources,
  options: ImportOptions,
  control: WorkControl = {},
): Promise<ReadFiles> {
  const taker = new WholesTaker(options, control);
  const { issues, parts, populationRasters } = taker;
  for (const issue of opened.issues) issues.add(issue);
  let allRead = opened.unread.length === 0;
  // One after the other: each may be hundreds of megabytes, and the order of issues is then the order of files.
  for (const { file } of opened.wholes) {
    const crs = files.find(({ name }) => name === file.name)?.crs;
    if (crs !== undefined)
      issues.error("bad-value", file.name, { field: "crs", value: crs, details: { what: "own-system" } });
  }
  const areRasters = new Set(opened.wholes.flatMap(({ file, format }) => (format === "geotiff" ? [file.name] : [])));
  for (const { name, ages } of files) {
    if (ages !== undefined && !areRasters.has(name) && !opened.unread.includes(name))
      issues.error("bad-value", name, { field: "ages", value: ages, details: { expected: "GeoTIFF" } });
  }
  for (const whole of opened.wholes) {
    const stated = files.find(({ name }) => name === whole.file.name);
    const own = options.settings?.[whole.file.name];
    if (!(await taker.take(whole, stated?.as, own?.ages ?? stated?.ages))) allRead = false;
  }
  const { joining } = options;
  const whole = { base: taker.base, parts, allRead, populationRasters, peopleControl: options.control, joining };
  const context = {
    ingredients: whole,
    loadRoster: options.loadRoster ?? (async () => null),
    sumSexes: options.sumSexes ?? false,
  };
  const read = await readLayers(opened.layers, settingsOfFiles(files, opened.layers, options), context, control);
  for (const { issues: ofLayer } of read.readings) for (const issue of ofLayer) issues.add(issue);
  const taken = read.readings.filter(({ isLeftOut }) => !isLeftOut);
  return {
    ...read,
    ingredients: {
      ...whole,
      allRead:
        allRead &&
        taken.every(({ roled, issues }) => roled.length > 0 || !issues.some(({ severity }) => severity === "error")),
      tables: taken.flatMap(({ roled }) => roled),
      origins: [...taker.origins, ...taken.flatMap((reading) => traceReading(reading, options.importedOn ?? ""))],
    },
    plan: taker.plan,
    elevationModels: taker.elevationModels,
    wholes: taker.wholes,
    layers: taken.map(describeReading),
    issues: issues.all(),
  };
}

/**
 * Puts together what was read. Throws one BadDataError with every issue (warnings included) when any of them is an error;
 * AnalysisError("cancelled") when called off.
 * @param name of the first file: the study's id and title where nothing else names it.
 */
export async function assembleRead(
  read: ReadFiles,
  name: string,
  options: ImportOptions,
  control: WorkControl = {},
): Promise<ImportResult> {
  const issues = new IssueList();
  for (const issue of read.issues) issues.add(issue);
  const { base } = read.ingredients;
  const stem = options.id ?? base?.id ?? stemOf(name);
  const description = { id: stem, title: options.title ?? base?.title ?? { zh: stem, en: stem } };
  const assembled = await assembleStudy(read.ingredients, description, issues, control);
  const raised = assembled && (await addElevations(assembled.study, read.elevationModels, issues));
  const study = raised && read.plan ? withPlan(raised, read.plan.data, read.plan.name) : raised;
  if (study && base?.streets.elevations && !study.streets.elevations)
    issues.warn("assumed", base.id, { field: "elevation", details: { what: "elevation-dropped" } });
  if (!assembled || !study || issues.hasErrors) throw new BadDataError(issues.all());
  return { study, summary: summarise({ ...assembled, study }, read), issues: issues.all() };
}

/**
 * Builds one study from files. Throws one BadDataError with every issue of every file (warnings included) when any of them
 * is an error; AnalysisError("cancelled") when called off.
 */
export async function importFiles(
  files: readonly ImportFile[],
  options: ImportOptions,
  control: WorkControl = {},
): Promise<ImportResult> {
  const opened = await openSources(files, control);
  const read = await readOpened(files, opened, options, control);
  return await assembleRead(read, files[0]?.name ?? "study", options, control);
}
