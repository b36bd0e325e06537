/** Remedies as edits of one scenario, “数据修正”: seen, switched off, undone and saved like any other. Pure. */
import { countIds, freeScenarioName, nextId, type Scenario, type ScenarioEdit } from "../../core/model/scenario.ts";
import type { CheckItem, Finding, RemedyEdit } from "../../core/questions/check-up/finding.ts";

/** The scenario's name, whichever language the page had when it was begun. */
const CORRECTION_NAMES: readonly string[] = ["数据修正", "Data corrections"];

export function findCorrections(scenarios: readonly Scenario[]): Scenario | undefined {
  return scenarios.find(({ name }) => CORRECTION_NAMES.includes(name));
}

/** What makes two edits the same correction, wherever they stand. */
function keyOf(edit: RemedyEdit | ScenarioEdit): string {
  if (edit.kind === "close-facility") return JSON.stringify([edit.kind, edit.serviceId, edit.facilityId]);
  if (edit.kind === "move-facility") return JSON.stringify([edit.kind, edit.serviceId, edit.facilityId, edit.to]);
  if (edit.kind === "resize-facility")
    return JSON.stringify([edit.kind, edit.serviceId, edit.facilityId, Object.entries(edit.attributes).sort()]);
  return "";
}

function editsOf({ items }: Pick<Finding, "items">): readonly RemedyEdit[] {
  return items.flatMap(({ edits }) => edits);
}

/** The items that the corrections have mended: all their edits stand there and are switched on. */
export function listMended(items: readonly CheckItem[], corrections: Scenario | undefined): readonly CheckItem[] {
  const active = new Set((corrections?.edits ?? []).filter(({ isOff }) => !isOff).map(keyOf));
  return items.filter(({ edits }) => edits.length > 0 && edits.every((edit) => active.has(keyOf(edit))));
}

/** The scenarios with a finding's remedy in the one of corrections, which is begun under the name where there is none. */
export function addCorrections(
  scenarios: readonly Scenario[],
  finding: Pick<Finding, "items">,
  name: string,
): { readonly scenarios: readonly Scenario[]; readonly scenarioId: string } {
  const ids = scenarios.map(({ id }) => id);
  const known = findCorrections(scenarios);
  const before = known ?? { id: nextId("scenario", ids), name: freeScenarioName(scenarios, name), edits: [] };
  const wanted = new Map(editsOf(finding).map((edit) => [keyOf(edit), edit]));
  // What stands there already is switched on; the rest follows.
  const kept = before.edits.map((edit) =>
    wanted.delete(keyOf(edit)) && edit.isOff ? { ...edit, isOff: false } : edit,
  );
  const newId = countIds(
    "edit",
    before.edits.map(({ id }) => id),
  );
  const added = [...wanted.values()].map((edit): ScenarioEdit => ({ ...edit, id: newId(), isOff: false }));
  const after = { ...before, edits: [...kept, ...added] };
  const all = known ? scenarios.map((each) => (each === known ? after : each)) : [...scenarios, after];
  return { scenarios: all, scenarioId: after.id };
}

/** The scenarios without a finding's remedy; corrections without any edit left are taken away. */
export function takeCorrectionsBack(
  scenarios: readonly Scenario[],
  finding: Pick<Finding, "items">,
): readonly Scenario[] {
  const known = findCorrections(scenarios);
  if (!known) return scenarios;
  const unwanted = new Set(editsOf(finding).map(keyOf));
  const edits = known.edits.filter((edit) => !unwanted.has(keyOf(edit)));
  if (edits.length === 0) return scenarios.filter((each) => each !== known);
  return scenarios.map((each) => (each === known ? { ...known, edits } : each));
}
