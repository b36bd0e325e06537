/** Small GeoTIFF files, written byte by byte so that readers are tested against the format and not against themselves. */
import { deflateSync } from "node:zlib";

export interface TiffRaster {
  readonly width: number;
  readonly height: number;
  /** Row by row, north first. */
  readonly values: readonly number[];
  readonly type?: "int16" | "float32";
  readonly bands?: number;
  /** West, north of the raster's corner, and the side of a cell, in the raster's own units. */
  readonly place?: { readonly west: number; readonly north: number; readonly cell: number };
  /** In place of `place`: the eight numbers of an affine transformation. */
  readonly matrix?: readonly number[];
  readonly pixelIsPoint?: boolean;
  /** GeoKeys by id. */
  readonly keys?: Readonly<Record<number, number>>;
  readonly noData?: string;
  /** GDAL's scale and offset of the band. */
  readonly scaling?: readonly [scale: number, offset: number];
  /** Side of square tiles (a multiple of 16); strips of one row without it. */
  readonly tile?: number;
  readonly deflate?: boolean;
}

/** Degrees of WGS84. */
const DEGREE_KEYS = { 1024: 2, 2048: 4326 } as const;

const [SHORT, LONG, ASCII, DOUBLE] = [3, 4, 2, 12];

interface Tag {
  readonly id: number;
  readonly type: number;
  readonly values: readonly number[];
}

/** The file's bytes, little-endian. */
export function writeTiff(raster: TiffRaster): Uint8Array {
  const { width, height, values, type = "float32", bands = 1, tile } = raster;
  const bytesPerSample = type === "int16" ? 2 : 4;
  const block = (left: number, top: number, columns: number, rows: number): Uint8Array => {
    const bytes = new Uint8Array(columns * rows * bands * bytesPerSample);
    const view = new DataView(bytes.buffer);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const inside = left + column < width && top + row < height;
        const value = inside ? (values[(top + row) * width + left + column] as number) : 0;
        for (let band = 0; band < bands; band++) {
          const at = ((row * columns + column) * bands + band) * bytesPerSample;
          if (type === "int16") view.setInt16(at, value, true);
          else view.setFloat32(at, value, true);
        }
      }
    }
    return raster.deflate ? new Uint8Array(deflateSync(bytes)) : bytes;
  };
  const blocks: Uint8Array[] = [];
  if (tile === undefined) for (let row = 0; row < height; row++) blocks.push(block(0, row, width, 1));
  else
    for (let top = 0; top < height; top += tile)
      for (let left = 0; left < width; left += tile) blocks.push(block(left, top, tile, tile));

  const keys = Object.entries(raster.keys ?? DEGREE_KEYS).map(([id, value]) => [Number(id), value] as const);
  if (raster.pixelIsPoint) keys.push([1025, 2]);
  keys.sort(([a], [b]) => a - b);
  const doubles = keys.filter(([id]) => id >= 3078).map(([, value]) => value);
  let nextDouble = 0;
  const keyDirectory = [1, 1, 0, keys.length];
  for (const [id, value] of keys) {
    if (id >= 3078) keyDirectory.push(id, 34736, 1, nextDouble++);
    else keyDirectory.push(id, 0, 1, value);
  }
  const { place, matrix, noData } = raster;
  const tags: Tag[] = [
    { id: 256, type: SHORT, values: [width] },
    { id: 257, type: SHORT, values: [height] },
    { id: 258, type: SHORT, values: new Array<number>(bands).fill(8 * bytesPerSample) },
    { id: 259, type: SHORT, values: [raster.deflate ? 8 : 1] },
    { id: 262, type: SHORT, values: [1] },
    { id: 277, type: SHORT, values: [bands] },
    { id: 284, type: SHORT, values: [1] },
    { id: 339, type: SHORT, values: new Array<number>(bands).fill(type === "int16" ? 2 : 3) },
    ...(tile === undefined
      ? [
          { id: 273, type: LONG, values: blocks.map(() => 0) },
          { id: 278, type: SHORT, values: [1] },
          { id: 279, type: LONG, values: blocks.map(({ length }) => length) },
        ]
      : [
          { id: 322, type: SHORT, values: [tile] },
          { id: 323, type: SHORT, values: [tile] },
          { id: 324, type: LONG, values: blocks.map(() => 0) },
          { id: 325, type: LONG, values: blocks.map(({ length }) => length) },
        ]),
    ...(place
      ? [
          { id: 33550, type: DOUBLE, values: [place.cell, place.cell, 0] },
          { id: 33922, type: DOUBLE, values: [0, 0, 0, place.west, place.north, 0] },
        ]
      : []),
    ...(matrix ? [{ id: 34264, type: DOUBLE, values: [...matrix, 0, 0, 0, 0, 0, 0, 0, 1] }] : []),
    ...(keys.length > 0 ? [{ id: 34735, type: SHORT, values: keyDirectory }] : []),
    ...(doubles.length > 0 ? [{ id: 34736, type: DOUBLE, values: doubles }] : []),
    ...(raster.scaling === undefined
      ? []
      : [
          {
            id: 42112,
            type: ASCII,
            values: [
              ...`<GDALMetadata><Item name="OFFSET" sample="0" role="offset">${raster.scaling[1]}</Item><Item name="SCALE" sample="0" role="scale">${raster.scaling[0]}</Item></GDALMetadata>\0`,
            ].map((letter) => letter.charCodeAt(0)),
          },
        ]),
    ...(noData === undefined
      ? []
      : [{ id: 42113, type: ASCII, values: [...`${noData}\0`].map((letter) => letter.charCodeAt(0)) }]),
  ].sort((a, b) => a.id - b.id);
  return layOut(tags, blocks);
}

const SIZES: Readonly<Record<number, number>> = { [SHORT]: 2, [LONG]: 4, [ASCII]: 1, [DOUBLE]: 8 };

function layOut(tags: readonly Tag[], blocks: readonly Uint8Array[]): Uint8Array {
  const sizeOf = ({ type, values }: Tag): number => (SIZES[type] as number) * values.length;
  const directoryEnd = 8 + 2 + 12 * tags.length + 4;
  let end = directoryEnd;
  const places = tags.map((tag) => {
    if (sizeOf(tag) <= 4) return 0;
    const at = end;
    end += sizeOf(tag) + (sizeOf(tag) % 2);
    return at;
  });
  const blockPlaces = blocks.map(({ length }) => {
    const at = end;
    end += length;
    return at;
  });
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, 8, true);
  view.setUint16(8, tags.length, true);
  tags.forEach((tag, index) => {
    const entry = 10 + 12 * index;
    const values = tag.id === 273 || tag.id === 324 ? blockPlaces : tag.values;
    view.setUint16(entry, tag.id, true);
    view.setUint16(entry + 2, tag.type, true);
    view.setUint32(entry + 4, values.length, true);
    const place = places[index] as number;
    if (place !== 0) view.setUint32(entry + 8, place, true);
    values.forEach((value, nth) => {
      const at = (place === 0 ? entry + 8 : place) + nth * (SIZES[tag.type] as number);
      if (tag.type === SHORT) view.setUint16(at, value, true);
      else if (tag.type === LONG) view.setUint32(at, value, true);
      else if (tag.type === DOUBLE) view.setFloat64(at, value, true);
      else view.setUint8(at, value);
    });
  });
  blocks.forEach((block, index) => {
    bytes.set(block, blockPlaces[index]);
  });
  return bytes;
}
