/** Files of an export in one zip: the same bytes for the same files. */
import { strToU8, zipSync } from "fflate";
import { describeNotice, type ExportNotice } from "./export-notice.ts";

/** Zips hold local time; these are its parts in every zone. */
const ZIP_OPTIONS = { level: 6, mtime: new Date(1980, 0, 2, 12), os: 0, attrs: 0 } as const;
const MARK = "\uFEFF";

export function packExport(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(files, ZIP_OPTIONS);
}

/** README.txt of several layers in one zip: of each file what its data are, and what the format could not carry. */
export function readmeOfSeveral(
  layers: readonly { readonly id: string; readonly file: string; readonly about: readonly string[] }[],
  notices: readonly ExportNotice[],
): Uint8Array {
  const parts = layers.map(({ id, file, about }) => {
    const lost = notices.filter(({ layer }) => layer === id).flatMap((notice) => Object.values(describeNotice(notice)));
    return [file, ...about, ...lost].join("\r\n");
  });
  return strToU8(`${MARK}${parts.join("\r\n\r\n")}\r\n`);
}
