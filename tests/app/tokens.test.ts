/** The tokens' own contrast, in both themes: what the page may put on what. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const CSS = readFileSync(new URL("../../src/app/tokens.css", import.meta.url), "utf8");
const AA_TEXT = 4.5;
const AA_PARTS = 3;

type Tokens = ReadonlyMap<string, string>;

function tokensOf(selector: string): Tokens {
  const start = CSS.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no ${selector} in tokens.css`);
  const block = CSS.slice(start, CSS.indexOf("}", start));
  return new Map(
    [...block.matchAll(/(--[\w-]+):\s*(#[\da-f]{6});/gu)].map(([, name = "", colour = ""]) => [name, colour]),
  );
}

const light = tokensOf(":root");
const THEMES = {
  light,
  dark: new Map([...light, ...tokensOf(':root[data-theme="dark"]')]),
};

/** WCAG 2.2: relative luminance of an sRGB colour, 0–1. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 1, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Each line: words, then the grounds that they stand on. */
const WORDS: readonly (readonly [string, readonly string[]])[] = [
  ["--ink", ["--panel", "--paper", "--ground", "--sheen", "--action-soft", "--notice"]],
  ["--muted-text", ["--panel", "--paper", "--ground", "--sheen"]],
  ["--quiet-text", ["--panel", "--paper", "--sheen", "--action-soft"]],
  ["--action", ["--panel", "--paper", "--ground", "--action-soft"]],
  ["--action-deep", ["--panel", "--action-soft"]],
  ["--shortfall", ["--panel", "--paper", "--shortfall-soft", "--action-soft"]],
  ["--met", ["--panel", "--paper", "--met-soft"]],
  ["--notice-text", ["--notice"]],
  ["--on-action", ["--action", "--action-deep"]],
  ["--edit", ["--panel"]],
];

/** What is drawn and has to be seen: dots of services, marks and lines of charts. */
const PARTS = [
  "--quiet",
  "--service-elderly",
  "--service-education",
  "--service-health",
  "--service-sport",
  "--service-culture",
  "--service-other",
];

describe.each(Object.entries(THEMES))("the %s tokens", (_, tokens) => {
  const colourOf = (name: string): string => {
    const colour = tokens.get(name);
    if (colour === undefined) throw new Error(`no colour ${name}`);
    return colour;
  };

  it.each(WORDS.flatMap(([words, grounds]) => grounds.map((ground) => [words, ground] as const)))(
    "let %s be read on %s",
    (words, ground) => {
      expect(contrast(colourOf(words), colourOf(ground))).toBeGreaterThanOrEqual(AA_TEXT);
    },
  );

  it.each(PARTS)("let %s be seen on a panel", (part) => {
    expect(contrast(colourOf(part), colourOf("--panel"))).toBeGreaterThanOrEqual(AA_PARTS);
  });
});

it("the contrast is that of WCAG: black on white is 21, a colour on itself 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#1d4672", "#1d4672")).toBe(1);
  // A published pair.
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});
