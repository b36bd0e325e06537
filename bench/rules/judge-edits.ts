/** What an edit of a rule costs the engine on the Datong study, from the changed target to the results of all 62. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import type { AttributeValue } from "../../src/core/model/facility.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { judgeTargets } from "../../src/core/plan/judge/judge-targets.ts";
import type { FacilityNeed, Reach, Rule, Target } from "../../src/core/plan/target.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { readStudyFolder } from "../../src/io/study/study-folder.ts";
import { type Measurement, measure } from "../measure.ts";
import { ROOT } from "../places.ts";

export interface RuleFigures {
  readonly targets: number;
  readonly edits: readonly { readonly what: string; readonly measured: Measurement }[];
  /** Milliseconds of the first judging with a filter of a service at a reach: each facility is searched once. */
  readonly first: readonly { readonly what: string; readonly facilities: number; readonly milliseconds: number }[];
}

type Circle = Extract<Rule, { kind: "service-area" }>;

const RUNS = 41;

export async function measureRuleEdits(): Promise<RuleFigures> {
  const folder = join(ROOT, "geodata/datong");
  const study = await readStudyFolder(async (name) => new Uint8Array(readFileSync(join(folder, name))));
  const session = new AnalysisSession(study);
  runAnalysis(study, DEFAULT_PARAMETERS, session);

  const judge = (id: string, change: (rule: Circle) => Circle, passShare = DEFAULT_PARAMETERS.passShare): void => {
    const edited = study.targets.map((target) => (target.id === id ? withRule(target, change) : target));
    judgeTargets(session, edited, { ...DEFAULT_PARAMETERS, passShare });
  };
  const filtered = (id: string, need: FacilityNeed, reach?: Reach): void =>
    judge(id, (rule) => ({ ...rule, needs: [need, ...rule.needs.slice(1)], reach: reach ?? rule.reach }));

  const first: RuleFigures["first"][number][] = [];
  const measureFirst = (what: string, id: string, serviceId: string): void => {
    const start = performance.now();
    filtered(id, chooseNeed(study, serviceId, "opened", 0));
    first.push({ what, facilities: countFacilities(study, serviceId), milliseconds: performance.now() - start });
  };
  measureFirst("day-care centres, 15 minutes of an older person (T04)", "T04", "elderly-day-care");
  measureFirst("kindergartens, 15 minutes of an adult (T03 on kindergartens)", "T03", "kindergarten");
  measureFirst("culture rooms, 10 km along streets (T02)", "T02", "culture-room");

  const edits: RuleFigures["edits"][number][] = [];
  const add = (what: string, edit: (run: number) => void): void => {
    edits.push({ what, measured: measure(RUNS, edit) });
  };
  add("pass mark of one circle (T04)", (run) => judge("T04", (rule) => ({ ...rule, passShare: 0.5 + run / 1000 })));
  add("pass mark of the run, all 62 targets", (run) => judge("", (rule) => rule, 0.6 + run / 1000));
  add("values of a filter, day-care centres (T04)", (run) =>
    filtered("T04", chooseNeed(study, "elderly-day-care", "opened", run)),
  );
  add("another column of the filter, day-care centres (T04)", (run) =>
    filtered(
      "T04",
      chooseNeed(study, "elderly-day-care", ["beds", "area_m2", "county"][Math.abs(run) % 3] as string, run),
    ),
  );
  add("values of a filter, 586 kindergartens (T03)", (run) =>
    filtered("T03", chooseNeed(study, "kindergarten", "places", run)),
  );
  add("values of a filter, 824 culture rooms at 10 km along streets (T02)", (run) =>
    filtered("T02", chooseNeed(study, "culture-room", "opened", run)),
  );
  add("the same in a straight line", (run) =>
    filtered("T02", chooseNeed(study, "culture-room", "opened", run), {
      kind: "distance",
      metres: 10_000,
      measure: "straight",
    }),
  );
  return { targets: study.targets.length, edits, first };
}

function withRule(target: Target, change: (rule: Circle) => Circle): Target {
  return target.rule.kind === "service-area" ? { ...target, rule: change(target.rule) } : target;
}

function countFacilities(study: Study, serviceId: string): number {
  return study.facilities.find((layer) => layer.serviceId === serviceId)?.count ?? 0;
}

/** A need with other values of a column for every run: the bits of a number that jumps about choose them. */
function chooseNeed(study: Study, serviceId: string, attribute: string, run: number): FacilityNeed {
  const layer = study.facilities.find((each) => each.serviceId === serviceId);
  const values = [...new Set<AttributeValue>(layer?.attributes[attribute] ?? [])];
  const bits = (run + 7) * 2654435761;
  const oneOf = values.filter((_, at) => ((bits >>> (at % 29)) & 1) === 1);
  return { serviceIds: [serviceId], filters: [{ attribute, oneOf: oneOf.length > 0 ? oneOf : values.slice(0, 1) }] };
}
