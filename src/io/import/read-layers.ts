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
import { type LaidOutLayer, layOutLayer } from "../layers/lay-out-layer.ts";
import { type LayerSettings, type SettingsByLayer, settingsOf } from "../layers/layer-settings.ts";
import {
  createMatchContext,
  identifyMatched,
  type MatchContext,
  type MatchedList,
  matchList,
  placeMatched,
} from "../layers/match-list.ts";
import { type SettledSystem, settleSystem, weighLayer } from "../layers/settle-system.ts";
import { readSystemColumn, withoutColumn } from "../layers/system-column.ts";
import { tellSheetSystems } from "../layers/weigh-sheets.ts";
import { weighTogether } from "../layers/weigh-together.ts";
import { streetsFromTables } from "../parts/streets-from-table.ts";
import type { LayerRole, RoledTable } from "../roles/detect-roles.ts";
import { doubtCommunities, findBeside, findRoles } from "../roles/find-roles.ts";
import { leaveOutMarks } from "../roles/marks-beside.ts";
import { splitUnplaced } from "../roles/split-unplaced.ts";
import type { Roster } from "../roster/roster-file.ts";
import { loadSpelling } from "../roster/spelling.ts";
import { calledAfter } from "../services/called-after.ts";
import { leaveOutUnusable } from "../services/operating-state.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { type SourceLayer, titleOfSource } from "../tables/source-layer.ts";
import { assembleStudy, type Ingredients } from "./assemble-study.ts";
import { leaveOutEarlierYears } from "./earlier-years.ts";

/** A layer as it was understood. */
export interface LayerReading {
  readonly laid: LaidOutLayer;
  readonly settings: LayerSettings;
  /** The parts that it was told to be, whether or not any of its rows can be used as such. */
  readonly told: readonly LayerRole[];
  /** The parts that it plays, in degrees; none where it is left out or cannot be used. */
  readonly roled: readonly RoledTable[];
  readonly isLeftOut: boolean;
  readonly system: SettledSystem | null;
  readonly weighing: SystemWeighing | null;
  /** Of a list: how its rows were matched. */
  readonly matched: MatchedList | null;
  /** Rows left out because they lie nowhere, by label. */
  readonly leftOut: readonly (string | number)[];
  /** Rows of facilities that are closed or not yet built, by label. */
  readonly unusable: readonly (string | number)[];
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
  /** Whether it came along with what can be used: in a folder, or beside other tables of its file. */
  readonly isAlong?: boolean;
  /** Rows of closed facilities, by label. */
  readonly unusable: readonly (string | number)[];
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

/** The layer with what it is called after, seen beside all others. */
function withCalling(laid: LaidOutLayer, sources: readonly SourceLayer[]): LaidOutLayer {
  const called = calledAfter(laid.source, sources);
  return called === laid.labelled.layer ? laid : { ...laid, labelled: { ...laid.labelled, calledAfter: called } };
}

/** Each layer with the parts that it plays; what is left out by itself says so. */
function takeParts(
  layers: readonly LaidOutLayer[],
  decided: SettingsByLayer,
  { ingredients, sumSexes: sumsSexes }: ReadingContext,
): readonly Pending[] {
  const beside = findBeside(layers, decided);
  const found = layers.map((laid, place): Pending => {
    const { source } = laid;
    const settings = settingsOf(source, decided);
    const what = beside[place] ?? null;
    if (what === null) {
      const usable = leaveOutUnusable(findRoles(laid, settings, settings.sumSexes ?? sumsSexes), laid.issues);
      return { source, settings, laid, ...usable };
    }
    // What a note's cells look like is of no interest.
    const issues = what === "empty-layer" ? laid.issues : new IssueList();
    issues.warn("assumed", laid.labelled.layer, { field: "sheet", details: { what } });
    return { source, settings: { ...settings, role: "leave-out" }, laid: { ...laid, issues }, roles: [], unusable: [] };
  });
  const hasCommunities =
    (ingredients.base?.communities.count ?? 0) > 0 || ingredients.parts.some(({ role }) => role === "communities");
  const doubted = leaveOutMarks(leaveOutEarlierYears(doubtCommunities(found, hasCommunities)));
  const canMatch = hasCommunities || doubted.some(({ roles }) => isAbout(roles, "communities"));
  const parts = doubted.flatMap((one): Pending[] => {
    const { layer, rest } = splitUnplaced(one, decided, canMatch);
    return rest === null ? [layer] : [layer, { ...rest, isAlong: true, unusable: [] }];
  });
  const playing = new Set(parts.flatMap(({ source, roles }) => (roles.length > 0 ? [source.file] : [])));
  // The only table of a file that can be used, where there is but one.
  const others = new Map<string, SourceLayer | null>();
  for (const { source, roles } of doubted)
    if (roles.length > 0) others.set(source.file, others.has(source.file) ? null : source);
  return parts.map((part): Pending => {
    const { source, settings, laid, roles } = part;
    const isAlong = source.isFound === true || playing.has(source.file);
    const issues = roles.length === 0 && settings.role === undefined && isAlong ? withoutUntold(laid) : null;
    return issues === null
      ? { ...part, isAlong: part.isAlong === true || source.isFound === true || others.get(source.file) !== source }
      : { ...part, settings: { ...settings, role: "leave-out" }, laid: { ...laid, issues } };
  });
}

/**
 * What is said of a table of which nobody can tell what it is, where it came along with others that can be used: it is left out. Null where
 * something else is wrong with it.
 */
function withoutUntold({ issues, labelled }: LaidOutLayer): IssueList | null {
  const isUntold = ({ code, details }: Issue): boolean =>
    details?.what === "name-the-role" || (code === "empty-file" && labelled.table.count === 0);
  // That no row of a list is in use has been told with their number.
  const isOutOfUse = ({ code }: Issue): boolean => code === "no-facilities";
  const all = issues.all();
  if (all.some((issue) => issue.severity === "error" && !isUntold(issue) && !isOutOfUse(issue))) return null;
  const kept = new IssueList();
  for (const issue of all) if (issue.severity !== "error") kept.add(issue);
  if (all.some(isOutOfUse)) return kept;
  kept.warn("assumed", labelled.layer, { field: "sheet", details: { what: "untold-left-out" } });
  return kept;
}

class LayerReader {
  readonly readings = new Map<SourceLayer, LayerReading>();
  private readonly context: ReadingContext;
  private readonly control: WorkControl;
  private reference: StreetReference | null = null;
  /** What lists are told by those beside them. */
  private together: ReadonlyMap<SourceLayer, SystemWeighing> = new Map();
  match: MatchContext | null = null;

