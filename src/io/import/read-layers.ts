/**
 * Layers as files hold them → layers that a study can be put together from: laid out, each with the part it plays, in degrees, lists
 * placed at their communities. Streets come first, because the other layers' coordinate systems are weighed against them.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { Issue } from "../../core/errors.ts";
import type { Study } from "../../core/model/study.ts";
import { breathe } from "../breathe.ts";
import { createStreetReference, type StreetReference } from "../crs/street-reference.ts";
import type { SystemWeighing } from "../crs/weigh-systems.ts";
import { sumSexes } from "../people/sum-sexes.ts";
import { findListColumns } from "../roster/list-columns.ts";
import type { Roster } from "../roster/roster-file.ts";
import { loadSpelling } from "../roster/spelling.ts";
import { columnFor, groupColumns } from "../tables/column-names.ts";
import { readGroupHeader } from "../tables/group-headers.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { type SourceLayer, titleOfSource } from "../tables/source-layer.ts";
import { assembleStudy, type Ingredients, type RoledTable } from "./assemble-study.ts";
import { detectRoles, type LayerRole } from "./detect-roles.ts";
import { KNOWN_SERVICE_IDS, recogniseService } from "./known-services.ts";
import { type LaidOutLayer, layOutLayer } from "./lay-out-layer.ts";
import { type LayerSettings, type SettingsByLayer, settingsOf } from "./layer-settings.ts";
import {
  createMatchContext,
  identifyMatched,
  type MatchContext,
  type MatchedList,
  matchList,
  placeMatched,
} from "./match-list.ts";
import { type SettledSystem, settleSystem, weighLayer } from "./settle-system.ts";
import { streetsFromTables } from "./streets-from-table.ts";
import { readSystemColumn } from "./system-column.ts";

/** A layer as it was understood. */
export interface LayerReading {
  readonly laid: LaidOutLayer;
  readonly settings: LayerSettings;
  /** The parts that it plays, in degrees; none where it is left out or cannot be used. */
  readonly roled: readonly RoledTable[];
  readonly isLeftOut: boolean;
  readonly system: SettledSystem | null;
  readonly weighing: SystemWeighing | null;
  /** Of a list: how its rows were matched. */
  readonly matched: MatchedList | null;
  /** Rows left out because they lie nowhere, by label. */
  readonly leftOut: readonly (string | number)[];
  /** Everything noticed about the layer. */
  readonly issues: readonly Issue[];
}

export interface ReadingContext {
  /** What the layers are added to, beside what they bring themselves. */
  readonly ingredients: Omit<Ingredients, "tables">;
  /** Names and codes of the city's communities, where they are known. */
  readonly loadRoster: () => Promise<Roster | null>;
  readonly sumSexes: boolean;
}

export interface ReadLayers {
  readonly readings: readonly LayerReading[];
  /** To what lists were matched; null where there was no list or no communities. */
  readonly match: MatchContext | null;
}

interface Pending {
  readonly source: SourceLayer;
  readonly settings: LayerSettings;
  readonly laid: LaidOutLayer;
  readonly roles: readonly RoledTable[];
}

const LISTED: LayerReading["roled"] = [];

/** What a list that names no places is: people by community where it states people, else facilities of the kind it names. */
function roleOfList({ labelled }: LaidOutLayer): LayerRole | null {
  const named = recogniseService(labelled.layer);
  if (named) return `facilities:${named}`;
  const countsPeople =
    groupColumns(labelled.table).size > 0 || labelled.table.columns.some(({ name }) => readGroupHeader(name) !== null);
  return countsPeople ? "people" : null;
}

/** A sheet of words beside a table: it states nothing about any place. */
function isNote(laid: LaidOutLayer): boolean {
  return roleOfList(laid) === null && columnFor(laid.labelled.table, "service") === null && !namesPlaces(laid);
}

/** Whether anything in a list says of which place its rows speak. */
function namesPlaces({ labelled }: LaidOutLayer): boolean {
  const { code, name, community, address } = findListColumns(labelled.table);
  return [code, name, community, address].some((column) => column !== null);
}

function findRoles(laid: LaidOutLayer, settings: LayerSettings, sumsSexes: boolean): readonly RoledTable[] {
  const { role } = settings;
  const { labelled, issues, isPlaced } = laid;
  if (labelled.table.count === 0) {
    if (!issues.hasErrors)
      issues.error("empty-file", labelled.layer, { details: { format: labelled.format, features: 0 } });
    return LISTED;
  }
  const summed = sumSexes(labelled, sumsSexes, issues);
  const stated = role === undefined || role === "leave-out" ? null : role;
  if (isPlaced || stated !== null) return detectRoles(summed, stated, issues);
  const listed = roleOfList(laid);
  if (listed !== null) return detectRoles(summed, listed, issues);
  // A column may name several services; detectRoles divides the rows.
  if (columnFor(labelled.table, "service")) return detectRoles(summed, null, issues);
  if (namesPlaces(laid)) {
    const details = { what: "name-the-role", known: KNOWN_SERVICE_IDS.join(", ") };
    issues.error("unknown-service", labelled.layer, { field: "as", details });
  }
  return LISTED;
}

