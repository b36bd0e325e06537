/** Which communities a text may name: by an equal name, a name within it, Latin letters, or a slip of the pen. */
import { type CommunityName, kindConflict, splitName } from "./community-name.ts";
import type { MatchReason, NameHit } from "./match-reason.ts";
import { nameLikeness } from "./name-distance.ts";
import type { NameIndex, TargetName } from "./name-index.ts";
import { soundAlike } from "./spelling.ts";

const FULL = 1;
const BODY = 0.99;
const CORE = 0.97;
/** A last 村 for what is a 社区 now; two committees of different kinds. */
const KIND_FACTORS = [1, 0.71, 0.56] as const;
/** A name at the start of a longer one, followed by 社区 or 村 or not. */
const AT_START = { marked: 0.95, bare: 0.8 } as const;
/** Later in it: 家堡村 and 店村 stand in many names, so that only three characters or more say much. */
const LATER = { marked: 0.72, bare: 0.5 } as const;
const SHORT_FACTOR = 0.75;
/** 友谊街5号 says little of 友谊街社区. */
const ROAD_FACTOR = 0.6;
/** An address says where something is near, not whose it is. */
export const ADDRESS_FACTOR = 0.8;
const LETTERS = 0.85;
const SLIP_FACTOR = 0.95;
const PART_FACTOR = 0.8;
const PART_LENGTHS = [3, 4, 5];
const LEAST_LIKENESS = 0.6;
/** Within the township that the row names, names further apart are still shown. */
const LEAST_LIKENESS_NEARBY = 0.5;
const LONGEST_PHRASE = 10;

const MARKER = /^(社区(?!卫生)|居委|居民委员会|村委|村民委员会|村)/;
/** 口泉 in 口泉杰社区 is the beginning of another name. */
const NAME_GOES_ON = /^.{1,4}?(社区(?!卫生)|居委|村)/;
const ROAD = /^(东|西|南|北|大)?(街|路|巷|道|小区)/;
const LETTERS_SUFFIX = /(shequ)?(jumin|cunmin)?(weiyuanhui|juweihui|cunweihui|shequ|cun)$/;

/** Names equal to the text. */
export function findEqual(text: string, index: NameIndex): NameHit[] {
  const name = splitName(text);
  const found = new Set([name.full, name.body, name.core].flatMap((form) => index.named(form)));
  return [...found].map((target) => {
    const isFull = target.full === name.full;
    const isBody = [target.full, target.body].some((form) => form === name.full || form === name.body);
    const conflict = isFull || sharesBody(name, target) ? 0 : kindConflict(name.kind, target.kind);
    const reasons: MatchReason[] = [isFull ? "name" : "name-without-suffix"];
    if (conflict > 0) reasons.push("other-kind");
    return {
      targetIndex: target.targetIndex,
      score: (isFull ? FULL : isBody ? BODY : CORE) * KIND_FACTORS[conflict],
      reasons,
      isFirm: conflict === 0,
    };
  });
}

/** 新民村 is the whole of 新民村社区居委会 but for words of its kind. */
function sharesBody(name: CommunityName, target: TargetName): boolean {
  return name.kind === "bare-village" && name.body === target.core;
}

/** Names that stand within the text; of names within each other only the longest. */
export function findInside(text: string, index: NameIndex): NameHit[] {
  const spans: { from: number; to: number; end: number; marker: string; names: readonly TargetName[] }[] = [];
  for (let from = 0; from < text.length - 1; from++) {
    for (let to = Math.min(text.length, from + index.longestForm); to >= from + 2; to--) {
      const names = index.named(text.slice(from, to));
      if (names.length === 0) continue;
      const marker = MARKER.exec(text.slice(to))?.[0] ?? "";
      const end = to + marker.length;
      const isWithin = spans.some(
        (span) => span.from <= from && span.end >= end && (span.from < from || span.end > end),
      );
      if (!isWithin) spans.push({ from, to, end, marker, names });
    }
  }
  return spans.flatMap(({ from, to, marker, names }) => {
    const form = text.slice(from, to);
    const written = splitName(form + marker);
    const isMarked = marker !== "" || written.kind !== "none";
    const isStart = from === 0 && (isMarked || !NAME_GOES_ON.test(text.slice(to)));
    const likelihood = (isStart ? AT_START : LATER)[isMarked ? "marked" : "bare"];
    const short = from > 0 && written.core.length < 3 ? SHORT_FACTOR : 1;
    const road = !isMarked && (ROAD.test(text.slice(to)) || /[街路巷]$/.test(form)) ? ROAD_FACTOR : 1;
    return names.map((target): NameHit => {
      const conflict = sharesBody(written, target) ? 0 : kindConflict(written.kind, target.kind);
      return {
        targetIndex: target.targetIndex,
        score: likelihood * short * road * KIND_FACTORS[conflict],
        reasons: conflict > 0 ? ["name-inside", "other-kind"] : ["name-inside"],
        isFirm: isMarked && from === 0 && conflict === 0,
      };
    });
  });
}

