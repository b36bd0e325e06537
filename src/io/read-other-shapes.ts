/**
 * Files of shapes that are neither GeoJSON nor FlatGeobuf → the one layer that is asked for: a loose or zipped shapefile, a GeoPackage, a
 * geodatabase, KML, MapInfo, DXF. Of several layers the one with most of the wanted shapes is taken, and it is said which.
 */
import { LINE, MULTI_LINE, MULTI_POINT, MULTI_POLYGON, POINT, POLYGON } from "./tables/feature-table.ts";
import type { IssueList, LabelledTable } from "./tables/labelled-table.ts";
import { type ShapeLayer, titleOfSource } from "./tables/source-layer.ts";
import type { NamedFile } from "./vector/group-vector-files.ts";

export const LINES: ReadonlySet<number> = new Set([LINE, MULTI_LINE]);
export const PLACES: ReadonlySet<number> = new Set([POINT, MULTI_POINT, POLYGON, MULTI_POLYGON]);

function countOf({ table }: ShapeLayer, kinds: ReadonlySet<number>): number {
  return table.kinds.reduce((count, kind) => count + (kinds.has(kind) ? 1 : 0), 0);
}

/**
 * The layer of the files with most shapes of the kinds; null where none can be read, `issues` then hold an error; undefined
 * where the files are of no such format.
 */
export async function readOtherShapes(
  files: readonly NamedFile[],
  kinds: ReadonlySet<number>,
  issues: IssueList,
): Promise<LabelledTable | null | undefined> {
  const { readVectorLayers } = await import("./vector/read-vector-layers.ts");
  const { groups } = await readVectorLayers(files);
  if (groups.length === 0) return undefined;
  for (const group of groups) for (const issue of group.issues) issues.add(issue);
  const layers = groups
    .flatMap((group) => group.layers)
    .filter((layer): layer is ShapeLayer => layer.kind === "shapes" && layer.table.count > 0)
    .sort((one, other) => countOf(other, kinds) - countOf(one, kinds));
  const [first, second] = layers;
  if (!first) {
    const [group] = groups;
    if (!issues.hasErrors) issues.error("empty-file", group?.file ?? "", { details: { features: 0 } });
    return null;
  }
  const layer = titleOfSource(first);
  if (second && countOf(second, kinds) > 0)
    issues.warn("assumed", layer, {
      field: "layer",
      value: first.name,
      details: { what: "one-layer", count: layers.length },
    });
  for (const issue of first.issues) issues.add(issue);
  const { crsText, format, encoding, labels } = first;
  const table = { ...first.table, ...(crsText === "" ? {} : { crsText }) };
  return { layer, format, encoding, table, labels };
}
