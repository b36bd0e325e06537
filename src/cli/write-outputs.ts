/**
 * Outputs appear all together or not at all: files are written under temporary
 * names beside their places and then renamed. Nothing is replaced unless asked.
 */
import { existsSync, statSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

export interface OutputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A sentence for each output that stands in the way. */
export function outputProblems(paths: readonly string[], force: boolean): string[] {
  return paths.flatMap((path) => {
    if (!existsSync(path)) return [];
    if (statSync(path).isDirectory()) return [`${path} is a folder; name a file.`];
    return force ? [] : [`${path} exists. Replace it with --force, or choose another --out.`];
  });
}

/** A sentence where a folder for outputs cannot be one. */
export function folderProblems(path: string): string[] {
  return existsSync(path) && !statSync(path).isDirectory() ? [`${path} is a file; --out needs a folder.`] : [];
}

/** Writes all files, making their folders; on failure none of them is left behind. */
export async function writeOutputs(files: readonly OutputFile[]): Promise<void> {
  const waiting: { temporary: string; path: string }[] = [];
  try {
    for (const { path, bytes } of files) {
      const folder = dirname(resolve(path));
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `.minsheng-${process.pid}-${waiting.length}.tmp`);
      waiting.push({ temporary, path });
      await writeFile(temporary, bytes);
    }
    for (const { temporary, path } of waiting) await rename(temporary, path);
  } catch (error) {
    await Promise.all(waiting.map(({ temporary }) => rm(temporary, { force: true })));
    throw error;
  }
}
