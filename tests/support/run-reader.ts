/** Programs that read documents, where they are installed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export function hasProgram(name: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
}

/**
 * Runs a program on a file with these bytes and gives what it wrote: on its output, or in the file OUT where the arguments
 * name it. FILE stands for the file in the arguments.
 */
export function readWith(program: string, args: readonly string[], name: string, bytes: Uint8Array): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "minsheng-reader-"));
  try {
    const [file, out] = [join(folder, name), join(folder, "out")];
    writeFileSync(file, bytes);
    const words = args.map((word) => (word === "FILE" ? file : word === "OUT" ? out : word));
    const run = spawnSync(program, words, { maxBuffer: 256 * 1024 * 1024 });
    if (run.status !== 0) throw new Error(`${program}: ${run.stderr}`);
    return args.includes("OUT") ? readFileSync(out) : run.stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
