/**
 * Names of communities by their forms and by how they sound, so that a row is compared with the few that it may mean: equal forms
 * and forms within a text by hash, slips by the sounds left when one character is left out (one slip apart, two names share such a key).
 */
import { type CommunityName, foldText, splitName } from "./community-name.ts";
import { townshipKey } from "./gazetteer.ts";
import type { MatchTarget } from "./match-targets.ts";
import { nameDistance, SIDES } from "./name-distance.ts";
import type { Spelling } from "./spelling.ts";

/** One of a community's names. */
export interface TargetName extends CommunityName {
  readonly targetIndex: number;
}

/** Slips that make another's name out of a community's own without anybody noticing. */
const EASY_SLIP = 0.5;

export class NameIndex {
  readonly longestForm: number;
  private readonly byForm = new Map<string, TargetName[]>();
  private readonly bySound = new Map<string, TargetName[]>();
  private readonly byLetters = new Map<string, TargetName[]>();
  private readonly byTownship = new Map<string, TargetName[]>();
  private readonly byTarget: (readonly TargetName[])[] = [];
  private readonly neighbours = new Map<number, readonly number[]>();
  readonly spelling: Spelling;

  constructor(targets: readonly MatchTarget[], spelling: Spelling) {
    this.spelling = spelling;
    let longest = 0;
    targets.forEach((target, targetIndex) => {
      const township = townshipKey(target);
      const split = target.names.map((name) => ({ ...splitName(foldText(name)), targetIndex }));
      this.byTarget.push(split);
      for (const name of split) {
        for (const form of formsOf(name)) {
          add(this.byForm, form, name);
          longest = Math.max(longest, form.length);
        }
        for (const key of this.soundKeys(name.core)) add(this.bySound, key, name);
        for (const form of new Set([name.core, name.body])) add(this.byLetters, this.lettersOf(form), name);
        if (township !== "") add(this.byTownship, township, name);
      }
    });
    this.longestForm = longest;
  }

  /** Names of which a form is this text. */
  named(form: string): readonly TargetName[] {
    return this.byForm.get(form) ?? [];
  }

  /** Names that one slip or a few alike sounds may turn into this core. */
  sounding(core: string): ReadonlySet<TargetName> {
    return new Set(this.soundKeys(core).flatMap((key) => this.bySound.get(key) ?? []));
  }

  /** Names that are written so in Latin letters without tones. */
  inLetters(letters: string): readonly TargetName[] {
    return this.byLetters.get(letters) ?? [];
  }

  inTownship(key: string): readonly TargetName[] {
    return this.byTownship.get(key) ?? [];
  }

  namesOf(targetIndex: number): readonly TargetName[] {
    return this.byTarget[targetIndex] ?? [];
  }

  /** Communities whose name is an easy slip away: a homophone, 东 for 西, a character too many. */
  neighboursOf(targetIndex: number): readonly number[] {
    const known = this.neighbours.get(targetIndex);
    if (known) return known;
    const found = new Set<number>();
    for (const { core } of this.namesOf(targetIndex)) {
      // A name with a number in it is as good as a code.
      if (/\d/.test(core)) continue;
      const own = [...core];
      for (const other of this.sounding(core)) {
        const lengths = Math.abs(other.core.length - core.length);
        const distance = nameDistance(own, [...other.core], this.spelling);
        if (other.targetIndex !== targetIndex && distance <= (lengths === 0 ? EASY_SLIP : lengths))
          found.add(other.targetIndex);
      }
    }
    const list = [...found];
    this.neighbours.set(targetIndex, list);
    return list;
  }

  private lettersOf(text: string): string {
    return [...text].map((character) => this.spelling.soundsOf(character).readings[0]).join("");
  }

  private soundKeys(core: string): string[] {
    const characters = [...core];
    const sounds = characters.map((character) => this.spelling.soundsOf(character).blurred[0]);
    const keys = new Set([sounds.join(" ")]);
    const masked = characters.map((character, at) => (SIDES.includes(character) ? "*" : sounds[at]));
    if (masked.includes("*")) keys.add(masked.join(" "));
    if (sounds.length === 2) keys.add(sounds.toReversed().join(" "));
    else for (let at = 0; at < sounds.length; at++) keys.add(sounds.toSpliced(at, 1).join(" "));
    return [...keys];
  }
}

/** The forms of a name that can stand for it in a text. */
function formsOf({ full, body, core }: CommunityName): Set<string> {
  return new Set([full, body, core]);
}

function add<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
