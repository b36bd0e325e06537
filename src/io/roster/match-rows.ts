/**
 * Rows of a list without coordinates → the communities that they name, ranked, with reasons. Codes come first, then names as they are
 * called, names within longer names and addresses, pinyin, homophones and slips of the pen; the county and township that a row names
 * decide between communities of one name. Between two that are equally good nothing is chosen. The order of rows and of targets
 * changes nothing; no service is asked.
 */

import { foldText } from "./community-name.ts";
import { ADDRESS_FACTOR, findEqual, findInLetters, findInside, findSlips, likenessTo } from "./find-names.ts";
import { Gazetteer, type PlaceNames } from "./gazetteer.ts";
import type { MatchReason, NameHit } from "./match-reason.ts";
import type { MatchTarget } from "./match-targets.ts";
import { NameIndex } from "./name-index.ts";
import { joinEvidence, type PlaceEvidence, type Relation, relateToEvidence } from "./place-evidence.ts";
import type { Roster } from "./roster-file.ts";
import { NO_SPELLING, type Spelling } from "./spelling.ts";

/** A row's cells by what they mean; a cell may be left out or empty. */
export interface ListRow {
  readonly code?: string;
  /** The facility's name, or the community's. */
  readonly name?: string;
  /** A column that names the community alone. */
  readonly community?: string;
  /** A column of former names. */
  readonly formerName?: string;
  readonly address?: string;
  readonly district?: string;
  readonly township?: string;
}

/**
 * `certain`: the row's own words name this community and no other; `likely`: one stands out, a look is due; `unsure`: several may be
 * meant, or the likeness is weak; `none`: nothing was found.
 */
export type MatchState = "certain" | "likely" | "unsure" | "none";

export interface MatchCandidate {
  readonly targetId: string;
  /** 0–1, an order and no probability. */
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

export interface RowMatch {
  readonly state: MatchState;
  /** True where two or more are equally good. */
  readonly isAmbiguous: boolean;
  /** Set for `certain` and `likely` alone. */
  readonly chosenId: string | null;
  /** Best first, at most eight. */
  readonly candidates: readonly MatchCandidate[];
}

export interface MatchSettings {
  readonly roster?: Roster | null;
  /** Names of the study's city, as they may stand before a name. */
  readonly cityNames?: readonly string[];
  readonly spelling?: Spelling;
}

const MOST_CANDIDATES = 8;
const RELATION_FACTORS: Readonly<Record<Relation, number>> = {
  township: 1,
  county: 0.97,
  "former-county": 0.965,
  unknown: 0.93,
  "other-township": 0.6,
  "other-county": 0.42,
};
const RELATION_REASONS: Readonly<Partial<Record<Relation, MatchReason>>> = {
  township: "same-township",
  county: "same-county",
  "former-county": "former-county",
  "other-township": "other-township",
  "other-county": "other-county",
};
/** Below this nothing is shown. */
const LEAST_SCORE = 0.4;
/** Two candidates nearer than this are equally good. */
const TIE = 0.05;
/** A second candidate as good as this keeps the first from being certain. */
const STRONG_SECOND = 0.7;
const LIKELY_SCORE = 0.68;
const LIKELY_MARGIN = 0.1;
/** From here on the text needs no search for slips. */
const GOOD_SCORE = 0.75;
/** A name further from the coded community than this contradicts its code. */
const CONTRADICTING_LIKENESS = 0.5;
/** A former name, in a column of its own or in brackets behind the name. */
const FORMER_NAME_FACTOR = 0.9;

/** Finds the communities of one row after the other. */
export class RowMatcher {
  private readonly targets: readonly MatchTarget[];
  private readonly index: NameIndex;
  private readonly gazetteer: Gazetteer;
  private readonly byCode = new Map<string, number>();
  /** False where only the study's communities are known: a name without its place may then be of elsewhere. */
  private readonly knowsSurroundings: boolean;

  constructor(targets: readonly MatchTarget[], settings: MatchSettings = {}) {
    this.targets = targets;
    this.index = new NameIndex(targets, settings.spelling ?? NO_SPELLING);
    this.gazetteer = new Gazetteer(targets, settings.roster ?? null, settings.cityNames ?? []);
    const codes = new Set(settings.roster?.entries.map(({ code }) => code));
    this.knowsSurroundings = targets.some(({ code }) => codes.has(code));
    targets.forEach(({ id, code }, targetIndex) => {
      this.byCode.set(id, targetIndex);
      if (code !== "") this.byCode.set(code, targetIndex);
    });
  }

