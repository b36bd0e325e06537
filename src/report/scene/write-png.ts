/** A PNG file written row by row: eight bits a channel, each row as its difference from the one above, deflated as it comes. */
import { Zlib } from "fflate";

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Three channels, or four with opacity last. */
  readonly channels: 3 | 4;
  readonly pixelsPerMetre: number;
}

export interface PngWriter {
  /** Any whole number of rows of pixels, `channels` bytes each. */
  readonly push: (rows: Uint8Array) => void;
  /** The file, once all rows are in. */
  readonly finish: () => Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const FILTER_UP = 2;
const LEVEL = 6;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

export function createPngWriter(header: PngHeader): PngWriter {
  const { width, height, channels, pixelsPerMetre } = header;
  const rowLength = width * channels;
  const chunks: Uint8Array[] = [SIGNATURE];
  const intro = new DataView(new ArrayBuffer(13));
  intro.setUint32(0, width);
  intro.setUint32(4, height);
  intro.setUint8(8, 8);
  intro.setUint8(9, channels === 4 ? 6 : 2);
  const density = new DataView(new ArrayBuffer(9));
  density.setUint32(0, pixelsPerMetre);
  density.setUint32(4, pixelsPerMetre);
  density.setUint8(8, 1);
  chunks.push(writeChunk("IHDR", new Uint8Array(intro.buffer)), writeChunk("pHYs", new Uint8Array(density.buffer)));

  const deflate = new Zlib({ level: LEVEL }, (data) => {
    if (data.length > 0) chunks.push(writeChunk("IDAT", data));
  });
  let above: Uint8Array = new Uint8Array(rowLength);
  let done = 0;

  return {
    push: (rows) => {
      const count = rows.length / rowLength;
      if (!Number.isInteger(count) || done + count > height) throw new RangeError("rows do not fit the picture");
      const filtered = new Uint8Array(count * (rowLength + 1));
      for (let row = 0; row < count; row++) {
        const current = rows.subarray(row * rowLength, (row + 1) * rowLength);
        const at = row * (rowLength + 1);
        filtered[at] = FILTER_UP;
        for (let byte = 0; byte < rowLength; byte++) filtered[at + 1 + byte] = current[byte]! - above[byte]!;
        above = current;
      }
      above = above.slice();
      done += count;
      deflate.push(filtered, done === height);
    },
    finish: () => {
      if (done !== height) throw new RangeError("rows of the picture are missing");
      chunks.push(writeChunk("IEND", new Uint8Array()));
      const file = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
      let at = 0;
      for (const chunk of chunks) {
        file.set(chunk, at);
        at += chunk.length;
      }
      return file;
    },
  };
}

function writeChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let letter = 0; letter < 4; letter++) chunk[4 + letter] = type.charCodeAt(letter);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, sumCrc(chunk.subarray(4, data.length + 8)));
  return chunk;
}

function sumCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) crc = CRC_TABLE[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
