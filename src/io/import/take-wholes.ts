/** Files that are no layers of a table are taken whole: studies, OSM extracts, rasters, plans. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { Study } from "../../core/model/study.ts";
import { buildOsmStudy } from "../osm/build-osm-study.ts";
import { openOsmPbf } from "../osm/osm-pbf.ts";
import { openOsmXml } from "../osm/osm-xml.ts";
import type { ElevationModel } from "../raster/elevation-model.ts";
import type { PopulationRaster } from "../raster/population-raster.ts";
import type { LayerRole } from "../roles/detect-roles.ts";
import { type PlanData, parsePlan } from "../study/plan-file.ts";
import { readStudyFile } from "../study/study-file.ts";
import { IssueList } from "../tables/labelled-table.ts";
import type { StudyPart } from "./assemble-study.ts";
import { FORMAT_NAMES } from "./detect-format.ts";
import type { ImportOptions } from "./import-options.ts";
import type { SourceFile, WholeFile } from "./open-sources.ts";
import { type RasterSettings, readRaster } from "./read-raster.ts";
import { type BroughtOrigin, traceWhole, withOsmOrigins } from "./trace-origins.ts";

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

/** A file's name as a study's id and title: without folders and endings. */
export function stemOf(name: string): string {
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
export class WholesTaker {
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
    { file, format, beside }: WholeFile,
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
        return await this.takeRaster(file, { role, ages, ...(beside ? { beside } : {}) });
      case "plan":
        return this.takePlan(file, role);
    }
  }

  private async takeRaster({ name, bytes }: SourceFile, settings: RasterSettings): Promise<void> {
    const taken = await readRaster(bytes, name, settings, this.issues);
    if (!taken) return;
    const [raster] = taken.role === "elevation" ? [taken.raster] : taken.rasters;
    if (taken.role === "elevation") this.elevationModels.push(taken.raster);
    else this.populationRasters.push(...taken.rasters);
    const features = (raster?.width ?? 0) * (raster?.height ?? 0);
    const { role: taking, datum, isApproximate } = taken;
    const system = { id: datum, title: datum, isApproximate };
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
