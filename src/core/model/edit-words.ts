/** What the edits of a scenario are about, by name. */
import type { Facilities } from "./facility.ts";
import { activeEdits, type Scenario, type ScenarioEdit } from "./scenario.ts";
import type { Streets } from "./streets.ts";

/** The layers in which the names stand; of the study as it is. */
export interface NamedLayers {
  readonly facilities: readonly Pick<Facilities, "serviceId" | "ids" | "names">[];
  readonly streets: Pick<Streets, "ids" | "names">;
}

/** The name of what an edit is about, its id where it has none. */
export function nameOfEdit(edit: ScenarioEdit, scenario: Scenario, { facilities, streets }: NamedLayers): string {
  if ("facilityId" in edit) {
    if (edit.kind === "add-facility") return edit.name;
    const layer = facilities.find(({ serviceId }) => serviceId === edit.serviceId);
    const own = scenario.edits.find((each) => each.kind === "add-facility" && each.facilityId === edit.facilityId);
    const name = layer?.names[layer.ids.indexOf(edit.facilityId)] ?? (own?.kind === "add-facility" ? own.name : "");
    return name || edit.facilityId;
  }
  if (edit.kind === "close-street") {
    const own = scenario.edits.find((each) => each.kind === "add-street" && each.streetId === edit.streetId);
    if (own?.kind === "add-street") return own.name || edit.streetId;
    return streets.names[streets.ids.indexOf(edit.streetId)] || edit.streetId;
  }
  if (edit.kind === "change-profile") return `${edit.profileId} ${edit.speedMetresPerSecond} m/s`;
  return edit.name;
}

/** What an edit does, in Chinese. */
export const EDIT_VERBS: Readonly<Record<ScenarioEdit["kind"], string>> = {
  "add-facility": "增设",
  "move-facility": "移动",
  "close-facility": "停用",
  "resize-facility": "调整规模",
  "add-street": "新增道路",
  "close-street": "封闭道路",
  "add-barrier": "新增阻隔",
  "add-estate": "新增小区",
  "change-profile": "改变速度",
};

/** The steps in force of a scenario as files have them, in Chinese. */
export function writeSteps(scenario: Scenario, layers: NamedLayers): string[] {
  return activeEdits(scenario).map((edit) => `${EDIT_VERBS[edit.kind]} ${nameOfEdit(edit, scenario, layers)}`);
}
