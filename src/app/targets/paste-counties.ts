/** Rows pasted from a spreadsheet, matched to counties by name or code. */

export interface PastedCounties {
  /** What stands in the value's cell, by county; % and spaces taken off. */
  readonly texts: ReadonlyMap<string, string>;
  /** Rows that name no county, or have no number; as pasted. */
  readonly unmatched: readonly string[];
}

/** The first cell is a name or a code, the second a number; lines of other shape are told, none is lost. A county pasted twice has its last value. */
export function matchPastedRows(
  pasted: string,
  counties: readonly { readonly id: string; readonly name: string }[],
): PastedCounties {
  const idOf = new Map(counties.flatMap(({ id, name }) => [[id, id] as const, [name, id] as const]));
  const texts = new Map<string, string>();
  const unmatched: string[] = [];
  for (const line of pasted.split(/\r\n|\r|\n/)) {
    if (line.trim() === "") continue;
    const [key = "", cell = ""] = line.split("\t");
    const text = cell.replaceAll(/[\s,，%％]/g, "");
    const id = idOf.get(key.trim());
    if (id === undefined || text === "" || !Number.isFinite(Number(text))) unmatched.push(line);
    else texts.set(id, text);
  }
  return { texts, unmatched };
}
