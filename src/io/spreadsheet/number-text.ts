/**
 * Numbers as people write them into tables: full-width digits, thousands separators, 约, a unit behind, percent, 万 and 亿.
 * Whatever is not understood as a whole is no number.
 */

export interface Amount {
  readonly value: number;
  /** What stood behind the number, `%` and 万 taken into account already; "" for none. */
  readonly unit: string;
  /** Written with 约, ~, 余, 左右 and the like. */
  readonly isApproximate: boolean;
  readonly isShare: boolean;
  /** Written with 百, 千, 万 or 亿 behind the number. */
  readonly isScaled: boolean;
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
const WRITTEN =
  /^(约|大约|近|超过?|不足|~|≈)?([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(e[+-]?\d{1,3})?(多|余|\+)?([百千万亿]+)?(多|余)?(%|‰)?([^\d.,]{0,8})?$/i;
/** A unit in brackets behind a number: 120（人）. */
const IN_BRACKETS = /(?<=[\d多余百千万亿+])\(([^\d()]{1,8})\)$/;
const SCALES: Readonly<Record<string, number>> = {
  百: 1e2,
  千: 1e3,
  万: 1e4,
  亿: 1e8,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  万亿: 1e12,
};
/** What may stand behind a number without making it something else. */
const UNIT_TEXT =
  /^(个|人|名|户|处|所|座|张|床|间|套|栋|幢|班|辆|元|岁|年|米|m|千米|公里|km|平方米|平米|m2|㎡|平方公里|km2|公顷|ha|亩|分钟?|min|小时|秒|s|度|°|人次)$/i;
const LONGEST = 40;

/** A number with what was written around it; null where the text is none. Blanks do not count. */
export function parseAmount(text: string): Amount | null {
  if (PLAIN.test(text)) return amount(Number(text));
  if (text.length > LONGEST || !/^[^\d０-９]{0,3}[\d０-９]/.test(text)) return null;
  const plain = text.normalize("NFKC").replace(/[\s']/g, "").replace(/[−–]/g, "-").replace(IN_BRACKETS, "$1");
  if (PLAIN.test(plain)) return amount(Number(plain));
  const found = WRITTEN.exec(plain);
  if (!found) return null;
  const [, about, sign, whole, decimals, exponent, more, scale, moreStill, share, behind = ""] = found;
  if (whole === undefined && (decimals === undefined || decimals === ".")) return null;
  const around = /^(左右|上下|以上)$/.exec(behind) ? behind : "";
  const unit = around === "" ? behind.replace(/(左右|上下)$/, "") : "";
  if (unit !== "" && !UNIT_TEXT.test(unit)) return null;
  const scaled = scale === undefined ? 1 : SCALES[scale];
  if (scaled === undefined) return null;
  const size = Number(`${(whole ?? "0").replaceAll(",", "")}${decimals ?? ""}${exponent ?? ""}`);
  const value = (size * scaled * (sign === "-" ? -1 : 1)) / (share === "%" ? 100 : share === "‰" ? 1000 : 1);
  if (!Number.isFinite(value)) return null;
  const isApproximate = [about, more, moreStill].some(Boolean) || around !== "" || unit !== behind;
  return { value, unit, isApproximate, isShare: share !== undefined, isScaled: scale !== undefined };
}

function amount(value: number): Amount | null {
  return Number.isFinite(value) ? { value, unit: "", isApproximate: false, isShare: false, isScaled: false } : null;
}

const NOTHING = /^([-—–―－/\\.．·…*]+|无|空|暂无|未知|不详|待定|缺|缺失|n\/?a|#n\/a|null|none|nil|nan|\(?空白?\)?)$/i;

/** Whether a text stands for “nothing here”: —, /, 无, N/A. */
export function meansNothing(text: string): boolean {
  return text.length <= 8 && NOTHING.test(text.normalize("NFKC").replace(/\s/g, ""));
}
