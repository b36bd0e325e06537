/**
 * Street lines with vertices inserted, a line cut into pieces, a line appended. Everything
 * else of the streets stays as it is. Where the ground is known, it is read off at new vertices; between them it is
 * sampled anew at steps no longer than before, so that its profile is kept to within one step.
 */
import { lineMetres } from "../geodesy.ts";
import type { StreetElevations, Streets } from "../model/streets.ts";

/** A new vertex on the segment from a position to the next. */
export interface Insertion {
  readonly position: number;
  readonly fraction: number;
  readonly lon: number;
  readonly lat: number;
}

/** The streets with new vertices; `insertions` ascend by position, then fraction. */
export function insertVertices(streets: Streets, insertions: readonly Insertion[]): Streets {
  if (insertions.length === 0) return streets;
  const before = streets.coordinates;
  const coordinates = new Float64Array(before.length + 2 * insertions.length);
  let read = 0;
  let write = 0;
  for (const { position, lon, lat } of insertions) {
    const end = 2 * (position + 1);
    coordinates.set(before.subarray(read, end), write);
    write += end - read;
    read = end;
    coordinates[write++] = lon;
    coordinates[write++] = lat;
  }
  coordinates.set(before.subarray(read), write);
  let passed = 0;
  const starts = streets.starts.map((start) => {
    while (passed < insertions.length && (insertions[passed] as Insertion).position < start) passed++;
    return start + passed;
  });
  const { elevations } = streets;
  return {
    ...streets,
    coordinates,
    starts,
    ...(elevations ? { elevations: insertHeights(streets, elevations, insertions) } : {}),
  };
}

function insertHeights(
  { coordinates, starts, count }: Streets,
  { samples, metres }: StreetElevations,
  insertions: readonly Insertion[],
): StreetElevations {
  const positionCount = coordinates.length / 2;
  const ends = new Set<number>();
  for (let street = 0; street < count; street++) ends.add((starts[street + 1] as number) - 1);
  const newSamples: number[] = [];
  const heights: number[] = [];
  let next = 0;
  for (let position = 0; position < positionCount; position++) {
    newSamples.push(heights.length);
    const first = samples[position] as number;
    const last = position + 1 < positionCount ? (samples[position + 1] as number) : metres.length;
    if (ends.has(position)) {
      heights.push(metres[first] as number);
      continue;
    }
    const steps = last - first;
    const shares = [0];
    while (insertions[next]?.position === position) shares.push((insertions[next++] as Insertion).fraction);
    if (shares.length === 1) {
      for (let sample = first; sample < last; sample++) heights.push(metres[sample] as number);
      continue;
    }
    shares.push(1);
    for (let part = 0; part + 1 < shares.length; part++) {
      const [from, to] = [shares[part] as number, shares[part + 1] as number];
      if (part > 0) newSamples.push(heights.length);
      const pieces = Math.max(1, Math.ceil((to - from) * steps));
      for (let piece = 0; piece < pieces; piece++) {
        heights.push(heightAt(metres, first, steps, from + ((to - from) * piece) / pieces));
      }
    }
  }
  return { samples: Uint32Array.from(newSamples), metres: Float32Array.from(heights) };
}

function heightAt(metres: Float32Array, first: number, steps: number, share: number): number {
  const place = Math.min(steps, share * steps);
  const whole = Math.min(steps - 1, Math.floor(place));
  const low = metres[first + whole] as number;
  return low + (place - whole) * ((metres[first + whole + 1] as number) - low);
}

/** A stretch of a line, first and last position included, that becomes a line of its own. */
interface Piece {
  readonly street: number;
  readonly first: number;
  readonly last: number;
  readonly permissions: number;
}

/** The streets with the stretch between two positions of a line closed to everybody. */
export function closeStretch(streets: Streets, street: number, first: number, last: number): Streets {
  const { count, starts, permissions } = streets;
  const pieces: Piece[] = [];
  for (let row = 0; row < count; row++) {
    const from = starts[row] as number;
    const to = (starts[row + 1] as number) - 1;
    const open = permissions[row] as number;
    if (row !== street) {
      pieces.push({ street: row, first: from, last: to, permissions: open });
      continue;
    }
    if (first > from) pieces.push({ street: row, first: from, last: first, permissions: open });
    pieces.push({ street: row, first, last, permissions: 0 });
    if (last < to) pieces.push({ street: row, first: last, last: to, permissions: open });
  }
  return takePieces(streets, pieces);
}

