/** Edits of one service's facilities. Those that stay keep their order; new ones follow in the order of the edits. */
import { APPROXIMATE_ATTRIBUTE, type AttributeValue, ENTRANCES_ATTRIBUTE, type Facilities } from "../model/facility.ts";
import type { Position } from "../model/geometry.ts";
import type { AddFacility, FacilityEdit } from "../model/scenario.ts";
import type { EditIssue } from "./edit-issue.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly positions: readonly Position[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** The layer after the edits; null (no layer) where the service had none and nothing was added. */
export function editFacilities(
  layer: Facilities | null,
  serviceId: string,
  edits: readonly FacilityEdit[],
): { readonly value: Facilities | null; readonly issues: readonly EditIssue[] } {
  const rows = layer ? listRows(layer) : [];
  const issues: EditIssue[] = [];
  const places = new Map(rows.map(({ id }, place) => [id, place]));
  const kept: (Row | null)[] = [...rows];
  for (const edit of edits) {
    const place = places.get(edit.facilityId);
    if (edit.kind === "add-facility") {
      if (place !== undefined) {
        issues.push({ editId: edit.id, code: "duplicate-id", severity: "error", subject: edit.facilityId });
        continue;
      }
      places.set(edit.facilityId, kept.length);
      kept.push(rowOf(edit));
      continue;
    }
    const row = place === undefined ? null : kept[place];
    if (place === undefined || !row) {
      issues.push({ editId: edit.id, code: "unknown-facility", severity: "error", subject: edit.facilityId });
      continue;
    }
    if (edit.kind === "close-facility") {
      kept[place] = null;
      places.delete(edit.facilityId);
    } else if (edit.kind === "move-facility") kept[place] = moveRow(settleRow(row), edit.to);
    else kept[place] = { ...row, attributes: { ...row.attributes, ...edit.attributes } };
  }
  const left = kept.filter((row) => row !== null);
  if (!layer && left.length === 0) return { value: null, issues };
  return { value: layOut(serviceId, left, Object.keys(layer?.attributes ?? {})), issues };
}

function listRows({ count, ids, names, coordinates, starts, attributes }: Facilities): Row[] {
  const columns = Object.entries(attributes);
  return Array.from({ length: count }, (_, row) => {
    const first = starts[row] as number;
    return {
      id: ids[row] as string,
      name: names[row] as string,
      positions: Array.from(
        { length: (starts[row + 1] as number) - first },
        (_, at): Position => [coordinates[2 * (first + at)] as number, coordinates[2 * (first + at) + 1] as number],
      ),
      attributes: Object.fromEntries(columns.map(([name, values]) => [name, values[row] ?? null])),
    };
  });
}

function rowOf({ facilityId, name, coordinates, attributes }: AddFacility): Row {
  return { id: facilityId, name, positions: coordinates, attributes };
}

/** Whoever moves a facility says where it stands: its community no longer stands in for its place. */
function settleRow(row: Row): Row {
  return row.attributes[APPROXIMATE_ATTRIBUTE] === true
    ? { ...row, attributes: { ...row.attributes, [APPROXIMATE_ATTRIBUTE]: false } }
    : row;
}

function moveRow(row: Row, to: Position): Row {
  const [first] = row.positions;
  if (!first) return { ...row, positions: [to] };
  const [lonStep, latStep] = [to[0] - first[0], to[1] - first[1]];
  const positions = row.positions.map(([lon, lat], at): Position => (at === 0 ? to : [lon + lonStep, lat + latStep]));
  const entrances = row.attributes[ENTRANCES_ATTRIBUTE];
  if (typeof entrances !== "string") return { ...row, positions };
  const moved = entrances.split(";").map((pair) => {
    const [lon, lat] = pair.trim().split(/\s+/).map(Number);
    return `${(lon ?? Number.NaN) + lonStep} ${(lat ?? Number.NaN) + latStep}`;
  });
  return { ...row, positions, attributes: { ...row.attributes, [ENTRANCES_ATTRIBUTE]: moved.join("; ") } };
}

function layOut(serviceId: string, rows: readonly Row[], columns: readonly string[]): Facilities {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach(({ positions }, row) => {
    starts[row + 1] = (starts[row] as number) + positions.length;
  });
  const coordinates = new Float64Array(2 * (starts[rows.length] as number));
  rows.forEach(({ positions }, row) => {
    positions.forEach((position, at) => {
      coordinates.set(position, 2 * ((starts[row] as number) + at));
    });
  });
  const names = new Set(columns);
  for (const { attributes } of rows) for (const name of Object.keys(attributes)) names.add(name);
  return {
    serviceId,
    count: rows.length,
    ids: rows.map(({ id }) => id),
    names: rows.map(({ name }) => name),
    coordinates,
    starts,
    attributes: Object.fromEntries(
      [...names].map((name) => [
        name,
        rows.map(({ attributes }) => (Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null)),
      ]),
    ),
  };
}
