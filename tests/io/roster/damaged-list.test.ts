import { beforeAll, describe, expect, it } from "vitest";
import { type RowMatch, RowMatcher } from "../../../src/io/roster/match-rows.ts";
import { listTargets } from "../../../src/io/roster/match-targets.ts";
import { loadSpelling } from "../../../src/io/roster/spelling.ts";
import { type Damage, type DamagedRow, damageRoster, PLACES, type Place } from "./damaged-list.ts";
import { ROSTER, studyOf } from "./datong-roster.ts";

const SEED = 20240;
/** Every ninth community, so that the suite stays quick; all of them give the same shares (docs/methods.md). */
const STEP = 9;

interface Judged extends DamagedRow {
  readonly match: RowMatch;
}

let judged: readonly Judged[] = [];

/** Rows of which the community that was meant can be told at all. */
const tellable = (): readonly Judged[] => judged.filter(({ isAnothers }) => !isAnothers);
const share = (damages: readonly Damage[], places: readonly Place[], isSo: (each: Judged) => boolean): number => {
  const rows = tellable().filter(({ damage, place }) => damages.includes(damage) && places.includes(place));
  expect(rows.length).toBeGreaterThan(100);
  return rows.filter(isSo).length / rows.length;
};
const isCertain = ({ match }: Judged): boolean => match.state === "certain";
const isChosen = ({ match, meant }: Judged): boolean => match.chosenId === meant.code;
const isListed = ({ match, meant }: Judged): boolean =>
  match.candidates.some(({ targetId }) => targetId === meant.code);

beforeAll(async () => {
  const spelling = await loadSpelling();
  const matcher = new RowMatcher(listTargets(studyOf(ROSTER.entries), ROSTER), { roster: ROSTER, spelling });
  const some = new Set(ROSTER.entries.filter((_, index) => index % STEP === 0));
  judged = damageRoster(ROSTER, spelling, SEED)
    .filter(({ meant }) => some.has(meant))
    .map((each) => ({ ...each, match: matcher.match(each.row) }));
});

describe("the real roster, damaged as planners' lists are", () => {
  it("never has a certain match that is wrong", () => {
    const wrong = tellable().filter((each) => isCertain(each) && !isChosen(each));
    expect(wrong.map(({ row, meant }) => `${JSON.stringify(row)} is ${meant.code}`)).toEqual([]);
    expect(tellable().filter(isCertain).length).toBeGreaterThan(3000);
  });

  it("is seldom damaged into the plain name of another community, and only those rows are left out", () => {
    expect(judged.filter(({ isAnothers }) => isAnothers).length / judged.length).toBeLessThan(0.005);
  });

  it("has fewer than one likely match in a hundred that is wrong", () => {
    const likely = tellable().filter(({ match }) => match.state === "likely");
    expect(likely.length).toBeGreaterThan(2000);
    expect(likely.filter((each) => !isChosen(each)).length / likely.length).toBeLessThan(0.01);
  });

  it("is certain wherever the name stands beside its township, in whatever form", () => {
    const forms = ["intact", "without suffix", "full-width and spaced", "traditional", "in a facility's name"] as const;
    expect(share(forms, ["township"], isCertain)).toBeGreaterThan(0.99);
    expect(share(["code alone"], PLACES, isCertain)).toBe(1);
  });

  it("is chosen, or shown among the candidates, with its county alone or without any place", () => {
    const forms = ["intact", "without suffix", "full-width and spaced", "traditional", "in a facility's name"] as const;
    expect(share(forms, ["county", "former county"], isChosen)).toBeGreaterThan(0.98);
    expect(share(forms, ["nothing"], isChosen)).toBeGreaterThan(0.88);
    expect(share(forms, PLACES, isListed)).toBe(1);
  });

  it("is found in pinyin, by its sound, with characters swapped or doubled", () => {
    const places = ["township", "county", "former county"] as const;
    expect(share(["in pinyin"], places, isChosen)).toBeGreaterThan(0.97);
    expect(share(["homophone"], places, isChosen)).toBeGreaterThan(0.9);
    expect(share(["swapped"], places, isChosen)).toBeGreaterThan(0.97);
    expect(share(["swapped", "doubled"], places, isListed)).toBeGreaterThan(0.99);
  });

  it("is shown for most names with a wrong or a missing character, and chosen for hardly any", () => {
    expect(share(["typo", "dropped"], PLACES, isListed)).toBeGreaterThan(0.6);
    expect(share(["typo", "dropped"], PLACES, isCertain)).toBeLessThan(0.02);
  });
});
