/** Larger copies of flat arrays that grow as they are filled. */

type FlatArray = Int32Array | Uint16Array | Uint8Array | Float32Array | Float64Array;

/** A copy of `values` with room for `size` of them. */
export function larger<Values extends FlatArray>(values: Values, size: number): Values {
  const copy = new (values.constructor as new (length: number) => Values)(size);
  copy.set(values);
  return copy;
}
