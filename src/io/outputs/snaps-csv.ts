/** snaps.csv: one row a home and a facility, with the street that it is attached to or the reason why it is not. */

import type { Study } from "../../core/model/study.ts";
import { REFUSED_BEHIND_BARRIER, REFUSED_ON_ISLAND, REFUSED_TOO_FAR } from "../../core/network/snap.ts";
import type { SnapList } from "../../core/questions/list-snaps.ts";
import { type CsvCell, fixed, formatCsv } from "../tables/csv-writer.ts";

const COLUMNS = [
  "layer",
  "id",
  "mode",
  "lon",
  "lat",
  "streetId",
  "streetName",
  "edge",
  "offStreetMetres",
  "fromStartMetres",
  "toEndMetres",
  "footLon",
  "footLat",
  "refusal",
];
const REFUSALS: Readonly<Record<number, string>> = {
  [REFUSED_TOO_FAR]: "too-far",
  [REFUSED_BEHIND_BARRIER]: "behind-barrier",
  [REFUSED_ON_ISLAND]: "on-island",
};

/** The file's text. A home's id is its row in the demand layer, from 1. */
export function snapsCsv(study: Study, lists: readonly SnapList[]): string {
  const idsOf = new Map(study.facilities.map((layer) => [`facilities:${layer.serviceId}`, layer.ids]));
  return formatCsv(
    COLUMNS,
    lists.flatMap((list) =>
      Array.from({ length: list.count }, (_, entry) => rowOf(study, list, entry, idsOf.get(list.layer))),
    ),
    study.scenarioName,
  );
}

function rowOf(study: Study, list: SnapList, entry: number, ids: readonly string[] | undefined): CsvCell[] {
  const row = list.rowIndexes[entry] as number;
  const street = list.streetIndexes[entry] as number;
  const isAttached = street >= 0;
  const metres = (values: Float64Array): CsvCell => fixed(isAttached ? (values[entry] as number) : null, 3);
  return [
    list.layer,
    ids ? (ids[row] ?? "") : String(row + 1),
    list.mode,
    fixed(list.coordinates[2 * entry] as number, 7),
    fixed(list.coordinates[2 * entry + 1] as number, 7),
    isAttached ? (study.streets.ids[street] ?? "") : "",
    isAttached ? (study.streets.names[street] ?? "") : "",
    { number: isAttached ? String(list.edgeIndexes[entry]) : "" },
    metres(list.offStreetMetres),
    metres(list.fromStartMetres),
    metres(list.toEndMetres),
    fixed(list.feet[2 * entry] as number, 7),
    fixed(list.feet[2 * entry + 1] as number, 7),
    REFUSALS[list.refusals[entry] as number] ?? "",
  ];
}
