/** Workbooks that are kept in other ways than XLSX: named, so that people can be told how to save them. */
import { isZip, listZip } from "../archive/bounded-zip.ts";

export interface ForeignWorkbook {
  /** As people know it. */
  readonly found: string;
  /** `save-as-xlsx`: opening and saving it anew helps; `protected`: it has a password; `no-workbook`: it holds no sheets. */
  readonly what: "save-as-xlsx" | "protected" | "no-workbook";
}

/** How files of Excel 2, 3 and 4 begin: the kind of their first record and its length. */
const OLD_EXCEL: ReadonlySet<number> = new Set([0, 2, 4]);
const OLD_LENGTH: Readonly<Record<number, number>> = { 0: 4, 2: 6, 4: 6 };
const FIRST_ENTRY = 512;
const ENTRY_LENGTH = 128;
const EXAMINED_TEXT = 4096;

/** Names a workbook that is not XLSX; null where the bytes may be one or are something else altogether. */
export function nameForeignWorkbook(bytes: Uint8Array): ForeignWorkbook | null {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) return nameCompound(bytes);
  if (isZip(bytes)) return nameZip(bytes);
  if (bytes[0] === 0x09 && OLD_EXCEL.has(bytes[1] ?? 0) && bytes[2] === OLD_LENGTH[bytes[1] ?? 0] && bytes[3] === 0)
    return { found: "Excel 2–4 (.xls)", what: "save-as-xlsx" };
  const text = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(
    bytes.subarray(0, EXAMINED_TEXT),
  );
  if (/^ID;P/.test(text) && /[\r\n][BCFPE];/.test(text)) return { found: "SYLK (.slk)", what: "save-as-xlsx" };
  if (/^TABLE\r?\n0,1\r?\n/.test(text)) return { found: "DIF (.dif)", what: "save-as-xlsx" };
  if (!/^[\uFEFF\s]*</.test(text)) return null;
  if (/<office:document[\s>]/.test(text)) return { found: "OpenDocument (.fods)", what: "save-as-xlsx" };
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(text) || /progid="Excel\.Sheet"/.test(text))
    return { found: "XML 2003 (.xml, .xls)", what: "save-as-xlsx" };
  return /<(html|table)[\s>]/i.test(text) ? { found: "HTML (.xls)", what: "save-as-xlsx" } : null;
}

/** OLE2 compound files list what they hold in entries of 128 bytes, each beginning with its name in UTF-16. */
function nameCompound(bytes: Uint8Array): ForeignWorkbook {
  const names = new Set<string>();
  for (let at = FIRST_ENTRY; at + ENTRY_LENGTH <= bytes.length; at += ENTRY_LENGTH) {
    const name = KNOWN_ENTRIES.find((known) => isNamed(bytes, at, known));
    if (name) names.add(name);
  }
  if (names.has("EncryptedPackage")) return { found: "Excel (.xlsx)", what: "protected" };
  if (names.has("WordDocument")) return { found: "Word / WPS (.doc, .wps)", what: "no-workbook" };
  if (names.has("PowerPoint Document")) return { found: "PowerPoint (.ppt, .dps)", what: "no-workbook" };
  return { found: "Excel 97–2003 / WPS (.xls, .et)", what: "save-as-xlsx" };
}

const KNOWN_ENTRIES = ["EncryptedPackage", "WordDocument", "PowerPoint Document"] as const;

function isNamed(bytes: Uint8Array, at: number, name: string): boolean {
  for (let index = 0; index <= name.length; index++) {
    const code = index < name.length ? name.charCodeAt(index) : 0;
    if (bytes[at + 2 * index] !== code || bytes[at + 2 * index + 1] !== 0) return false;
  }
  return true;
}

function nameZip(bytes: Uint8Array): ForeignWorkbook | null {
  const names = listZip(bytes)?.map((name) => name.replaceAll("\\", "/").toLowerCase());
  if (!names) return null;
  if (names.includes("xl/workbook.bin")) return { found: "Excel (.xlsb)", what: "save-as-xlsx" };
  if (names.includes("content.xml") && names.includes("mimetype"))
    return { found: "OpenDocument (.ods)", what: "save-as-xlsx" };
  if (names.some((name) => name.endsWith(".iwa"))) return { found: "Apple Numbers (.numbers)", what: "save-as-xlsx" };
  if (names.some((name) => name.startsWith("word/"))) return { found: "Word (.docx)", what: "no-workbook" };
  return null;
}
