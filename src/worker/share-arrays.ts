/**
 * A parcel for several workers without a copy for each: typed arrays are moved to
 * shared memory, each once however often it is sent. Where the page is not isolated (no
 * SharedArrayBuffer) the parcel stays as it is and each worker gets its copy; the
 * answers are the same.
 */

const canShare = typeof SharedArrayBuffer !== "undefined" && globalThis.crossOriginIsolated !== false;

export type TypedArray = Int8Array | Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array;

export function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Shared copies by the arrays that they were made of, for as long as these live. */
const sharedCopies = new WeakMap<TypedArray, TypedArray>();

/** The same value with every typed array in it on shared memory; plain objects, lists and maps are followed. */
export function shareArrays<Value>(value: Value): Value {
  return canShare ? mapArrays(value, shareArray) : value;
}

function shareArray(array: TypedArray): TypedArray {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const before = sharedCopies.get(array);
  if (before !== undefined) return before;
  const shared = new (array.constructor as new (buffer: SharedArrayBuffer) => TypedArray)(
    new SharedArrayBuffer(array.byteLength),
  );
  shared.set(array as never);
  sharedCopies.set(array, shared);
  return shared;
}

/** The same value with something else in the place of every typed array; plain objects and lists are followed, each once. */
export function mapArrays<Value>(value: Value, replace: (array: TypedArray) => unknown): Value {
  return mapValue(value, replace, new Map()) as Value;
}

function mapValue(value: unknown, replace: (array: TypedArray) => unknown, known: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (isTypedArray(value)) {
    const replaced = replace(value);
    known.set(value, replaced);
    return replaced;
  }
  if (Array.isArray(value)) {
    const isFlat = value.length > 0 && (typeof value[0] !== "object" || value[0] === null);
    if (isFlat) return value;
    const list: unknown[] = [];
    known.set(value, list);
    for (const item of value) list.push(mapValue(item, replace, known));
    return list;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  known.set(value, copy);
  for (const [key, item] of Object.entries(value)) copy[key] = mapValue(item, replace, known);
  return copy;
}
