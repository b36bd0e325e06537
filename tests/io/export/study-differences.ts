/** Where two studies differ in a layer, one line for each field; positions and shapes may be 1e-7 degrees apart. */
import type { Study } from "../../../src/core/model/study.ts";
import type { ExportLayerId } from "../../../src/io/export/export-request.ts";

const MOST_DEGREES = 1e-7;

/** Rings from their lowest corner on and one way round: formats turn them as they like. */
function turned(ring: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const open = ring.slice(0, -1);
  // Corners are metres apart; the cut lies off the round numbers that people draw.
  const place = (at: number): number =>
    Math.round(1e5 * (open[at]?.[0] ?? 0) + 0.123) * 1e9 + Math.round(1e5 * (open[at]?.[1] ?? 0) + 0.123);
  const first = open.reduce((least, _, at) => (place(at) < place(least) ? at : least), 0);
  const from = [...open.slice(first), ...open.slice(0, first)];
  const back = [from[0] ?? [], ...from.slice(1).reverse()];
  const second = (positions: readonly (readonly number[])[]): number => open.indexOf(positions[1] as readonly number[]);
  return place(second(from)) < place(second(back)) ? from : back;
}

type Rings = readonly (readonly (readonly number[])[])[];

interface PlainShape {
  readonly type: string;
  readonly coordinates: unknown;
}

function numbersOf(shape: PlainShape | null): readonly number[] {
  if (shape === null) return [];
  const { type, coordinates } = shape;
  const plain =
    type === "Polygon"
      ? (coordinates as Rings).map(turned)
      : type === "MultiPolygon"
        ? (coordinates as readonly Rings[]).map((rings) => rings.map(turned))
        : (coordinates as readonly unknown[]);
  return [type.length, ...(plain.flat(4) as number[])];
}

function isSame(one: unknown, other: unknown): boolean {
  return Object.is(one, other);
}

function isNear(one: unknown, other: unknown): boolean {
  return Math.abs((one as number) - (other as number)) <= MOST_DEGREES;
}

function isNearShape(one: unknown, other: unknown): boolean {
  const [own, found] = [numbersOf(one as PlainShape | null), numbersOf(other as PlainShape | null)];
  return own.length === found.length && own.every((value, at) => isNear(value, found[at]));
}

type Field = readonly [name: string, values: ArrayLike<unknown>, isLike: (one: unknown, other: unknown) => boolean];

function shapesOf(shapes: Study["barriers"] | Study["context"]): Field[] {
  const all: readonly { readonly kind: string; readonly name: string; readonly geometry: PlainShape }[] = shapes;
  return [
    ["kind", all.map(({ kind }) => kind), isSame],
    ["name", all.map(({ name }) => name), isSame],
    ["geometry", all.map(({ geometry }) => geometry), isNearShape],
  ];
}

function fieldsOf(study: Study, layer: ExportLayerId): Field[] {
  const { streets, streetBlocks, communities, demand, units } = study;
  switch (layer) {
    case "streets":
      return [
        ["coordinates", streets.coordinates, isNear],
        ["starts", streets.starts, isSame],
        ["permissions", streets.permissions, isSame],
        ["conditions", streets.conditions ?? [], isSame],
        ["classes", streets.classes, isSame],
        ["names", streets.names, isSame],
        ["ids", streets.ids, isSame],
      ];
    case "street-blocks":
      return [
        ["coordinates", streetBlocks.coordinates, isNear],
        ["stops", streetBlocks.stops, isSame],
      ];
    case "communities":
      return [
        ["ids", communities.ids, isSame],
        ["names", communities.names, isSame],
        ["parentIds", communities.parentIds, isSame],
        ["kinds", communities.kinds, isSame],
        ["areas", communities.areas, isNearShape],
        ["labels", communities.centres, isNear],
        ["approximate", [communities.approximate], isSame],
      ];
    case "units":
      return [["units", units.map((unit) => JSON.stringify(Object.entries(unit).sort())), isSame]];
    case "demand":
      return [
        ["coordinates", demand.coordinates, isNear],
        ["communities", demand.communityIndexes, isSame],
        ["unit", [demand.unit], isSame],
        ["land", demand.landSquareMetres ?? [], isSame],
        ...Object.entries(demand.people).map(([group, people]): Field => [group, people, isSame]),
      ];
    case "barriers":
      return shapesOf(study.barriers);
    case "context":
    case "boundary":
      return shapesOf(study.context);
    default: {
      const facilities = study.facilities.find(({ serviceId }) => `facilities:${serviceId}` === layer);
      if (!facilities) return [];
      return [
        ["ids", facilities.ids, isSame],
        ["names", facilities.names, isSame],
        ["coordinates", facilities.coordinates, isNear],
        ["starts", facilities.starts, isSame],
        ["attributes", Object.keys(facilities.attributes), isSame],
        ...Object.entries(facilities.attributes).map(([name, values]): Field => [name, values, isSame]),
      ];
    }
  }
}

/** `field: 3 of 7` for each field of a layer whose values differ; fields that only one of the studies has count too. */
export function layerDifferences(own: Study, found: Study, layer: ExportLayerId): string[] {
  const others = new Map(fieldsOf(found, layer).map(([name, values]) => [name, values]));
  const fields = fieldsOf(own, layer);
  const lines = fields.flatMap(([name, values, isLike]) => {
    const other = others.get(name) ?? [];
    if (values.length !== other.length) return [`${name}: ${other.length} values for ${values.length}`];
    let count = 0;
    for (let at = 0; at < values.length; at++) if (!isLike(values[at], other[at])) count++;
    return count === 0 ? [] : [`${name}: ${count} of ${values.length}`];
  });
  const known = new Set(fields.map(([name]) => name));
  return [...lines, ...[...others.keys()].filter((name) => !known.has(name)).map((name) => `${name}: new`)];
}