  match(row: ListRow): RowMatch {
    const code = cleanCode(row.code ?? "");
    const texts = this.readTexts(row);
    const evidence = joinEvidence([
      /^\d{6,}$/.test(code) ? this.gazetteer.byCode(code) : NO_PLACES,
      this.gazetteer.byDistrict(row.district ?? ""),
      this.gazetteer.byTownship(row.township ?? ""),
      ...texts.map(({ places }) => places),
    ]);
    const relations = new Map<number, Relation>();
    const relationOf = (targetIndex: number): Relation => {
      const known = relations.get(targetIndex) ?? relateToEvidence(this.targets[targetIndex] as MatchTarget, evidence);
      relations.set(targetIndex, known);
      return known;
    };
    const best = new Map<number, NameHit>();
    const keep = (hit: NameHit): void => {
      const known = best.get(hit.targetIndex);
      if (!known || hit.score > known.score) best.set(hit.targetIndex, hit);
    };
    for (const text of texts) for (const hit of findNamed(text, this.index)) keep(hit);
    const isGood = ({ targetIndex, score }: NameHit): boolean =>
      score * RELATION_FACTORS[relationOf(targetIndex)] >= GOOD_SCORE;
    if (![...best.values()].some(isGood)) {
      for (const { text, factor, isAddress } of texts) {
        if (!isAddress) for (const hit of findSlips(text, this.index, evidence.townships)) keep(scale(hit, factor));
      }
    }
    const coded = this.findCoded(code, texts, best);
    if (coded !== undefined) best.set(coded, this.withCode(coded, texts, best.get(coded)));
    return this.decide([...best.values()], coded, evidence, relationOf);
  }

  private readTexts(row: ListRow): RowText[] {
    const cells: [string, number, boolean][] = [
      [row.community ?? "", 1, false],
      [row.name ?? "", 1, false],
      [row.formerName ?? "", FORMER_NAME_FACTOR, false],
      [row.address ?? "", ADDRESS_FACTOR, true],
    ];
    return cells.flatMap(([cell, factor, isAddress]) => {
      const folded = foldText(cell);
      if (folded === "") return [];
      const brackets = [...folded.matchAll(/\(([^()]*)\)/g)].map(([, inner]) => inner as string);
      const main = folded.replaceAll(/\([^()]*\)/g, "");
      return [main, ...brackets.map((inner) => inner.replace(/^(原|曾用名|旧称|又名)/, ""))].flatMap(
        (text, part): RowText[] => {
          if (text === "") return [];
          const { rest, ...places } = this.gazetteer.strip(text);
          return [
            { text: rest, whole: text, places, isAddress, factor: part === 0 ? factor : factor * FORMER_NAME_FACTOR },
          ];
        },
      );
    });
  }

  /**
   * The community of a code. An id that is no division code may be the row's own number: it counts where the row says nothing
   * else, or names the same community.
   */
  private findCoded(code: string, texts: readonly RowText[], named: ReadonlyMap<number, NameHit>): number | undefined {
    const coded = code === "" ? undefined : this.byCode.get(code);
    if (coded === undefined || /^\d{12}$/.test(code) || texts.every(({ isAddress }) => isAddress)) return coded;
    return (named.get(coded)?.score ?? 0) >= GOOD_SCORE ? coded : undefined;
  }

  /** A code decides, unless the name plainly says something else. */
  private withCode(targetIndex: number, texts: readonly RowText[], named: NameHit | undefined): NameHit {
    const written = texts.filter(({ isAddress }) => !isAddress);
    const isCommunityName = written.some(({ text }) => /(社区|村|居委会|村委会|居民委员会|村民委员会)$/.test(text));
    const isDenied =
      isCommunityName &&
      written.every(({ text }) => likenessTo(text, targetIndex, this.index) < CONTRADICTING_LIKENESS) &&
      (named?.score ?? 0) < GOOD_SCORE;
    return {
      targetIndex,
      score: 1,
      reasons: isDenied ? ["code", "name-differs"] : ["code", ...(named?.reasons ?? [])],
      isFirm: !isDenied,
    };
  }

