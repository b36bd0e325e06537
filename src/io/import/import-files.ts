/**
 * Files of any readable format → one study. Each file's format is told by its
 * content and its part by what it holds, unless the user says; an OSM file or a
 * study is the base, and the layers of other files take the place of the base's.
 * All faults of all files are found before anything is refused.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { DemandUnit } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Study } from "../../core/model/study.ts";
import { buildOsmStudy } from "../osm/build-osm-study.ts";
import { openOsmPbf } from "../osm/osm-pbf.ts";
import { openOsmXml } from "../osm/osm-xml.ts";
import type { ControlledGroup, ControlTotals, PeopleControl } from "../people/control-totals.ts";
import type { ElevationModel } from "../raster/elevation-model.ts";
import type { PopulationRaster } from "../raster/population-raster.ts";
import type { Roster } from "../roster/roster-file.ts";
import { type PlanData, parsePlan, withPlan } from "../study/plan-file.ts";
import { readStudyFile } from "../study/study-file.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { addElevations } from "./add-elevations.ts";
import { type AssembledStudy, assembleStudy, type Ingredients, type StudyPart } from "./assemble-study.ts";
import { describeWeighing, type LayerSystems } from "./describe-weighing.ts";
import { FORMAT_NAMES } from "./detect-format.ts";
import type { LayerRole } from "./detect-roles.ts";
import type { FacilityJoin, JoiningByService } from "./join-facilities.ts";
import type { LayerSettings, SettingsByLayer } from "./layer-settings.ts";
import { type OpenedSources, openSources, type SourceFile, type WholeFile } from "./open-sources.ts";
import { type LayerReading, type ReadLayers, readLayers, titleOfReading } from "./read-layers.ts";
import { readRaster } from "./read-raster.ts";
import { describeSystem } from "./settle-system.ts";
import { type BroughtOrigin, traceReading, traceWhole, withOsmOrigins } from "./trace-origins.ts";

export type { LayerRole } from "./detect-roles.ts";

export interface ImportFile extends SourceFile {
  /** What the file is, where the user says so. */
  readonly as?: LayerRole;
  /** The coordinate system of its numbers, where the user says so. */
  readonly crs?: string;
  /** Of a raster of people: whose people its bands count (`60+`; `all,0-2,60+` for three bands). */
  readonly ages?: string;
  /** Of a list without coordinates: rows whose community is likely, but not certain, are placed there. */
  readonly acceptLikely?: boolean;
}

export interface ImportOptions {
  /** admin_level of the communities of an OSM file; null chooses. */
  readonly adminLevel: number | null;
  readonly id?: string;
  readonly title?: LocalizedText;
  /** A study to add the files' layers to. */
  readonly base?: Study;
  /** People of the whole study as known from elsewhere; differences are told, and scaled away where `scaleToControl` asks for it. */
  readonly controlTotals?: ControlTotals;
  readonly scaleToControl?: boolean;
  /** Where the control totals are from, and of which day or year. */
  readonly controlSource?: string;
  readonly controlDate?: string;
  /** How brought facilities come to those of the base, by service; they take their place where nothing is said. */
  readonly joining?: JoiningByService;
  /** What was decided about single layers, by title. */
  readonly settings?: SettingsByLayer;
  /** Names and codes of the city's communities, for lists without coordinates. */
  readonly loadRoster?: () => Promise<Roster | null>;
  /** The day of the import (ISO 8601), which the layers' origins tell; left out where it is not to be told. */
  readonly importedOn?: string;
  /** Adds up columns of men and women where a table has no column of both. */
  readonly sumSexes?: boolean;
}

export interface ImportedFile {
  readonly name: string;
  readonly format: string;
  /** What was taken from it: `osm`, `study`, or layer roles. */
  readonly roles: readonly string[];
  readonly features: number;
  readonly datum: string;
  /** "" for binary formats. */
  readonly encoding: string;
  /** Of a raster of people: whose people its bands count, as `--ages` is written; left out for anything else. */
  readonly ages?: string;
}

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

/** A file's name as a study's id and title: without folders and endings. */
function stemOf(name: string): string {
  const base = name.split(/[\\/]/).pop() ?? name;
  return base.replace(/\.gz$/i, "").replace(/\.(osm\.pbf|osm\.xml|[A-Za-z0-9]+)$/, "") || "study";
}

