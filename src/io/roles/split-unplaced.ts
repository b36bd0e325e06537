/**
 * A list of facilities of which some rows state no position: the others stand where they say, these at the community that they name, as a
 * layer beside it that is looked at and decided about like any list. Of other layers such rows are refused.
 */
import { assignMeanings } from "../layers/assign-meanings.ts";
import { keepRows, type LaidOutLayer, refuseUnplaced, withoutUnplaced } from "../layers/lay-out-layer.ts";
import type { LayerSettings, SettingsByLayer } from "../layers/layer-settings.ts";
import { findListColumns } from "../roster/list-columns.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { type SourceLayer, titleOfSource } from "../tables/source-layer.ts";
import type { RoledTable } from "./detect-roles.ts";
import type { PartsOfLayer } from "./find-roles.ts";

/** What such a layer is called behind its list's name; the page has words of its own for it (`restOf`). */
const REST_NAME = "无坐标的行";

export interface SplitLayer extends PartsOfLayer {
  readonly source: SourceLayer;
}

/** The parts with some of their layer's rows. */
function rolesOfRows(roles: readonly RoledTable[], isKept: (label: string | number) => boolean): RoledTable[] {
  return roles.flatMap(({ role, labelled, rows }): RoledTable[] => {
    const kept = keepRows(labelled, (row) => isKept(labelled.labels[row] as string | number));
    const wanted = new Set(rows.map((row) => labelled.labels[row]));
    const own = kept.labels.flatMap((label, row) => (wanted.has(label) ? [row] : []));
    return own.length > 0 ? [{ role, labelled: kept, rows: own }] : [];
  });
}

/** Whether anything but its number says where a row is. */
function namesAny({ labelled }: LaidOutLayer): boolean {
  const { name, community, address } = findListColumns(labelled.table);
  return [name, community, address].some((column) => column !== null);
}

/** What is decided of the rest: as of its list, but for what is said of itself. Rows without a position have no system. */
function settingsOfRest(source: SourceLayer, ofList: LayerSettings, decided: SettingsByLayer): LayerSettings {
  const title = titleOfSource(source);
  const { role, acceptLikely } = ofList;
  const own = Object.hasOwn(decided, title) ? decided[title] : undefined;
  return { ...(role === undefined ? {} : { role }), ...(acceptLikely === undefined ? {} : { acceptLikely }), ...own };
}

/** The rows of a list that state no position and play a part in it, as a list of their own; null where none of them counts. */
function layOutRest({ source, settings, laid, roles }: SplitLayer, decided: SettingsByLayer): SplitLayer | null {
  const name = source.name === "" ? REST_NAME : `${source.name} › ${REST_NAME}`;
  const restSource: SourceLayer = { ...source, name, restOf: titleOfSource(source), issues: [] };
  const ofRest = settingsOfRest(restSource, settings, decided);
  const parts = rolesOfRows(roles, (label) => laid.unplaced.labels.has(label));
  const counted = new Set(parts.flatMap(({ labelled, rows }) => rows.map((row) => labelled.labels[row])));
  if (counted.size === 0) return null;
  const kept = keepRows(laid.labelled, (row) => counted.has(laid.labelled.labels[row]));
  const table = assignMeanings(kept.table, ofRest.columns ?? {});
  const labelled = { ...kept, layer: titleOfSource(restSource), table };
  const rowsOf = (part: RoledTable): number[] => {
    const own = new Set(part.rows.map((row) => part.labelled.labels[row]));
    return labelled.labels.flatMap((label, row) => (own.has(label) ? [row] : []));
  };
  const all = Array.from(labelled.labels.keys());
  const stated = ofRest.role === settings.role ? undefined : ofRest.role;
  const told: readonly RoledTable[] =
    stated === undefined
      ? parts.map((part) => ({ role: part.role, labelled, rows: rowsOf(part) }))
      : stated === "leave-out"
        ? []
        : [{ role: stated, labelled, rows: all }];
  const plain = { isPlaced: false, sheet: null, leftOut: [], unplaced: { labels: new Set<string>(), issues: [] } };
  const rest = { ...plain, source: restSource, labelled, issues: new IssueList() };
  return { source: restSource, settings: ofRest, laid: rest, roles: told };
}

/**
 * The layer without its rows that state no position, and those as a list of their own where they can be matched to communities; else each
 * of them is an error of the layer.
 * @param canMatch whether there are communities.
 */
export function splitUnplaced<Layer extends SplitLayer>(
  one: Layer,
  decided: SettingsByLayer,
  canMatch: boolean,
): { readonly layer: Layer; readonly rest: SplitLayer | null } {
  const { laid, roles } = one;
  const { unplaced } = laid;
  if (unplaced.labels.size === 0) return { layer: one, rest: null };
  const placed = withoutUnplaced(laid);
  const layer = { ...one, laid: placed, roles: rolesOfRows(roles, (label) => !unplaced.labels.has(label)) };
  const isList = roles.length > 0 && roles.every(({ role }) => role.startsWith("facilities:"));
  if (isList && canMatch && namesAny(laid) && placed.labelled.table.count > 0)
    return { layer, rest: layOutRest(one, decided) };
  return { layer: { ...layer, laid: refuseUnplaced(laid) }, rest: null };
}
