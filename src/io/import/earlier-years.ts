/**
 * One table as it stood in several years (a sheet or a file for each: 2021年, 2022年, 2023年): counted together, they would be people or
 * facilities two or three times over. The newest counts. Told by titles that differ in the year alone, by one header, and by rows that go
 * on from year to year: lists of what was added in each year share none, and all of them count.
 */
import type { LaidOutLayer } from "../layers/lay-out-layer.ts";
import type { LayerSettings } from "../layers/layer-settings.ts";
import type { RoledTable } from "../roles/detect-roles.ts";
import { findListColumns } from "../roster/list-columns.ts";
import { columnFor } from "../tables/column-names.ts";
import { textAt } from "../tables/feature-table.ts";
import { IssueList, type LabelledTable } from "../tables/labelled-table.ts";
import { titleOfSource } from "../tables/source-layer.ts";

/** What this needs to know of a layer. */
export interface YearlyLayer {
  readonly laid: LaidOutLayer;
  readonly settings: LayerSettings;
  readonly roles: readonly RoledTable[];
}

const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;
/** This share of an earlier year's rows is still there in a later one of the same table. */
const SHARE_THAT_STAYS = 0.7;
const FEWEST_ROWS = 3;

interface Yearly<Layer> {
  readonly layer: Layer;
  readonly year: number;
  /** Equal for the same table of another year. */
  readonly key: string;
  readonly names: ReadonlySet<string>;
}

/** What its rows are called, with their community where a column of its own names it: 卫生室 alone is none. */
function namesOf({ table }: LabelledTable): ReadonlySet<string> {
  const { code, name, community } = findListColumns(table);
  const columns = [name ?? code, community, columnFor(table, "parentId")];
  return new Set(
    Array.from({ length: table.count }, (_, row) =>
      columns.map((column) => textAt(column, row).normalize("NFKC").replace(/\s/g, "")).join("|"),
    ).filter((text) => /[^|]/.test(text)),
  );
}

function withoutYears(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "").replace(YEAR, "#");
}

function readYear<Layer extends YearlyLayer>(layer: Layer): Yearly<Layer> | null {
  const { laid, roles, settings } = layer;
  const [role] = roles;
  const title = titleOfSource(laid.source).normalize("NFKC");
  const found = [...title.matchAll(YEAR)].at(-1);
  if (!role || !found || settings.role !== undefined) return null;
  if (!roles.every((one) => one.role === "people" || one.role.startsWith("facilities:"))) return null;
  const series = `${title.slice(0, found.index)}#${title.slice(found.index + 4)}`;
  const { labelled } = laid;
  const headers = labelled.table.columns.map(({ name }) => withoutYears(name));
  const key = JSON.stringify([series, roles.map((one) => one.role).sort(), headers]);
  return { layer, year: Number(found[0]), key, names: namesOf(labelled) };
}

function goesOn<Layer>(earlier: Yearly<Layer>, later: Yearly<Layer>): boolean {
  const { names } = earlier;
  if (names.size < FEWEST_ROWS) return false;
  return [...names].filter((name) => later.names.has(name)).length >= SHARE_THAT_STAYS * names.size;
}

/** The same layers; a table of an earlier year of which a newer one was brought is left out, and that is told with the newer one's name. */
export function leaveOutEarlierYears<Layer extends YearlyLayer>(layers: readonly Layer[]): readonly Layer[] {
  const yearly = layers.flatMap((layer) => readYear(layer) ?? []);
  return layers.map((layer) => {
    const own = yearly.find((one) => one.layer === layer);
    if (!own) return layer;
    const newest = yearly
      .filter((other) => other.key === own.key && other.year > own.year && goesOn(own, other))
      .reduce<Yearly<Layer> | null>((best, other) => (best && best.year > other.year ? best : other), null);
    if (!newest) return layer;
    const { laid, settings } = layer;
    const issues = new IssueList();
    for (const issue of laid.issues.all()) if (issue.severity !== "error") issues.add(issue);
    issues.warn("assumed", laid.labelled.layer, {
      field: "sheet",
      value: newest.layer.laid.labelled.layer,
      details: { what: "earlier-year", year: own.year, newest: newest.year, count: laid.labelled.table.count },
    });
    return { ...layer, laid: { ...laid, issues }, settings: { ...settings, role: "leave-out" }, roles: [] };
  });
}
