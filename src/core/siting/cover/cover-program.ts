/**
 * The covering models as integer programs (Church & ReVelle 1974; Toregas & others 1971): sites are the
 * first columns, 0 or 1; of maximal cover each class follows as a share from 0 to 1, which is whole by itself
 * unless a class needs several sites.
 */

import type { IntegerProgram } from "../integer-program.ts";
import { ProgramBuilder } from "../program-builder.ts";
import type { CoverModel } from "./cover-model.ts";
import type { ChoiceLimits } from "./cover-search.ts";

/** At most so many of these sites of the model may be open together: rules out answers that are known. */
export interface SiteCut {
  readonly sites: readonly number[];
  readonly most: number;
}

/** People covered, as many as possible; those covered whatever is opened are not in the objective. */
export function writeMaxCover(model: CoverModel, limits: ChoiceLimits, cuts: readonly SiteCut[] = []): IntegerProgram {
  const { siteOf, classCount, weights, needs, rowStarts, rowSites } = model;
  const program = new ProgramBuilder();
  for (let site = 0; site < siteOf.length; site++) program.addColumn(0, 1, true);
  for (let index = 0; index < classCount; index++) {
    const need = needs[index] as number;
    const column = program.addColumn(weights[index] as number, 1, need > 1);
    program.addTerm(column, need);
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
      program.addTerm(rowSites[at] as number, -1);
    program.endRow(-Infinity, 0);
  }
  addLimits(program, limits, siteOf.length);
  addCuts(program, cuts);
  return program.finish("maximise");
}

/**
 * As few sites as cover every class.
 * @param least so many are known to be needed: a bound that is rounded up spares branches.
 */
export function writeSetCover(
  model: CoverModel,
  limits: ChoiceLimits,
  cuts: readonly SiteCut[] = [],
  least = 0,
): IntegerProgram {
  const { siteOf, classCount, needs, rowStarts, rowSites } = model;
  const program = new ProgramBuilder();
  for (let site = 0; site < siteOf.length; site++) program.addColumn(1, 1, true);
  for (let index = 0; index < classCount; index++) {
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
      program.addTerm(rowSites[at] as number, 1);
    program.endRow(needs[index] as number, Infinity);
  }
  addLimits(program, limits, siteOf.length, least);
  addCuts(program, cuts);
  return program.finish("minimise");
}

/** Rows for number and money; the sites are the first columns. */
export function addLimits(
  program: ProgramBuilder,
  { most, costs, total }: ChoiceLimits,
  siteCount: number,
  least = 0,
): void {
  if (most < siteCount) {
    for (let site = 0; site < siteCount; site++) program.addTerm(site, 1);
    program.endRow(least > 0 ? Math.min(least, most) : -Infinity, most);
  }
  if (costs === null) return;
  // In shares of the budget, so that the solver's tolerance is a share too.
  const unit = total > 0 ? total : 1;
  for (let site = 0; site < siteCount; site++) program.addTerm(site, (costs[site] as number) / unit);
  program.endRow(-Infinity, total / unit);
}

function addCuts(program: ProgramBuilder, cuts: readonly SiteCut[]): void {
  for (const { sites, most } of cuts) {
    for (const site of sites) program.addTerm(site, 1);
    program.endRow(-Infinity, most);
  }
}

/** The columns of an answer that is known: its sites, and what they cover. */
export function startFrom(model: CoverModel, sites: Iterable<number>, columnCount: number): Float64Array {
  const { siteOf, classCount, needs, rowStarts, rowSites } = model;
  const start = new Float64Array(columnCount);
  for (const site of sites) start[site] = 1;
  if (columnCount === siteOf.length) return start;
  for (let index = 0; index < classCount; index++) {
    let open = 0;
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
      open += start[rowSites[at] as number] as number;
    if (open >= (needs[index] as number)) start[siteOf.length + index] = 1;
  }
  return start;
}
