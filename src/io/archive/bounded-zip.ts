/**
 * Zip archives from anywhere, read within bounds: number of entries, sizes unpacked, the ratio that deflate can reach, and
 * names that may be used. Names without the UTF-8 mark are UTF-8 where their bytes are, else GB18030, as Chinese systems write them.
 */
import { type UnzipFileInfo, unzipSync } from "fflate";
import type { WorkControl } from "../../core/analysis-result.ts";
import { AnalysisError, BadDataError, type Issue } from "../../core/errors.ts";
import { Pace } from "../breathe.ts";
import { inflateEntry, type PackedEntry } from "./inflate-entry.ts";
import { listStated } from "./zip-checksums.ts";

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

interface AcceptedEntry extends PackedEntry {
  /** As it was read byte by byte. */
  readonly raw: string;
  readonly checksum: number;
}

/**
 * Unpacks what is wanted of an archive, by name, in steps. Throws BadDataError (truncated-file, too-large, unreadable-file where a checksum
 * does not fit, bad-value), AnalysisError("cancelled").
 */
export async function unzipBounded(
  bytes: Uint8Array,
  layer: string,
  bounds: ZipBounds,
  control: WorkControl = {},
): Promise<Map<string, Uint8Array>> {
  const issues: Issue[] = [];
  const entries = listAccepted(bytes, layer, bounds, issues);
  const unpacked = new Map<string, Uint8Array>();
  const pace = new Pace(control);
  for (const entry of issues.length > 0 ? [] : entries) {
    const name = decodeName(entry.raw);
    const { content, checksum, isLonger } = await inflateEntry(bytes, entry, pace).catch((error: unknown) => {
      throw error instanceof AnalysisError ? error : truncated(layer);
    });
    unpacked.set(name, content);
    // Writers that do not know the checksum leave 0.
    if (!isLonger && (entry.checksum === 0 || checksum === entry.checksum)) continue;
    const details = { format: "zip", what: "checksum" };
    issues.push({ code: "unreadable-file", severity: "error", layer, value: name.slice(0, 80), details });
  }
  if (issues.length > 0) throw new BadDataError(issues.slice(0, LISTED_FAULTS));
  return unpacked;
}

function truncated(layer: string): BadDataError {
  return new BadDataError([{ code: "truncated-file", severity: "error", layer, details: { format: "zip" } }]);
}

/** Entries that are wanted, as the archive's directory lists them; what goes beyond the bounds is told. Throws BadDataError (truncated-file). */
function listAccepted(bytes: Uint8Array, layer: string, bounds: ZipBounds, issues: Issue[]): AcceptedEntry[] {
  const stated = listStated(bytes);
  if (stated === null) throw truncated(layer);
  const accepted: AcceptedEntry[] = [];
  let entries = 0;
  let total = 0;
  let place = 0;
  const consider = ({ name: raw, size: packedBytes, originalSize: size, compression: method }: UnzipFileInfo): void => {
    const { checksum, offset } = stated[place++] ?? { checksum: 0, offset: bytes.length };
    const name = decodeName(raw);
    if (name.endsWith("/") && size === 0) return;
    const isUnwanted = bounds.isWanted?.(name) === false;
    entries++;
    if (!isUnwanted) total += size;
    if (entries > bounds.mostEntries || total > bounds.mostBytes || size > (packedBytes + 1) * LARGEST_RATIO) {
      const details = { limit: bounds.mostBytes };
      issues.push({ code: "too-large", severity: "error", layer, value: name.slice(0, 80), details });
    } else if (!bounds.isName(name))
      issues.push({ code: "bad-value", severity: "error", layer, field: "name", value: name.slice(0, 80) });
    else if (!isUnwanted) accepted.push({ raw, checksum, offset, packedBytes, bytes: size, method });
  };
  try {
    unzipSync(bytes, {
      filter: (entry) => {
        consider(entry);
        return false;
      },
    });
  } catch {
    throw truncated(layer);
  }
  return accepted;
}
