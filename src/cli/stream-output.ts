/**
 * A file that is too large to be held: written piece by piece under a temporary
 * name beside its place, and renamed once everything has succeeded. A run that
 * fails or is broken off leaves nothing behind.
 */
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

export interface StreamedOutput {
  readonly path: string;
  readonly write: (bytes: Uint8Array) => void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs the work with one open output for each path; the files appear when the work has ended well. */
export async function streamOutputs<Result>(
  paths: readonly string[],
  work: (outputs: readonly StreamedOutput[]) => Promise<Result>,
): Promise<Result> {
  const opened: { path: string; temporary: string; file: number; isOpen: boolean }[] = [];
  const discard = (): void => {
    for (const output of opened) {
      if (output.isOpen) closeSync(output.file);
      output.isOpen = false;
      rmSync(output.temporary, { force: true });
    }
  };
  const stop = (signal: NodeJS.Signals): void => {
    discard();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    for (const path of paths) {
      const folder = dirname(resolve(path));
      mkdirSync(folder, { recursive: true });
      const temporary = join(folder, `.${basename(path)}-${process.pid}-${opened.length}.tmp`);
      opened.push({ path, temporary, file: openSync(temporary, "w"), isOpen: true });
    }
    const outputs = opened.map(({ path, file }) => ({
      path,
      write: (bytes: Uint8Array): void => {
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
      },
    }));
    const result = await work(outputs);
    for (const output of opened) {
      closeSync(output.file);
      output.isOpen = false;
    }
    for (const { temporary, path } of opened) renameSync(temporary, path);
    return result;
  } catch (error) {
    discard();
    throw error;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
}
