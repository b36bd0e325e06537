/** Text files of any size and of the encodings that Chinese spreadsheets write, as UTF-8 in pieces. */

const ENCODINGS: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  gb18030: "gb18030",
  gbk: "gb18030",
  gb2312: "gb18030",
};

/** The encoding that a user's word stands for, null where it is not known. GBK and GB2312 are parts of GB18030. */
export function statedEncoding(text: string): string | null {
  return ENCODINGS[text.toLowerCase()] ?? null;
}

/** The encoding of a whole file: by its mark, else UTF-8 if every byte of it is, else GB18030. */
export async function readEncoding(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
    if (isFirst && chunk[0] === 0xfe && chunk[1] === 0xff) return "utf-16be";
    isFirst = false;
    if (decode(decoder, chunk) === null) return "gb18030";
  }
  return decode(decoder, null) === null ? "gb18030" : "utf-8";
}

/** Hands on the text piece by piece; false, at the first byte that is no text of that encoding. UTF-8 goes through as it is. */
export async function readAsUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  take: (chunk: Uint8Array) => void,
): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  const isUtf8 = encoding === "utf-8";
  for await (const chunk of chunks) {
    const text = decode(decoder, chunk);
    if (text === null) return false;
    take(isUtf8 ? chunk : encoder.encode(text));
  }
  const rest = decode(decoder, null);
  if (rest === null) return false;
  if (!isUtf8 && rest !== "") take(encoder.encode(rest));
  return true;
}

/** The next piece of text, or at the end what is left; null where the bytes are no such text. */
function decode(decoder: TextDecoder, chunk: Uint8Array | null): string | null {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
