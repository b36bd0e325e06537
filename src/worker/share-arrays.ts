/**
 * A parcel for several workers without a copy for each: typed arrays are moved to
 * shared memory. Where the page is not isolated (no SharedArrayBuffer) the parcel stays
 * as it is and each worker gets its copy; the answers are the same.
 */

const canShare = typeof SharedArrayBuffer !== "undefined" && globalThis.crossOriginIsolated !== false;

type TypedArray = Int8Array | Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array;

function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** The same value with every typed array in it on shared memory; plain objects, lists and maps are followed. */
export function shareArrays<Value>(value: Value): Value {
  return canShare ? (share(value, new Map()) as Value) : value;
}

function share(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (isTypedArray(value)) {
    if (value.buffer instanceof SharedArrayBuffer) return value;
    const shared = new (value.constructor as new (buffer: SharedArrayBuffer) => TypedArray)(
      new SharedArrayBuffer(value.byteLength),
    );
    shared.set(value as never);
    known.set(value, shared);
    return shared;
  }
  if (Array.isArray(value)) {
    const isFlat = value.length > 0 && (typeof value[0] !== "object" || value[0] === null);
    if (isFlat) return value;
    const list: unknown[] = [];
    known.set(value, list);
    for (const item of value) list.push(share(item, known));
    return list;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  known.set(value, copy);
  for (const [key, item] of Object.entries(value)) copy[key] = share(item, known);
  return copy;
}
