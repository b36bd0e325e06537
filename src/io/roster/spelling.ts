/** How characters sound: readings without tones, loaded when a list is to be matched. Without them names are compared by character alone. */

export interface Spelling {
  /** Readings of a character, most frequent first; the character itself where it has none. */
  readonly readings: (character: string) => readonly string[];
}

/** Compares by character alone. */
export const NO_SPELLING: Spelling = { readings: (character) => [character] };

/** Readings of pinyin-pro, each character looked up once. */
export async function loadSpelling(): Promise<Spelling> {
  const { pinyin } = await import("pinyin-pro");
  const known = new Map<string, readonly string[]>();
  return {
    readings: (character) => {
      const found = known.get(character);
      if (found) return found;
      const readings = pinyin(character, { toneType: "none", type: "array", multiple: true, v: true });
      const own = readings.length > 0 && readings.every((reading) => reading !== "") ? readings : [character];
      known.set(character, own);
      return own;
    },
  };
}

/** A reading as those write it who do not tell zh from z, ing from in, eng from en, n from l. */
export function blurReading(reading: string): string {
  return reading
    .replace(/^([zcs])h/, "$1")
    .replace(/(?<=[ie])ng$/, "n")
    .replace(/^l(?=[a-zü])/, "n");
}

/** The blurred first reading of each character. */
export function spellCharacters(text: string, spelling: Spelling): string[] {
  return [...text].map((character) => blurReading(spelling.readings(character)[0] ?? character));
}
