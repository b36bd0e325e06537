/** Writes line features as a vector tile (Mapbox Vector Tile 2.1, extent 4096). */
import { PbfWriter } from "pbf";

export const TILE_EXTENT = 4096;

const LINE_STRING = 2;
const MOVE_TO_ONE = 9;

/** Collects the paths of one multi-line feature as geometry commands (MVT 4.3). */
export class LinePaths {
  readonly commands: number[] = [];
  private readonly path: number[] = [];
  private cursorX = 0;
  private cursorY = 0;

  get isEmpty(): boolean {
    return this.commands.length === 0;
  }

  /** Adds a stretch; one that starts where the last ended continues its path. Coordinates are whole tile units. */
  addStretch(fromX: number, fromY: number, toX: number, toY: number): void {
    const { path } = this;
    if (path.at(-2) !== fromX || path.at(-1) !== fromY) {
      this.endPath();
      path.push(fromX, fromY);
    }
    if (toX !== fromX || toY !== fromY) path.push(toX, toY);
  }

  endPath(): void {
    const { path, commands } = this;
    const pointCount = path.length / 2;
    for (let point = 0; pointCount >= 2 && point < pointCount; point++) {
      if (point === 0) commands.push(MOVE_TO_ONE);
      if (point === 1) commands.push(((pointCount - 1) << 3) | 2);
      const dx = (path[2 * point] ?? 0) - this.cursorX;
      const dy = (path[2 * point + 1] ?? 0) - this.cursorY;
      commands.push((dx << 1) ^ (dx >> 31), (dy << 1) ^ (dy >> 31));
      this.cursorX += dx;
      this.cursorY += dy;
    }
    path.length = 0;
  }
}

export interface LineLayer {
  readonly name: string;
  readonly features: readonly { readonly paths: LinePaths; readonly name?: string }[];
}

function writeLayer(layer: LineLayer, writer: PbfWriter): void {
  writer.writeVarintField(15, 2);
  writer.writeStringField(1, layer.name);
  const names: string[] = [];
  for (const { paths, name } of layer.features) {
    writer.writeMessage(
      2,
      (commands: number[], feature) => {
        if (name !== undefined) feature.writePackedVarint(2, [0, names.push(name) - 1]);
        feature.writeVarintField(3, LINE_STRING);
        feature.writePackedVarint(4, commands);
      },
      paths.commands,
    );
  }
  if (names.length > 0) writer.writeStringField(3, "name");
  for (const text of names) {
    writer.writeMessage(4, (value: string, message) => message.writeStringField(1, value), text);
  }
  writer.writeVarintField(5, TILE_EXTENT);
}

/** The tile's bytes. Layers and features without lines are left out. */
export function encodeLineTile(layers: readonly LineLayer[]): Uint8Array {
  const writer = new PbfWriter();
  for (const layer of layers) {
    const features = layer.features.filter(({ paths }) => !paths.isEmpty);
    if (features.length > 0) writer.writeMessage(3, writeLayer, { name: layer.name, features });
  }
  return writer.finish();
}
