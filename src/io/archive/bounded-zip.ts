/**
 * Zip archives from anywhere, read within bounds: number of entries, sizes unpacked, the ratio that deflate can reach, and
 * names that may be used. Names without the UTF-8 mark are UTF-8 where their bytes are, else GB18030, as Chinese systems write them.
 */
import { unzipSync } from "fflate";
import { BadDataError, type Issue } from "../../core/errors.ts";
import { crc32, listChecksums } from "./zip-checksums.ts";

export interface ZipBounds {
  readonly mostEntries: number;
  /** Of all entries together, unpacked. */
  readonly mostBytes: number;
  /** Whether an entry may have that name; any other refuses the archive. */
  readonly isName: (name: string) => boolean;
  /** Whether an entry is wanted; others are passed over without being unpacked. */
  readonly isWanted?: (name: string) => boolean;
}

/** Deflate cannot shrink further than this; a larger ratio is a bomb. */
const LARGEST_RATIO = 1100;
const LISTED_FAULTS = 20;

/** True where the bytes begin as a zip file does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** A relative path of plain parts: no drive, no root, no way up. */
export function isInnerPath(name: string): boolean {
  if (name === "" || name.length > 400 || /^[/\\]|^[A-Za-z]:|\0/.test(name)) return false;
  return name.split(/[/\\]/).every((part) => part !== ".." && part !== "__proto__");
}

/** A name that was read byte by byte, in the encoding it was written in. */
function decodeName(name: string): string {
  const codes = Array.from(name, (letter) => letter.codePointAt(0) as number);
  if (codes.every((code) => code < 0x80) || codes.some((code) => code > 0xff)) return name;
  const bytes = Uint8Array.from(codes);
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next may fit.
    }
  }
  return name;
}

/** Names of all entries that are no folders; null where the archive's directory cannot be read. */
export function listZip(bytes: Uint8Array): readonly string[] | null {
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        if (!name.endsWith("/")) names.push(decodeName(name));
        return false;
      },
    });
  } catch {
    return null;
  }
  return names;
}

/** Unpacks what is wanted of an archive, by name. Throws BadDataError (truncated-file, too-large, unreadable-file where a checksum does not fit, bad-value). */
export function unzipBounded(bytes: Uint8Array, layer: string, bounds: ZipBounds): Map<string, Uint8Array> {
  const issues: Issue[] = [];
  const names: string[] = [];
  const checksums = listChecksums(bytes);
  const stated = new Map<string, number>();
  let entries = 0;
  let total = 0;
  let place = 0;
  const accept = (raw: string, packed: number, size: number): boolean => {
    stated.set(raw, checksums?.[place++] ?? 0);
    const name = decodeName(raw);
    if (name.endsWith("/") && size === 0) return false;
    const isUnwanted = bounds.isWanted?.(name) === false;
    entries++;
    if (!isUnwanted) total += size;
    if (entries > bounds.mostEntries || total > bounds.mostBytes || size > (packed + 1) * LARGEST_RATIO) {
      const details = { limit: bounds.mostBytes };
      issues.push({ code: "too-large", severity: "error", layer, value: name.slice(0, 80), details });
      return false;
    }
    if (!bounds.isName(name)) {
      issues.push({ code: "bad-value", severity: "error", layer, field: "name", value: name.slice(0, 80) });
      return false;
    }
    if (isUnwanted || issues.length > 0) return false;
    names.push(raw);
    return true;
  };
  try {
    const files = unzipSync(bytes, { filter: (file) => accept(file.name, file.size, file.originalSize) });
    for (const raw of names) {
      const expected = stated.get(raw) ?? 0;
      // Writers that do not know the checksum leave 0.
      if (expected === 0 || !files[raw] || crc32(files[raw]) === expected) continue;
      const details = { format: "zip", what: "checksum" };
      issues.push({ code: "unreadable-file", severity: "error", layer, value: decodeName(raw).slice(0, 80), details });
    }
    if (issues.length > 0) throw new BadDataError(issues.slice(0, LISTED_FAULTS));
    return new Map(names.flatMap((raw) => (files[raw] ? [[decodeName(raw), files[raw]]] : [])));
  } catch (error) {
    if (error instanceof BadDataError) throw error;
    throw new BadDataError([{ code: "truncated-file", severity: "error", layer, details: { format: "zip" } }]);
  }
}
