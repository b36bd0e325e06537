/** Runs the project's own command as a user would, from the project's root. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `minsheng …parameters`. */
export function runCommand(parameters: readonly string[]): CommandResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["src/cli/minsheng.mjs", ...parameters], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { status: status ?? -1, stdout, stderr };
}
