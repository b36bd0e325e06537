/** Why a community is proposed for a row, and what speaks against it. */

export type MatchReason =
  /** The row's code or id is the community's. */
  | "code"
  | "name"
  /** Equal but for 社区居民委员会, 村委会, 社区, 村. */
  | "name-without-suffix"
  /** The name stands within a longer one: 华林社区日间照料中心. */
  | "name-inside"
  | "name-in-address"
  /** Written in Latin letters. */
  | "pinyin"
  | "homophone"
  | "spelling"
  | "same-township"
  | "same-county"
  /** The row names the county as before a reform. */
  | "former-county"
  | "other-township"
  | "other-county"
  | "other-kind"
  /** The code is the community's, the name another's. */
  | "name-differs"
  /** The row's fields name places that exclude each other. */
  | "fields-disagree";

/** What one text says for a community. */
export interface NameHit {
  readonly targetIndex: number;
  /** 0–1: how surely the text names it, its place aside; an order, no probability. */
  readonly score: number;
  readonly reasons: readonly MatchReason[];
  /** True where the text names it as it is called, so that the place alone is left to decide. */
  readonly isFirm: boolean;
}
