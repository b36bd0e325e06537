/** The people of a study against totals that are known from elsewhere (a census, a yearbook): told where they differ, scaled where that is asked for. */
import { sumCompensated } from "../../core/compensated-sum.ts";
import { basisOfGroup, type ControlBasis, type OwnBases } from "../../core/model/control-basis.ts";
import { type Demand, GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { shareExactly } from "./share-exactly.ts";

/** People of the whole study by group, as known from elsewhere. */
export type ControlTotals = Readonly<Partial<Record<GroupId, number>>>;

/** Half a person is no difference. */
const SAME_PEOPLE = 0.5;

/** What the people of a study are held against. `source` and `date` are of all totals that have none of their own. */
export interface PeopleControl extends ControlBasis {
  readonly totals: ControlTotals;
  /** Whether people are scaled to the totals; else the difference is told. */
  readonly scales: boolean;
  /** Of totals that are from elsewhere than the others. */
  readonly own: OwnBases;
}

/** People of a group before anything is scaled, what they are held against and where that is from. */
export interface ControlledGroup extends ControlBasis {
  readonly groupId: GroupId;
  readonly found: number;
  /** Null where no total is known. */
  readonly control: number | null;
}

export interface ControlledPeople {
  readonly demand: Demand;
  readonly assumptions: readonly LocalizedText[];
  /** Every group that the study has; empty where it counts no people. */
  readonly groups: readonly ControlledGroup[];
}

const NO_CONTROL: PeopleControl = { totals: {}, scales: false, source: "", date: "", own: {} };

function isAmount(control: number): boolean {
  return control >= 0 && Number.isFinite(control);
}

/** The totals that are numbers; the others are told. */
function readTotals(totals: ControlTotals, issues: IssueList): ReadonlyMap<GroupId, number> {
  const read = new Map<GroupId, number>();
  for (const groupId of GROUP_IDS) {
    const control = totals[groupId];
    if (control === undefined) continue;
    if (isAmount(control)) read.set(groupId, control);
    else
      issues.error("bad-value", "control-total", {
        field: groupId,
        value: String(control),
        details: { expected: "0, 1, 2 …" },
      });
  }
  return read;
}

function nameOf(groupId: GroupId): LocalizedText {
  if (groupId === "all") return { zh: "总人口", en: "all people" };
  return { zh: `${groupId} 岁人口`, en: `people aged ${groupId}` };
}

/** Where a total is from, in brackets; "" where nobody says. */
function tellBasis({ source, date }: ControlBasis): LocalizedText {
  const said = [source, date].filter((part) => part !== "");
  return said.length === 0 ? { zh: "", en: "" } : { zh: `（${said.join("，")}）`, en: ` (${said.join(", ")})` };
}

/** The difference to a total, with its sign, in percent of the total; "" of none at all. */
function percentOf(found: number, control: number): string {
  if (control === 0) return "";
  const percent = (100 * (found - control)) / control;
  return `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(2)} %`;
}

/** Compares, and scales where asked: a group without a control of its own goes with everybody. */
export function applyControl(demand: Demand, stated: PeopleControl | undefined, issues: IssueList): ControlledPeople {
  const control = stated ?? NO_CONTROL;
  const isPeople = demand.unit === "people";
  const totals = readTotals(control.totals, issues);
  const groups = GROUP_IDS.flatMap((groupId): ControlledGroup[] => {
    const amounts = demand.people[groupId];
    if (!isPeople || !amounts) return [];
    const total = totals.get(groupId) ?? null;
    const basis = total === null ? { source: "", date: "" } : basisOfGroup(control, groupId);
    return [{ groupId, found: sumCompensated(amounts), control: total, ...basis }];
  });
  const unscaled = { demand, assumptions: [], groups };
  if (totals.size === 0 || issues.hasErrors) return unscaled;
  if (!isPeople) {
    issues.warn("assumed", "control-total", {
      field: "people",
      value: demand.unit,
      details: { what: "control-no-people" },
    });
    return unscaled;
  }
  return { ...holdAgainst(demand, totals, control, issues), groups };
}

function holdAgainst(
  demand: Demand,
  totals: ReadonlyMap<GroupId, number>,
  stated: PeopleControl,
  issues: IssueList,
): Pick<ControlledPeople, "demand" | "assumptions"> {
  const { scales } = stated;
  const people: Partial<Record<GroupId, Float64Array>> = { ...demand.people };
  const assumptions: LocalizedText[] = [];
  let everybody = 1;
  for (const [groupId, control] of totals) {
    const amounts = demand.people[groupId];
    const found = amounts ? sumCompensated(amounts) : Number.NaN;
    const details = { group: groupId, control, found: Number.isNaN(found) ? "" : Number(found.toFixed(3)) };
    if (!amounts) {
      issues.warn("assumed", "control-total", { field: groupId, details: { what: "control-no-group", ...details } });
      continue;
    }
    const name = nameOf(groupId);
    const basis = tellBasis(basisOfGroup(stated, groupId));
    const canScale = scales && found > 0;
    if (!(Math.abs(found - control) < SAME_PEOPLE)) {
      const what = canScale ? "control-scaled" : scales ? "control-nobody" : "control-differs";
      issues.warn("assumed", "control-total", {
        field: groupId,
        value: String(control),
        details: { what, ...details },
      });
      if (!canScale) {
        const percent = percentOf(found, control);
        assumptions.push({
          zh: `${name.zh}为 ${details.found} 人，控制总数${basis.zh}为 ${control} 人，相差${percent === "" ? "" : ` ${percent}`}，未缩放`,
          en: `People are compared with a control total${basis.en}: ${name.en} ${details.found} against ${control}${percent === "" ? "" : `, ${percent}`}, not scaled`,
        });
      }
    }
    if (found === control || (!canScale && Math.abs(found - control) < SAME_PEOPLE))
      assumptions.push({
        zh: `${name.zh}为 ${details.found} 人，与控制总数${basis.zh} ${control} 人相符`,
        en: `People agree with a control total${basis.en}: ${name.en} ${details.found} and ${control}`,
      });
    if (!canScale || found === control) continue;
    people[groupId] = shareExactly(control, amounts);
    if (groupId === "all") everybody = control / found;
    const factor = (control / found).toPrecision(6);
    assumptions.push({
      zh: `${name.zh}由 ${details.found} 按控制总数${basis.zh}缩放到 ${control}（× ${factor}）`,
      en: `People are scaled to a control total${basis.en}: ${name.en} from ${details.found} to ${control} (× ${factor})`,
    });
  }
  if (everybody !== 1) {
    for (const groupId of GROUP_IDS) {
      const amounts = demand.people[groupId];
      if (amounts && !totals.has(groupId)) people[groupId] = amounts.map((amount) => amount * everybody);
    }
  }
  return { demand: { ...demand, people: { ...people, all: people.all ?? demand.people.all } }, assumptions };
}
