/** Small formulas over named figures: `+ - * / ( )` and `sqrt(…)`, read by descent and evaluated without ever running code. */

export type FormulaToken =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "sign"; readonly sign: "+" | "-" | "*" | "/" | "(" | ")" | "sqrt" };

type Sign = Extract<FormulaToken, { kind: "sign" }>["sign"];

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z][A-Za-z0-9]*)|([-+*/()]))/y;

/** The tokens of a formula, null where it is none. */
export function parseFormula(formula: string): readonly FormulaToken[] | null {
  const tokens: FormulaToken[] = [];
  const end = formula.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(formula);
    if (match === null) return null;
    const [, number, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: "number", value: Number(number) });
    else if (name === "sqrt") tokens.push({ kind: "sign", sign: "sqrt" });
    else if (name !== undefined) tokens.push({ kind: "name", name });
    else tokens.push({ kind: "sign", sign: sign as Sign });
  }
  return new Reader(tokens, () => 1).read() === undefined ? null : tokens;
}

/** The value of a formula; null where a name has none, the formula cannot be read, or it divides by nothing. */
export function evaluateFormula(
  tokens: readonly FormulaToken[],
  lookUp: (name: string) => number | null,
): number | null {
  const value = new Reader(tokens, lookUp).read();
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}

/** Reads from left to right; undefined: no formula; null: a name without a value. */
class Reader {
  private at = 0;
  private readonly tokens: readonly FormulaToken[];
  private readonly lookUp: (name: string) => number | null;

  constructor(tokens: readonly FormulaToken[], lookUp: (name: string) => number | null) {
    this.tokens = tokens;
    this.lookUp = lookUp;
  }

  read(): number | null | undefined {
    const value = this.sum();
    return this.at === this.tokens.length ? value : undefined;
  }

  private take(...signs: readonly Sign[]): Sign | null {
    const token = this.tokens[this.at];
    if (token?.kind !== "sign" || !signs.includes(token.sign)) return null;
    this.at++;
    return token.sign;
  }

  private sum(): number | null | undefined {
    return this.chain(["+", "-"], () => this.product());
  }

  private product(): number | null | undefined {
    return this.chain(["*", "/"], () => this.factor());
  }

  private chain(signs: readonly Sign[], next: () => number | null | undefined): number | null | undefined {
    let value = next();
    for (let sign = this.take(...signs); sign !== null; sign = this.take(...signs)) {
      const other = next();
      if (value === undefined || other === undefined) return undefined;
      value = value === null || other === null ? null : combine(sign, value, other);
    }
    return value;
  }

  private factor(): number | null | undefined {
    const sign = this.take("(", "sqrt");
    if (sign === "sqrt") {
      if (this.take("(") === null) return undefined;
      const value = this.closed();
      return value === null || value === undefined ? value : Math.sqrt(value);
    }
    if (sign === "(") return this.closed();
    const token = this.tokens[this.at++];
    if (token?.kind === "number") return token.value;
    return token?.kind === "name" ? this.lookUp(token.name) : undefined;
  }

  private closed(): number | null | undefined {
    const value = this.sum();
    return this.take(")") === null ? undefined : value;
  }
}

function combine(sign: Sign, a: number, b: number): number {
  if (sign === "+") return a + b;
  if (sign === "-") return a - b;
  return sign === "*" ? a * b : a / b;
}
