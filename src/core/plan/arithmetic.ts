/**
 * The arithmetic behind an inconsistency, as data: operands with their sources (a line of the
 * plan, the study's own people, a figure from outside) and lines of sums over them. Evaluated,
 * never only written: a plan's data hold formulas, not results. Values are carried unrounded
 * from line to line unless a line says that it is rounded.
 */
import type { DemandUnit, GroupId } from "../model/demand.ts";
import type { LocalizedText } from "../model/facility.ts";
import { evaluateFormula, type FormulaToken, parseFormula } from "./formula.ts";
import { GROUP_WORDS } from "./words/assumption-sentences.ts";

/** How a figure is printed; a share (0–1) as per cent or per mille. */
export type FigureFormat = "number" | "percent" | "permille";

export type OperandSource =
  /** 1-based line of the plan's text. */
  | { readonly kind: "plan"; readonly line: number }
  /** People of a group in the study that is open. */
  | { readonly kind: "study-people"; readonly groupId: GroupId }
  /** Neither the plan nor the study: who says so, and whether it is to be verified. */
  | { readonly kind: "outside"; readonly note: LocalizedText };

export interface Operand {
  /** By which formulas name it: letters and digits. */
  readonly id: string;
  readonly label: LocalizedText;
  readonly source: OperandSource;
  /** Left out for people of the study. */
  readonly value?: number;
  readonly unit: LocalizedText;
  readonly format: FigureFormat;
  readonly decimals: number;
}

export interface ArithmeticLine {
  readonly id: string;
  readonly label: LocalizedText;
  /** Sums of operands, numbers and lines above: `+ - * / ( )` and `sqrt(…)`. */
  readonly formula: string;
  readonly unit: LocalizedText;
  readonly format: FigureFormat;
  readonly decimals: number;
  /** True where lines below go on with the rounded figure, as with a number of communities. */
  readonly rounded: boolean;
}

export interface Arithmetic {
  readonly operands: readonly Operand[];
  readonly lines: readonly ArithmeticLine[];
}

/** What of the study that is open stands in formulas. */
export interface StudyPeople {
  readonly date: string;
  readonly unit: DemandUnit;
  readonly totals: Readonly<Partial<Record<GroupId, number>>>;
}

export interface EvaluatedLine {
  readonly id: string;
  readonly label: LocalizedText;
  /** With figures in the place of names: `20,000 × 5`. */
  readonly expression: string;
  /** null where the study lacks what the line needs. */
  readonly result: number | null;
  /** As printed, without the unit; "" where there is none. */
  readonly resultText: string;
  readonly unit: LocalizedText;
  /** Where each operand of the line comes from, once each. */
  readonly sources: readonly LocalizedText[];
}

interface Known {
  readonly value: number | null;
  readonly text: string;
  readonly source: LocalizedText | null;
}

/** Every line in order. A formula that cannot be read gives no result: `findArithmeticFaults` names it beforehand. */
export function evaluateArithmetic({ operands, lines }: Arithmetic, people: StudyPeople): EvaluatedLine[] {
  const known = new Map<string, Known>(operands.map((operand) => [operand.id, knownOf(operand, people)]));
  return lines.map((line) => {
    const tokens = parseFormula(line.formula) ?? [];
    const names = tokens.flatMap((token) => (token.kind === "name" ? [token.name] : []));
    const value = evaluateFormula(tokens, (name) => known.get(name)?.value ?? null);
    const result = value !== null && line.rounded ? round(value, line.decimals) : value;
    const resultText = result === null ? "" : formatFigure(result, line.format, line.decimals);
    known.set(line.id, { value: result, text: resultText === "" ? "?" : resultText, source: null });
    return {
      id: line.id,
      label: line.label,
      expression: tokens.map((token) => printToken(token, known)).join(""),
      result,
      resultText,
      unit: line.unit,
      sources: onceEach(names.flatMap((name) => known.get(name)?.source ?? [])),
    };
  });
}

/** Paths of what cannot stand: a formula that is none, a name that is unknown or given twice, an operand without a value. */
export function findArithmeticFaults({
  operands,
  lines,
}: Arithmetic): { readonly field: string; readonly value: string }[] {
  const faults: { field: string; value: string }[] = [];
  const names = new Set<string>();
  const add = (id: string, field: string): void => {
    if (names.has(id) || id === "sqrt") faults.push({ field, value: id });
    names.add(id);
  };
  operands.forEach(({ id, source, value }, index) => {
    add(id, `operands.${index}.id`);
    if ((value === undefined) !== (source.kind === "study-people"))
      faults.push({ field: `operands.${index}.value`, value: String(value) });
  });
  lines.forEach(({ id, formula }, index) => {
    const tokens = parseFormula(formula);
    if (tokens === null) faults.push({ field: `lines.${index}.formula`, value: formula });
    for (const token of tokens ?? [])
      if (token.kind === "name" && !names.has(token.name))
        faults.push({ field: `lines.${index}.formula`, value: token.name });
    add(id, `lines.${index}.id`);
  });
  return faults;
}

function onceEach(texts: readonly LocalizedText[]): LocalizedText[] {
  return [...new Map(texts.map((text) => [text.zh, text])).values()];
}

function knownOf({ source, value, format, decimals }: Operand, people: StudyPeople): Known {
  if (source.kind === "plan") {
    const words = { zh: `计划第 ${source.line} 行`, en: `Line ${source.line} of the plan` };
    return { value: value ?? null, text: formatFigure(value ?? 0, format, decimals), source: words };
  }
  if (source.kind === "outside")
    return { value: value ?? null, text: formatFigure(value ?? 0, format, decimals), source: source.note };
  const group = GROUP_WORDS[source.groupId] as LocalizedText;
  const total = people.unit === "people" ? people.totals[source.groupId] : undefined;
  if (total === undefined) {
    const lack = {
      zh: `算不出：本研究没有“${group.zh}”的人口数`,
      en: `Cannot be computed: the study has no number of people, ${group.en}`,
    };
    return { value: null, text: "?", source: lack };
  }
  return {
    value: total,
    text: formatFigure(total, "number", 0),
    source: {
      zh: `本研究人口（${group.zh}），数据日期 ${people.date || "未注明"}`,
      en: `People of this study (${group.en}), data of ${people.date || "no stated date"}`,
    },
  };
}

const SIGNS: Readonly<Record<string, string>> = { "+": " + ", "-": " − ", "*": " × ", "/": " ÷ " };

function printToken(token: FormulaToken, known: ReadonlyMap<string, Known>): string {
  if (token.kind === "name") return known.get(token.name)?.text ?? token.name;
  if (token.kind === "number") return formatFigure(token.value, "number", 6).replace(/\.?0+$/, "");
  return token.sign === "sqrt" ? "√" : (SIGNS[token.sign] ?? token.sign);
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** 3,105,591 · 83.4 % · 35 ‰, the same on every machine. */
function formatFigure(value: number, format: FigureFormat, decimals: number): string {
  const scale = { number: 1, percent: 100, permille: 1000 }[format];
  const [whole = "", fraction] = Math.abs(value * scale)
    .toFixed(decimals)
    .split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  const sign = value < 0 && /[1-9]/.test(digits) ? "−" : "";
  return `${sign}${digits}${{ number: "", percent: " %", permille: " ‰" }[format]}`;
}