function takePieces(streets: Streets, pieces: readonly Piece[]): Streets {
  const { conditions, elevations } = streets;
  const starts = new Uint32Array(pieces.length + 1);
  pieces.forEach(({ first, last }, row) => {
    starts[row + 1] = (starts[row] as number) + last - first + 1;
  });
  const coordinates = new Float64Array(2 * (starts[pieces.length] as number));
  pieces.forEach(({ first, last }, row) => {
    coordinates.set(streets.coordinates.subarray(2 * first, 2 * (last + 1)), 2 * (starts[row] as number));
  });
  return {
    count: pieces.length,
    coordinates,
    starts,
    permissions: Uint8Array.from(pieces, (piece) => piece.permissions),
    classes: pieces.map(({ street }) => streets.classes[street] as string),
    names: pieces.map(({ street }) => streets.names[street] as string),
    ids: pieces.map(({ street }) => streets.ids[street] as string),
    ...(conditions ? { conditions: Uint8Array.from(pieces, ({ street }) => conditions[street] as number) } : {}),
    ...(elevations ? { elevations: takeHeights(elevations, pieces) } : {}),
  };
}

function takeHeights({ samples, metres }: StreetElevations, pieces: readonly Piece[]): StreetElevations {
  const newSamples: number[] = [];
  const heights: number[] = [];
  for (const { first, last } of pieces) {
    const shift = heights.length - (samples[first] as number);
    for (let position = first; position <= last; position++) newSamples.push((samples[position] as number) + shift);
    for (let sample = samples[first] as number; sample <= (samples[last] as number); sample++)
      heights.push(metres[sample] as number);
  }
  return { samples: Uint32Array.from(newSamples), metres: Float32Array.from(heights) };
}

export interface NewLine {
  readonly id: string;
  readonly name: string;
  readonly streetClass: string;
  readonly permissions: number;
  readonly conditions: number;
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
  /** Positions of the streets at which it starts and ends, -1 where it is joined to none. */
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The streets with one line more, after all others. Its ground rises evenly between its joints; without both it is unknown. */
export function appendStreet(streets: Streets, line: NewLine): Streets {
  const { count, elevations } = streets;
  const added = line.coordinates.length / 2;
  const positionCount = streets.coordinates.length / 2;
  const coordinates = new Float64Array(streets.coordinates.length + line.coordinates.length);
  coordinates.set(streets.coordinates);
  coordinates.set(line.coordinates, streets.coordinates.length);
  const starts = new Uint32Array(count + 2);
  starts.set(streets.starts);
  starts[count + 1] = positionCount + added;
  const permissions = new Uint8Array(count + 1);
  permissions.set(streets.permissions);
  permissions[count] = line.permissions;
  return {
    count: count + 1,
    coordinates,
    starts,
    permissions,
    classes: [...streets.classes, line.streetClass],
    names: [...streets.names, line.name],
    ids: [...streets.ids, line.id],
    ...appendConditions(streets, line.conditions),
    ...(elevations ? { elevations: appendHeights(elevations, line) } : {}),
  };
}

function appendConditions({ count, conditions }: Streets, added: number): { readonly conditions?: Uint8Array } {
  if (!conditions && added === 0) return {};
  const bits = new Uint8Array(count + 1);
  if (conditions) bits.set(conditions);
  bits[count] = added;
  return { conditions: bits };
}

function appendHeights({ samples, metres }: StreetElevations, line: NewLine): StreetElevations {
  const added = line.coordinates.length / 2;
  const heightOf = (position: number): number =>
    position < 0 ? Number.NaN : (metres[samples[position] as number] as number);
  const [from, to] = [heightOf(line.startsAt), heightOf(line.endsAt)];
  const length = lineMetres(line.coordinates, 0, added - 1);
  const heights = Float32Array.from({ length: added }, (_, at) => {
    const share = length > 0 ? lineMetres(line.coordinates, 0, at) / length : 0;
    return from + share * (to - from);
  });
  const newSamples = new Uint32Array(samples.length + added);
  newSamples.set(samples);
  for (let at = 0; at < added; at++) newSamples[samples.length + at] = metres.length + at;
  const newMetres = new Float32Array(metres.length + added);
  newMetres.set(metres);
  newMetres.set(heights, metres.length);
  return { samples: newSamples, metres: newMetres };
}
