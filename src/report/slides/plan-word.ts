import type { Study } from "../../core/model/study.ts";

/** What the judged targets are called: the plan's, or those that stand in the place of a plan that the study does not have. */
export function planWord({ targets }: Pick<Study, "targets">): string {
  return targets.length > 0 ? "规划目标" : "默认目标";
}
