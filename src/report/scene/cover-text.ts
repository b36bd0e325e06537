/**
 * Characters that the embedded typeface lacks. Left alone they would be drawn as empty boxes that nobody can name; they are
 * drawn as 〓, which printers put where a letter is missing, and told by name.
 */
import type { Issue } from "../../core/errors.ts";
import type { ReportTools } from "../report-tools.ts";
import { toDrawnText } from "./drawn-text.ts";
import type { Mark, Scene } from "./scene.ts";
import { readTrueType } from "./true-type.ts";

export const MISSING_MARK = "〓";
/** Issues quote what they are about in so many characters. */
const LONGEST_QUOTE = 80;

/** What is drawn in the place of a scene, and what it lost. Kept while documents of one request are made. */
export interface TextCover {
  /** The scene with 〓 in the place of every character that the typeface lacks. */
  readonly cover: (scene: Scene) => Scene;
  /** A warning that names all that were met so far, with the first text in which one stood; null where there was none. */
  readonly issue: (layer: string) => Issue | null;
}

/** Both weights have the same characters; the regular one is asked. */
export function createTextCover(fonts: ReportTools["fonts"]): TextCover {
  const hasGlyph = createHasGlyph(fonts.regular);
  const missing = new Set<string>();
  let firstText = "";
  const coverText = (text: string): string => {
    let covered = "";
    let isWhole = true;
    for (const character of toDrawnText(text)) {
      if (hasGlyph(character)) {
        covered += character;
        continue;
      }
      if (firstText === "") firstText = text;
      missing.add(character);
      covered += MISSING_MARK;
      isWhole = false;
    }
    return isWhole ? text : covered;
  };
  const coverMark = (mark: Mark): Mark => {
    if (mark.kind === "group") return { ...mark, marks: mark.marks.map(coverMark) };
    if (mark.kind !== "text") return mark;
    const text = coverText(mark.text);
    return text === mark.text ? mark : { ...mark, text };
  };
  return {
    cover: (scene) => ({ ...scene, marks: scene.marks.map(coverMark) }),
    issue: (layer) =>
      missing.size === 0
        ? null
        : {
            code: "missing-glyphs",
            severity: "warning",
            layer,
            value: shorten(firstText),
            details: { count: missing.size, characters: listCharacters([...missing]) },
          },
  };
}

/** Each character looked up once. */
export function createHasGlyph(bytes: Uint8Array): (character: string) => boolean {
  let glyphOf: ((codePoint: number) => number) | null = null;
  const known = new Map<string, boolean>();
  return (character) => {
    const kept = known.get(character);
    if (kept !== undefined) return kept;
    glyphOf ??= readTrueType(bytes).glyphOf;
    const has = glyphOf(character.codePointAt(0) ?? 0) !== 0;
    known.set(character, has);
    return has;
  };
}

/** 𠮷（U+20BB7）、… , as many as fit. */
function listCharacters(characters: readonly string[]): string {
  const words = characters
    .toSorted((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0))
    .map((character) => {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      return `${character} U+${code}`;
    });
  const shown = words.slice(0, 12);
  return `${shown.join(", ")}${words.length > shown.length ? " …" : ""}`;
}

function shorten(text: string): string {
  const letters = [...text];
  return letters.length <= LONGEST_QUOTE ? text : `${letters.slice(0, LONGEST_QUOTE - 1).join("")}…`;
}
