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
import { type ElevationModel, openElevationModel } from "../raster/elevation-model.ts";
import { type PlanData, parsePlan, withPlan } from "../study/plan-file.ts";
import { readStudyFile } from "../study/study-file.ts";
import { decodeText, readCsv } from "../tables/csv.ts";
import { checkCoordinates, checkCrs, IssueList, type LabelledTable } from "../tables/labelled-table.ts";
import { readGeojson } from "../vector/geojson.ts";
import { readFlatGeobuf } from "../vector/read-flatgeobuf.ts";
import { addElevations } from "./add-elevations.ts";
import { assembleStudy, type RoledTable, type StudyPart } from "./assemble-study.ts";
import { detectFormat, FORMAT_NAMES, READABLE_FORMATS, type ReadableFormat } from "./detect-format.ts";
import { detectRoles, type LayerRole } from "./detect-roles.ts";

export type { LayerRole } from "./detect-roles.ts";

export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the file is, where the user says so. */
  readonly as?: LayerRole;
  /** Text encoding, where the user says so ("utf-8", "gb18030"). */
  readonly encoding?: string;
}

export interface ImportOptions {
  /** admin_level of the communities of an OSM file; null chooses. */
  readonly adminLevel: number | null;
  readonly id?: string;
  readonly title?: LocalizedText;
  /** A study to add the files' layers to. */
  readonly base?: Study;
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
}

export interface ImportSummary {
  readonly files: readonly ImportedFile[];
  /** Layers of the study with their counts. */
  readonly layers: Readonly<Record<string, number>>;
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
  return base.replace(/\.(osm\.pbf|osm\.xml|[A-Za-z0-9]+)$/, "") || "study";
}

/** Whether a warning about an OSM file is about the one layer that is taken from it. */
function concerns(issue: Issue, role: LayerRole | undefined): boolean {
  if (role === undefined || issue.field === role) return true;
  if (role === "communities") return issue.field === "admin_level" || issue.field === "communities";
  return role === "demand" && (issue.field === "demand" || issue.field === "building:levels");
}

class Importer {
  readonly issues = new IssueList();
  readonly tables: RoledTable[] = [];
  readonly parts: StudyPart[] = [];
  readonly imported: ImportedFile[] = [];
  readonly elevationModels: ElevationModel[] = [];
  plan: { readonly name: string; readonly data: PlanData } | null = null;
  base: Study | null;
  /** False once a file could not be read at all. */
  allRead = true;
  private readonly options: ImportOptions;
  private readonly control: WorkControl;

  constructor(options: ImportOptions, control: WorkControl) {
    this.options = options;
    this.control = control;
    this.base = options.base ?? null;
  }

  /** Reads one file; what is wrong with it joins the list. */
  async add(file: ImportFile): Promise<void> {
    const { name, bytes } = file;
    const before = this.imported.length;
    if (bytes.length === 0) this.issues.error("empty-file", name);
    else await this.addContent(file);
    if (this.imported.length === before) this.allRead = false;
  }

  private async addContent(file: ImportFile): Promise<void> {
    const { name, bytes } = file;
    const detected = detectFormat(name, bytes);
    if (detected.kind === "truncated") {
      this.issues.error("truncated-file", name, { details: { format: detected.name } });
    } else if (detected.kind === "unknown") {
      const { found, expected } = detected;
      this.issues.error("unknown-format", name, { details: { found, expected, readable: READABLE_FORMATS } });
    } else {
      await this.collect(() => this.read(file, detected.format));
    }
  }

