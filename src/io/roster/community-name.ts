/**
 * A written name → what can be compared: full-width, traditional and spaced forms made alike, and the name without the words that
 * only say what kind of unit it is (社区居民委员会, 村委会, 社区, 村).
 */
import { simplifyCharacters } from "./simplify-characters.ts";

/** Longer text is no name; the rest of it is not read. */
const LONGEST_TEXT = 200;

/** `urban` and `village` where the name says 居委会 or 村委会; `bare-urban` and `bare-village` where it ends in 社区 or 村 alone. */
export type NamedKind = "urban" | "village" | "bare-urban" | "bare-village" | "none";

export interface CommunityName {
  /** As written, in one form. */
  readonly full: string;
  /** Without 居民委员会, 村委会 …: 长沟村, 西关迎宾社区. */
  readonly body: string;
  /** Without 社区 and 村 too, where two characters remain: 长沟, 西关迎宾. */
  readonly core: string;
  readonly kind: NamedKind;
}

/** Text in one form: full-width and compatibility forms folded, simplified, lower case, without spaces and quotes. */
export function foldText(text: string): string {
  return simplifyCharacters(text.slice(0, LONGEST_TEXT).normalize("NFKC").toLowerCase()).replaceAll(
    /[\s\u200b-\u200f\ufeff"'“”‘’·•,，.。、;；:：_-]+/gu,
    "",
  );
}

// One name of the code list ends in 居委会区.
const COMMITTEE = /(居民委员会|居委会|居委|村民委员会|村委会|村委|委员会|委会)区?$/;
// 类似社区 is how the code list names a business park.
const UNIT = /(类似社区|社区|村)$/;

/** A folded name taken apart. */
export function splitName(full: string): CommunityName {
  const committee = COMMITTEE.exec(full)?.[0] ?? "";
  const isVillage = committee.startsWith("村");
  const cut = full.slice(0, full.length - committee.length);
  // 西村委会 is 西村 + 委会 as well as 西 + 村委会.
  const body = cut.length >= 2 ? cut : isVillage ? `${cut}村` : full;
  const unit = UNIT.exec(body)?.[0] ?? "";
  const core = body.length - unit.length >= 2 ? body.slice(0, body.length - unit.length) : body;
  const kind: NamedKind = committee.startsWith("居")
    ? "urban"
    : isVillage
      ? "village"
      : unit.endsWith("社区")
        ? "bare-urban"
        : unit === "村"
          ? "bare-village"
          : "none";
  return { full, body, core, kind };
}

/** Whether two names can be of one unit: 0 they can, 1 a last 村 or 社区 speaks against it, 2 they name different kinds. */
export function kindConflict(first: NamedKind, second: NamedKind): 0 | 1 | 2 {
  const sideOf = (kind: NamedKind): string => kind.replace("bare-", "");
  if (first === "none" || second === "none" || sideOf(first) === sideOf(second)) return 0;
  // A converted village keeps 村 in the name of its 社区; only the committee's name says what it is.
  return first === "bare-village" || second === "bare-village" ? 1 : 2;
}
