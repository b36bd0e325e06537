/** Runs a task in a process of its own, so that no measurement warms, fills or slows the next one. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TASKS } from "./alone-main.ts";
import { ROOT } from "./places.ts";

type Tasks = typeof TASKS;
type TaskResult<Name extends keyof Tasks> = Awaited<ReturnType<Tasks[Name]>>;

const MOST_SECONDS = 240;

/** The task's result; throws with its last words where it failed or took longer than four minutes. */
export function runAlone<Name extends keyof Tasks>(
  name: Name,
  parameters: Parameters<Tasks[Name]>[0],
): TaskResult<Name> {
  const folder = mkdtempSync(join(tmpdir(), "minsheng-bench-"));
  try {
    const output = join(folder, "result.json");
    const main = join(ROOT, "bench/alone-main.ts");
    const { status, stderr, signal } = spawnSync(
      process.execPath,
      ["--import", "tsx", main, name, JSON.stringify(parameters), output],
      { cwd: ROOT, encoding: "utf8", timeout: MOST_SECONDS * 1000, maxBuffer: 2 ** 26 },
    );
    if (status !== 0)
      throw new Error(`${name}: ${signal ?? ""} ${stderr.trim().split("\n").slice(-8).join("\n")}`.trim());
    return JSON.parse(readFileSync(output, "utf8")) as TaskResult<Name>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
