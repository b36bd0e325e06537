/** Whether who answers for a target is still what the study came with: no plan says it, so it is a default until somebody changes it. */
import type { Study } from "../model/study.ts";
import type { Target } from "./target.ts";

export function isDefaultBureau(study: Pick<Study, "targets">, target: Target): boolean {
  const own = study.targets.find(({ id }) => id === target.id)?.bureau;
  return own !== undefined && own.zh === target.bureau?.zh && own.en === target.bureau.en;
}
