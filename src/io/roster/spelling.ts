/** How characters sound: readings without tones, loaded when a list is to be matched. Without them names are compared by character alone. */

export interface Sounds {
  /** Readings of a character, most frequent first; the character itself where it has none. */
  readonly readings: readonly string[];
  /** The same as those write them who do not tell zh from z, ing from in, eng from en, n from l. */
  readonly blurred: readonly string[];
}

export interface Spelling {
  readonly soundsOf: (character: string) => Sounds;
}

/** Compares by character alone. */
export const NO_SPELLING: Spelling = createSpelling((character) => [character]);

/** Readings of pinyin-pro. */
export async function loadSpelling(): Promise<Spelling> {
  const { pinyin } = await import("pinyin-pro");
  return createSpelling((character) =>
    pinyin(character, { toneType: "none", type: "array", multiple: true, v: true }).filter((reading) => reading !== ""),
  );
}

/** Each character is looked up once. */
function createSpelling(read: (character: string) => readonly string[]): Spelling {
  const known = new Map<string, Sounds>();
  return {
    soundsOf: (character) => {
      let sounds = known.get(character);
      if (!sounds) {
        const found = read(character);
        const readings = found.length > 0 ? found : [character];
        sounds = { readings, blurred: readings.map(blurReading) };
        known.set(character, sounds);
      }
      return sounds;
    },
  };
}

function blurReading(reading: string): string {
  return reading
    .replace(/^([zcs])h/, "$1")
    .replace(/(?<=[ie])ng$/, "n")
    .replace(/^l(?=[a-z])/, "n");
}

/** Whether two characters share a reading, tones aside. */
export function soundAlike(first: string, second: string, { soundsOf }: Spelling): boolean {
  if (first === second) return true;
  const others = soundsOf(second).readings;
  return soundsOf(first).readings.some((reading) => others.includes(reading));
}

/** Whether two characters have readings that are often confused. */
export function soundNearlyAlike(first: string, second: string, { soundsOf }: Spelling): boolean {
  const others = soundsOf(second).blurred;
  return soundsOf(first).blurred.some((reading) => others.includes(reading));
}