  /** Runs a step whose bad data joins the list instead of ending the import. */
  private async collect(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof BadDataError)) throw error;
      for (const issue of error.issues) this.issues.add(issue);
    }
  }

  private async read(file: ImportFile, format: ReadableFormat): Promise<void> {
    switch (format) {
      case "study": {
        const warnings: Issue[] = [];
        const study = await readStudyFile(file.bytes, file.name, warnings);
        for (const issue of warnings) this.issues.add(issue);
        return this.takeBase(file, format, study);
      }
      case "osm-pbf":
      case "osm-xml": {
        const source =
          format === "osm-pbf"
            ? openOsmPbf(file.bytes, file.name)
            : await openOsmXml(file.bytes, file.name, this.control);
        const warnings: Issue[] = [];
        const id = this.options.id ?? stemOf(file.name);
        const title = this.options.title ?? { zh: stemOf(file.name), en: stemOf(file.name) };
        const options = { id, title, adminLevel: this.options.adminLevel, layer: file.name };
        const study = await buildOsmStudy(source, options, warnings, this.control);
        for (const issue of warnings) if (concerns(issue, file.as)) this.issues.add(issue);
        return this.takeBase(file, format, study);
      }
      case "geotiff":
        return this.addElevationModel(file);
      case "plan":
        return this.takePlan(file);
      case "flatgeobuf":
        return this.addTable(file, {
          layer: file.name,
          format: "FlatGeobuf",
          encoding: "",
          ...this.labelRows(readFlatGeobuf(file.bytes, file.name)),
        });
      case "geojson": {
        const decoded = decodeText(file.bytes, file.encoding);
        if (!decoded)
          this.issues.error("unreadable-file", file.name, { field: "encoding", details: { format: "GeoJSON" } });
        else this.addTable(file, readGeojson(decoded.text, file.name, this.issues));
        return;
      }
      case "csv":
        return this.addTable(file, readCsv(file.bytes, file.name, this.issues, file.encoding));
    }
  }

  private async addElevationModel(file: ImportFile): Promise<void> {
    const { name, as } = file;
    if (as !== undefined && as !== "elevation") {
      this.issues.error("bad-value", name, { field: "as", value: as, details: { expected: "elevation" } });
      return;
    }
    const model = await openElevationModel(file.bytes, name, this.issues);
    if (!model) return;
    this.elevationModels.push(model);
    this.imported.push({
      name,
      format: FORMAT_NAMES.geotiff,
      roles: ["elevation"],
      features: model.width * model.height,
      datum: model.system.title,
      encoding: "",
    });
  }

  private takePlan({ name, bytes, as }: ImportFile): void {
    if (as !== undefined) this.issues.error("bad-value", name, { field: "as", value: as });
    if (this.plan) this.issues.error("bad-value", name, { field: "files", details: { what: "two-plans" } });
    this.plan = { name, data: parsePlan(new TextDecoder().decode(bytes), name) };
    const { targets, inconsistencies } = this.plan.data;
    this.imported.push({
      name,
      format: FORMAT_NAMES.plan,
      roles: ["plan"],
      features: targets.length + inconsistencies.length,
      datum: "",
      encoding: "utf-8",
    });
  }

  private labelRows(table: LabelledTable["table"]): Pick<LabelledTable, "table" | "labels"> {
    return { table, labels: Array.from({ length: table.count }, (_, row) => row + 1) };
  }

  private takeBase(file: ImportFile, format: ReadableFormat, study: Study): void {
    if (file.as) this.parts.push({ role: file.as, layer: file.name, study });
    else if (this.base) {
      this.issues.error("bad-value", file.name, {
        field: "files",
        value: this.base.id,
        details: { what: "two-bases" },
      });
      return;
    } else this.base = study;
    const features = study.streets.count + study.communities.count + study.demand.count;
    const roles = [file.as ?? (format === "study" ? "study" : "osm")];
    this.imported.push({
      name: file.name,
      format: FORMAT_NAMES[format],
      roles,
      features,
      datum: "WGS84 (EPSG:4326)",
      encoding: "",
    });
  }

  private addTable(file: ImportFile, labelled: LabelledTable | null): void {
    if (!labelled) return;
    const { table, layer } = labelled;
    if (table.count === 0) {
      this.issues.error("empty-file", layer, { details: { format: labelled.format, features: 0 } });
      return;
    }
    checkCrs(labelled, this.issues);
    checkCoordinates(labelled, this.issues);
    const roled = detectRoles(labelled, file.as ?? null, this.issues);
    this.tables.push(...roled);
    const datum =
      table.crsCode === 4490
        ? "CGCS2000 (EPSG:4490)"
        : table.crsCode === 0 && labelled.format === "CSV"
          ? "WGS84 (assumed)"
          : "WGS84 (EPSG:4326)";
    const roles = roled.map(({ role }) => role);
    this.imported.push({
      name: file.name,
      format: labelled.format,
      roles,
      features: table.count,
      datum,
      encoding: labelled.encoding,
    });
  }
}

function summarise(study: Study, files: readonly ImportedFile[]): ImportSummary {
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
    files,
    layers,
    demandUnit: study.demand.unit,
    demandTotal: study.demand.people.all.reduce((sum, amount) => sum + amount, 0),
    demandOutside: study.demand.communityIndexes.reduce((count, index) => count + (index < 0 ? 1 : 0), 0),
  };
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
  const importer = new Importer(options, control);
  // One after the other: each may be hundreds of megabytes, and the order of issues is then the order of files.
  for (const file of files) await importer.add(file);
  const { issues, base } = importer;
  const stem = options.id ?? base?.id ?? stemOf(files[0]?.name ?? "study");
  const description = { id: stem, title: options.title ?? base?.title ?? { zh: stem, en: stem } };
  const assembled = assembleStudy(importer, description, issues);
  const raised = assembled && (await addElevations(assembled, importer.elevationModels, issues));
  const { plan } = importer;
  const study = raised && plan ? withPlan(raised, plan.data, plan.name) : raised;
  if (study && base?.streets.elevations && !study.streets.elevations)
    issues.warn("assumed", base.id, { field: "elevation", details: { what: "elevation-dropped" } });
  if (!study || issues.hasErrors) throw new BadDataError(issues.all());
  return { study, summary: summarise(study, importer.imported), issues: issues.all() };
}
