import { describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import { rankSites } from "../../../src/core/questions/siting/rank-sites.ts";
import { Walks } from "../../../src/core/questions/siting/site-walks.ts";

const POINTS = 60;
const SITES = 25;
const CUTOFF = 5;

/** Each site reaches about a third of the points, each of 1 to 4 people: many sites are worth the same. */
function createGround(random: () => number, timesCovered: number) {
  const people = Array.from({ length: POINTS }, () => 1 + Math.floor(4 * random()));
  const reach = Array.from({ length: SITES }, () =>
    people.flatMap((_, point) => (random() < 0.3 ? [{ point, seconds: Math.floor(10 * random()) }] : [])),
  );
  const valueOver = (site: number, { last, lastButOne }: Walks): number =>
    (reach[site] ?? []).reduce((sum, { point, seconds }) => {
      const isOut =
        (last[point] as number) > CUTOFF && (lastButOne === null || (lastButOne[point] as number) <= CUTOFF);
      return sum + (isOut && seconds <= CUTOFF ? (people[point] as number) : 0);
    }, 0);
  const levels = Array.from({ length: timesCovered }, () => new Float64Array(POINTS).fill(Infinity));
  const add = (site: number, walks: Walks): void => {
    for (const { point, seconds } of reach[site] ?? []) walks.add(point, seconds);
  };
  return { valueOver, walks: new Walks(levels), add };
}

describe("the ranking of new sites", () => {
  it.each([1, 2])("takes what adds most, of equal ones the first, where %i sites make covered", (timesCovered) => {
    for (let seed = 1; seed <= 40; seed++) {
      const ground = createGround(createRandom(seed), timesCovered);
      const asked = Array.from({ length: SITES }, (_, site) => (7 * site) % SITES);
      const { walks } = ground;
      const plain = walks.copy();
      const left = [...asked];
      for (const { site, value } of rankSites(ground, asked, walks, timesCovered)) {
        const values = left.map((each) => ground.valueOver(each, plain));
        const most = Math.max(...values);
        expect({ site, value }).toEqual({ site: left[values.indexOf(most)], value: most });
        left.splice(values.indexOf(most), 1);
        ground.add(site, walks);
        ground.add(site, plain);
      }
      expect(left).toEqual([]);
    }
  });
});
