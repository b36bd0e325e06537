/** Runs the command line in this process and keeps what it prints. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../src/cli/main.ts";

export interface Spoken {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runMain(...args: readonly string[]): Promise<Spoken> {
  let stdout = "";
  let stderr = "";
  const status = await main(args, {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
  });
  return { status, stdout, stderr };
}

/** A folder for one test, removed after it. */
export async function inFolder(work: (at: (name: string) => string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "minsheng-"));
  try {
    await work((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
