/** Why a siting question has no answer, in both languages, with the ids of those concerned and the nearest question that has one. */
import type { AnalysisError } from "../core/errors.ts";
import type { RequiredFault } from "../core/questions/siting/required-sites.ts";
import type { CandidateFault } from "../core/questions/siting/site-candidates.ts";
import type { SitingFault } from "../core/siting/siting-faults.ts";

/** Faults of a question about a study before there is a problem to solve. */
type QuestionFault =
  | CandidateFault
  | RequiredFault
  | "capacity-missing"
  | "area-unknown"
  | "none-within"
  | "cannot-combine";

interface KnownIds {
  readonly demandIds: readonly string[];
  readonly siteIds: readonly string[];
}

type Say = (field: string) => string;

/** Figures of people without a long tail of decimals. */
function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(Math.abs(value) < 10 ? 3 : 1)));
}

function percent(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : "–";
}

/** The sentence of a fault; ids are those of the tables that the question came from. */
export function describeSitingFault({ fields }: AnalysisError, { demandIds, siteIds }: KnownIds): string {
  const say: Say = (field) => {
    const value = fields[field];
    return typeof value === "number" ? shortNumber(value) : (value ?? "");
  };
  const number = (field: string): number => Number(fields[field] ?? 0);
  const first = String(fields.first ?? "")
    .split(",")
    .filter((index) => index !== "")
    .map((index) => demandIds[Number(index)] ?? index);
  const named = `${first.join(", ")}${number("points") > first.length ? ", …" : ""}`;
  const covers =
    fields.coveredAtMost === undefined
      ? ["", ""]
      : [
          `最多覆盖 ${percent(number("coveredAtMost"), number("people"))}（已找到 ${percent(number("covered"), number("people"))}）。`,
          ` At most ${percent(number("coveredAtMost"), number("people"))} of the people within reach can be covered (found: ${percent(number("covered"), number("people"))}); ask for max-coverage.`,
        ];
  const has = (field: string): boolean => fields[field] !== undefined;
  const atLeast =
    !has("least") || fields.least === fields.needed
      ? ["", ""]
      : [`（至少 ${say("least")} 个）`, ` (no fewer than ${say("least")} can)`];
  const concerned = has("points")
    ? [`涉及 ${say("points")} 个需求点（${named}）。`, ` ${say("points")} demand points are left out (${named}).`]
    : ["", ""];
  const unplaced = has("unplaced")
    ? [
        `就已找到的选法，仍有 ${say("unplaced")} 人没有位子。`,
        ` With the best choice found ${say("unplaced")} people have no place.`,
      ]
    : ["", ""];
  switch (fields.cause as SitingFault | QuestionFault) {
    case "no-candidates":
      return "没有任何候选点。请加入候选点。 There is no candidate site: add some (a table of costs with rows, --candidates, or a smaller --grid-metres).";
    case "no-people":
      return `${say("points")} 个需求点都没有人口。请核对人口列或换一个人群。 There are no people at any of the ${say("points")} demand points: check the column of people, or choose another group.`;
    case "all-unreachable":
      return `时限内没有任何候选点能服务 ${say("points")} 个需求点的 ${say("people")} 人（${named}）。请放宽时限或增加候选点。 No site reaches any of the ${say("points")} demand points with people (${say("people")} people: ${named}) within the cutoff: raise --cutoff, or add candidates near them.`;
    case "too-many-sites":
      return `要求 ${say("sites")} 个点，但一共只有 ${say("available")} 个。请改为 ${say("available")} 个以内。 ${say("sites")} sites were asked for, but only ${say("available")} exist: ask for --sites ${say("available")}.`;
    case "more-fixed-than-sites":
      return `要求 ${say("sites")} 个点，但已有 ${say("fixed")} 个保留。请至少要 ${say("fixed")} 个。 ${say("sites")} sites were asked for, but ${say("fixed")} are fixed and count among them: ask for --sites ${say("fixed")} or more.`;
    case "budget-below-cheapest":
      return `预算 ${say("total")} 不够最便宜的一个点（${siteIds[number("site")] ?? ""}，${say("cheapest")}）。请至少给 ${say("cheapest")}。 The budget of ${say("total")} does not pay for the cheapest site (${siteIds[number("site")] ?? ""}, ${say("cheapest")}): ask for --budget ${say("cheapest")} or more.`;
    case "sites-too-few":
      return `${say("sites")} 个点不够；需要 ${say("needed")} 个${atLeast[0]}。${unplaced[0]}${concerned[0]}${covers[0]} ${say("sites")} sites cannot serve everybody within reach: ${say("needed")} do${atLeast[1]}; ask for --sites ${say("needed")}.${unplaced[1]}${concerned[1]}${covers[1]}`;
    case "budget-too-small":
      return `预算 ${say("total")} 内没有可行的方案。${has("needed") ? `至少需要 ${say("needed")}。` : ""}${concerned[0]}${covers[0]} No choice within the budget of ${say("total")} serves everybody within reach: ${has("needed") ? `ask for --budget ${say("needed")}` : "raise --budget"}.${concerned[1]}${covers[1]}`;
    case "capacity-too-small":
      return `容量不足：能到达的 ${say("people")} 人中只有 ${say("places")} 人有位（${percent(number("places"), number("people"))}）。${concerned[0]} There are places for ${say("places")} of the ${say("people")} people within reach (${percent(number("places"), number("people"))}).${concerned[1]} Add places or sites, or ask for max-coverage.`;
    case "time-too-short":
      return `限时内没有找到方案，也没有证明无解。请加大时限${has("needed") ? `，或要 ${say("needed")} 个点` : ""}。 No answer was found in time, and none was proven impossible: raise --time-limit${has("needed") ? `, or ask for --sites ${say("needed")}, which do` : ""}.`;
    case "all-excluded":
      return `排除区里有全部 ${say("dropped")} 个候选点。请缩小排除区。 All ${say("dropped")} candidates are inside excluded areas: leave some outside.`;
    case "required-excluded":
      return `第 ${say("first")} 处必建点落在排除区里（共 ${say("count")} 处如此）。请移开必建点或缩小排除区。 Settled site ${say("first")} lies inside an excluded area (${say("count")} do): move it, or leave it outside.`;
    case "required-refused":
      return `第 ${say("first")} 处必建点附近没有可走的街道（共 ${say("count")} 处如此）。请把它移到街道旁。 No street is near settled site ${say("first")} (${say("count")} are so): move it to a street.`;
    case "required-over-budget":
      return `必建点合计造价 ${say("cost")}，超过预算 ${say("total")}。请至少给 ${say("cost")}。 The settled sites cost ${say("cost")}, more than the budget of ${say("total")}: ask for ${say("cost")} or more.`;
    case "cost-missing":
      return `${say("all")} 个候选点中有 ${say("points")} 个缺造价“${say("column")}”（${say("first")}）。 ${say("points")} of ${say("all")} candidates have no cost in "${say("column")}" (${say("first")}): state one for those that lack it.`;
    case "capacity-missing":
      return `${say("all")} 处现有设施中有 ${say("points")} 处缺容量。 ${say("points")} of ${say("all")} standing facilities have no capacity: state one, or let them take anybody.`;
    case "area-unknown":
      return `研究里没有这个范围：${say("first")}。 The study has no such area: ${say("first")}.`;
    case "none-within":
      return `全部 ${say("outside")} 个候选点都在范围之外。请换范围或候选点。 All ${say("outside")} candidates lie outside the area: choose another, or other candidates.`;
    case "cannot-combine":
      return `这些要求不能一起求解（${say("what")}）。 These demands cannot be met together (${say("what")}).`;
  }
}
