/**
 * Well-known text of a coordinate system (OGC WKT 1, ESRI's dialect, WKT 2) → a tree. Broken text
 * gives null: nothing here throws, and depth and length are bounded.
 */

/** `NAME[values, nodes]`: strings and numbers stand in `values`, enumerations (`NORTH`) are left out. */
export interface WktNode {
  /** In capitals. */
  readonly keyword: string;
  readonly values: readonly (string | number)[];
  readonly nodes: readonly WktNode[];
}

const MOST_CHARACTERS = 100_000;
const MOST_DEPTH = 40;
const TOKEN =
  /\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z0-9_]*)|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([[\](),]))/y;

interface Reader {
  readonly text: string;
  at: number;
}

type Token =
  | { readonly kind: "string" | "word" | "mark"; readonly text: string }
  | { readonly kind: "number"; readonly value: number };

function nextToken(reader: Reader): Token | null {
  TOKEN.lastIndex = reader.at;
  const match = TOKEN.exec(reader.text);
  if (!match) return null;
  reader.at = TOKEN.lastIndex;
  const [, quoted, word, number, mark] = match;
  if (quoted !== undefined) return { kind: "string", text: quoted.replaceAll('""', '"') };
  if (word !== undefined) return { kind: "word", text: word };
  return number === undefined ? { kind: "mark", text: mark ?? "" } : { kind: "number", value: Number(number) };
}

/** The rest of a node behind its keyword and opening bracket. */
function readBody(reader: Reader, keyword: string, depth: number): WktNode | null {
  const values: (string | number)[] = [];
  const nodes: WktNode[] = [];
  if (depth > MOST_DEPTH) return null;
  for (;;) {
    const token = nextToken(reader);
    if (token === null) return null;
    if (token.kind === "number") values.push(token.value);
    else if (token.kind === "string") values.push(token.text);
    else if (token.kind === "word") {
      const before = reader.at;
      const open = nextToken(reader);
      if (open?.kind === "mark" && (open.text === "[" || open.text === "(")) {
        const node = readBody(reader, token.text.toUpperCase(), depth + 1);
        if (node === null) return null;
        nodes.push(node);
      } else reader.at = before;
    } else if (token.text === "]" || token.text === ")") return { keyword: keyword.toUpperCase(), values, nodes };
    else if (token.text !== ",") return null;
  }
}

/** The tree of a definition, null where the text is none. */
export function parseWkt(text: string): WktNode | null {
  if (text.length > MOST_CHARACTERS) return null;
  const reader: Reader = { text: text.replace(/^\uFEFF/, ""), at: 0 };
  const keyword = nextToken(reader);
  const open = nextToken(reader);
  if (keyword?.kind !== "word" || open?.kind !== "mark" || (open.text !== "[" && open.text !== "(")) return null;
  return readBody(reader, keyword.text, 0);
}

/** The first node of one of these names, at any depth, in the order of the text. */
export function findNode(node: WktNode, ...keywords: readonly string[]): WktNode | null {
  for (const child of node.nodes) {
    if (keywords.includes(child.keyword)) return child;
    const deeper = findNode(child, ...keywords);
    if (deeper) return deeper;
  }
  return null;
}

/** A node's name: its first value. */
export function nameOf(node: WktNode | null): string {
  return String(node?.values[0] ?? "");
}
