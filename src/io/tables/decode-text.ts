/** Text of the encodings that spreadsheets write: whole files, or in chunks of any size. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { Pace } from "../breathe.ts";

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

/** Decodes text of unknown encoding, or of a stated one; null where the bytes are no such text. */
export function decodeText(bytes: Uint8Array, stated?: string): DecodedText | null {
  const candidates = stated ? [stated] : bytes[0] === 0xff && bytes[1] === 0xfe ? ["utf-16le"] : ["utf-8", "gb18030"];
  for (const encoding of candidates) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // The next candidate may fit.
    }
  }
  return null;
}

const PIECE_BYTES = 1 << 20;

/** Text of unknown encoding, or of a stated one, as bytes of UTF-8 and in steps; null where the bytes are no such text. Throws AnalysisError("cancelled"). */
export async function decodeToUtf8(
  bytes: Uint8Array,
  stated: string | undefined,
  control: WorkControl,
): Promise<{ readonly bytes: Uint8Array; readonly encoding: string } | null> {
  const candidates = stated ? [stated] : bytes[0] === 0xff && bytes[1] === 0xfe ? ["utf-16le"] : ["utf-8", "gb18030"];
  for (const encoding of candidates) {
    const decoded = await decodePieces(bytes, encoding, new Pace(control));
    if (decoded) return { bytes: decoded, encoding };
  }
  return null;
}

async function decodePieces(bytes: Uint8Array, encoding: string, pace: Pace): Promise<Uint8Array | null> {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    return null;
  }
  const isUtf8 = decoder.encoding === "utf-8";
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    await pace.step(at, bytes.length);
    const piece = bytes.subarray(at, at + PIECE_BYTES);
    let text: string;
    try {
      text = decoder.decode(piece, { stream: at + PIECE_BYTES < bytes.length });
    } catch {
      return null;
    }
    if (isUtf8) continue;
    pieces.push(encoder.encode(text));
    length += pieces.at(-1)?.length ?? 0;
  }
  if (isUtf8) return bytes;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Chunks of text in any encoding that spreadsheets write, as UTF-8: by the mark, else UTF-8 where it is valid, else GB18030. */
export async function* decodeChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | null | undefined;
  const encoder = new TextEncoder();
  for await (const chunk of chunks) {
    if (decoder === undefined && chunk.length > 0) decoder = chooseDecoder(chunk);
    yield decoder ? encoder.encode(decoder.decode(chunk, { stream: true })) : chunk;
  }
  if (decoder) yield encoder.encode(decoder.decode());
}

/** Null for UTF-8, which needs no decoding. */
function chooseDecoder(first: Uint8Array): TextDecoder | null {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder("utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder("utf-16be");
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(first, { stream: true });
    return null;
  } catch {
    return new TextDecoder("gb18030");
  }
}
