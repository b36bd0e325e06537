/**
 * Parcels that are much alike: a worker that knows a network need not be sent it again
 * with the next question. Each typed array goes over once, under a number, and stays there
 * until a parcel comes that has no use for it. What was laid out for an array, as a search's
 * memory, is found again too, for it is the same array.
 */
import { isTypedArray, mapArrays, type TypedArray } from "./share-arrays.ts";

/** A parcel with numbers in the place of its arrays, and the arrays that the receiver does not have. */
export interface PackedParcel {
  readonly content: unknown;
  readonly arrays: ReadonlyMap<number, TypedArray>;
}

/** Stands for an array in a packed parcel. */
interface ArrayMark {
  readonly packedArray: number;
}

/** Smaller arrays are sent as they are. */
const LEAST_BYTES = 1024;

const numbers = new WeakMap<TypedArray, number>();
let lastNumber = 0;

function numberOf(array: TypedArray): number {
  const known = numbers.get(array);
  if (known !== undefined) return known;
  numbers.set(array, ++lastNumber);
  return lastNumber;
}

/** The sender's side for one receiver. */
export class ArrayPacker {
  private sent = new Set<number>();

  pack(parcel: unknown): PackedParcel {
    const used = new Set<number>();
    const arrays = new Map<number, TypedArray>();
    const content = mapArrays(parcel, (array) => {
      if (array.byteLength < LEAST_BYTES) return array;
      const number = numberOf(array);
      used.add(number);
      if (!this.sent.has(number)) arrays.set(number, array);
      return { packedArray: number } satisfies ArrayMark;
    });
    this.sent = used;
    return { content, arrays };
  }
}

/** The receiver's side. */
export class ArrayUnpacker {
  private kept = new Map<number, TypedArray>();

  unpack({ content, arrays }: PackedParcel): unknown {
    const used = new Map<number, TypedArray>();
    const parcel = restore(content, (number) => {
      const array = arrays.get(number) ?? this.kept.get(number);
      if (array === undefined) throw new Error(`Array ${number} was never sent.`);
      used.set(number, array);
      return array;
    });
    this.kept = used;
    return parcel;
  }
}

/** Puts the arrays back into a received parcel, which is the receiver's own. */
function restore(value: unknown, find: (number: number) => TypedArray): unknown {
  if (typeof value !== "object" || value === null || isTypedArray(value)) return value;
  if ("packedArray" in value) return find((value as ArrayMark).packedArray);
  if (Array.isArray(value)) {
    if (value.length === 0 || typeof value[0] !== "object" || value[0] === null) return value;
    return value.map((item) => restore(item, find));
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, find)]));
}
