/**
 * Outputs appear all together or not at all: files are written whole under
 * temporary names beside their places, what stands there is put aside, and they
 * are renamed; should one rename fail, all of it is undone. Nothing is replaced
 * or removed unless asked.
 */
import { existsSync, statSync } from "node:fs";
import { lstat, mkdir, open, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UndoneError } from "./command.ts";

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

interface Waiting {
  readonly path: string;
  /** Null where what stands at the path is to go, and nothing takes its place. */
  readonly temporary: string | null;
  /** Where what stands at the path waits until all files are in their places. */
  readonly aside: string;
}

/**
 * Writes all files, making their folders. On failure what stood before stands again: no new file, no half one, none lost.
 * @param stale files of an earlier run that are removed with the same care; those that are not there are passed over
 * @throws UndoneError where what was put aside cannot be put back, with the names under which it stands
 */
export async function writeOutputs(files: readonly OutputFile[], stale: readonly string[] = []): Promise<void> {
  const waiting: Waiting[] = [];
  const made: string[] = [];
  try {
    for (const { path, bytes } of files) {
      const folder = dirname(resolve(path));
      const first = await mkdir(folder, { recursive: true });
      if (first !== undefined) made.push(first);
      const stem = join(folder, `.minsheng-${process.pid}-${waiting.length}`);
      const temporary = `${stem}.tmp`;
      waiting.push({ path, temporary, aside: `${stem}.old` });
      await writeWhole(temporary, bytes);
    }
    for (const path of stale) {
      if (!existsSync(path)) continue;
      const aside = join(dirname(resolve(path)), `.minsheng-${process.pid}-${waiting.length}.old`);
      waiting.push({ path, temporary: null, aside });
    }
    await replaceAll(waiting);
  } catch (error) {
    await Promise.all(
      waiting.map(({ temporary }) => (temporary === null ? null : rm(temporary, { force: true }).catch(() => {}))),
    );
    // Folders that something else was put into meanwhile stay.
    for (const folder of made.reverse()) await removeEmpty(folder);
    throw error;
  }
}

/** Until it is on the disk: a full one may only be noticed then. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
    const { size } = await file.stat();
    if (size !== bytes.length) throw new Error(`${path} has ${size} of ${bytes.length} bytes`);
  } finally {
    await file.close();
  }
}

async function replaceAll(waiting: readonly Waiting[]): Promise<void> {
  const placed: (Waiting & { readonly hadOld: boolean })[] = [];
  try {
    for (const each of waiting) {
      const hadOld = await putAside(each);
      placed.push({ ...each, hadOld });
      if (each.temporary !== null) await rename(each.temporary, each.path);
    }
  } catch (error) {
    await putBack(placed);
    throw error;
  }
  await Promise.all(placed.map(({ aside }) => rm(aside, { force: true }).catch(() => {})));
}

/** True where something stood there. @throws for a folder: it is not ours to move */
async function putAside({ path, aside }: Waiting): Promise<boolean> {
  const standing = await lstat(path).catch(() => null);
  if (!standing) return false;
  if (standing.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: "EISDIR" });
  await rename(path, aside);
  return true;
}

async function putBack(placed: readonly (Waiting & { readonly hadOld: boolean })[]): Promise<void> {
  const lost: string[] = [];
  for (const { path, aside, hadOld } of placed.toReversed()) {
    await (hadOld ? rename(aside, path) : rm(path, { force: true })).catch(() => lost.push(hadOld ? aside : path));
  }
  if (lost.length > 0)
    throw new UndoneError(
      `写文件中断，且未能全部复原；请查看：${lost.join("、")}。 Writing was interrupted and not everything could be put back; see ${lost.join(", ")}.`,
    );
}

/** From the innermost folder up to this one, as far as they are empty. */
async function removeEmpty(folder: string): Promise<void> {
  const inner = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of inner) if (entry.isDirectory()) await removeEmpty(join(folder, entry.name));
  await rmdir(folder).catch(() => {});
}
