/** A folder that somebody handed over → the files in it, with their paths, as the import takes them. */
import { readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { isLeftover } from "../io/vector/unpack-archive.ts";

/** Pictures, films, letters: never read, only counted. */
const NO_DATA = /^\.(?:jpe?g|png|gif|bmp|heic|webp|mp4|mov|avi|mp3|wav|pdf|docx?|wps|pptx?|psd|exe|dll|msi)$/i;
const DEEPEST = 20;
/** More than this is a disk, not what an office hands over. */
export const MOST_FILES = 5000;

export interface ListedFile {
  readonly path: string;
  /** Its path from the folder on, that included, with `/` on every system. */
  readonly name: string;
  readonly mayBeData: boolean;
}

/** All files below a folder in the order of their names, links not followed; null where there are too many. */
export function listFolder(folder: string): readonly ListedFile[] | null {
  const files: ListedFile[] = [];
  const visit = (path: string, name: string, depth: number): boolean => {
    const entries = readdirSync(path, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = { path: join(path, entry.name), name: `${name}/${entry.name}` };
      if (isLeftover(entry.isDirectory() ? `${inner.name}/` : inner.name)) continue;
      if (entry.isDirectory()) {
        if (depth < DEEPEST && !visit(inner.path, inner.name, depth + 1)) return false;
      } else if (entry.isFile()) files.push({ ...inner, mayBeData: !NO_DATA.test(extname(entry.name)) });
      if (files.length > MOST_FILES) return false;
    }
    return true;
  };
  return visit(folder, basename(folder), 0) ? files : null;
}
