/** The five entities that XML has by itself, and letters by number; a document's own are never expanded. */
import type { IssueCode } from "../../core/errors.ts";

/** Thrown at what is no XML, or none that somebody reads; `code` is that of the issue that it becomes. */
export class XmlFault extends Error {
  readonly code: IssueCode;
  constructor(message: string, code: IssueCode = "unreadable-file") {
    super(message.slice(0, 80));
    this.code = code;
  }
}

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
/** The longest entity, with its marks. */
export const LONGEST_ENTITY = 12;

/** Throws XmlFault at an entity that XML does not have by itself, or a `&` that begins none. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([\da-f]{1,6});|#(\d{1,7});|([a-z]{2,4});)?/gi, (whole, hex, decimal, name) => {
    if (name !== undefined && Object.hasOwn(NAMED, name)) return NAMED[name] as string;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (!(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code < 0xe000)) throw new XmlFault(whole);
    return String.fromCodePoint(code);
  });
}