/** Whether a warning about an OSM file is about the one layer that is taken from it. */
function concerns(issue: Issue, role: LayerRole | undefined): boolean {
  if (role === undefined || issue.field === role) return true;
  if (role === "communities") return issue.field === "admin_level" || issue.field === "communities";
  return role === "demand" && (issue.field === "demand" || issue.field === "building:levels");
}

/** What is put together, gathered from whole files; the layers of tables come afterwards. */
class Importer {
  readonly issues = new IssueList();
  readonly parts: StudyPart[] = [];
  readonly origins: BroughtOrigin[] = [];
  readonly wholes: ImportedFile[] = [];
  readonly elevationModels: ElevationModel[] = [];
  readonly populationRasters: PopulationRaster[] = [];
  plan: { readonly name: string; readonly data: PlanData } | null = null;
  base: Study | null;
  private readonly options: ImportOptions;
  private readonly control: WorkControl;

  constructor(options: ImportOptions, control: WorkControl) {
    this.options = options;
    this.control = control;
    this.base = options.base ?? null;
  }

  private get importedOn(): string {
    return this.options.importedOn ?? "";
  }

  /** Takes a whole file; what is wrong with it joins the list. Answers whether it could be read. */
  async take(whole: WholeFile, role: LayerRole | undefined, ages: string | undefined): Promise<boolean> {
    const before = this.wholes.length;
    try {
      await this.read(whole, role, ages);
    } catch (error) {
      if (!(error instanceof BadDataError)) throw error;
      for (const issue of error.issues) this.issues.add(issue);
    }
    return this.wholes.length > before;
  }

  private async read(
    { file, format }: WholeFile,
    role: LayerRole | undefined,
    ages: string | undefined,
  ): Promise<void> {
    const { name, bytes } = file;
    switch (format) {
      case "study": {
        const warnings: Issue[] = [];
        const study = await readStudyFile(bytes, name, warnings);
        for (const issue of warnings) this.issues.add(issue);
        return this.takeBase(name, format, role, study);
      }
      case "osm-pbf":
      case "osm-xml": {
        const source = format === "osm-pbf" ? openOsmPbf(bytes, name) : await openOsmXml(bytes, name, this.control);
        const warnings: Issue[] = [];
        const id = this.options.id ?? stemOf(name);
        const title = this.options.title ?? { zh: stemOf(name), en: stemOf(name) };
        const options = { id, title, adminLevel: this.options.adminLevel, layer: name };
        const study = await buildOsmStudy(source, options, warnings, this.control);
        for (const issue of warnings) if (concerns(issue, role)) this.issues.add(issue);
        return this.takeBase(name, format, role, withOsmOrigins(study, name, FORMAT_NAMES[format], this.importedOn));
      }
      case "geotiff":
        return await this.takeRaster(file, role, ages);
      case "plan":
        return this.takePlan(file, role);
    }
  }

  private async takeRaster(
    { name, bytes }: SourceFile,
    role: LayerRole | undefined,
    ages: string | undefined,
  ): Promise<void> {
    const taken = await readRaster(bytes, name, { role, ages }, this.issues);
    if (!taken) return;
    const [raster] = taken.role === "elevation" ? [taken.raster] : taken.rasters;
    if (taken.role === "elevation") this.elevationModels.push(taken.raster);
    else this.populationRasters.push(...taken.rasters);
    const features = (raster?.width ?? 0) * (raster?.height ?? 0);
    const { role: taking, datum } = taken;
    const system = { id: datum, title: datum };
    this.origins.push(traceWhole(name, FORMAT_NAMES.geotiff, taking, features, system, this.importedOn));
    const read = { name, format: FORMAT_NAMES.geotiff, roles: [taking], features, datum, encoding: "" };
    this.wholes.push(taken.role === "population" ? { ...read, ages: taken.ages } : read);
  }

