/** Rows of SQLite as records: a header of serial types, then the values, big-endian. */

/** An integer is a number that is whole; a real number is wrapped, so that 1 may be stored as 1.0. */
export type SqlValue = null | number | string | Uint8Array | { readonly real: number };

const encoder = new TextEncoder();
const LARGEST_INT32 = 0x7fffffff;

/** Bytes of a variable-length integer of 64 bits: seven bits a byte, of negative ones eight in the ninth. */
export function varint(value: number): number[] {
  if (value < 0) {
    const bits = BigInt.asUintN(64, BigInt(value));
    const upper = Array.from({ length: 8 }, (_, index) => Number((bits >> BigInt(57 - 7 * index)) & 127n) + 128);
    return [...upper, Number(bits & 255n)];
  }
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) + 128);
  return bytes;
}

interface Encoded {
  readonly type: number;
  readonly bytes: Uint8Array;
}

function encodeInteger(value: number): Encoded {
  if (value === 0) return { type: 8, bytes: new Uint8Array(0) };
  if (value === 1) return { type: 9, bytes: new Uint8Array(0) };
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(value));
  if (value >= -128 && value <= 127) return { type: 1, bytes: bytes.subarray(7) };
  if (value >= -32768 && value <= 32767) return { type: 2, bytes: bytes.subarray(6) };
  if (Math.abs(value) <= LARGEST_INT32) return { type: 4, bytes: bytes.subarray(4) };
  return { type: 6, bytes };
}

function encodeValue(value: SqlValue): Encoded {
  if (value === null) return { type: 0, bytes: new Uint8Array(0) };
  if (typeof value === "number") return encodeInteger(value);
  if (typeof value === "string") {
    const bytes = encoder.encode(value);
    return { type: 13 + 2 * bytes.length, bytes };
  }
  if (value instanceof Uint8Array) return { type: 12 + 2 * value.length, bytes: value };
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value.real);
  return { type: 7, bytes };
}

/** A row as a record. */
export function encodeRecord(values: readonly SqlValue[]): Uint8Array {
  const encoded = values.map(encodeValue);
  const types = encoded.flatMap(({ type }) => varint(type));
  // The header counts its own length, which may take a byte or two.
  let headerLength = types.length + 1;
  while (varint(headerLength).length + types.length !== headerLength) headerLength++;
  const length = encoded.reduce((sum, { bytes }) => sum + bytes.length, headerLength);
  const record = new Uint8Array(length);
  record.set([...varint(headerLength), ...types]);
  let at = headerLength;
  for (const { bytes } of encoded) {
    record.set(bytes, at);
    at += bytes.length;
  }
  return record;
}
