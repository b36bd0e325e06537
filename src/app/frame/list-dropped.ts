/** Folders that were dropped → the files in them, each with its path from the folder on. */
import { BadDataError } from "../../core/errors.ts";
import { DEEPEST_FOLDER, isLeftover, isNeverData, MOST_FOLDER_FILES } from "../../core/model/folder-entries.ts";

/** A file as it is brought: its name with its folders, and what it holds. */
export interface DroppedFile {
  readonly name: string;
  readonly bytes: Blob;
}

async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  // A reader gives a hundred at a time, and none at the end.
  for (;;) {
    const more = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    entries.push(...more);
    if (more.length === 0 || entries.length > MOST_FOLDER_FILES) return entries;
  }
}

/**
 * All files of what was dropped, in the order of their names within each folder; pictures and letters come empty, for they are only
 * counted. Throws BadDataError (too-large) where there are too many, and what the browser throws where one cannot be read.
 */
export async function listDropped(dropped: readonly FileSystemEntry[]): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  const visit = async (entry: FileSystemEntry, folder: string, depth: number): Promise<void> => {
    const name = folder + entry.name;
    if (depth > DEEPEST_FOLDER || (folder !== "" && isLeftover(entry.isDirectory ? `${name}/` : name))) return;
    if (entry.isDirectory) {
      const inner = await entriesIn(entry as FileSystemDirectoryEntry);
      for (const one of inner.sort((a, b) => (a.name < b.name ? -1 : 1))) await visit(one, `${name}/`, depth + 1);
      return;
    }
    if (files.length === MOST_FOLDER_FILES) {
      const details = { limit: MOST_FOLDER_FILES, unit: "files" };
      throw new BadDataError([{ code: "too-large", severity: "error", layer: name.split("/", 1)[0] ?? name, details }]);
    }
    const isCounted = folder !== "" && isNeverData(name);
    const read = (): Promise<File> => new Promise((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    files.push({ name, bytes: isCounted ? new Blob() : await read() });
  };
  for (const entry of dropped) await visit(entry, "", 0);
  return files;
}
