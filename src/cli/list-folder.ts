/** A folder that somebody handed over → the files in it, with their paths, as the import takes them. */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { DEEPEST_FOLDER, isLeftover, isNeverData, MOST_FOLDER_FILES } from "../core/model/folder-entries.ts";

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
        if (depth < DEEPEST_FOLDER && !visit(inner.path, inner.name, depth + 1)) return false;
      } else if (entry.isFile()) files.push({ ...inner, mayBeData: !isNeverData(entry.name) });
      if (files.length > MOST_FOLDER_FILES) return false;
    }
    return true;
  };
  return visit(folder, basename(folder), 0) ? files : null;
}
