/** What stands beside several layers in one zip. */
import { strToU8 } from "fflate";
import { describeNotice, type ExportNotice } from "./export-notice.ts";

const MARK = "\uFEFF";

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
