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

/**
 * The streets with new vertices; `insertions` ascend by position, then fraction.
 * @param room so many positions stay empty behind all others, for a line that is appended next.
 */
export function insertVertices(streets: Streets, insertions: readonly Insertion[], room = 0): Streets {
  if (insertions.length === 0 && room === 0) return streets;
  const before = streets.coordinates;
  const coordinates = new Float64Array(before.length + 2 * (insertions.length + room));
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
  if (insertions.length === 0) return { ...streets, coordinates };
  const starts = streets.starts.slice();
  let passed = 0;
  for (let row = 0; row < starts.length; row++) {
    const start = starts[row] as number;
    while (passed < insertions.length && (insertions[passed] as Insertion).position < start) passed++;
    starts[row] = start + passed;
  }
  const { elevations } = streets;
  return {
    ...streets,
    coordinates,
    starts,
    ...(elevations ? { elevations: insertHeights(elevations, insertions) } : {}),
  };
}

function insertHeights({ samples, metres }: StreetElevations, insertions: readonly Insertion[]): StreetElevations {
  const newSamples = new Uint32Array(samples.length + insertions.length);
  const blocks: Float32Array[] = [];
  let read = 0;
  let write = 0;
  let readSample = 0;
  let size = 0;
  const add = (block: Float32Array): void => {
    blocks.push(block);
    size += block.length;
  };
  const copySamples = (end: number): void => {
    const shift = size - readSample;
    for (; read < end; read++, write++) newSamples[write] = (samples[read] as number) + shift;
  };
  for (let next = 0; next < insertions.length; ) {
    const { position } = insertions[next] as Insertion;
    copySamples(position + 1);
    const first = samples[position] as number;
    const last = samples[position + 1] as number;
    add(metres.subarray(readSample, first));
    const shares = [0];
    while (insertions[next]?.position === position) shares.push((insertions[next++] as Insertion).fraction);
    shares.push(1);
    for (let part = 0; part + 1 < shares.length; part++) {
      const [from, to] = [shares[part] as number, shares[part + 1] as number];
      if (part > 0) newSamples[write++] = size;
      const pieces = Math.max(1, Math.ceil((to - from) * (last - first)));
      add(
        Float32Array.from({ length: pieces }, (_, piece) =>
          heightAt(metres, first, last - first, from + ((to - from) * piece) / pieces),
        ),
      );
    }
    readSample = last;
  }
  copySamples(samples.length);
  add(metres.subarray(readSample));
  return { samples: newSamples, metres: joinBlocks(blocks, new Float32Array(size)) };
}

/** Blocks one after the other in an array of their joint size. */
function joinBlocks<Numbers extends Float32Array | Float64Array>(blocks: readonly Numbers[], joined: Numbers): Numbers {
  let at = 0;
  for (const block of blocks) {
    joined.set(block, at);
    at += block.length;
  }
  return joined;
}

function heightAt(metres: Float32Array, first: number, steps: number, share: number): number {
  const place = Math.min(steps, share * steps);
  const whole = Math.min(steps - 1, Math.floor(place));
  const low = metres[first + whole] as number;
  return low + (place - whole) * ((metres[first + whole + 1] as number) - low);
}

/** The streets with the stretch between two positions of a line closed to everybody: a line of its own, of the same id. */
export function closeStretch(streets: Streets, street: number, first: number, last: number): Streets {
  const { starts, permissions, conditions, elevations } = streets;
  const hasHead = first > (starts[street] as number);
  const hasTail = last < (starts[street + 1] as number) - 1;
  /** Positions at which one piece ends and the next begins. */
  const cuts = [...(hasHead ? [first] : []), ...(hasTail ? [last] : [])];
  const pieces = 1 + cuts.length;
  const open = permissions[street] as number;
  const ofPieces = [...(hasHead ? [open] : []), 0, ...(hasTail ? [open] : [])];
  const newStarts = new Uint32Array(starts.length + cuts.length);
  newStarts.set(starts.subarray(0, street + 1));
  cuts.forEach((cut, index) => {
    newStarts[street + 1 + index] = cut + 1 + index;
  });
  for (let row = street + 1; row < starts.length; row++) {
    newStarts[row + cuts.length] = (starts[row] as number) + cuts.length;
  }
  const coordinates = new Float64Array(streets.coordinates.length + 2 * cuts.length);
  const ends = [...cuts.map((cut) => 2 * cut + 2), streets.coordinates.length];
  const blocks = ends.map((end, at) => streets.coordinates.subarray(at === 0 ? 0 : 2 * (cuts[at - 1] as number), end));
  const repeat = <Value>(values: readonly Value[]): Value[] => {
    const own = Array.from({ length: pieces }, () => values[street] as Value);
    return values.slice(0, street).concat(own, values.slice(street + 1));
  };
  return {
    count: streets.count + cuts.length,
    coordinates: joinBlocks(blocks, coordinates),
    starts: newStarts,
    permissions: replaceByte(permissions, street, ofPieces),
    classes: repeat(streets.classes),
    names: repeat(streets.names),
    ids: repeat(streets.ids),
    ...(conditions
      ? {
          conditions: replaceByte(
            conditions,
            street,
            ofPieces.map(() => conditions[street] as number),
          ),
        }
      : {}),
    ...(elevations ? { elevations: repeatHeights(elevations, cuts) } : {}),
  };
}

/** The bytes with others in place of one. */
function replaceByte(bytes: Uint8Array, index: number, by: readonly number[]): Uint8Array {
  const replaced = new Uint8Array(bytes.length - 1 + by.length);
  replaced.set(bytes.subarray(0, index));
  replaced.set(by, index);
  replaced.set(bytes.subarray(index + 1), index + by.length);
  return replaced;
}

/** Heights where some positions are told twice: as the end of one line and the beginning of the next. */
function repeatHeights({ samples, metres }: StreetElevations, cuts: readonly number[]): StreetElevations {
  const newSamples = new Uint32Array(samples.length + cuts.length);
  const blocks: Float32Array[] = [];
  let read = 0;
  let readSample = 0;
  cuts.forEach((cut, index) => {
    for (; read <= cut; read++) newSamples[read + index] = (samples[read] as number) + index;
    read = cut;
    const sample = samples[cut] as number;
    blocks.push(metres.subarray(readSample, sample + 1));
    readSample = sample;
  });
  for (; read < samples.length; read++) newSamples[read + cuts.length] = (samples[read] as number) + cuts.length;
  blocks.push(metres.subarray(readSample));
  return { samples: newSamples, metres: joinBlocks(blocks, new Float32Array(metres.length + cuts.length)) };
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

/** The streets with one line more, after all others, in the room behind them where there is (see `insertVertices`). Its ground rises evenly between its joints; without both it is unknown. */
export function appendStreet(streets: Streets, line: NewLine): Streets {
  const { count, elevations } = streets;
  const added = line.coordinates.length / 2;
  const positionCount = streets.starts[count] as number;
  const size = 2 * (positionCount + added);
  const hasRoom = streets.coordinates.length === size;
  const coordinates = hasRoom ? streets.coordinates : new Float64Array(size);
  if (!hasRoom) coordinates.set(streets.coordinates);
  coordinates.set(line.coordinates, 2 * positionCount);
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
    classes: streets.classes.concat(line.streetClass),
    names: streets.names.concat(line.name),
    ids: streets.ids.concat(line.id),
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
