/** The people of a study against totals that are known from elsewhere (a census, a yearbook): told where they differ, scaled where that is asked for. */
import { sumCompensated } from "../../core/compensated-sum.ts";
import { type Demand, GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { shareExactly } from "./share-exactly.ts";

/** People of the whole study by group, as known from elsewhere. */
export type ControlTotals = Readonly<Partial<Record<GroupId, number>>>;

/** Half a person is no difference. */
const SAME_PEOPLE = 0.5;

/** Compares, and scales where asked: a group without a control of its own goes with everybody. */
export function applyControl(
  demand: Demand,
  controls: ControlTotals,
  scales: boolean,
  issues: IssueList,
): { readonly demand: Demand; readonly assumptions: readonly LocalizedText[] } {
  const stated = GROUP_IDS.filter((groupId) => controls[groupId] !== undefined);
  if (stated.length === 0) return { demand, assumptions: [] };
  const unscaled = { demand, assumptions: [] };
  for (const groupId of stated) {
    const control = controls[groupId] as number;
    if (control >= 0 && Number.isFinite(control)) continue;
    issues.error("bad-value", "control-total", {
      field: groupId,
      value: String(control),
      details: { expected: "0, 1, 2 …" },
    });
  }
  if (issues.hasErrors) return unscaled;
  if (demand.unit !== "people") {
    issues.warn("assumed", "control-total", {
      field: "people",
      value: demand.unit,
      details: { what: "control-no-people" },
    });
    return unscaled;
  }
  const people: Partial<Record<GroupId, Float64Array>> = { ...demand.people };
  const assumptions: LocalizedText[] = [];
  let everybody = 1;
  for (const groupId of stated) {
    const control = controls[groupId] as number;
    const amounts = demand.people[groupId];
    const found = amounts ? sumCompensated(amounts) : Number.NaN;
    const details = { group: groupId, control, found: Number.isNaN(found) ? "" : Number(found.toFixed(3)) };
    if (!amounts)
      issues.warn("assumed", "control-total", { field: groupId, details: { what: "control-no-group", ...details } });
    else if (!(Math.abs(found - control) < SAME_PEOPLE)) {
      const scale = scales && found > 0;
      const what = scale ? "control-scaled" : scales ? "control-nobody" : "control-differs";
      issues.warn("assumed", "control-total", {
        field: groupId,
        value: String(control),
        details: { what, ...details },
      });
    }
    if (!amounts || !scales || !(found > 0) || found === control) continue;
    people[groupId] = shareExactly(control, amounts);
    if (groupId === "all") everybody = control / found;
    const name =
      groupId === "all"
        ? { zh: "总人口", en: "All people" }
        : { zh: `${groupId} 岁人口`, en: `People aged ${groupId}` };
    const factor = (control / found).toPrecision(6);
    assumptions.push({
      zh: `${name.zh}由 ${details.found} 按控制总数缩放到 ${control}（× ${factor}）`,
      en: `People are scaled to a control total: ${name.en.toLowerCase()} from ${details.found} to ${control} (× ${factor})`,
    });
  }
  if (everybody !== 1) {
    for (const groupId of GROUP_IDS) {
      const amounts = demand.people[groupId];
      if (amounts && controls[groupId] === undefined) people[groupId] = amounts.map((amount) => amount * everybody);
    }
  }
  return { demand: { ...demand, people: { ...people, all: people.all ?? demand.people.all } }, assumptions };
}
