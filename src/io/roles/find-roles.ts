/**
 * Which parts a laid out layer plays, and which layers lie beside the tables of a file and are left out by themselves: notes, empty
 * and hidden sheets. A layer without positions is told by the kind or the people that it names.
 */

import type { LaidOutLayer } from "../layers/lay-out-layer.ts";
import { type LayerSettings, type SettingsByLayer, settingsOf } from "../layers/layer-settings.ts";
import { areUnits } from "../parts/units-from-tables.ts";
import { addAgeGroups, countsAllAges } from "../people/add-age-groups.ts";
import { sumSexes } from "../people/sum-sexes.ts";
import { findListColumns } from "../roster/list-columns.ts";
import { KNOWN_SERVICE_IDS } from "../services/known-services.ts";
import { areGone, areToBeBuilt } from "../services/listed-apart.ts";
import { arePlannedProjects } from "../services/planned-projects.ts";
import { areServedAreas } from "../services/served-areas.ts";
import { findServiceColumn, levelsOfLayer, serviceOfLayer, umbrellaOf } from "../services/service-column.ts";
import { groupColumns } from "../tables/column-names.ts";
import type { FeatureTable } from "../tables/feature-table.ts";
import { readGroupHeader } from "../tables/group-headers.ts";
import { titleOfSource } from "../tables/source-layer.ts";
import { detectRoles, type LayerRole, type RoledTable, tellUnknown } from "./detect-roles.ts";
import { areScattered, speaksOfCommunities } from "./doubt-communities.ts";

/** Why a layer is left out though nobody asked for that. */
type Beside =
  | "empty-layer"
  | "note-sheet"
  | "hidden-sheet-left-out"
  | "served-areas"
  | "planned-projects"
  | "closed-facilities";

/** What a list that names no places is: people by community where it states people, else facilities of the kind it names. */
function roleOfList({ labelled }: LaidOutLayer): LayerRole | null {
  if (areUnits(labelled.table)) return "units";
  const named = serviceOfLayer(labelled);
  if (named) return `facilities:${named}`;
  return countsPeople(labelled.table) ? "people" : null;
}

function countsPeople(table: FeatureTable): boolean {
  return (
    groupColumns(table).size > 0 ||
    table.columns.some(({ name }) => readGroupHeader(name) !== null) ||
    countsAllAges(table)
  );
}

/** Whether a list that is called after services of several kinds says which of them its rows are. */
function isDivided({ labelled }: LaidOutLayer): boolean {
  if (umbrellaOf(labelled) === null || groupColumns(labelled.table).size > 0) return false;
  return findServiceColumn(labelled) !== null || levelsOfLayer(labelled).length > 0;
}

/** Whether anything in a list says of which place its rows speak. */
function namesPlaces({ labelled }: LaidOutLayer): boolean {
  const { code, name, community, address } = findListColumns(labelled.table);
  return [code, name, community, address].some((column) => column !== null);
}

/** A sheet of words beside a table: it states nothing about any place, whatever service its file is named after. */
function isNote(laid: LaidOutLayer): boolean {
  if (laid.isPlaced || countsPeople(laid.labelled.table) || areUnits(laid.labelled.table)) return false;
  return findServiceColumn(laid.labelled) === null && !namesPlaces(laid);
}

/** Whether a file's author has put the sheet out of sight: an earlier version, words to choose from. */
function isHidden({ source }: LaidOutLayer): boolean {
  return source.issues.some(({ details }) => details?.what === "hidden-sheet");
}

/** Lines above a table that are longer are no titles. */
const LONGEST_TITLE = 60;
/** `填报单位：规划局`, a note. */
const SENTENCE = /[:：;；。]|^\s*[注说备填]/;

/** What a list stands under: its sheet's name and its file's, without folders, and the lines above its header. */
function titlesOf({ source, sheet }: LaidOutLayer): readonly string[] {
  const titles = [source.name, source.file].map((name) =>
    name.replace(/^.*[\\/›]\s*/, "").replace(/\.[A-Za-z]{2,7}$/, ""),
  );
  if (source.kind !== "cells" || sheet === null) return titles;
  const above = source.grid.rows.slice(0, Math.max(0, (sheet.found.headerRows[0] ?? 1) - 1)).flat();
  const isTitle = (cell: unknown): cell is string =>
    typeof cell === "string" && cell.length <= LONGEST_TITLE && !SENTENCE.test(cell);
  return [...titles, ...above.filter(isTitle)];
}

/** What a list is of that nobody can use: projects to be built, facilities that are gone; null for any other. */
function findUnusable(laid: LaidOutLayer): "planned-projects" | "closed-facilities" | null {
  if (laid.labelled.table.count === 0) return null;
  const titles = titlesOf(laid);
  if (arePlannedProjects(laid.labelled) || areToBeBuilt(laid.labelled, titles)) return "planned-projects";
  return areGone(laid.labelled, titles) ? "closed-facilities" : null;
}

