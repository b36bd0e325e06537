/** GeoTIFFs of heights, written by hand: one strip of 32-bit floats, geo keys and a gap value as asked. */

export interface DemOptions {
  readonly width: number;
  readonly height: number;
  /** Height of a cell by column, row and band; NaN is written as the gap value. */
  readonly heightOf: (column: number, row: number, band: number) => number;
  /** The outer corner of the first cell, or its centre with `isPoint`. */
  readonly west: number;
  readonly north: number;
  readonly cell: number;
  /** EPSG code; 0 leaves the keys out. */
  readonly epsg?: number;
  readonly bands?: number;
  /** What GDAL calls the bands' descriptions; bands of an empty name have none. */
  readonly bandNames?: readonly string[];
  readonly isPoint?: boolean;
  /** Gap value, stated in the file unless `statesGap` is false. */
  readonly gap?: number;
  readonly statesGap?: boolean;
  readonly verticalUnit?: number;
  readonly placed?: "pixel-scale" | "matrix" | "turned" | "none";
}

type Entry = readonly [tag: number, type: "short" | "long" | "double" | "ascii", values: readonly number[]];
const TYPES = { short: [3, 2], long: [4, 4], double: [12, 8], ascii: [2, 1] } as const;

function geoKeys({ epsg = 4326, isPoint = false, verticalUnit }: DemOptions): number[] {
  const isGeographic =
    epsg >= 4000 && epsg < 5000 && ![4534, 4547, 4549].includes(epsg) && (epsg < 4491 || epsg > 4554);
  const keys: number[][] = [
    [1024, 0, 1, isGeographic ? 2 : 1],
    [1025, 0, 1, isPoint ? 2 : 1],
    [isGeographic ? 2048 : 3072, 0, 1, epsg],
    ...(verticalUnit === undefined ? [] : [[4099, 0, 1, verticalUnit]]),
  ];
  return [1, 1, 0, keys.length, ...keys.flat()];
}

function metadataOf(names: readonly string[]): number[] {
  const items = names.flatMap((name, band) =>
    name === "" ? [] : [`<Item name="DESCRIPTION" sample="${band}" role="description">${name}</Item>`],
  );
  return [...new TextEncoder().encode(`<GDALMetadata>${items.join("")}</GDALMetadata>\u0000`)];
}

/** The file's bytes. */
export function createDem(options: DemOptions): Uint8Array {
  const { width, height, heightOf, west, north, cell, epsg = 4326, bands = 1, gap = -32768 } = options;
  const { placed = "pixel-scale", statesGap = true } = options;
  const pixels = new Float32Array(width * height * bands);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let band = 0; band < bands; band++) {
        const metres = heightOf(column, row, band);
        pixels[(row * width + column) * bands + band] = Number.isNaN(metres) ? gap : metres;
      }
    }
  }
  const dataAt = 8;
  const turn = placed === "turned" ? cell / 4 : 0;
  const entries: Entry[] = [
    [256, "long", [width]],
    [257, "long", [height]],
    [258, "short", new Array<number>(bands).fill(32)],
    [259, "short", [1]],
    [262, "short", [1]],
    [273, "long", [dataAt]],
    [277, "short", [bands]],
    [278, "long", [height]],
    [279, "long", [pixels.byteLength]],
    [284, "short", [1]],
    [339, "short", new Array<number>(bands).fill(3)],
    ...(placed === "pixel-scale"
      ? ([
          [33550, "double", [cell, cell, 0]],
          [33922, "double", [0, 0, 0, west, north, 0]],
        ] satisfies Entry[])
      : []),
    ...(placed === "matrix" || placed === "turned"
      ? ([[34264, "double", [cell, turn, 0, west, turn, -cell, 0, north, 0, 0, 0, 0, 0, 0, 0, 1]]] satisfies Entry[])
      : []),
    ...(epsg === 0 ? [] : ([[34735, "short", geoKeys(options)]] satisfies Entry[])),
    ...(options.bandNames ? ([[42112, "ascii", metadataOf(options.bandNames)]] satisfies Entry[]) : []),
    ...(statesGap ? ([[42113, "ascii", [...new TextEncoder().encode(`${gap}\u0000`)]]] satisfies Entry[]) : []),
  ];
  const directoryAt = dataAt + pixels.byteLength;
  const valuesAt = directoryAt + 2 + 12 * entries.length + 4;
  const sizes = entries.map(([, type, values]) => TYPES[type][1] * values.length);
  const bytes = new Uint8Array(valuesAt + sizes.reduce((sum, size) => sum + (size > 4 ? size + (size % 2) : 0), 0));
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 0x2a, 0]);
  view.setUint32(4, directoryAt, true);
  bytes.set(new Uint8Array(pixels.buffer), dataAt);
  view.setUint16(directoryAt, entries.length, true);
  let free = valuesAt;
  entries.forEach(([tag, type, values], index) => {
    const at = directoryAt + 2 + 12 * index;
    const [code, size] = TYPES[type];
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, code, true);
    view.setUint32(at + 4, values.length, true);
    let into = at + 8;
    if (size * values.length > 4) {
      view.setUint32(at + 8, free, true);
      into = free;
      free += size * values.length + ((size * values.length) % 2);
    }
    values.forEach((value, place) => {
      if (type === "short") view.setUint16(into + 2 * place, value, true);
      else if (type === "long") view.setUint32(into + 4 * place, value, true);
      else if (type === "double") view.setFloat64(into + 8 * place, value, true);
      else view.setUint8(into + place, value);
    });
  });
  return bytes;
}
