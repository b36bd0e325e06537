/** A huge file added to a study, as `minsheng import` does it: how long, how long without a word, how long deaf, how much memory. */
import { loadStudy } from "../../src/cli/load-study.ts";
import { readImportFiles } from "../../src/cli/read-import-files.ts";
import { BadDataError } from "../../src/core/errors.ts";
import { importFiles } from "../../src/io/import/import-files.ts";

export interface HugeImport {
  /** `a study`, or the codes of the issues. */
  readonly outcome: string;
  /** From the bytes in memory to the outcome. */
  readonly seconds: number;
  /** The longest time without a word of progress, seconds. */
  readonly longestSilence: number;
  /** The longest time in which it did not ask whether it was called off, seconds. */
  readonly longestDeafness: number;
  readonly peakBytes: number;
}

export async function measureHugeImport({ path, isWhole }: { path: string; isWhole: boolean }): Promise<HugeImport> {
  const base = isWhole ? undefined : (await loadStudy("datong")).study;
  const read = await readImportFiles(path, new Set([path]));
  // Placemarks do not say what they are.
  const files = read.map((file) => (/\.kml$/.test(path) ? { ...file, as: "facilities:clinic" as const } : file));
  const start = performance.now();
  let [spoken, heard, silence, deafness] = [start, start, 0, 0];
  const speak = (): void => {
    silence = Math.max(silence, performance.now() - spoken);
    spoken = performance.now();
  };
  const hear = (): void => {
    deafness = Math.max(deafness, performance.now() - heard);
    heard = performance.now();
  };
  const signal = {
    get aborted() {
      hear();
      return false;
    },
  };
  const options = { adminLevel: null, ...(base ? { base } : {}) };
  const outcome = await importFiles(files, options, { onProgress: speak, signal }).then(
    () => "a study",
    (error: unknown) => {
      if (!(error instanceof BadDataError)) return `fails: ${String(error).slice(0, 80)}`;
      const errors = error.issues.filter(({ severity }) => severity === "error");
      return [...new Set(errors.map(({ code, details }) => (details?.what ? `${code} (${details.what})` : code)))].join(
        ", ",
      );
    },
  );
  speak();
  hear();
  const seconds = (performance.now() - start) / 1000;
  const peakBytes = 1024 * process.resourceUsage().maxRSS;
  return { outcome, seconds, longestSilence: silence / 1000, longestDeafness: deafness / 1000, peakBytes };
}
