/** Reads the line features of a vector tile back, straight from the format's specification. */
import { PbfReader } from "pbf";

export interface DecodedFeature {
  readonly name: string | null;
  readonly paths: readonly (readonly [number, number])[][];
}

function decodePaths(commands: readonly number[]): [number, number][][] {
  const paths: [number, number][][] = [];
  let [x, y, at] = [0, 0, 0];
  while (at < commands.length) {
    const command = commands[at++] ?? 0;
    for (let repeat = command >> 3; repeat > 0; repeat--) {
      const [dx = 0, dy = 0] = commands.slice(at, at + 2);
      at += 2;
      x += (dx >> 1) ^ -(dx & 1);
      y += (dy >> 1) ^ -(dy & 1);
      if ((command & 7) === 1) paths.push([]);
      paths.at(-1)?.push([x, y]);
    }
  }
  return paths;
}

export function decodeLineTile(bytes: Uint8Array): Map<string, DecodedFeature[]> {
  const layers = new Map<string, DecodedFeature[]>();
  const tile = new PbfReader(bytes);
  while (tile.nextField()) {
    let name = "";
    const values: string[] = [];
    const features: { tags: number[]; geometry: number[] }[] = [];
    const layerEnd = tile.readVarint() + tile.pos;
    for (let field = tile.nextField(layerEnd); field; field = tile.nextField(layerEnd)) {
      if (field === 1) name = tile.readString();
      else if (field === 2) {
        const feature = { tags: [] as number[], geometry: [] as number[] };
        const end = tile.readVarint() + tile.pos;
        for (let part = tile.nextField(end); part; part = tile.nextField(end)) {
          if (part === 2) tile.readPackedVarint(feature.tags);
          if (part === 4) tile.readPackedVarint(feature.geometry);
        }
        features.push(feature);
      } else if (field === 4) {
        const end = tile.readVarint() + tile.pos;
        for (let part = tile.nextField(end); part; part = tile.nextField(end)) {
          if (part === 1) values.push(tile.readString());
        }
      }
    }
    layers.set(
      name,
      features.map(({ tags, geometry }) => ({ name: values[tags[1] ?? -1] ?? null, paths: decodePaths(geometry) })),
    );
  }
  return layers;
}