function isAbout(roles: readonly RoledTable[], role: LayerRole): boolean {
  return roles.some((one) => one.role === role);
}

const references = new WeakMap<Study["streets"], StreetReference>();

/** A study's streets are indexed once, however often its layers are read again. */
function referenceOf({ streets, communities }: Study): StreetReference {
  const reference = references.get(streets) ?? createStreetReference(streets, communities.areas);
  references.set(streets, reference);
  return reference;
}

/**
 * Of a file whose tables are all left out by themselves nothing would be imported, and nobody had asked for that: a form that was not filled in,
 * say. Its empty table is then refused.
 */
function refuseEmptied(pending: readonly Pending[], settings: SettingsByLayer): readonly Pending[] {
  const isDropped = ({ source, settings: own }: Pending): boolean =>
    own.role === "leave-out" && settingsOf(source, settings).role !== "leave-out";
  const keptFiles = new Set(pending.filter((one) => !isDropped(one)).map(({ source }) => source.file));
  return pending.map((one) => {
    const { labelled } = one.laid;
    if (labelled.table.count > 0 || keptFiles.has(one.source.file) || !isDropped(one)) return one;
    const issues = new IssueList();
    issues.error("empty-file", labelled.layer, { details: { format: labelled.format, features: 0 } });
    return { ...one, settings: settingsOf(one.source, settings), laid: { ...one.laid, issues } };
  });
}

class LayerReader {
  readonly readings = new Map<SourceLayer, LayerReading>();
  private readonly context: ReadingContext;
  private readonly control: WorkControl;
  private reference: StreetReference | null = null;
  match: MatchContext | null = null;

  constructor(context: ReadingContext, control: WorkControl) {
    this.context = context;
    this.control = control;
  }

  private get base(): Study | null {
    return this.context.ingredients.base;
  }

  /** @param others the layers brought with it: beside them notes, and layers of their own file that are empty, are left out. */
  async prepare(source: SourceLayer, decided: SettingsByLayer, others: readonly SourceLayer[]): Promise<Pending> {
    const settings = settingsOf(source, decided);
    const laid = await layOutLayer(source, settings, this.control);
    const isBeside = others.some((other) => other !== source && other.file === source.file);
    const isEmpty = isBeside && laid.labelled.table.count === 0 && !laid.issues.hasErrors;
    const what = isEmpty ? "empty-layer" : others.length > 1 && !laid.isPlaced && isNote(laid) ? "note-sheet" : null;
    // What is said of a whole file is meant for its tables, not for the notes beside them.
    const isOfFile = isBeside && settings.role !== "leave-out" && !Object.hasOwn(decided, titleOfSource(source));
    if (what !== null && (settings.role === undefined || isOfFile)) {
      // What a note's cells look like is of no interest.
      const issues = isEmpty ? laid.issues : new IssueList();
      issues.warn("assumed", laid.labelled.layer, { field: "sheet", details: { what } });
      return { source, settings: { ...settings, role: "leave-out" }, laid: { ...laid, issues }, roles: LISTED };
    }
    const sums = settings.sumSexes ?? this.context.sumSexes;
    const roles = settings.role === "leave-out" ? LISTED : findRoles(laid, settings, sums);
    return { source, settings, laid, roles };
  }

  /** Streets to weigh the other layers against: those that are brought, else those that are there. */
  refer(): void {
    const tables = this.tables().filter(({ role }) => role === "streets");
    const part = this.context.ingredients.parts.find(({ role }) => role === "streets")?.study ?? this.base;
    if (tables.length === 0) {
      if (part) this.reference = referenceOf(part);
      return;
    }
    const streets = streetsFromTables(
      tables.map(({ labelled }) => labelled),
      new IssueList(),
    );
    this.reference = createStreetReference(streets, this.base?.communities.areas ?? []);
  }

  referToBase(): void {
    if (this.base) this.reference = referenceOf(this.base);
  }

  private tables(): RoledTable[] {
    return [...this.readings.values()].flatMap(({ roled }) => roled);
  }

