/**
 * Communities of absurd size: hardly any ground, out of all proportion to the others, or more people to the km² than live anywhere.
 * Outlines that are only approximate (cells around points) are held against their ground alone, not against their people.
 */
import { areaSquareMetres } from "../../areas.ts";
import { type Check, type CheckGround, communityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";
import { medianOf } from "./median.ts";

/** A single large building covers more. */
const LEAST_SQUARE_METRES = 1000;
/** Larger than this, and than so many medians of all, is not believed. */
const LEAST_HUGE_SQUARE_METRES = 100e6;
const OUT_OF_PROPORTION = 50;
/** A median of fewer says nothing. */
const FEWEST = 5;
/** The densest quarters of the world hold about half of it. */
const MOST_PEOPLE_PER_SQUARE_METRE = 0.3;
const FEWEST_PEOPLE = 100;

function find({ study, communityPeople }: CheckGround): Finding {
  const { communities, demand } = study;
  const sizes = communities.areas.map((area) => (area === null ? Number.NaN : areaSquareMetres(area)));
  const known = Float64Array.from(sizes.filter((size) => size > 0));
  const most =
    known.length < FEWEST ? Infinity : Math.max(LEAST_HUGE_SQUARE_METRES, OUT_OF_PROPORTION * medianOf(known));
  const countsPeople = demand.unit === "people" && !communities.approximate;
  const items = sizes.flatMap((size, community): CheckItem[] => {
    if (Number.isNaN(size)) return [];
    const people = communityPeople[community] as number;
    const isDense = countsPeople && people >= FEWEST_PEOPLE && people > MOST_PEOPLE_PER_SQUARE_METRE * size;
    const detail = size < LEAST_SQUARE_METRES ? "tiny" : size > most ? "huge" : isDense ? "dense" : "";
    return detail === "" ? [] : [communityItem(study, community, { figure: size, detail })];
  });
  const total = sizes.filter((size) => !Number.isNaN(size)).length;
  return makeFinding({ id: "community-size", severity: "warning", total, items, figureUnit: "square-metres" });
}

export const checkSizes: Check = { id: "community-size", find };
