/** PNG files read back to pixels by another way than they were written: for what drawings show. */
import { inflateSync } from "node:zlib";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** `channels` bytes a pixel, row by row. */
  readonly data: Uint8Array;
  readonly pixelsPerMetre: number | null;
  /** Mean of the colour channels in a field, 0–255; clear pixels count as white. */
  readonly meanOf: (left: number, top: number, width: number, height: number) => number;
}

/** Reads eight-bit grey, colour and colour with opacity, not interlaced. */
export function readPixels(file: Uint8Array): Pixels {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const parts: Uint8Array[] = [];
  let pixelsPerMetre: number | null = null;
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (type === "IDAT") parts.push(file.subarray(at + 8, at + 8 + length));
    if (type === "pHYs") pixelsPerMetre = view.getUint32(at + 8);
    at += length + 12;
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const channels = { 0: 1, 2: 3, 6: 4 }[file[25]!];
  if (file[24] !== 8 || channels === undefined || file[28] !== 0) throw new Error("not a kind of PNG that tests read");
  const rows = inflateSync(Buffer.concat(parts));
  const rowLength = width * channels;
  if (rows.length !== height * (rowLength + 1)) throw new Error("a PNG of another length than its size says");
  const data = new Uint8Array(height * rowLength);
  for (let row = 0; row < height; row++) {
    const filter = rows[row * (rowLength + 1)]!;
    for (let byte = 0; byte < rowLength; byte++) {
      const at = row * rowLength + byte;
      const left = byte >= channels ? data[at - channels]! : 0;
      const up = row > 0 ? data[at - rowLength]! : 0;
      const corner = row > 0 && byte >= channels ? data[at - rowLength - channels]! : 0;
      data[at] = rows[row * (rowLength + 1) + 1 + byte]! + predict(filter, left, up, corner);
    }
  }
  const meanOf = (fieldLeft: number, top: number, fieldWidth: number, fieldHeight: number): number => {
    let sum = 0;
    for (let row = top; row < top + fieldHeight; row++) {
      for (let column = fieldLeft; column < fieldLeft + fieldWidth; column++) {
        const at = (row * width + column) * channels;
        const opacity = channels === 4 ? data[at + 3]! / 255 : 1;
        const colours = channels === 1 ? data[at]! : (data[at]! + data[at + 1]! + data[at + 2]!) / 3;
        sum += 255 + (colours - 255) * opacity;
      }
    }
    return sum / (fieldWidth * fieldHeight);
  };
  return { width, height, channels, data, pixelsPerMetre, meanOf };
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [fromLeft, fromUp, fromCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (fromLeft! <= fromUp! && fromLeft! <= fromCorner!) return left;
  return fromUp! <= fromCorner! ? up : corner;
}
