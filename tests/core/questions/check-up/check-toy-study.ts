/** A town whose data is sound, to be spoilt by each test in one way; and what a check-up finds in it. */
import { AnalysisSession } from "../../../../src/core/analysis-session.ts";
import type { AttributeValue, Facilities } from "../../../../src/core/model/facility.ts";
import type { Position } from "../../../../src/core/model/geometry.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../../../src/core/model/parameters.ts";
import type { Study } from "../../../../src/core/model/study.ts";
import { checkStudy } from "../../../../src/core/questions/check-up/check-study.ts";
import type { CheckId, Finding } from "../../../../src/core/questions/check-up/finding.ts";
import { createDrawnStudy } from "../../../support/drawn-study.ts";
import { finishSteps } from "../../../support/finish-steps.ts";

/** Two communities of 500 m by 300 m; a clinic in each. */
export function createSoundTown(): Study {
  const study = createDrawnStudy(
    `
+-1--+--2--+
|    |     |
A    3     B
|    |     |
+----+--4--+
`,
    { spacingMetres: 100, communityColumns: [6] },
  );
  return {
    ...study,
    units: [
      { id: "t1", name: "示例街道", parentId: "d1", level: "township", type: "街道" },
      { id: "d1", name: "示例区", parentId: "", level: "county", type: "区" },
    ],
  };
}

export interface AddedFacility {
  readonly id: string;
  readonly name: string;
  readonly at: Position;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** The study with further clinics; columns that others lack are null there. */
export function addClinics(study: Study, added: readonly AddedFacility[]): Study {
  const [layer] = study.facilities as [Facilities];
  const columns = new Set([
    ...Object.keys(layer.attributes),
    ...added.flatMap((each) => Object.keys(each.attributes ?? {})),
  ]);
  const count = layer.count + added.length;
  const clinics: Facilities = {
    ...layer,
    count,
    ids: [...layer.ids, ...added.map(({ id }) => id)],
    names: [...layer.names, ...added.map(({ name }) => name)],
    coordinates: Float64Array.from([...layer.coordinates, ...added.flatMap(({ at }) => at)]),
    starts: Uint32Array.from({ length: count + 1 }, (_, index) => index),
    attributes: Object.fromEntries(
      [...columns].map((name) => [
        name,
        [
          ...(layer.attributes[name] ?? layer.ids.map(() => null)),
          ...added.map(({ attributes }) => attributes?.[name] ?? null),
        ],
      ]),
    ),
  };
  return { ...study, facilities: [clinics] };
}

/** The place of a clinic. */
export function placeOfClinic(study: Study, id: string): Position {
  const [layer] = study.facilities as [Facilities];
  const at = layer.starts[layer.ids.indexOf(id)] as number;
  return [layer.coordinates[2 * at] as number, layer.coordinates[2 * at + 1] as number];
}

/** A place so many metres east and north of another, to about a millimetre. */
export function offset([lon, lat]: Position, eastMetres: number, northMetres: number): Position {
  return [lon + eastMetres / (111_320 * Math.cos((lat * Math.PI) / 180)), lat + northMetres / 111_050];
}

function checkAll(study: Study, parameters: AnalysisParameters = DEFAULT_PARAMETERS): readonly Finding[] {
  return finishSteps(checkStudy(new AnalysisSession(study), parameters));
}

export function findingOf(study: Study, id: CheckId, parameters?: AnalysisParameters): Finding {
  const finding = checkAll(study, parameters).find((each) => each.id === id);
  if (!finding) throw new Error(`no finding ${id}`);
  return finding;
}

/** Names of the checks that found something. */
export function foundIn(study: Study): CheckId[] {
  return checkAll(study).flatMap(({ id, state }) => (state === "found" ? [id] : []));
}