  constructor(context: ReadingContext, control: WorkControl) {
    this.context = context;
    this.control = control;
  }

  private get base(): Study | null {
    return this.context.ingredients.base;
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

  /** Weighs lists together that are too short each. */
  weighTogether(layers: readonly LaidOutLayer[]): void {
    this.together = weighTogether(layers, this.reference);
  }

  referToBase(): void {
    if (this.base) this.reference = referenceOf(this.base);
  }

  private tables(): RoledTable[] {
    return [...this.readings.values()].flatMap(({ roled }) => roled);
  }

  settle({ source, settings, laid, roles, unusable }: Pending): void {
    const isLenient = settings.leaveOutFaulty === true;
    // Columns that were added up stand in the table that plays the part.
    const own = { ...laid, labelled: roles[0]?.labelled ?? laid.labelled };
    const isTaken = roles.length > 0 && laid.isPlaced;
    const named = isTaken && settings.crs === undefined ? readSystemColumn(own) : null;
    const taken = named ? withoutColumn(own, named.column) : own;
    const weighing = this.together.get(source) ?? weighLayer(laid, this.reference);
    const crs = settings.crs ?? named?.id ?? null;
    const settled = isTaken ? settleSystem(taken, crs, weighing, this.reference, isLenient) : null;
    if (settled) tellSheetSystems(laid, settled.settled.system, this.reference);
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
      told: roles.map(({ role }) => role),
      roled,
      isLeftOut: settings.role === "leave-out",
      system: settled?.settled ?? null,
      weighing,
      matched: null,
      leftOut: [...laid.leftOut, ...(settled?.leftOut ?? [])],
      unusable,
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

  async matchRows(pending: Pending): Promise<void> {
    const { source, settings, laid, roles } = pending;
    const { issues } = laid;
    let matched: MatchedList | null = null;
    const roled: RoledTable[] = [];
    if (this.match === null && roles.length > 0)
      issues.error("no-communities", laid.labelled.layer, { details: { what: "list-needs-communities" } });
    else if (this.match !== null && roles.length > 0) {
      const [{ labelled }] = roles as [RoledTable];
      const isPeople = isAbout(roles, "people");
      matched = await matchList(labelled, this.match, settings, isPeople, this.control);
      // People are given to the communities that the table names exactly, unless somebody wants to review slips of the pen.
      if (isPeople && settings.placing !== "communities") {
        this.readings.set(source, this.readingOf(pending, roles, matched));
        return;
      }
      const result = isPeople
        ? identifyMatched(labelled, matched, this.match, issues)
        : placeMatched(labelled, matched, this.match, issues, {
            isAlong: pending.isAlong ?? false,
            isRest: source.restOf !== undefined,
          });
      if (source.restOf !== undefined) {
        const details = { what: "rest-placed", count: result.table.count, total: labelled.table.count };
        issues.warn("assumed", labelled.layer, { field: "community", value: source.restOf, details });
      }
      for (const { role, rows } of roles) {
        const wanted = new Set(rows.map((row) => labelled.labels[row]));
        const kept = result.labels.flatMap((label, row) => (wanted.has(label) ? [row] : []));
        if (kept.length > 0) roled.push({ role, labelled: result, rows: kept });
      }
    }
    this.readings.set(source, this.readingOf(pending, roled, matched));
  }

  /** A table that speaks of no place on earth plays its part as it stands. */
  takePlain(pending: Pending): void {
    this.readings.set(pending.source, this.readingOf(pending, pending.roles, null));
  }

  private readingOf(
    { laid, settings, roles, unusable }: Pending,
    roled: readonly RoledTable[],
    matched: MatchedList | null,
  ): LayerReading {
    return {
      laid,
      settings,
      told: roles.map(({ role }) => role),
      roled,
      isLeftOut: settings.role === "leave-out",
      system: null,
      weighing: null,
      matched,
      leftOut: laid.leftOut,
      unusable,
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
  const laidOut: LaidOutLayer[] = [];
  let done = 0;
  /** Each layer is laid out, then settled or matched. */
  const step = async (): Promise<void> => {
    control.onProgress?.({ stage: "reading", done: done++, total: 2 * sources.length });
    await breathe(control);
  };
  for (const source of sources) {
    await step();
    laidOut.push(withCalling(await layOutLayer(source, settingsOf(source, settings), control), sources));
  }
  const pending = takeParts(laidOut, settings, context);
  const areStreets = ({ roles }: Pending): boolean => isAbout(roles, "streets");
  const areUnits = ({ roles }: Pending): boolean => isAbout(roles, "units");
  const lists = pending.filter((one) => one.roles.length > 0 && !one.laid.isPlaced && !areUnits(one));
  const placed = pending.filter((one) => !lists.includes(one) && !areUnits(one));
  if (placed.some(areStreets)) reader.referToBase();
  for (const one of placed.filter(areStreets)) {
    await step();
    reader.settle(one);
  }
  reader.refer();
  reader.weighTogether(placed.filter(({ roles }) => roles.length > 0).map(({ laid }) => laid));
  for (const one of placed.filter((other) => !areStreets(other))) {
    await step();
    reader.settle(one);
  }
  for (const one of pending.filter(areUnits)) {
    await step();
    reader.takePlain(one);
  }
  if (lists.length > 0) await reader.prepareMatching();
  for (const one of lists) {
    await step();
    await reader.matchRows(one);
  }
  return {
    readings: pending.map(({ source }) => reader.readings.get(source) as LayerReading),
    match: reader.match,
  };
}

/** What a layer is called in lists and settings. */
export function titleOfReading({ laid }: Pick<LayerReading, "laid">): string {
  return titleOfSource(laid.source);
}
