/** Text of the encodings that spreadsheets write: whole files, or in chunks of any size. */

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
