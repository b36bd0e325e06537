/** Counts of a service as the report's tables write them. */
import type { CoverageSums, ServiceFacts } from "../facts/report-facts.ts";
import { writeShareOf } from "../words/demand-words.ts";

/** Without facilities or people of the group there is no share, not even 0 %. */
export const isMeasured = ({ whole, coverage }: ServiceFacts): boolean =>
  coverage.facilityCount > 0 && whole.people > 0;

/** Of the people, within reach along streets. */
export const share = ({ peopleCovered, people }: CoverageSums): string => writeShareOf(peopleCovered, people);

/** Of the people, within reach along a straight line. */
export const straightShare = ({ peopleCoveredStraight, people }: CoverageSums): string =>
  writeShareOf(peopleCoveredStraight, people);

/** People out of reach. */
export const short = ({ people, peopleCovered }: CoverageSums): number => people - peopleCovered;