/**
 * Why each layer is left out by itself, null where it is not. Of a file whose layers would all be left out its empty ones are kept, for
 * they are then refused: nobody asked for nothing, and a form may not have been filled in.
 */
export function findBeside(layers: readonly LaidOutLayer[], decided: SettingsByLayer): readonly (Beside | null)[] {
  const reasons = layers.map((laid): Beside | null => {
    const { source, labelled, issues } = laid;
    const isBeside = layers.some((other) => other !== laid && other.source.file === source.file);
    const { role } = settingsOf(source, decided);
    // What is said of a whole file is meant for its tables, not for the notes beside them.
    const isOfFile = isBeside && role !== "leave-out" && !Object.hasOwn(decided, titleOfSource(source));
    if (role !== undefined && !isOfFile) return null;
    if (isBeside && labelled.table.count === 0 && !issues.hasErrors) return "empty-layer";
    const hasVisible = (other: LaidOutLayer): boolean =>
      other.source.file === source.file && other.labelled.table.count > 0 && !isHidden(other) && !isNote(other);
    if (role === undefined && layers.length > 1 && areServedAreas(labelled)) return "served-areas";
    const unusable = role === undefined && layers.length > 1 ? findUnusable(laid) : null;
    if (unusable !== null) return unusable;
    if (isHidden(laid) && layers.some(hasVisible)) return "hidden-sheet-left-out";
    return layers.length > 1 && isNote(laid) ? "note-sheet" : null;
  });
  const keptFiles = new Set(layers.flatMap(({ source }, place) => (reasons[place] === null ? [source.file] : [])));
  return reasons.map((reason, place) => {
    const { source, labelled } = layers[place] as LaidOutLayer;
    return labelled.table.count === 0 && !keptFiles.has(source.file) ? null : reason;
  });
}

/** The parts in which a table states people. */
const OF_PEOPLE: ReadonlySet<LayerRole> = new Set(["people", "communities", "demand"]);

/** The parts that a layer plays; none where it is left out or refused. @param sumsSexes whether columns of men and women may be added up. */
export function findRoles(laid: LaidOutLayer, settings: LayerSettings, sumsSexes: boolean): readonly RoledTable[] {
  const { issues } = laid;
  return findParts(laid, settings, sumsSexes).map((part) =>
    OF_PEOPLE.has(part.role) ? { ...part, labelled: addAgeGroups(part.labelled, sumsSexes, issues) } : part,
  );
}

function findParts(laid: LaidOutLayer, { role }: LayerSettings, sumsSexes: boolean): readonly RoledTable[] {
  const { labelled, issues, isPlaced } = laid;
  if (role === "leave-out") return [];
  if (labelled.table.count === 0) {
    if (!issues.hasErrors)
      issues.error("empty-file", labelled.layer, { details: { format: labelled.format, features: 0 } });
    return [];
  }
  const unusable = role === undefined ? findUnusable(laid) : null;
  if (unusable !== null) {
    const details = { what: unusable, known: KNOWN_SERVICE_IDS.join(", ") };
    issues.error("unknown-service", labelled.layer, { field: "as", details });
    return [];
  }
  const summed = sumSexes(labelled, sumsSexes, issues);
  const stated = role ?? null;
  if (isPlaced || stated !== null) return detectRoles(summed, stated, issues);
  const listed = roleOfList(laid);
  // Of several kinds the rows say more, or the list's own name.
  if (listed?.startsWith("facilities:") && isDivided(laid)) return detectRoles(summed, null, issues);
  if (listed !== null) return detectRoles(summed, listed, issues);
  // A column may name several services; detectRoles divides the rows.
  if (findServiceColumn(labelled)) return detectRoles(summed, null, issues);
  if (namesPlaces(laid)) tellUnknown(labelled, issues);
  return [];
}

/** A layer with the parts that it was found to play. */
export interface PartsOfLayer {
  readonly laid: LaidOutLayer;
  readonly settings: LayerSettings;
  readonly roles: readonly RoledTable[];
}

/**
 * The same layers; outlines that were taken for communities though nothing says so ask what they are where communities were brought too,
 * or where some are there and these lie scattered. @param hasCommunities whether communities are there already.
 */
export function doubtCommunities<Layer extends PartsOfLayer>(
  layers: readonly Layer[],
  hasCommunities: boolean,
): readonly Layer[] {
  const isOf = ({ roles }: Layer): boolean => roles.some(({ role }) => role === "communities");
  const isSure = (one: Layer): boolean =>
    isOf(one) && (one.settings.role !== undefined || speaksOfCommunities(one.laid.labelled));
  const areBrought = layers.some(isSure);
  return layers.map((one) => {
    if (!isOf(one) || isSure(one)) return one;
    if (!areBrought && !(hasCommunities && areScattered(one.laid.labelled.table))) return one;
    tellUnknown(one.laid.labelled, one.laid.issues);
    return { ...one, roles: [] };
  });
}