  private takePlan({ name, bytes }: SourceFile, role: LayerRole | undefined): void {
    if (role !== undefined) this.issues.error("bad-value", name, { field: "as", value: role });
    if (this.plan) this.issues.error("bad-value", name, { field: "files", details: { what: "two-plans" } });
    this.plan = { name, data: parsePlan(new TextDecoder().decode(bytes), name) };
    const { targets, inconsistencies } = this.plan.data;
    const features = targets.length + inconsistencies.length;
    this.origins.push(traceWhole(name, FORMAT_NAMES.plan, "plan", features, null, this.importedOn));
    this.wholes.push({ name, format: FORMAT_NAMES.plan, roles: ["plan"], features, datum: "", encoding: "utf-8" });
  }

  private takeBase(
    name: string,
    format: "study" | "osm-pbf" | "osm-xml",
    role: LayerRole | undefined,
    study: Study,
  ): void {
    if (role !== undefined) this.parts.push({ role, layer: name, study });
    else if (this.base) {
      const details = { what: "two-bases" };
      this.issues.error("bad-value", name, { field: "files", value: this.base.id, details });
      return;
    } else this.base = study;
    const features = study.streets.count + study.communities.count + study.demand.count;
    const roles = [role ?? (format === "study" ? "study" : "osm")];
    const datum = "WGS84 (EPSG:4326)";
    this.wholes.push({ name, format: FORMAT_NAMES[format], roles, features, datum, encoding: "" });
  }
}

function describeReading(reading: LayerReading): ImportedFile {
  const { laid, roled, system } = reading;
  return {
    name: titleOfReading(reading),
    format: laid.source.format,
    roles: [...new Set(roled.map(({ role }) => role))],
    features: laid.labelled.table.count,
    datum: system ? describeSystem(system) : laid.isPlaced ? "" : "by community",
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

/** What the user says of each file, as settings of its layers; what is decided about a layer itself goes before. */
function settingsOfFiles(files: readonly ImportFile[], settings: SettingsByLayer): SettingsByLayer {
  const stated = files.flatMap(({ name, as, crs, ages, acceptLikely }): [string, LayerSettings][] => {
    const said = {
      ...(ages === undefined ? {} : { ages }),
      ...(as === undefined ? {} : { role: as }),
      ...(crs === undefined ? {} : { crs }),
      ...(acceptLikely === undefined ? {} : { acceptLikely }),
    };
    return Object.keys(said).length === 0 ? [] : [[geodatabaseOf(name) ?? name, said]];
  });
  return { ...Object.fromEntries(stated), ...settings };
}

function controlOf({ controlTotals, scaleToControl, controlSource, controlDate }: ImportOptions): PeopleControl {
  const [source, date] = [controlSource ?? "", controlDate ?? ""];
  return { totals: controlTotals ?? {}, scales: scaleToControl ?? false, source: source.trim(), date: date.trim() };
}

/** Reads opened files as the options say. Throws AnalysisError("cancelled"); what is wrong with the data is among the issues. */
export async function readOpened(
  files: readonly ImportFile[],
  opened: OpenedSources,
  options: ImportOptions,
  control: WorkControl = {},
): Promise<ReadFiles> {
  const importer = new Importer(options, control);
  const { issues, parts, populationRasters } = importer;
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
    if (!(await importer.take(whole, stated?.as, own?.ages ?? stated?.ages))) allRead = false;
  }
  const { joining } = options;
  const peopleControl = controlOf(options);
  const whole = { base: importer.base, parts, allRead, populationRasters, peopleControl, joining };
  const context = {
    ingredients: whole,
    loadRoster: options.loadRoster ?? (async () => null),
    sumSexes: options.sumSexes ?? false,
  };
  const read = await readLayers(opened.layers, settingsOfFiles(files, options.settings ?? {}), context, control);
  for (const { issues: ofLayer } of read.readings) for (const issue of ofLayer) issues.add(issue);
  const taken = read.readings.filter(({ isLeftOut }) => !isLeftOut);
  return {
    ...read,
    ingredients: {
      ...whole,
      allRead: allRead && taken.every(({ roled }) => roled.length > 0),
      tables: taken.flatMap(({ roled }) => roled),
      origins: [...importer.origins, ...taken.flatMap((reading) => traceReading(reading, options.importedOn ?? ""))],
    },
    plan: importer.plan,
    elevationModels: importer.elevationModels,
    wholes: importer.wholes,
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
