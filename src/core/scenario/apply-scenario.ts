/**
 * The study that a scenario makes of a study. Pure: nothing of the study is changed, and
 * layers that no edit touches are the same objects in both, by which a session knows what it need not compute again.
 * Edits are applied layer by layer, in their order; one whose object does not stand (any more) is told as an issue and
 * the others apply. Given what an earlier application made, layers whose edits are the same are taken from it.
 */
import type { Facilities } from "../model/facility.ts";
import type { ProfileId } from "../model/parameters.ts";
import { activeEdits, type FacilityEdit, type Scenario, type ScenarioEdit } from "../model/scenario.ts";
import type { Barrier, Study } from "../model/study.ts";
import { addEstates } from "./edit-demand.ts";
import { editFacilities } from "./edit-facilities.ts";
import type { EditIssue } from "./edit-issue.ts";
import { editStreets, type StreetStep } from "./edit-streets.ts";

interface EditedLayer {
  /** The layer that was edited, and by what. */
  readonly base: unknown;
  readonly editsKey: string;
  readonly value: unknown;
  readonly issues: readonly EditIssue[];
  /** Of streets: what may be gone on from. */
  readonly steps?: readonly StreetStep[];
}

export interface AppliedScenario {
  readonly study: Study;
  /** In the order of the edits. */
  readonly issues: readonly EditIssue[];
  /** What was made of each layer, for the next application. */
  readonly layers: ReadonlyMap<string, EditedLayer>;
}

export function applyScenario(study: Study, scenario: Scenario, earlier?: AppliedScenario): AppliedScenario {
  const edits = activeEdits(scenario);
  const layers = new Map<string, EditedLayer>();
  const edit = <Value, Edit extends ScenarioEdit>(
    name: string,
    base: Value,
    own: readonly Edit[],
    make: (
      own: readonly Edit[],
      steps: readonly StreetStep[] | undefined,
    ) => Pick<EditedLayer, "issues" | "steps"> & { readonly value: Value },
  ): Value => {
    if (own.length === 0) return base;
    const editsKey = JSON.stringify(own);
    const known = earlier?.layers.get(name);
    const ofBase = known?.base === base ? known : undefined;
    const layer = ofBase?.editsKey === editsKey ? ofBase : { base, editsKey, ...make(own, ofBase?.steps) };
    layers.set(name, layer);
    return layer.value as Value;
  };
  const ofKind = <Kind extends ScenarioEdit["kind"]>(...kinds: readonly Kind[]) =>
    edits.filter((each): each is Extract<ScenarioEdit, { kind: Kind }> => kinds.some((kind) => kind === each.kind));

  const facilityEdits = ofKind("add-facility", "move-facility", "close-facility", "resize-facility");
  const issues: EditIssue[] = [];
  const facilities = editServices(study, facilityEdits, issues, edit);
  const streets = edit("streets", study.streets, ofKind("add-street", "close-street"), (own, steps) =>
    editStreets(study.streets, own, steps),
  );
  const barriers = edit("barriers", study.barriers, ofKind("add-barrier"), (own) => ({
    value: [...study.barriers, ...own.map(({ as, name, geometry }): Barrier => ({ kind: as, name, geometry }))],
    issues: [],
  }));
  const demand = edit("demand", study.demand, ofKind("add-estate"), (own) =>
    addEstates(study.demand, study.communities, own),
  );
  const profileSpeeds = edit("profiles", study.profileSpeeds ?? null, ofKind("change-profile"), (own) => ({
    value: {
      ...study.profileSpeeds,
      ...(Object.fromEntries(own.map((each) => [each.profileId, each.speedMetresPerSecond])) as Partial<
        Record<ProfileId, number>
      >),
    },
    issues: [],
  }));
  for (const layer of layers.values()) issues.push(...layer.issues);
  const order = new Map(edits.map(({ id }, index) => [id, index]));
  issues.sort((a, b) => (order.get(a.editId) ?? 0) - (order.get(b.editId) ?? 0));
  if (layers.size === 0) return { study, issues, layers };
  return {
    study: {
      ...study,
      facilities,
      streets,
      barriers,
      demand,
      ...(profileSpeeds === null ? {} : { profileSpeeds }),
    },
    issues,
    layers,
  };
}

/** The layers of all services, in the services' order; the study's own list where none changes. */
function editServices(
  study: Study,
  edits: readonly FacilityEdit[],
  issues: EditIssue[],
  edit: (
    name: string,
    base: Facilities | null,
    own: readonly FacilityEdit[],
    make: (own: readonly FacilityEdit[]) => { value: Facilities | null; issues: readonly EditIssue[] },
  ) => Facilities | null,
): readonly Facilities[] {
  const known = new Map(study.facilities.map((layer): [string, Facilities | null] => [layer.serviceId, layer]));
  const serviceIds = new Set(study.services.map(({ id }) => id));
  for (const { id, serviceId } of edits) {
    if (serviceIds.has(serviceId) || known.has(serviceId)) continue;
    issues.push({ editId: id, code: "unknown-service", severity: "error", subject: serviceId });
  }
  let hasChanged = false;
  const edited = [...new Set([...serviceIds, ...known.keys()])].flatMap((serviceId) => {
    const base = known.get(serviceId) ?? null;
    const own = edits.filter((each) => each.serviceId === serviceId);
    const layer = edit(`facilities:${serviceId}`, base, own, (list) => editFacilities(base, serviceId, list));
    if (layer !== base) hasChanged = true;
    return layer === null ? [] : [layer];
  });
  return hasChanged ? edited : study.facilities;
}
