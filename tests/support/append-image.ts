/** A further image of whole bytes behind the first one of a small TIFF (`createDem`, `createPopulation`): a mask, a smaller copy, a second page. */

const [SHORT, LONG] = [3, 4];

export interface AppendedImage {
  /** TIFF's NewSubfileType: 0 a page, 1 a smaller copy, 4 a mask. */
  readonly kind: number;
  readonly width: number;
  readonly height: number;
  readonly values: readonly number[];
}

/** The file with the image appended, little-endian. */
export function appendImage(file: Uint8Array, { kind, width, height, values }: AppendedImage): Uint8Array {
  const tags: readonly (readonly [id: number, type: number, value: number])[] = [
    [254, LONG, kind],
    [256, LONG, width],
    [257, LONG, height],
    [258, SHORT, 8],
    [259, SHORT, 1],
    [262, SHORT, (kind & 4) === 0 ? 1 : 4],
    [273, LONG, file.length],
    [277, SHORT, 1],
    [278, LONG, height],
    [279, LONG, values.length],
  ];
  const directoryAt = file.length + values.length + (values.length % 2);
  const bytes = new Uint8Array(directoryAt + 2 + 12 * tags.length + 4);
  bytes.set(file);
  bytes.set(values, file.length);
  const view = new DataView(bytes.buffer);
  let link = 4;
  for (let at = view.getUint32(link, true); at !== 0; at = view.getUint32(link, true))
    link = at + 2 + 12 * view.getUint16(at, true);
  view.setUint32(link, directoryAt, true);
  view.setUint16(directoryAt, tags.length, true);
  for (const [place, [id, type, value]] of tags.entries()) {
    const at = directoryAt + 2 + 12 * place;
    view.setUint16(at, id, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, value, true);
  }
  return bytes;
}