  settle({ source, settings, laid, roles }: Pending): void {
    const isLenient = settings.leaveOutFaulty === true;
    const weighing = weighLayer(laid, this.reference);
    const settled =
      roles.length === 0 || !laid.isPlaced
        ? null
        : settleSystem(laid, settings.crs ?? readSystemColumn(laid), weighing, this.reference, isLenient);
    const roled = roles.flatMap(({ role, rows, labelled }): RoledTable[] => {
      if (settled === null) return [];
      const isWhole = rows.length === labelled.table.count;
      const all = Array.from({ length: settled.labelled.table.count }, (_, row) => row);
      if (isWhole) return [{ role, labelled: settled.labelled, rows: all }];
      // Rows that were left out move the others up.
      const wanted = new Set(rows.map((row) => labelled.labels[row]));
      return [
        { role, labelled: settled.labelled, rows: all.filter((row) => wanted.has(settled.labelled.labels[row])) },
      ];
    });
    this.readings.set(source, {
      laid,
      settings,
      roled,
      isLeftOut: settings.role === "leave-out",
      system: settled?.settled ?? null,
      weighing,
      matched: null,
      leftOut: [...laid.leftOut, ...(settled?.leftOut ?? [])],
      issues: laid.issues.all(),
    });
  }

  /** The communities that lists are matched to: those of a study made of all that has a place so far. */
  async prepareMatching(): Promise<void> {
    const { ingredients, loadRoster } = this.context;
    const tables = this.tables();
    const brings = isAbout(tables, "communities") || ingredients.parts.some(({ role }) => role === "communities");
    const study =
      this.base !== null && !brings
        ? this.base
        : (
            await assembleStudy(
              { ...ingredients, tables },
              { id: "", title: { zh: "", en: "" } },
              new IssueList(),
              this.control,
            )
          )?.study;
    if (study && study.communities.count > 0)
      this.match = createMatchContext(study, await loadRoster(), await loadSpelling());
  }

  async matchRows({ source, settings, laid, roles }: Pending): Promise<void> {
    const { issues } = laid;
    let matched: MatchedList | null = null;
    const roled: RoledTable[] = [];
    if (this.match === null && roles.length > 0)
      issues.error("no-communities", laid.labelled.layer, { details: { what: "list-needs-communities" } });
    else if (this.match !== null && roles.length > 0) {
      const [{ labelled }] = roles as [RoledTable];
      matched = await matchList(labelled, this.match, settings, this.control);
      const isPeople = isAbout(roles, "people");
      // People are given to the communities that the table names exactly, unless somebody wants to review slips of the pen.
      if (isPeople && settings.placing !== "communities") {
        this.readings.set(source, this.readingOf({ source, settings, laid, roles }, roles, matched));
        return;
      }
      const result = (isPeople ? identifyMatched : placeMatched)(labelled, matched, this.match, issues);
      for (const { role, rows } of roles) {
        const wanted = new Set(rows.map((row) => labelled.labels[row]));
        const kept = result.labels.flatMap((label, row) => (wanted.has(label) ? [row] : []));
        if (kept.length > 0) roled.push({ role, labelled: result, rows: kept });
      }
    }
    this.readings.set(source, this.readingOf({ source, settings, laid, roles }, roled, matched));
  }

  private readingOf(
    { laid, settings }: Pending,
    roled: readonly RoledTable[],
    matched: MatchedList | null,
  ): LayerReading {
    return {
      laid,
      settings,
      roled,
      isLeftOut: settings.role === "leave-out",
      system: null,
      weighing: null,
      matched,
      leftOut: laid.leftOut,
      issues: laid.issues.all(),
    };
  }
}

/** Reads all layers as their settings say. Throws AnalysisError("cancelled"). */
export async function readLayers(
  sources: readonly SourceLayer[],
  settings: SettingsByLayer,
  context: ReadingContext,
  control: WorkControl = {},
): Promise<ReadLayers> {
  const reader = new LayerReader(context, control);
  const prepared: Pending[] = [];
  let done = 0;
  /** Each layer is laid out, then settled or matched. */
  const step = async (): Promise<void> => {
    control.onProgress?.({ stage: "reading", done: done++, total: 2 * sources.length });
    await breathe(control);
  };
  for (const source of sources) {
    await step();
    prepared.push(await reader.prepare(source, settings, sources));
  }
  const pending = refuseEmptied(prepared, settings);
  const areStreets = ({ roles }: Pending): boolean => isAbout(roles, "streets");
  const lists = pending.filter(({ laid, roles }) => roles.length > 0 && !laid.isPlaced);
  const placed = pending.filter((one) => !lists.includes(one));
  if (placed.some(areStreets)) reader.referToBase();
  for (const one of placed.filter(areStreets)) {
    await step();
    reader.settle(one);
  }
  reader.refer();
  for (const one of placed.filter((other) => !areStreets(other))) {
    await step();
    reader.settle(one);
  }
  if (lists.length > 0) await reader.prepareMatching();
  for (const one of lists) {
    await step();
    await reader.matchRows(one);
  }
  return {
    readings: sources.map((source) => reader.readings.get(source) as LayerReading),
    match: reader.match,
  };
}

/** What a layer is called in lists and settings. */
export function titleOfReading({ laid }: Pick<LayerReading, "laid">): string {
  return titleOfSource(laid.source);
}
