/** Cover with capacities as an integer program: sites 0 or 1, and for each class and site the people who are sent there. */
import type { CoverModel } from "../cover/cover-model.ts";
import { addLimits } from "../cover/cover-program.ts";
import type { ChoiceLimits } from "../cover/cover-search.ts";
import type { IntegerProgram } from "../integer-program.ts";
import { ProgramBuilder } from "../program-builder.ts";

/** With more pairs the rows that tie each pair to its site cost more than they tighten. */
const MOST_TIED_PAIRS = 60_000;

export interface PlaceProgram {
  readonly program: IntegerProgram;
  /** People that one unit of the program stands for. */
  readonly unit: number;
}

/**
 * @param limits with the fixed sites counted in, at no cost.
 * @param wanted "people": as many as possible find a place; "sites": as few sites as give everybody one.
 */
export function writePlaces(
  model: CoverModel,
  places: Float64Array,
  isFixed: Uint8Array,
  limits: ChoiceLimits,
  wanted: "people" | "sites",
): PlaceProgram {
  const { siteOf, classCount, weights, rowStarts, rowSites, columnStarts, columnClasses } = model;
  const unit = weights.reduce((most, weight) => Math.max(most, weight), 0) || 1;
  const program = new ProgramBuilder();
  for (let site = 0; site < siteOf.length; site++) program.addColumn(wanted === "sites" ? 1 : 0, 1, true);
  const first = siteOf.length;
  for (let index = 0; index < classCount; index++) {
    const people = (weights[index] as number) / unit;
    for (let pair = rowStarts[index] as number; pair < (rowStarts[index + 1] as number); pair++)
      program.addColumn(wanted === "people" ? 1 : 0, people, false);
    for (let pair = rowStarts[index] as number; pair < (rowStarts[index + 1] as number); pair++)
      program.addTerm(first + pair, 1);
    program.endRow(wanted === "sites" ? people : -Infinity, people);
  }
  const next = columnStarts.slice();
  const pairsOf = new Int32Array(rowSites.length);
  rowSites.forEach((site, pair) => {
    pairsOf[next[site]!++] = pair;
  });
  for (let site = 0; site < siteOf.length; site++) {
    let people = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
      people += (weights[columnClasses[at] as number] as number) / unit;
      program.addTerm(first + (pairsOf[at] as number), 1);
    }
    program.addTerm(site, -Math.min(people, (places[site] as number) / unit));
    program.endRow(-Infinity, 0);
    if (isFixed[site] !== 1) continue;
    program.addTerm(site, 1);
    program.endRow(1, 1);
  }
  if (rowSites.length <= MOST_TIED_PAIRS) {
    for (let index = 0; index < classCount; index++) {
      for (let pair = rowStarts[index] as number; pair < (rowStarts[index + 1] as number); pair++) {
        program.addTerm(first + pair, 1);
        program.addTerm(rowSites[pair] as number, -(weights[index] as number) / unit);
        program.endRow(-Infinity, 0);
      }
    }
  }
  addLimits(program, limits, siteOf.length);
  return { program: program.finish(wanted === "people" ? "maximise" : "minimise"), unit };
}
