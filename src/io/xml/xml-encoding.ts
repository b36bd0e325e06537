/** In which encoding an XML document is: a byte order mark says it, else how its first letter lies, else its declaration. */

export interface XmlEncoding {
  /** As TextDecoder knows it. */
  readonly label: string;
  /** Length of the byte order mark. */
  readonly markLength: number;
}

const DECLARATION_BYTES = 256;
const DECLARED = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/i;

/** UTF-8 where nothing is said, and where what is said is no encoding or cannot be this file's. */
export function detectXmlEncoding(bytes: Uint8Array): XmlEncoding {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { label: "utf-16le", markLength: 2 };
  if (first === 0xfe && second === 0xff) return { label: "utf-16be", markLength: 2 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { label: "utf-8", markLength: 3 };
  if (second === 0 && first !== 0) return { label: "utf-16le", markLength: 0 };
  if (first === 0 && second !== 0) return { label: "utf-16be", markLength: 0 };
  const start = String.fromCharCode(...bytes.subarray(0, DECLARATION_BYTES));
  const declared = DECLARED.exec(start)?.[1] ?? "utf-8";
  try {
    const { encoding } = new TextDecoder(declared);
    // A document that was written anew may still claim the encoding that it had.
    return { label: encoding.startsWith("utf-16") ? "utf-8" : encoding, markLength: 0 };
  } catch {
    return { label: "utf-8", markLength: 0 };
  }
}

/** The beginning of a document as text, whatever its encoding. */
export function readXmlStart(bytes: Uint8Array, length: number): string {
  const { label, markLength } = detectXmlEncoding(bytes);
  return new TextDecoder(label).decode(bytes.subarray(markLength, length));
}
