/**
 * HTML as programs write it that call it .xls: tags and text, attributes with or without quotes, end tags left out. Comments, scripts and
 * styles are passed over. It only looks forward, so that a broken page costs no more than a whole one.
 */

export interface HtmlVisitor {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
}

/** What stands in these is none of the page's text. */
const HIDDEN = new Set(["script", "style", "title", "xml", "template", "select", "textarea"]);
const LONGEST_TAG = 20_000;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: " ",
  ensp: " ",
  emsp: "\u3000",
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  deg: "°",
  sup2: "²",
  sup3: "³",
  middot: "·",
  times: "×",
  mdash: "—",
  ndash: "–",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  hellip: "…",
};

/** Text with its entities read; what is none stays as it is. */
export function decodeHtml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{1,8}\d?);?/gi, (whole, name: string) => {
    if (!name.startsWith("#"))
      return Object.hasOwn(ENTITIES, name.toLowerCase()) && whole.endsWith(";")
        ? (ENTITIES[name.toLowerCase()] as string)
        : whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single, bare] of text.matchAll(ATTRIBUTE))
    attributes.set(name.toLowerCase(), decodeHtml(double ?? single ?? bare ?? ""));
  return attributes;
}

/** Where a tag ends: at the first `>` outside quotes; -1 where it does not. */
function endOfTag(html: string, from: number): number {
  let quote = "";
  for (let at = from; at < html.length && at - from < LONGEST_TAG; at++) {
    const letter = html[at] as string;
    if (quote !== "") {
      if (letter === quote) quote = "";
    } else if (letter === ">") return at;
    else if ((letter === '"' || letter === "'") && html[at - 1] === "=") quote = letter;
  }
  return html.indexOf(">", from);
}

/** Yields its place now and then, so that others get their turn. False where the page breaks off within a tag. */
export function* scanHtml(html: string, visitor: HtmlVisitor): Generator<number, boolean> {
  let [at, yielded] = [0, 0];
  while (at < html.length) {
    if (at - yielded > 1 << 20) {
      yielded = at;
      yield at;
    }
    const next = html.indexOf("<", at);
    if (next < 0) {
      visitor.text(decodeHtml(html.slice(at)));
      return true;
    }
    if (next > at) visitor.text(decodeHtml(html.slice(at, next)));
    if (html.startsWith("<!--", next)) {
      const end = html.indexOf("-->", next + 4);
      if (end < 0) return false;
      at = end + 3;
      continue;
    }
    const tag = /^<(\/?)([a-z][\w:-]*)/i.exec(html.slice(next, next + 60));
    if (!tag && !/[!?/]/.test(html[next + 1] ?? "")) {
      visitor.text("<");
      at = next + 1;
      continue;
    }
    const end = endOfTag(html, next + 1);
    if (end < 0) return false;
    at = end + 1;
    if (!tag) continue;
    const [whole, slash, own = ""] = tag;
    const name = own.toLowerCase();
    if (slash === "/") visitor.close(name);
    else if (HIDDEN.has(name) && html[end - 1] !== "/") {
      const close = html.slice(at).search(new RegExp(`</${name}\\b`, "i"));
      if (close < 0) return false;
      at += close;
    } else visitor.open(name, readAttributes(html.slice(next + whole.length, end)));
  }
  return true;
}