  private decide(
    hits: readonly NameHit[],
    coded: number | undefined,
    evidence: PlaceEvidence,
    relationOf: (targetIndex: number) => Relation,
  ): RowMatch {
    const ranked = hits
      .map((hit) => {
        const relation = relationOf(hit.targetIndex);
        const score = hit.score * RELATION_FACTORS[hit.targetIndex === coded ? "township" : relation];
        return { hit, relation, score, id: (this.targets[hit.targetIndex] as MatchTarget).id };
      })
      .filter(({ score }) => score >= LEAST_SCORE)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    const [first, second] = ranked;
    const candidates = ranked.slice(0, MOST_CANDIDATES).map(({ hit, relation, score, id }): MatchCandidate => {
      const place = RELATION_REASONS[relation];
      return {
        targetId: id,
        score: Math.round(score * 1000) / 1000,
        reasons: [...hit.reasons, ...(place ? [place] : []), ...(evidence.isContradictory ? DISAGREE : [])],
      };
    });
    if (!first) return { state: "none", isAmbiguous: false, chosenId: null, candidates };
    const margin = first.score - (second?.score ?? 0);
    if (margin < TIE) return { state: "unsure", isAmbiguous: true, chosenId: null, candidates };
    const isExcluded = first.relation.startsWith("other-") || evidence.isContradictory;
    const isCoded = first.hit.targetIndex === coded;
    const isAlone = (): boolean =>
      isCoded ||
      first.relation === "township" ||
      ((first.relation !== "unknown" || this.knowsSurroundings) &&
        this.index.neighboursOf(first.hit.targetIndex).every((index) => relationOf(index) === "other-county"));
    if (first.hit.isFirm && !isExcluded && (second?.score ?? 0) < STRONG_SECOND && isAlone())
      return { state: "certain", isAmbiguous: false, chosenId: first.id, candidates };
    // The code is one's, the name another's: nobody can tell here which of them is wrong.
    const isTorn = isCoded && !first.hit.isFirm && ranked.some(({ hit }) => hit !== first.hit && hit.isFirm);
    const isLikely = first.score >= LIKELY_SCORE && margin >= LIKELY_MARGIN && (isCoded || !isExcluded) && !isTorn;
    return {
      state: isLikely ? "likely" : "unsure",
      isAmbiguous: false,
      chosenId: isLikely ? first.id : null,
      candidates,
    };
  }
}

/** The communities of all rows, in their order. */
export function matchRows(
  rows: readonly ListRow[],
  targets: readonly MatchTarget[],
  settings: MatchSettings = {},
): RowMatch[] {
  const matcher = new RowMatcher(targets, settings);
  return rows.map((row) => matcher.match(row));
}

/** A folded text of a row; `text` is what remains behind the units' names. */
interface RowText {
  readonly text: string;
  readonly whole: string;
  readonly places: PlaceNames;
  readonly factor: number;
  readonly isAddress: boolean;
}

const NO_PLACES: PlaceNames = { counties: [], townships: [], isFormer: false };
const DISAGREE: readonly MatchReason[] = ["fields-disagree"];

function findNamed({ text, whole, factor, isAddress }: RowText, index: NameIndex): NameHit[] {
  const inside = findInside(text, index);
  if (isAddress)
    return inside.map((hit) => ({
      ...scale(hit, factor),
      reasons: hit.reasons.map((reason) => (reason === "name-inside" ? "name-in-address" : reason)),
      isFirm: false,
    }));
  // A community may be called as a township is: 王庄堡镇 … 王庄堡村.
  const equal = [...findEqual(text, index), ...(whole === text ? [] : findEqual(whole, index))];
  return [...equal, ...inside, ...findInLetters(text, index)].map((hit) => scale(hit, factor));
}

function scale(hit: NameHit, factor: number): NameHit {
  return factor === 1 ? hit : { ...hit, score: hit.score * factor };
}

/** A code as digits: without full-width forms, spaces and the decimals that a spreadsheet adds. */
function cleanCode(code: string): string {
  return code
    .normalize("NFKC")
    .replaceAll(/[\s'"]/g, "")
    .replace(/\.0+$/, "");
}