/** Names written in Latin letters, with or without tones. */
export function findInLetters(text: string, index: NameIndex): NameHit[] {
  const letters = text.replaceAll("ü", "v").normalize("NFD").replaceAll(/\p{M}/gu, "");
  if (!/^[a-z]{3,60}$/.test(letters)) return [];
  const found = new Set([letters, letters.replace(LETTERS_SUFFIX, "")].flatMap((each) => index.inLetters(each)));
  return [...found].map(({ targetIndex }) => ({ targetIndex, score: LETTERS, reasons: ["pinyin"], isFirm: false }));
}

/** Names that a slip of the pen may have turned into what the text says. */
export function findSlips(text: string, index: NameIndex, townships: Iterable<string>): NameHit[] {
  const nearby = [...townships].flatMap((key) => index.inTownship(key));
  return listPhrases(text).flatMap(({ phrase, isPart }) => {
    const name = splitName(phrase);
    const hits: NameHit[] = [];
    const compare = (target: TargetName, least: number): void => {
      const likeness = nameLikeness(name.core, target.core, index.spelling);
      if (likeness < least) return;
      const conflict = kindConflict(name.kind, target.kind);
      const sounds = namesSoundAlike(name.core, target.core, index);
      if (isPart && !sounds) return;
      const reasons: MatchReason[] = [sounds ? "homophone" : "spelling"];
      if (conflict > 0) reasons.push("other-kind");
      hits.push({
        targetIndex: target.targetIndex,
        score: likeness * (isPart ? PART_FACTOR : SLIP_FACTOR) * KIND_FACTORS[conflict],
        reasons,
        isFirm: false,
      });
    };
    for (const target of index.sounding(name.core)) compare(target, LEAST_LIKENESS);
    if (!isPart) for (const target of nearby) compare(target, LEAST_LIKENESS_NEARBY);
    return hits;
  });
}

/** How alike a text and a community are at best, 0–1. */
export function likenessTo(text: string, targetIndex: number, index: NameIndex): number {
  const { core } = splitName(text);
  return Math.max(0, ...index.namesOf(targetIndex).map((name) => nameLikeness(core, name.core, index.spelling)));
}

function namesSoundAlike(first: string, second: string, { spelling }: NameIndex): boolean {
  const [a, b] = [[...first], [...second]];
  return a.length === b.length && a.every((character, at) => soundAlike(character, b[at] as string, spelling));
}

interface Phrase {
  readonly phrase: string;
  /** True for a part of a longer name that nothing ends: only what sounds alike is believed then. */
  readonly isPart: boolean;
}

/** Parts at the start of a text that may be a community's name. */
function listPhrases(text: string): Phrase[] {
  const wholes = new Set<string>();
  if (text.length >= 2 && text.length <= LONGEST_PHRASE) wholes.add(text);
  for (const { 0: marker, index: at } of [...text.matchAll(/社区|居委会|村委会|村/g)].slice(0, 2)) {
    const phrase = text.slice(0, at + marker.length);
    if (at >= 2 && phrase.length <= LONGEST_PHRASE) wholes.add(phrase);
  }
  const parts = PART_LENGTHS.filter((length) => length < text.length).map((length) => text.slice(0, length));
  return [
    ...[...wholes].map((phrase) => ({ phrase, isPart: false })),
    ...parts.filter((phrase) => !wholes.has(phrase)).map((phrase) => ({ phrase, isPart: true })),
  ];
}
