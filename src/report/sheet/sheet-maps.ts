/** The maps of a sheet: which run and service each shows, in classes that maps of one measure share, and why one has none. */

import { type CoverageAnswer, summariseCoverage } from "../../core/coverage/coverage-answer.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { scopedCoverage } from "../../core/coverage/scoped-coverage.ts";
import type { Facilities, Service } from "../../core/model/facility.ts";
import type { MapLayout, SheetMap, ShownExtent, ShownMeasure } from "../../core/model/presentation.ts";
import { BASELINE_NAME } from "../../core/model/scenario.ts";
import type { Study } from "../../core/model/study.ts";
import { groupByAncestor } from "../../core/model/unit-members.ts";
import { type ColourClasses, createSharedClasses, measureValues } from "../map/colour-classes.ts";
import type { FrameSubject } from "../map/map-frame.ts";
import { boundsOfCommunities, boundsOfStudy } from "../map/shape-bounds.ts";
import type { SheetRun, SheetSource } from "./sheet-source.ts";

export interface PreparedMap {
  readonly asked: SheetMap;
  readonly run: SheetRun;
  /** Undefined where the study has no such service. */
  readonly service: Service | undefined;
  /** Of the communities in scope; null where the run has none of the service. */
  readonly coverage: ServiceCoverage | null;
  /** Over the communities in scope. */
  readonly sums: CoverageAnswer | null;
  /** Null without a coverage, and where there are no facilities: nothing is testable then. */
  readonly classes: ColourClasses | null;
  /** Facilities that are not in the baseline, or elsewhere there. */
  readonly newFacilities: ReadonlySet<number>;
}

/** Where a sheet looks, and which communities it asks about. */
export interface SheetScope {
  readonly subject: FrameSubject | null;
  /** Null: all communities. */
  readonly indexes: ReadonlySet<number> | null;
  /** "" for all of the study or a free view. */
  readonly unitName: string;
}

/** The communities of a unit, or one community by its id; the whole study where there is no such unit. */
export function findScope(study: Study, extent: ShownExtent): SheetScope {
  if (extent.kind === "view")
    return {
      subject: { kind: "view", center: extent.center, metresPerMillimetre: extent.metresPerMillimetre },
      indexes: null,
      unitName: "",
    };
  if (extent.kind === "unit") {
    const { unitId } = extent;
    const own = study.communities.ids.indexOf(unitId);
    const indexes = own >= 0 ? [own] : (groupByAncestor(study).get(unitId) ?? []);
    const bounds = boundsOfCommunities(study, indexes);
    const isWhole = indexes.length === study.communities.count && own < 0;
    if (bounds)
      return {
        subject: { kind: "bounds", bounds },
        indexes: isWhole ? null : new Set(indexes),
        unitName:
          own >= 0 ? (study.communities.names[own] ?? "") : (study.units.find(({ id }) => id === unitId)?.name ?? ""),
      };
  }
  const bounds = boundsOfStudy(study);
  return { subject: bounds && { kind: "bounds", bounds }, indexes: null, unitName: "" };
}

/** The maps of a layout, the first six. Without a run of its scenario a map shows the baseline's. */
export function prepareMaps(
  source: SheetSource,
  layout: Pick<MapLayout, "maps" | "classes">,
  scope: SheetScope,
): PreparedMap[] {
  const bare = layout.maps.slice(0, 6).flatMap((asked): PreparedMap[] => {
    const run = source.runs.find(({ scenarioName }) => scenarioName === asked.scenarioName);
    if (!run) return [];
    const whole = run.result.services.find(({ serviceId }) => serviceId === asked.serviceId);
    const indexes = scope.indexes ? [...scope.indexes] : [...run.study.communities.ids.keys()];
    const coverage =
      whole && whole.people.length === run.study.communities.count ? scopedCoverage(whole, indexes) : null;
    return [
      {
        asked,
        run,
        service: run.study.services.find(({ id }) => id === asked.serviceId),
        coverage,
        sums:
          coverage &&
          summariseCoverage(coverage, indexes, run.study.communities.parentIds, run.result.parameters.passShare),
        classes: null,
        newFacilities: findNewFacilities(source.study, run, asked.serviceId),
      },
    ];
  });
  const classes = new Map<PreparedMap, ColourClasses>();
  for (const measure of new Set(bare.map(({ asked }) => asked.measure)))
    for (const isChange of [false, true]) classify(source, bare, measure, isChange, layout.classes, classes);
  return bare.map((map) => ({ ...map, classes: classes.get(map) ?? null }));
}

/** Difference maps of a scenario show its change against the baseline, those of the baseline streets against straight lines. */
export function isChangeMap({ measure, scenarioName }: SheetMap): boolean {
  return measure === "difference" && scenarioName !== BASELINE_NAME;
}

function classify(
  source: SheetSource,
  maps: readonly PreparedMap[],
  measure: ShownMeasure,
  isChange: boolean,
  classification: MapLayout["classes"],
  into: Map<PreparedMap, ColourClasses>,
): void {
  const own = maps.filter(
    ({ asked, coverage }) =>
      coverage !== null && coverage.facilityCount > 0 && asked.measure === measure && isChangeMap(asked) === isChange,
  );
  if (own.length === 0) return;
  const coverages = own.map(({ coverage }) => coverage as ServiceCoverage);
  const given = own.map((map) => (isChange ? changeValues(source, map) : null));
  const passShare = own[0]!.run.result.parameters.passShare;
  const shared = createSharedClasses(coverages, classification, passShare, measure, given);
  own.forEach((map, index) => {
    into.set(map, shared[index]!);
  });
}

function changeValues({ runs }: SheetSource, { asked, coverage }: PreparedMap): Float64Array | null {
  const baseline = runs.find(({ scenarioName }) => scenarioName === BASELINE_NAME);
  const before = baseline?.result.services.find(({ serviceId }) => serviceId === asked.serviceId);
  if (!coverage) return null;
  if (!before || before.people.length !== coverage.people.length) return coverage.people.map(() => Number.NaN);
  const shares = measureValues(before, "peopleShare");
  return measureValues(coverage, "peopleShare").map((share, index) => share - shares[index]!);
}

function findNewFacilities(baseline: Study, { scenarioName, study }: SheetRun, serviceId: string): ReadonlySet<number> {
  const after = study.facilities.find((layer) => layer.serviceId === serviceId);
  const before = baseline.facilities.find((layer) => layer.serviceId === serviceId);
  if (scenarioName === BASELINE_NAME || !after || after === before) return new Set();
  const places = new Map(before?.ids.map((id, index) => [id, firstPosition(before, index)]));
  return new Set(after.ids.flatMap((id, index) => (places.get(id) === firstPosition(after, index) ? [] : [index])));
}

function firstPosition({ coordinates, starts }: Facilities, index: number): string {
  const at = 2 * (starts[index] ?? 0);
  return `${coordinates[at]},${coordinates[at + 1]}`;
}
