/** A table or GeoJSON in one coordinate system → FlatGeobuf in another, which says of itself in which. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { BadDataError } from "../core/errors.ts";
import { isInChina } from "../io/crs/china-offsets.ts";
import type { CoordinateSystem } from "../io/crs/coordinate-system.ts";
import { writeMovedLayer } from "../io/export/write-moved-layer.ts";
import { openSources } from "../io/import/open-sources.ts";
import { layOutLayer, refuseUnplaced } from "../io/layers/lay-out-layer.ts";
import { settleSystem } from "../io/layers/settle-system.ts";
import { exampleNames } from "../io/tables/column-names.ts";
import type { IssueList } from "../io/tables/labelled-table.ts";
import { UsageError } from "./command.ts";

export interface FlatGeobufConversion {
  readonly path: string;
  readonly encoding: string | null;
  readonly from: CoordinateSystem;
  readonly to: CoordinateSystem;
  /** Columns of x and y of a table; null finds them. */
  readonly xColumn: string | null;
  readonly yColumn: string | null;
}

export interface ConvertedLayer {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Null where the file holds shapes. */
  readonly columns: readonly [x: string, y: string] | null;
  readonly encoding: string;
  /** Of all positions, and of these outside China. */
  readonly positions: number;
  readonly outside: number;
}

/** Throws BadDataError with every fault, UsageError for a file that is not one layer. */
export async function convertToFlatGeobuf(asked: FlatGeobufConversion, issues: IssueList): Promise<ConvertedLayer> {
  const { path, encoding, from, to, xColumn, yColumn } = asked;
  const layer = basename(path);
  const file = { name: layer, bytes: new Uint8Array(await readFile(path)), ...(encoding === null ? {} : { encoding }) };
  const opened = await openSources([file]);
  for (const issue of opened.issues) issues.add(issue);
  const [source, ...others] = opened.layers;
  if (issues.hasErrors) throw new BadDataError(issues.all());
  if (!source || others.length > 0)
    throw new UsageError([`${path} holds ${opened.layers.length} layers; convert takes a table or a GeoJSON.`]);
  const columns = { ...(xColumn === null ? {} : { lon: xColumn }), ...(yColumn === null ? {} : { lat: yColumn }) };
  const laid = refuseUnplaced(await layOutLayer(source, { columns }));
  if (!laid.isPlaced)
    laid.issues.error("missing-column", layer, { row: 1, field: "lon", details: { names: exampleNames("lon") } });
  const settled = laid.issues.hasErrors ? null : settleSystem(laid, from.id, null, null, false);
  // The command tells what is approximate itself.
  for (const issue of laid.issues.all()) if (issue.details?.what !== "approximate-system") issues.add(issue);
  if (!settled || issues.hasErrors) throw new BadDataError(issues.all());
  const { table } = settled.labelled;
  let outside = 0;
  for (let at = 0; at < table.coordinates.length; at += 2)
    if (!isInChina(table.coordinates[at] as number, table.coordinates[at + 1] as number)) outside++;
  const steps = writeMovedLayer(table, layer, to);
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { sheet } = laid;
  const taken = sheet?.positions ?? null;
  const nameOf = (index: number): string => sheet?.columns[index]?.name ?? "";
  return {
    bytes: step.value,
    rows: table.count,
    columns: taken && [nameOf(taken.east), nameOf(taken.north)],
    encoding: source.encoding,
    positions: table.coordinates.length / 2,
    outside,
  };
}
