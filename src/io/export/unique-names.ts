/** Names of columns as a format takes them: shortened, none twice, none that is taken. */

const encoder = new TextEncoder();

/** The longest start of a text that takes at most so many bytes of UTF-8, whole characters only. */
export function cutToBytes(text: string, mostBytes: number): string {
  if (text.length * 3 <= mostBytes) return text;
  let [bytes, end] = [0, 0];
  for (const character of text) {
    const size = encoder.encode(character).length;
    if (bytes + size > mostBytes) break;
    bytes += size;
    end += character.length;
  }
  return text.slice(0, end);
}

/** How many bytes of UTF-8 a text takes. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/**
 * One name for each, in order: as given where it fits and is free, else shortened and numbered.
 * @param taken names that the format keeps for itself
 * @param plain a name as it is compared: letters' case makes no difference unless told otherwise
 */
export function uniqueNames(
  names: readonly string[],
  taken: readonly string[],
  mostBytes = Number.POSITIVE_INFINITY,
  plain: (name: string) => string = (name) => name.toLowerCase(),
): string[] {
  const used = new Set(taken.map(plain));
  // Names that fit as they are come first, so that none of them has to give way to a shortened one.
  const result = names.map((name) => {
    if (name === "" || byteLength(name) > mostBytes || used.has(plain(name))) return null;
    used.add(plain(name));
    return name;
  });
  return result.map((kept, index) => {
    if (kept !== null) return kept;
    const whole = names[index] || "field";
    // Of `clinic.peopleShare` the second part says more in a few letters.
    const own = byteLength(whole) > mostBytes ? whole.slice(whole.lastIndexOf(".") + 1) || whole : whole;
    const short = cutToBytes(own, mostBytes);
    for (let number = 0; ; number++) {
      const ending = number === 0 ? "" : `_${number}`;
      const name = cutToBytes(short, mostBytes - ending.length) + ending;
      if (used.has(plain(name))) continue;
      used.add(plain(name));
      return name;
    }
  });
}

/** Names of the columns of a sheet, in which letters' case makes a difference. */
export function columnNames(names: readonly string[], taken: readonly string[]): string[] {
  return uniqueNames(names, taken, Number.POSITIVE_INFINITY, (name) => name);
}
